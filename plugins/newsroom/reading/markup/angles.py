"""What is in angle brackets within a line: addresses, and raw HTML."""

import re
from typing import NamedTuple

from newsroom.reading.markup.rawhtml import CLOSE_TAG, OPEN_TAG

_LINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>\x00-\x20]*)>")
_MAIL = re.compile(
    r"<([\w.!#$%&'*+/=?^`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}")
# Word's own elements, which come with text that is pasted.
_OF_WORD = re.compile(r"</?(?:[ovw]|st1):[a-zA-Z]+(?:\s[^<>]*)?>")
# These hold plain text: one that is not closed swallows all that is behind it.
_SWALLOWING = re.compile(
    "<(title|textarea|xmp|noembed|noframes|plaintext|script|style|iframe)[ />]", re.IGNORECASE
)
# Raw HTML that is sought by its end, and that end.
_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


class Angle(NamedTuple):
    """Something in angle brackets: without ``href`` it is raw HTML."""

    end: int
    href: str | None = None
    text: str = ""


def read_angle(text: str, start: int, missing: set[str]) -> Angle | None:
    """Read what begins with ``<`` at ``start``; ``missing`` keeps what the text does not end."""
    if match := _OF_WORD.match(text, start):
        return Angle(match.end())
    if match := _LINK.match(text, start):
        return Angle(match.end(), match[1], match[1])
    if match := _MAIL.match(text, start):
        return Angle(match.end(), f"mailto:{match[1]}", match[1])
    if match := _TAG.match(text, start):
        return Angle(match.end())
    for begin, end in _ENDS:
        if not text.startswith(begin, start) or begin in missing:
            continue
        if begin == "<!" and not text[start + 2 : start + 3].isalpha():
            return None
        for short in ("<!-->", "<!--->"):
            if text.startswith(short, start):
                return Angle(start + len(short))
        at = text.find(end, start + len(begin))
        if at >= 0:
            return Angle(at + len(end))
        missing.add(begin)
    return None


def is_swallowing(text: str, start: int, end: int, missing: set[str]) -> bool:
    """Tell whether a tag begins an element without HTML in it that the text does not close."""
    match = _SWALLOWING.match(text, start)
    if match is None:
        return False
    closing = f"</{match[1].lower()}"
    if closing not in missing and not re.compile(closing, re.IGNORECASE).search(text, end):
        missing.add(closing)
    return closing in missing
