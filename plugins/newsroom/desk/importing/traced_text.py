"""Texts on their way: pieces are replaced, and each line still knows its line in the source."""

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol, TypedDict

from newsroom.reading.markup.blocks import find_code

CODE = r"""(?P<code>
    (?<!`)(?P<tick>`+)(?!`) (?:[^`\n]|\n(?![ \t]*\n)|(?!(?<!`)(?P=tick)(?!`))`){1,2000}?
    (?<!`)(?P=tick)(?!`)
)"""
"""Code spans. For verbose, multi-line patterns of ``rewrite``; to be put in front of what is looked
for, so that nothing in code is found."""


@dataclass(slots=True)
class TracedText:
    """A text and, for each of its lines, the line of the source it comes from."""

    text: str
    lines: list[int]
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    @classmethod
    def at(cls, text: str, line: int) -> "TracedText":
        """A text that comes from one line of the source as a whole."""
        return cls(text, [line] * (text.count("\n") + 1))

    @classmethod
    def whole(cls, text: str, first_line: int) -> "TracedText":
        return cls(text, list(range(first_line, first_line + text.count("\n") + 1)))

    def line(self, offset: int) -> int:
        return self.lines[self.row(offset)]

    def start(self, row: int) -> int:
        """Return where a row begins: behind the text, one behind its last line end."""
        return self._starts[row] if row < len(self._starts) else len(self.text) + 1

    def part(self, start: int, end: int) -> "TracedText":
        return TracedText(self.text[start:end], self.lines[self.row(start) : self.row(end) + 1])

    def row(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def join(pieces: list[TracedText]) -> TracedText:
    text = "".join(piece.text for piece in pieces)
    lines = chain.from_iterable(piece.lines[1:] for piece in pieces)
    return TracedText(text, [pieces[0].lines[0], *lines])


NEAR = 1000
Replacement = tuple[TracedText | str, int] | None


def rewrite(
    draft: TracedText,
    pattern: re.Pattern[str],
    replace: Callable[[re.Match[str]], Replacement],
    in_code: Callable[[str], str] = str,
    left_alone: Container[int] = (),
) -> TracedText:
    """Replace what ``pattern`` finds outside fenced code and code spans (its group ``code``).

    ``replace`` returns the new text and the offset at which to go on, or ``None`` to leave the
    match. ``in_code`` may change a stretch of code, but not its line ends. Matches that begin on
    the rows ``left_alone`` (from 0) are passed over.
    """
    pieces: list[TracedText] = []
    position = 0
    blocks = _fenced(draft, 0)
    match = pattern.search(draft.text)
    while match or blocks:
        if match and match.start() < position:
            match = pattern.search(draft.text, position)
            continue
        code = match.span() if match and match["code"] is not None else None
        if blocks and (match is None or blocks[-1][0] <= match.start()):
            code = blocks.pop()
        if code:
            pieces.append(draft.part(position, code[0]))
            part = draft.part(*code)
            pieces.append(TracedText(in_code(part.text), part.lines))
            position = code[1]
            continue
        assert match  # noqa: S101 - else there is a block of code
        found = None if draft.row(match.start()) in left_alone else replace(match)
        new, end = found or (match[0], match.end())
        pieces.append(draft.part(position, match.start()))
        line = draft.line(match.start())
        pieces.append(new if isinstance(new, TracedText) else TracedText.at(new, line))
        # Lines that a replacement swallowed go on in the text behind it.
        position = end
        if blocks and blocks[-1][0] < position:  # It swallowed a fence, and perhaps not its end.
            blocks = _fenced(draft, position)
    pieces.append(draft.part(position, len(draft.text)))
    return join(pieces)


def _fenced(draft: TracedText, position: int) -> list[tuple[int, int]]:
    """Return where the fenced blocks behind ``position`` begin and end, the last one first."""
    if "```" not in draft.text and "~~~" not in draft.text:
        return []
    first = draft.row(position)
    rows = draft.text[draft.start(first) :].split("\n")
    found = find_code(rows, fenced_only=True)
    blocks = [(draft.start(first + a), draft.start(first + b + 1) - 1) for a, b in found]
    return [(max(a, position), b) for a, b in reversed(blocks) if b > position]


def indented_code(text: str) -> set[int]:
    """Return the rows (from 0) of code that is set off by four spaces."""
    rows = text.split("\n")
    fenced = set(find_code(rows, fenced_only=True))
    found = (block for block in find_code(rows) if block not in fenced)
    return {row for first, last in found for row in range(first, last + 1)}


class StoryContext(Protocol):
    """The story whose text is being converted, as far as shortcodes need to know it."""

    base_url: str

    def variable(self, name: str) -> str | None:
        """The text of a front matter key."""

    def person(self, name: str) -> str:
        """The name of an author, from a slug."""

    def note(self, line: int, what: str, remedy: str) -> None:
        """Report something that a human should look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A shortcode as it was written.

    ``alone``: nothing else is on its line. ``in_html``: Markdown is not read here.
    ``in_address``: it is in the address of a link. ``joined``: text is on the line above or below.
    """

    name: str
    text: str
    line: int
    args: list[str]
    named: dict[str, str]
    alone: bool
    in_html: bool
    in_address: bool
    joined: bool = False

    def get(self, *names: str) -> str:
        return next((self.named[name] for name in names if self.named.get(name)), "")


class Surroundings(TypedDict):
    """What is around a shortcode (see :class:`Call`)."""

    alone: bool
    in_html: bool
    in_address: bool
    joined: bool


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Return what is around the shortcode from ``start`` to ``end``."""
    # Only what is near is looked at: there are texts with one line of 283 kB.
    near = text[max(0, start - NEAR) : start]
    before = near[near.rfind("\n") + 1 :]
    after, _, below = text[end : end + NEAR].partition("\n")
    block = re.split(r"\n[ \t]*\n", near)[-1]
    in_html = bool(re.match(r"\s*<[A-Za-z]", block))
    in_address = bool(re.search(r"""\]\(\s*<?$|=["']?$|^\s{0,3}\[[^\]]+\]:\s*$""", before))
    alone = not before.strip() and not after.strip()
    above = near[: len(near) - len(before)].removesuffix("\n").rpartition("\n")[2]
    joined = alone and not before and bool(above.strip() or below.partition("\n")[0].strip())
    return {"alone": alone, "in_html": in_html, "in_address": in_address, "joined": joined}


def shorten(text: str, length: int = 100) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def indent(lines: Iterable[str], prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in lines)
