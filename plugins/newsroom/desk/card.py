"""The share picture of one story or page, made on its own, to be looked at."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newsroom.building.build import load_settings
from newsroom.checking.layout import lay_out
from newsroom.edition import Edition
from newsroom.model import Page
from newsroom.model.jobs import PageJob, RenditionJob
from newsroom.problems import ContentError, Problem


def card(conf: Path, overrides: Mapping[str, Any], file: Path) -> bytes:
    """Return the share picture of the page that is made of ``file``.

    Raises:
        ContentError: the content has mistakes, or no page is made of the file.
    """
    settings = load_settings(conf, {**overrides, "PREVIEW": True})
    settings["SHARE"] = {**settings.get("SHARE", {}), "pictures": True}
    edition = lay_out(settings)
    edition.problems.raise_errors()
    page = _page(edition, file)
    url = page.share.url if page.share else ""
    job = edition.jobs.get(url.removeprefix(f"{edition.site.url}/"))
    if not isinstance(job, RenditionJob):
        warnings = [str(one) for one in edition.problems.warnings if one.path == "SHARE"]
        remedy = warnings[0] if warnings else "give it a status with which readers find it"
        raise ContentError([Problem(str(file), "it has no share picture", remedy)])
    made = job.batch.file(job.key)
    return made if isinstance(made, bytes) else made.read_bytes()


def _page(edition: Edition, file: Path) -> Page:
    wanted = file.resolve()
    for job in edition.jobs.values():
        page = job.context.get("page") if isinstance(job, PageJob) else None
        if not isinstance(job, PageJob) or not isinstance(page, Page):
            continue
        subject = page.subject or job.context.get("document")
        source = getattr(subject, "source", "")
        if source and (edition.content.parent / source).resolve() == wanted:
            return page
    what, remedy = "no page is made of this file", "name a story or a page below content/"
    raise ContentError([Problem(str(file), what, remedy)])
