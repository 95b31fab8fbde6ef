"""Theme files: CSS and JavaScript are bundled and minified, fonts are copied.

Sets: ``edition.assets``.
Template: ``base.html``.

``static/css/paper.css`` is added after all other style sheets: a paper's own colours and type.
Other files of ``static/`` are copied to ``/theme/``. The name of a bundle carries a hash of its
bytes, so that it may be cached forever.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Container, Mapping
from pathlib import Path

import rcssmin
import rjsmin

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Assets, Discussion
from newsroom.model.jobs import CopyJob, FileJob
from newsroom.problems import ContentError, Problem
from newsroom.themes.colours import AA, schemes, too_close
from newsroom.themes.layers import Theme

OWN = "css/paper.css"
"""The style sheet that a paper adds to those of the base theme."""
TOKENS = "css/tokens.css"
BUNDLED = ("css/", "js/")
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


def add_assets(edition: PagedEdition) -> None:
    theme, href = edition.theme, edition.site.href
    main = theme.find("css/main.css") or theme.layers[-1] / "static/css/main.css"
    css = bundle_css(main, theme).encode()
    scripts = {path: file for path, file in theme.static("js").items() if path.endswith(".js")}
    js = bundle_js(scripts, unused(edition.site.discussion)).encode()
    css_path, js_path = (
        f"theme/site.{hashlib.blake2b(data, digest_size=6).hexdigest()}.{kind}"
        for data, kind in ((css, "css"), (js, "js"))
    )
    edition.add(FileJob(css_path, bytes, (css,)))
    edition.add(FileJob(js_path, bytes, (js,)))
    others = {path: file for path, file in theme.static().items() if not path.startswith(BUNDLED)}
    for path, file in others.items():
        edition.add(CopyJob(f"theme/{path}", file))
    # Our fonts have no other letters: what a page may not use is not loaded ahead.
    ahead = others if edition.words.is_latin else ()
    fonts = [path for path in ahead if path.startswith("fonts/") and "roman" in path]
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
        icon=href("/theme/icon.svg"),
        preload_fonts=tuple(href(f"/theme/{path}") for path in fonts),
        frames=tuple(
            (scheme, one["surface"]) for scheme, one in colours.items() if "surface" in one
        ),
    )


def register() -> None:
    signals.page.connect(add_assets)
