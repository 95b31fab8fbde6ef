"""What finished HTML contains: its headings, which are levelled and named, and its plain text.

Both read HTML that nh3 has made canonical, so that Markdown and raw HTML are seen alike.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsroom.reading.markup.anchors import Anchors
from newsroom.reading.typography import smart_text

_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
# Marks of footnotes in the text, and the ways back from the notes.
_NOTE_MARK = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<a class="footnote-backref"[^>]*>[^<]*</a>')
_INLINE = re.compile(
    r"</?(?:span|a|em|strong|b|i|code|abbr|sup|sub|cite|q|s|u|bdi|bdo|data|del|dfn|ins|kbd|mark|samp"
    r"|small|time|var|wbr)(?: [^>]*)?>"
)
# The references that typography leaves most: replacing them is cheaper than html.unescape.
_COMMON = {
    "&nbsp;": " ",
    "&#8212;": "—",
    "&#8216;": "‘",
    "&#8217;": "’",
    "&#8220;": "“",
    "&#8221;": "”",
    "&#8230;": "…",
}
_TAG = re.compile(r"<[^>]*>")
_BLOCK_OF_CODE = re.compile(r"<pre[ >].*?</pre>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 2 to 6, the id that links name, its text."""

    level: int
    id: str
    text: str


class Outline(NamedTuple):
    """HTML with levels and ids, its headings, and ids that could not stay (see ``Anchors``)."""

    html: str
    headings: tuple[Heading, ...]
    changed: list[tuple[str, str]]


def outline(
    text: str, reserved_ids: Iterable[str] = (), highest: int = 2, lang: str = "en"
) -> Outline:
    """Let the headings of safe HTML begin at level ``highest``, and give each an id of its own.

    No level is left out on the way down: programs that read pages aloud take it for a lost part.
    """
    found = list(_HEADING.finditer(text)) if "<h" in text else []
    if not found and ' id="' not in text:
        return Outline(text, (), [])
    anchors = Anchors(reserved_ids)
    if ' id="' in text:
        text = anchors.own(text)
        found = list(_HEADING.finditer(text))
    headings, done, position = [], [], 0
    for match, level in zip(
        found, _levels([int(match[1]) for match in found], highest), strict=True
    ):
        words = plain_text(match[3])[0]
        if not words and "<" not in match[3]:
            done.append(text[position : match.start()])
            position = match.end()
            continue
        attributes, own = match[2], _ID.search(match[2])
        name = html.unescape(own[1]) if own else anchors.name(words)
        if not own:
            attributes = f' id="{name}"{attributes}'
        headings.append(Heading(level=level, id=name, text=smart_text(words, lang)))
        done += [text[position : match.start()], f"<h{level}{attributes}>{match[3]}</h{level}>"]
        position = match.end()
    text = anchors.follow("".join([*done, text[position:]]))
    return Outline(text, tuple(headings), anchors.changed)


def _levels(written: Iterable[int], highest: int) -> Iterator[int]:
    """Yield the level of each heading: one below that of the part in which it is."""
    above: list[int] = []
    for level in written:
        while above and above[-1] >= level:
            above.pop()
        yield min(highest + len(above), 6)
        above.append(level)


def plain_text(text: str) -> tuple[str, int]:
    """Return the text of safe HTML in one line, and the number of words of its code blocks."""
    code_words = 0
    if "<pre" in text:
        blocks = _BLOCK_OF_CODE.findall(text)
        code_words = sum(len(_TAG.sub("", block).split()) for block in blocks)
        text = _BLOCK_OF_CODE.sub(" ", text)
    if "footnote" in text:
        text = _NOTE_MARK.sub("", text)
    text = _TAG.sub(" ", _INLINE.sub("", text))
    for reference, character in _COMMON.items():
        text = text.replace(reference, character)
    return " ".join(html.unescape(text).split()), code_words
