"""Headings that skip a level, and Markdown that did not become what it was meant to be."""

import html
import re
from collections.abc import Iterator

from newsroom.checking.findings import Remark
from newsroom.checking.manuscript import Manuscript

_HEADING = re.compile(
    r"^ {0,3}(?P<hashes>#{1,6})(?=[ \t])|^(?P<line>=+|-+)[ \t]*$|<h(?P<tag>[1-6])\b", re.MULTILINE
)
_CODE = re.compile(r"<(pre|code|kbd|samp)\b.*?</\1>", re.DOTALL)
_SPAN = re.compile(r"</?span[^>]*>")
_SIGNS = (
    (re.compile(r"\*\*\w[^<\n]{0,30}"), "close the stars where the bold text ends"),
    (re.compile(r"(?<![\w*])\*(?![\s*])[^*<\n]{1,30}"), "close the star, or write \\* for a star"),
    (re.compile(r"(?<![\w_])_{1,2}(?![\s_])[^_<\n]{1,30}"), "close it, or write \\_ for the sign"),
    (re.compile(r"!?\[[^\]<>\n]{0,60}\]\([^<\n]{0,30}"), "write [text](address) in one piece"),
    (re.compile(r"!?\[[^\]<>\n]{1,60}\]\[[^\]<>\n]{0,30}\]"), "add a line `[name]: address`"),
    (re.compile(r"\[\^[^\]<>\n]{1,30}\]"), "add the note: a line `[^name]: text`"),
    (re.compile(r"\{:\s?[.#\w][^<\n]{0,30}"), "put attributes directly behind or below their text"),
    (re.compile(r"(?:```|~~~)\w*"), "begin and end the code with a line of three backticks"),
    (re.compile(r"~~\w[^<\n]{0,30}"), "close the tildes where the struck out text ends"),
    (re.compile(r"\{\{[<%][^<\n]{0,30}|\{%[^<\n]{0,30}"), "write in Markdown what it showed"),
    (re.compile(r"\[\[[^\]<>\n]{1,60}\]\]"), "write [text](path of the story's file)"),
    (
        re.compile(r"\[[^\]<>\n]{1,60}\]\s\((?=<a |https?:|/\w|[\w./%-]+\.\w{2,5}\))"),
        "write [text](address) in one piece",
    ),
    (re.compile(r"\{\{\s?\w[^<\n{}]{0,40}\}\}"), "write in Markdown what it showed"),
    (re.compile(r"(?<!=)==\w[^<=\n]{0,40}==(?!=)"), "write <mark>text</mark>"),
    (re.compile(r"(?<!\+)\+\+\w[^<+\n]{0,40}\+\+(?!\+)"), "write <ins>text</ins>"),
    (re.compile(r"(?<=<p>)\[(?:toc|TOC)\](?=</p>)"), "delete it: a story has no table of contents"),
    (re.compile(r"(?<=<p>)\|[^<\n]{0,30}\|"), "write a line |---|---| below the head of the table"),
    (re.compile(r"(?<![`\w])`[^`<\n]{1,30}"), "close the backtick, or write \\` for the sign"),
    (re.compile(r"(?<![\w:/.]):[a-z]+(?:_[a-z]+)*:(?![\w:/])"), "write the sign itself"),
    (re.compile(r"<!--.{0,30}"), "write --> where the comment ends"),
    (re.compile(r"\$\$[^<\n]{1,30}"), "write the formula in words, or show a picture of it"),
    (re.compile(r"(?<=\w)\^\w{1,6}\^"), "write <sup>text</sup>"),
    (re.compile(r"(?<=\w)~\w{1,4}~(?=\w)"), "write <sub>text</sub>"),
    (re.compile(r"(?<=<p>):::[^<\n]{0,30}"), 'write `!!! note "Title"`, its text below it'),
)  # fmt: skip
_SNIPPET = re.compile(r"[\x20-\x7e]+")  # as written: typography changes what is not ASCII


def heading_levels(prose: str) -> Iterator[tuple[int, int]]:
    """Yield offset and level of every heading of a Markdown text."""
    for match in _HEADING.finditer(prose):
        if match["hashes"]:
            yield match.start(), len(match["hashes"])
        elif match["tag"]:
            yield match.start(), int(match["tag"])
        else:  # a line of = or - makes a heading of the text above it
            above = prose.rfind("\n", 0, max(match.start() - 1, 0)) + 1
            if prose[above : match.start()].strip():
                yield above, 1 if match["line"].startswith("=") else 2


def heading_order(manuscript: Manuscript) -> Iterator[Remark]:
    """Remark on headings more than one level below the one before; the highest is the page's h2."""
    headings = list(heading_levels(manuscript.prose))
    if not headings:
        return
    highest = min(level for _, level in headings)
    above = highest - 1
    for offset, level in headings:
        if level > above + 1:
            before = f"one of level {above}" if above >= highest else "the headline"
            what = f"a heading of level {level} follows {before}"
            remedy = f"write it with {'#' * (above + 1)}"
            yield Remark(*manuscript.place(offset), what, remedy)
        above = level


def leftover_markdown(manuscript: Manuscript) -> Iterator[Remark]:
    """Remark on Markdown signs in the finished text, outside code."""
    text = _CODE.sub("", manuscript.html)
    if "<span" in text:
        text = _SPAN.sub("", text)
    text = html.unescape(text)
    for pattern, remedy in _SIGNS:
        seen = set()
        for match in pattern.finditer(text):
            written = _SNIPPET.match(match[0])
            sign = written[0].strip() if written else match[0]
            if sign not in seen:
                seen.add(sign)
                place = manuscript.find(sign, sign[:12], sign[:4])
                if not (sign[0] in "*_" and manuscript.is_escaped(place)):
                    yield Remark(*place, f"the finished text shows {sign[:40]!r}", remedy)
