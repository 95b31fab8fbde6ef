"""Theme files: CSS and JavaScript are bundled and minified, fonts are copied.

Setting: ``ASSETS``.
Sets: ``edition.assets``.
Template: ``base.html``.

``static/css/paper.css`` is added after all other style sheets: a paper's own colours and type.
Other files of ``static/`` are copied to ``/theme/``. The names of bundles, of fonts, of the icon
and of files that a style sheet names carry a hash of the bytes: they may be cached forever.
What took their place is kept for a while (``files/replaced.py``): pages in caches still name it.
"""

import posixpath
import re
from collections.abc import Callable, Container, Mapping
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.files.replaced import AssetOptions, Replaced, current_files, old_file
from newsroom.model import Assets, Discussion
from newsroom.model.jobs import CopyJob, FileJob
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.text.urls import hashed_path
from newsroom.themes.colours import AA, schemes, too_close
from newsroom.themes.layers import Theme

OWN = "css/paper.css"
"""The style sheet that a paper adds to those of the base theme."""
TOKENS = "css/tokens.css"
BUNDLED = ("css/", "js/", "pages/", "search/")
ICON = "icon.svg"
_FONT = (".woff2", ".woff", ".ttf", ".otf")
_URL = re.compile(r"""(url\(\s*["']?)([^"')?#:]+)""")
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?(?:\s+layer\(([\w.-]+)\))?\s*;""")


def bundle_css(main: Path, theme: Theme | None = None) -> str:
    """Return ``main`` with every ``@import "file" layer(name);`` replaced by the file.

    With a theme, style sheets of plugins come after those of ``main``, and the paper's own last.
    """
    find = theme.find if theme else main.parents[1].joinpath
    text = _with_imports(f"css/{main.name}", find)
    for layer in theme.plugins if theme else ():
        for file in sorted((layer / "static/css").glob("*.css")):
            text += f"\n@layer plugins{{\n{file.read_text('utf-8')}\n}}"
    if theme and theme.find(OWN):
        text += f"\n@layer paper{{\n{_with_imports(OWN, find)}\n}}"
    return str(rcssmin.cssmin(text))


def _with_imports(path: str, find: Callable[[str], Path | None]) -> str:
    """Return a style sheet with those that it imports.

    Raises:
        ContentError: one of them is not there, or outside of ``css/``.
    """

    def imported(match: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        if not inner.startswith("css/"):
            what = f"{match[1]!r} is outside of the folder of style sheets"
            place = f"theme/static/{path}"
            raise ContentError([Problem(place, what, "copy the file into css/")])
        text = _with_imports(inner, find)
        return f"@layer {match[2]}{{\n{text}\n}}" if match[2] else text

    file = find(path)
    if file is None:
        remedy = "write the path of a style sheet, relative to the one that imports it"
        raise ContentError([Problem(f"theme/static/{path}", "no such style sheet", remedy)])
    return _IMPORT.sub(imported, file.read_text("utf-8"))


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


def hashed_files(css: str, files: Mapping[str, Path]) -> dict[str, str]:
    """Return path → path with a hash, of the files whose address no template writes itself."""
    named = {posixpath.normpath(match[2].strip()) for match in _URL.finditer(css)}
    return {
        path: hashed_path(path, file.read_bytes())
        for path, file in files.items()
        if path in named or path == ICON or path.endswith(_FONT)
    }


def with_hashes(css: str, names: Mapping[str, str]) -> str:
    """Return a style sheet that names files by their paths with a hash."""

    def named(match: re.Match[str]) -> str:
        path = posixpath.normpath(match[2].strip())
        return match[1] + names.get(path, match[2])

    return _URL.sub(named, css)


def add_assets(edition: PagedEdition) -> None:
    theme, href = edition.theme, edition.site.href
    main = theme.find("css/main.css") or theme.layers[-1] / "static/css/main.css"
    others = {path: file for path, file in theme.static().items() if not path.startswith(BUNDLED)}
    text = bundle_css(main, theme)
    names = hashed_files(text, others)
    css = with_hashes(text, names).encode()
    scripts = {path: file for path, file in theme.static("js").items() if path.endswith(".js")}
    js = bundle_js(scripts, unused(edition.site.discussion)).encode()
    css_path, js_path = hashed_path("theme/site.css", css), hashed_path("theme/site.js", js)
    edition.add(FileJob(css_path, bytes, (css,)))
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
        css=href(f"/{css_path}"),
        js=href(f"/{js_path}"),
        sheets=_add_sheets(edition),
        icon=href(f"/theme/{names.get(ICON, ICON)}"),
        preload_fonts=tuple(href(f"/theme/{path}") for path in fonts),
        frames=tuple(
            (scheme, one["surface"]) for scheme, one in colours.items() if "surface" in one
        ),
    )


def _add_sheets(edition: PagedEdition) -> dict[str, str]:
    """Order the style sheets of single kinds of pages; return kind → address."""
    sheets = {}
    for path, file in edition.theme.static("pages").items():
        css = str(rcssmin.cssmin(file.read_text("utf-8"))).encode()
        name = hashed_path(f"theme/{path}", css)
        edition.add(FileJob(name, bytes, (css,)))
        sheets[PurePosixPath(path).stem] = edition.site.href(f"/{name}")
    return sheets


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
