"""Theme files: CSS and JavaScript are bundled and minified, fonts are copied.

Setting: ``ASSETS``.
Sets: ``edition.assets``.
Template: ``base.html``.

``static/css/paper.css`` is added after all other style sheets: a paper's own colours and type.
Other files of ``static/`` are copied to ``/theme/``. The names of bundles, of fonts, of the icon
and of files that a style sheet names carry a hash of the bytes: they may be cached forever.
What took their place is kept for a while (``files/replaced.py``): pages in caches still name it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import rjsmin

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.files.replaced import AssetOptions, Replaced, current_files, old_file
from newsroom.model import Assets
from newsroom.model.jobs import CopyJob, FileJob
from newsroom.options import load_options
from newsroom.text.urls import hashed_path
from newsroom.themes.colours import AA, schemes, too_close
from newsroom.themes.layers import Theme
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


def bundle_js(files: Iterable[Path]) -> str:
    """Return the modules one after the other; each brings its own block."""
    return str(rjsmin.jsmin("\n".join(file.read_text("utf-8") for file in files)))


def add_assets(edition: PagedEdition) -> None:
    theme, href = edition.theme, edition.site.href
    others = {path: file for path, file in theme.static().items() if not path.startswith(BUNDLED)}
    bundle, pages = bundle_css(theme), page_css(theme)
    names = hashed_files("".join((bundle, *pages.values())), others)
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
        css=_add(edition, {"site.css": with_hashes(bundle, names)})["site"],
        js=_add(edition, {"site.js": bundle_js(_scripts(theme, "js").values())})["site"],
        sheets=_add(
            edition, {f"{kind}.css": with_hashes(css, names) for kind, css in pages.items()}
        ),
        scripts=_add(
            edition, {path: bundle_js([file]) for path, file in _scripts(theme, "pages").items()}
        ),
        icon=href(f"/theme/{names.get(ICON, ICON)}"),
        preload_fonts=tuple(href(f"/theme/{path}") for path in fonts),
        frames=tuple(
            (scheme, one["surface"]) for scheme, one in colours.items() if "surface" in one
        ),
    )


def _scripts(theme: Theme, folder: str) -> dict[str, Path]:
    """Return name → file of the scripts in a folder of ``static/``."""
    files = theme.static(folder).items()
    return {PurePosixPath(path).name: file for path, file in files if path.endswith(".js")}


def _add(edition: PagedEdition, texts: Mapping[str, str]) -> dict[str, str]:
    """Order files by their names; return stem → address. Those with the same text are one file."""
    paths: dict[str, str] = {}
    for name, text in texts.items():
        if text not in paths:
            paths[text] = hashed_path(f"theme/{name}", text.encode())
            edition.add(FileJob(paths[text], bytes, (text.encode(),)))
    return {
        PurePosixPath(name).stem: edition.site.href(f"/{paths[text]}")
        for name, text in texts.items()
    }


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
