"""The task ``audit``: one measure after another, on some pages of each kind or on all."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newsroom.building.build import load_settings
from newsroom.desk.audit import browser, lighthouse, validity
from newsroom.desk.audit.figures import AuditedPage, Figure
from newsroom.desk.audit.finished_site import FinishedSite, choose, open_site
from newsroom.desk.audit.links import look_at_links
from newsroom.desk.audit.options import AuditOptions
from newsroom.desk.audit.programs import node_file
from newsroom.desk.audit.report import Report
from newsroom.desk.audit.server import served
from newsroom.desk.audit.weights import weigh
from newsroom.engine.browsers import chromium
from newsroom.engine.progress import track
from newsroom.options import load_options

_FEW = 3
"""Pages from which on progress is shown: each takes seconds in a browser."""


def audit(
    conf: Path, overrides: Mapping[str, Any], wanted: Sequence[str], *, every: bool = False
) -> Report:
    """Measure the finished site of a paper.

    Raises:
        ContentError: there is no finished site, or it has no such page.
    """
    settings = load_settings(conf, overrides)
    options = load_options(settings, "AUDIT", AuditOptions)
    site = open_site(Path(settings["OUTPUT_PATH"]))
    pages = choose(site, wanted, options.samples, every=every)
    return measure(site, pages, options, conf.parent)


def measure(
    site: FinishedSite, pages: Sequence[AuditedPage], options: AuditOptions, project: Path
) -> Report:
    """Return the figures of pages; ``project`` is where npm may have installed programs."""
    figures: list[Figure] = []
    for page in track(pages, len(pages), "Reading pages"):
        figures += [*weigh(site, page), *look_at_links(site, page)]
    checker = validity.vnu(project)
    lacking = [] if checker else [validity.LACKING]
    figures += validity.check_html(site, pages, checker)
    has_browser = bool(chromium() and find_spec("playwright"))
    axe = node_file(browser.AXE, project)
    program = lighthouse.lighthouse(project)
    lacking += [] if has_browser else [browser.LACKING]
    lacking += [browser.LACKING_AXE] if has_browser and not axe else []
    lacking += [] if program else [lighthouse.LACKING]
    with served(site) as host:
        if has_browser:
            opened = browser.open_pages(pages, host, axe)
            steps = len(pages) * (3 if axe else 2)
            figures += track(opened, steps, "Figures of the browser", quick=_FEW)
        if program:
            scores = _scores(site, pages, host, program)
            figures += track(scores, len(pages), "Lighthouse", quick=_FEW)
    return Report(_largest(figures), options, lacking)


def _largest(figures: Sequence[Figure]) -> list[Figure]:
    """Return one figure of a name for each page: files and browser both find other hosts."""
    found: dict[tuple[AuditedPage, str], Figure] = {}
    for one in figures:
        known = found.setdefault((one.page, one.name), one)
        if one.value > known.value:
            found[one.page, one.name] = one
    return list(found.values())


def _scores(
    site: FinishedSite, pages: Sequence[AuditedPage], host: str, program: str
) -> Iterator[Figure]:
    for page in pages:
        yield from lighthouse.score(site, page, host, program)
