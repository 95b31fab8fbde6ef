"""Theme files: CSS and JavaScript are bundled and minified, fonts are copied.

Sets: ``edition.assets``.
Template: ``base.html``.

The name of a bundle carries a hash of its bytes, so that it may be cached for ever.
"""

import hashlib
import re
from collections.abc import Container
from pathlib import Path

import rcssmin
import rjsmin

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import CopyJob, FileJob
from newsroom.model import Assets, Discussion
from newsroom.paths import is_within
from newsroom.problems import ContentError, Problem

_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?(?:\s+layer\(([\w.-]+)\))?\s*;""")


def bundle_css(main: Path) -> str:
    """Return ``main`` with every ``@import "file" layer(name);`` replaced by the file."""
    return str(
        rcssmin.cssmin(_IMPORT.sub(lambda match: _imported(main, match), main.read_text("utf-8")))
    )


def _imported(main: Path, match: re.Match[str]) -> str:
    file = main.parent / match[1]
    if not is_within(main.parent, file):
        what = f"{match[1]!r} lies outside of the folder of style sheets"
        place = f"theme/static/css/{main.name}"
        raise ContentError([Problem(place, 0, 0, what, "copy the file into css/")])
    text = file.read_text("utf-8")
    return f"@layer {match[2]}{{\n{text}\n}}" if match[2] else text


def unused(discussion: Discussion | None) -> set[str]:
    """Return the modules for which a site that comments so has no use."""
    used = {
        "comments": discussion and discussion.server,
        "giscus": discussion and discussion.giscus,
    }
    return {f"{name}.js" for name, use in used.items() if not use}


def bundle_js(folder: Path, without: Container[str] = ()) -> str:
    """Return the modules of ``folder`` in the order of their names; each brings its own block."""
    files = [file for file in sorted(folder.glob("*.js")) if file.name not in without]
    return str(rjsmin.jsmin("\n".join(file.read_text("utf-8") for file in files)))


def add_assets(edition: Edition) -> None:
    static, href = edition.theme / "static", edition.site.href
    css = bundle_css(static / "css" / "main.css").encode()
    js = bundle_js(static / "js", unused(edition.site.discussion)).encode()
    css_path, js_path = (
        f"theme/site.{hashlib.blake2b(data, digest_size=6).hexdigest()}.{kind}"
        for data, kind in ((css, "css"), (js, "js"))
    )
    edition.add(FileJob(css_path, bytes, (css,)))
    edition.add(FileJob(js_path, bytes, (js,)))
    fonts = sorted(file for file in (static / "fonts").glob("*") if file.is_file())
    for font in fonts:
        edition.add(CopyJob(f"theme/fonts/{font.name}", font))
    edition.add(CopyJob("theme/icon.svg", static / "icon.svg"))
    edition.assets = Assets(
        css=href(f"/{css_path}"),
        js=href(f"/{js_path}"),
        icon=href("/theme/icon.svg"),
        preload_fonts=tuple(
            href(f"/theme/fonts/{font.name}") for font in fonts if "roman" in font.name
        ),
    )


def register() -> None:
    signals.page.connect(add_assets)
