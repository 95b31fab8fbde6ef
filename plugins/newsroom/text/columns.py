"""Lines of plain text: as wide as a reader sees them, also in scripts without spaces."""

import re
from unicodedata import combining, east_asian_width

_WIDE = "\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
_PARTS = re.compile(rf" |[{_WIDE}]|[^ {_WIDE}]+")
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〉》ー々”’…")


def width_of(text: str) -> int:
    """Return how many columns a text takes: letters of East Asia have two, accents none."""
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )


def wrapped(text: str, columns: int = 72) -> str:
    """Return a text in lines of at most ``columns``; longer words, such as addresses, stay whole.

    Lines break at spaces, and between letters of East Asia.
    """
    lines, line, width = [], "", 0
    for part in _PARTS.findall(" ".join(text.split())):
        wide = width_of(part)
        if line and part not in _NOT_FIRST and width + wide > columns:
            lines.append(line.rstrip())
            line, width = "", 0
            if part == " ":
                continue
        line, width = line + part, width + wide
    return "\n".join([*lines, line.rstrip()])
