"""Emphasis in headlines: ``How _Moby-Dick_ was read``, with stars or underscores around words.

All else in a headline is plain text. A mark within a word is a plain sign (M*A*S*H, snake_case); a
backslash keeps one as it is.
"""

import re
from html import escape

from newsroom.reading.typography import smart_text, typeset

_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^*_]*[^\s*_\\])\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([*_])")
_ORNAMENT = re.compile(r"</?span[^>]*>")


def emphasised(title: str, lang: str) -> tuple[str, str]:
    """Return a headline as plain text, and as HTML if it has emphasis, else ``""``."""
    if "*" not in title and "_" not in title:
        return smart_text(title, lang), ""
    plain = smart_text(_ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", title)), lang)
    html, count = _EMPHASIS.subn(r"<em>\2</em>", escape(title, quote=False))
    if not count:
        return plain, ""
    # Typography of headlines has no elements: no small capitals.
    fine = typeset(_ESCAPED.sub(r"\1", html), lang).html
    return plain, _ORNAMENT.sub("", fine)
