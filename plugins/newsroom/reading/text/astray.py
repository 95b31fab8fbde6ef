"""Raw HTML that hides from readers, or shows to them, what its writer did not mean.

Browsers end comments and elements where HTML says, not where a writer thought: a note to the lawyer
is on the page, or half a story in a closed box.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from newsroom.reading.markup.complexity_guard import OPEN_ENDED
from newsroom.reading.text.sanitise import BARRED, TAGS

_PART = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<\?|<!\[CDATA\[|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"""(?:[^<>"']|"[^"]*"|'[^']*')*+(?P<whole>>)?""",
    re.DOTALL,
)
# What does not end a comment: a dash that an editor put there, or a sign too many.
_WRONG_END = re.compile(r"[–—]>|--[!\s]>|(?<!-)->(?=[ \t]*\n[ \t]*\n)")
_AT_ONCE = re.compile(r"<!--+>")
_UNCLOSED = "write --> where it ends"
_CODE = {
    "<?": "delete the program, or put it into a fenced code block",
    "<![CDATA[": "delete it, and the ]]> behind the text",
}
_HARMLESS = OPEN_ENDED | {"span"}
"""Elements that end without an end tag, or whose end nobody sees."""
_TAG = re.compile(r"<([a-zA-Z][^\s/<>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_WIDEST = 60


class Astray(NamedTuple):
    """``written`` is how it begins, ``nth`` which of those that begin so, from 1."""

    written: str
    nth: int
    what: str
    remedy: str


def find_astray(pieces: Iterable[str]) -> Iterator[Astray]:
    """Yield what hides or shows text in raw HTML, whose ``pieces`` are in the order of the page."""
    seen: Counter[str] = Counter()
    open_tags: dict[str, list[tuple[str, int]]] = {}
    for piece in pieces:
        for part in _parts(piece):
            written = part[0].split("\n")[0][:_WIDEST]
            seen[written] += 1
            name = (part["name"] or "").lower()
            if found := _of_part(part):
                yield Astray(written, seen[written], *found)
            elif name and part["end"]:
                if open_tags.get(name):
                    open_tags[name].pop()
            elif name in TAGS and name not in _HARMLESS:
                open_tags.setdefault(name, []).append((written, seen[written]))
    for name, tags in open_tags.items():
        what = f"the <{name}> that begins here does not end: all text below it is in it"
        remedy = f"write </{name}> where it ends, in a line that is not indented"
        for written, nth in tags:
            yield Astray(written, nth, what, remedy)


def _parts(piece: str) -> Iterator[re.Match[str]]:
    """Yield tags, comments and what browsers take for comments, not those in scripts and styles."""
    at = 0
    while part := _PART.search(piece, at):
        yield part
        at = part.end()
        if _begins_program(part):
            at = _end_of_program(part)


def _of_part(part: re.Match[str]) -> tuple[str, str] | None:
    """Return what is wrong with one part, and the remedy."""
    text = part[0]
    if part["name"]:
        if not part["whole"]:
            what = f"the tag {text.split()[0]} does not end, or a quote in it does not"
            return what, "write the missing quote, or the >"
        if _begins_program(part) and _end_of_program(part) == len(part.string):
            return f"{text} has no end: all text below is in it", "delete it, or write it as code"
        return None
    if text in _CODE:
        return f"browsers hide what is behind {text}, up to the next >, and show the rest", _CODE[
            text
        ]
    if _AT_ONCE.match(text):
        return "the comment ends at once: readers see what is behind it", "write <!-- and a space"
    if "<!--" in text[4:]:
        return "a comment begins within this one, which is probably not closed", _UNCLOSED
    if not text.endswith("-->"):
        return "the comment that begins here does not end: all text below is in it", _UNCLOSED
    if end := _WRONG_END.search(text):
        what = f"the comment that begins here goes on behind {end[0]!r}"
        return what, f"write --> in place of {end[0]}"
    return None


def _begins_program(part: re.Match[str]) -> bool:
    """Tell whether a tag begins a script or style in the same piece: not a tag within a line."""
    name = (part["name"] or "").lower()
    return name in ("script", "style") and not part["end"] and part.end() < len(part.string)


def _end_of_program(part: re.Match[str]) -> int:
    end = re.compile(f"</{part['name']}", re.IGNORECASE).search(part.string, part.end())
    return end.start() if end else len(part.string)


def unknown_tags(pieces: Iterable[str]) -> list[str]:
    """Return words in angle brackets, such as <inaudible>, which browsers hide as tags."""
    text = "\n".join(pieces)
    ended = {name.lower() for name in re.findall(r"</([a-zA-Z][^\s/<>]*)", text)}
    known = TAGS | BARRED | ended
    return [match[0] for match in _TAG.finditer(text) if match[1].lower() not in known]


def shown(html: str, tags: Iterable[str]) -> str:
    """Return HTML with unknown tags as text."""
    for tag in dict.fromkeys(tags):
        html = html.replace(tag, escape(tag, quote=False))
    return html
