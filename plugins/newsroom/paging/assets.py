"""Theme files: CSS and JavaScript are bundled and minified, fonts are copied.

Setting: ``ASSETS``.
Sets: ``edition.assets``.
Template: ``base.html``.

``static/css/paper.css`` is added after all other style sheets: a paper's own colours and type.
Other files of ``static/`` are copied to ``/theme/``. The names of bundles, of fonts, of the icon
and of files that a style sheet names carry a hash of the bytes: they may be cached forever.
What took their place is kept for a while (``files/replaced.py``): pages in caches still name it.
"""

import json
from collections.abc import Iterable, Mapping
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

TEXT_FONT = "fonts/newsreader"
"""The type of headlines and texts: every screen loads it ahead. That of labels may come later."""
BUNDLED = ("css/", "early/", "js/", "modules/", "pages/", "search/", "worker/")


def unused(discussion: Discussion | None) -> set[str]:
    """Return the modules for which a site that comments so has no use."""
    used = {
        "comments": discussion and discussion.server,
        "giscus": discussion and discussion.giscus,
    }
    return {name for name, use in used.items() if not use}


def bundle_js(files: Iterable[Path]) -> str:
    """Return scripts in their order as one; each brings its own block."""
    return str(rjsmin.jsmin("\n".join(file.read_text("utf-8") for file in files)))


def _scripts(theme: Theme, folder: str) -> list[Path]:
    """Return the scripts in a folder of the theme, in the order of their paths."""
    return [file for path, file in theme.static(folder).items() if path.endswith(".js")]


def add_scripts(edition: PagedEdition) -> dict[str, str]:
    """Order the scripts; return name → address.

    ``site`` is the bundle, ``early`` what runs before it; the bundle loads all others, the
    modules, on demand, by names that it begins with.
    """
    bundle, early = (bundle_js(_scripts(edition.theme, folder)) for folder in ("js", "early"))
    paths = {
        file.stem: _add_script(edition, file.stem, bundle_js([file]))
        for file in _scripts(edition.theme, "modules")
        if file.stem not in unused(edition.site.discussion)
    }
    known = {name: f"./{path.removeprefix('theme/')}" for name, path in paths.items()}
    text = f"const modules={json.dumps(known, separators=(',', ':'))};\n{bundle}"
    paths |= {
        "site": _add_script(edition, "site", text),
        "early": _add_script(edition, "early", early),
    }
    return {name: edition.site.href(f"/{path}") for name, path in paths.items()}


def _add_script(edition: PagedEdition, name: str, text: str) -> str:
    path = hashed_path(f"theme/{name}.js", text.encode())
    edition.add(FileJob(path, bytes, (text.encode(),)))
    return path


def add_assets(edition: PagedEdition) -> None:
    theme, href = edition.theme, edition.site.href
    others = {path: file for path, file in theme.static().items() if not path.startswith(BUNDLED)}
    bundle, pages = bundle_css(theme), page_css(theme)
    names = hashed_files("".join((bundle, *pages.values())), others)
    scripts = add_scripts(edition)
    for path, file in others.items():
        edition.add(CopyJob(f"theme/{names.get(path, path)}", file))
    fonts = {path: href(f"/theme/{names[path]}") for path in names if "-roman." in path}
    sheets = filter(None, map(theme.find, (TOKENS, OWN)))
    colours = schemes(*(file.read_text("utf-8") for file in sheets))
    # Said at the sheet that a paper adds: the colours of the base can be read.
    for scheme, text, ground, value in too_close(colours) if theme.find(OWN) else ():
        what = f"{text} on {ground} has a contrast of {value:.1f}:1 in the {scheme} scheme"
        remedy = f"set --colour-{text} or --colour-{ground} so that it is at least {AA}:1"
        edition.problems.warning(f"theme/static/{OWN}", what, remedy)
    edition.assets = Assets(
        css=_add_sheets(edition, {"site": with_hashes(bundle, names)})["site"],
        js=scripts.pop("site"),
        early=scripts.pop("early"),
        modules=scripts,
        sheets=_add_sheets(edition, {kind: with_hashes(css, names) for kind, css in pages.items()}),
        icon=href(f"/theme/{names.get(ICON, ICON)}"),
        preload_fonts=tuple(fonts[path] for path in fonts if path.startswith(TEXT_FONT)),
        wide_fonts=tuple(fonts[path] for path in fonts if not path.startswith(TEXT_FONT)),
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
