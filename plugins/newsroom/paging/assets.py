"""Theme files: CSS and JavaScript are bundled and minified, fonts are copied.

Setting: ``ASSETS``.
Sets: ``edition.assets``.
Template: ``base.html``.

``static/css/paper.css`` is added after all other style sheets: a paper's own colours and type.
Other files of ``static/`` are copied to ``/theme/``. The names of bundles, of fonts, of the icon
and of files that a style sheet names carry a hash of the bytes: they may be cached forever.
What took their place is kept for a while (``files/replaced.py``): pages in caches still name it.
"""

from collections.abc import Container, Mapping
from pathlib import Path

import rjsmin

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.files.replaced import AssetOptions, Replaced, current_files, old_file
from newsroom.model import Assets, Discussion
from newsroom.model.jobs import CopyJob, FileJob
from newsroom.options import load_options
from newsroom.text.urls import hashed_path
from newsroom.themes.colours import AA, schemes, too_close
from newsroom.themes.stylesheets import (
    ICON,
    OWN,
    TOKENS,
    bundle_css,
    hashed_files,
    page_css,
    with_hashes,
)

BUNDLED = ("css/", "js/", "pages/", "search/")


def unused(discussion: Discussion | None) -> set[str]:
    """Return the modules for which a site that comments so has no use."""
    used = {
        "comments": discussion and discussion.server,
        "giscus": discussion and discussion.giscus,
    }
    return {f"{name}.js" for name, use in used.items() if not use}


def bundle_js(files: Mapping[str, Path], without: Container[str] = ()) -> str:
    """Return the modules in the order of their names; each brings its own block."""
    used = [file for path, file in files.items() if path.rpartition("/")[2] not in without]
    return str(rjsmin.jsmin("\n".join(file.read_text("utf-8") for file in used)))


def add_assets(edition: PagedEdition) -> None:
    theme, href = edition.theme, edition.site.href
    others = {path: file for path, file in theme.static().items() if not path.startswith(BUNDLED)}
    bundle, pages = bundle_css(theme), page_css(theme)
    names = hashed_files("".join((bundle, *pages.values())), others)
    scripts = {path: file for path, file in theme.static("js").items() if path.endswith(".js")}
    js = bundle_js(scripts, unused(edition.site.discussion)).encode()
    js_path = hashed_path("theme/site.js", js)
    edition.add(FileJob(js_path, bytes, (js,)))
    for path, file in others.items():
        edition.add(CopyJob(f"theme/{names.get(path, path)}", file))
    fonts = [names[path] for path in names if path.startswith("fonts/") and "roman" in path]
    sheets = filter(None, map(theme.find, (TOKENS, OWN)))
    colours = schemes(*(file.read_text("utf-8") for file in sheets))
    # Said at the sheet that a paper adds: the colours of the base can be read.
    for scheme, text, ground, value in too_close(colours) if theme.find(OWN) else ():
        what = f"{text} on {ground} has a contrast of {value:.1f}:1 in the {scheme} scheme"
        remedy = f"set --colour-{text} or --colour-{ground} so that it is at least {AA}:1"
        edition.problems.warning(f"theme/static/{OWN}", what, remedy)
    edition.assets = Assets(
        css=_add_sheets(edition, {"site": with_hashes(bundle, names)})["site"],
        js=href(f"/{js_path}"),
        sheets=_add_sheets(edition, {kind: with_hashes(css, names) for kind, css in pages.items()}),
        icon=href(f"/theme/{names.get(ICON, ICON)}"),
        preload_fonts=tuple(href(f"/theme/{path}") for path in fonts),
        frames=tuple(
            (scheme, one["surface"]) for scheme, one in colours.items() if "surface" in one
        ),
    )


def _add_sheets(edition: PagedEdition, sheets: Mapping[str, str]) -> dict[str, str]:
    """Order style sheets; return name → address. Those with the same rules are one file."""
    paths: dict[str, str] = {}
    for name, css in sheets.items():
        if css not in paths:
            paths[css] = hashed_path(f"theme/{name}.css", css.encode())
            edition.add(FileJob(paths[css], bytes, (css.encode(),)))
    return {name: edition.site.href(f"/{paths[css]}") for name, css in sheets.items()}


def add_replaced(edition: PagedEdition) -> None:
    """Order the files of earlier builds that pages in caches may still name."""
    days = load_options(edition.settings, "ASSETS", AssetOptions).grace_days
    if days and not edition.preview:
        current = current_files(edition.jobs)
        for path, data in Replaced(edition.cache, days).kept(current, edition.now).items():
            edition.add(FileJob(path, old_file, (data,)))


def register() -> None:
    signals.page.connect(add_assets)
    signals.finish.connect(add_replaced)
