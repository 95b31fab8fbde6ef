"""Link labels, destinations and titles, as CommonMark reads them in links and in definitions.

[label]: destination "title"
"""

import html
import re
from typing import NamedTuple

from newsroom.reading.markup.spaced import in_definition, in_link

_ESCAPE = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,31});"
)
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999})\]", re.DOTALL)
_POINTED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE = re.compile(r"[^()\\\x00-\x20\x7f]+|\\[!-/:-@\[-`{-~]|[\\()]")
_TITLE = re.compile(
    r""" "((?:[^"\\]+|\\.)*+)" | '((?:[^'\\]+|\\.)*+)' | \(((?:[^()\\]+|\\.)*+)\) """,
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(r"[ \t]*(?:\n[ \t]*)?")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MOST_NESTED = 32


class Destination(NamedTuple):
    """Where something leads: ``end`` is the place behind it in the text. ``repaired`` is
    how a target with spaces was written.
    """

    target: str
    title: str
    end: int
    repaired: str = ""


class Definition(NamedTuple):
    """A link reference definition at the beginning of a text."""

    label: str
    place: Destination


def label_of(text: str) -> str:
    """Return the form of a label by which references find it, ``""`` for one that is blank."""
    return " ".join(text.casefold().split())


def unescape(text: str) -> str:
    """Return text with backslash escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda match: match[1] or resolved(match[0]), text)


def resolved(reference: str) -> str:
    """Return what a character reference stands for: itself when it stands for nothing.

    One to a control character stays as it is, for those who take such characters out by name.
    """
    if reference[1] != "#":
        return html.unescape(reference)
    number = reference[2:-1]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return html.unescape(reference) or reference


def read_place(text: str, start: int) -> Destination | None:
    """Read ``(destination "title")`` behind its opening bracket; None for anything else."""
    at = _SPACE.match(text, start).end()  # type: ignore[union-attr]
    found = _destination(text, at)
    place = _closed(text, *found) if found else None
    if place is None and (spaced := in_link(text, start)):
        place = _closed(text, *spaced)
        place = place and place._replace(repaired=text[start : spaced[1]].strip())
    return place


def _closed(text: str, target: str, at: int) -> Destination | None:
    """Return the place if a title or nothing, and the closing bracket, come behind its target."""
    title = ""
    behind = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    if behind > at and (match := _TITLE.match(text, behind)) and "\n\n" not in match[0]:
        title = match[1] or match[2] or match[3] or ""
        behind = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]
    if text[behind : behind + 1] != ")":
        return None
    return Destination(unescape(target), unescape(title), behind + 1)


def read_label(text: str, start: int) -> tuple[str, int] | None:
    """Read ``[label]``: the form by which it is found, and the place behind it."""
    match = _LABEL.match(text, start)
    return (label_of(match[1]), match.end()) if match else None


def read_definition(text: str, start: int) -> Definition | None:
    """Read ``[label]: destination "title"`` and the end of its line."""
    labelled = read_label(text, start)
    if labelled is None or not labelled[0] or text[labelled[1] : labelled[1] + 1] != ":":
        return None
    at = _SPACE.match(text, labelled[1] + 1).end()  # type: ignore[union-attr]
    found = _destination(text, at)
    if found is None or (not found[0] and text[at : at + 1] != "<"):
        return None
    place = _defined(text, *found)
    if place is None and (spaced := in_definition(text, at)):
        place = _defined(text, *spaced)
        place = place and place._replace(repaired=text[at : spaced[1]].strip())
    return place and Definition(labelled[0], place)


def _defined(text: str, target: str, at: int) -> Destination | None:
    """Return the place if a title or nothing, and the line's end, come behind its target."""
    behind = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    title = _TITLE.match(text, behind) if behind > at else None
    if title and not _BLANK_LINE.search(title[0]) and (end := _LINE_END.match(text, title.end())):
        words = title[1] or title[2] or title[3] or ""
        return Destination(unescape(target), unescape(words), end.end())
    if end := _LINE_END.match(text, at):
        return Destination(unescape(target), "", end.end())
    return None


def _destination(text: str, start: int) -> tuple[str, int] | None:
    """Read a destination as it is written, and the place behind it."""
    if text[start : start + 1] == "<":
        match = _POINTED.match(text, start)
        return (match[1], match.end()) if match else None
    depth, at = 0, start
    while match := _BARE.match(text, at):
        if match[0] == "(":
            depth += 1
            if depth > _MOST_NESTED:
                return None
        elif match[0] == ")":
            if not depth:
                break
            depth -= 1
        at = match.end()
    return (text[start:at], at) if not depth else None
