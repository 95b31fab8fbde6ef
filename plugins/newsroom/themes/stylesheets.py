"""Style sheets: one bundle for all pages, and one more for each kind of page.

What they import is put in its place, and files that they name get a hash into their names.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import rcssmin

from newsroom.problems import ContentError, Problem
from newsroom.text.urls import hashed_path
from newsroom.themes.layers import Theme

MAIN = "css/main.css"
OWN = "css/paper.css"
"""The style sheet that a paper adds to those of the base theme."""
TOKENS = "css/tokens.css"
ICON = "icon.svg"
FOLDERS = ("css/", "pages/")
_FONT = (".woff2", ".woff", ".ttf", ".otf")
_URL = re.compile(r"""(url\(\s*["']?)([^"')?#:]+)""")
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?(?:\s+layer\(([\w.-]+)\))?\s*;""")


def bundle_css(theme: Theme) -> str:
    """Return what every page loads: ``main.css`` with all that it imports.

    Style sheets of plugins come after it, and the paper's own last.
    """
    text = _with_imports(MAIN, theme.find)
    for layer in theme.plugins:
        for file in sorted((layer / "static/css").glob("*.css")):
            text += f"\n@layer plugins{{\n{file.read_text('utf-8')}\n}}"
    if theme.find(OWN):
        text += f"\n@layer paper{{\n{_with_imports(OWN, theme.find)}\n}}"
    return str(rcssmin.cssmin(text))


def page_css(theme: Theme) -> dict[str, str]:
    """Return kind of page → what its pages load after the bundle."""
    return {
        PurePosixPath(path).stem: str(rcssmin.cssmin(_with_imports(path, theme.find)))
        for path in theme.static("pages")
        if path.endswith(".css")
    }


def _with_imports(path: str, find: Callable[[str], Path | None]) -> str:
    """Return a style sheet with every ``@import "file" layer(name);`` replaced by the file.

    Raises:
        ContentError: one of them is not there, or outside of the folders of style sheets.
    """

    def imported(match: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        if not inner.startswith(FOLDERS):
            what = f"{match[1]!r} is outside of the folders of style sheets"
            place = f"theme/static/{path}"
            raise ContentError([Problem(place, what, "copy the file into css/")])
        text = _with_imports(inner, find)
        return f"@layer {match[2]}{{\n{text}\n}}" if match[2] else text

    file = find(path)
    if file is None:
        remedy = "write the path of a style sheet, relative to the one that imports it"
        raise ContentError([Problem(f"theme/static/{path}", "no such style sheet", remedy)])
    return _IMPORT.sub(imported, file.read_text("utf-8"))


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
