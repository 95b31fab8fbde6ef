"""The manuscript: a source file as rules read it, with the place of everything in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from newsroom.reading.markup.blocks import find_code

_INLINE_CODE = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW_CODE = re.compile(r"<(pre|code|kbd|samp)\b[^>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)
_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """``text`` is the whole file with ``\\n`` line ends; ``html`` is its finished body."""

    path: str
    text: str
    lang: str
    html: str

    @cached_property
    def body_start(self) -> int:
        """The offset in ``text`` at which the front matter is over."""
        return header_end(self.text)

    @cached_property
    def prose(self) -> str:
        """``text`` with blanks for front matter and code: the same length, so the same offsets."""
        start = self.body_start
        return _blank(self.text[:start]) + without_code(self.text[start:])

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset in ``text``."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def key(self, name: str) -> tuple[int, int] | None:
        """Return the place of a value of the front matter, None where the key is not written."""
        pattern = re.compile(rf"^{name}[ \t]*:[ \t]*", re.MULTILINE | re.IGNORECASE)
        match = pattern.search(self.text, 0, self.body_start)
        return self.place(match.end()) if match else None

    def find(self, *written: str) -> tuple[int, int]:
        """Return the place of the first of ``written`` that the body holds, else its first line."""
        for one in filter(None, written):
            if (at := self.prose.find(one, self.body_start)) >= 0:
                return self.place(at)
        return self.place(min(self.body_start, len(self.text)))

    def is_escaped(self, place: tuple[int, int]) -> bool:
        """Tell whether a backslash is in front of a place."""
        line, column = place
        return self.text[: self._line_starts[line - 1] + column - 1].endswith("\\")

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Yield offset and text of everything between blank lines of the body."""
        for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", self.prose):
            yield match.start(), match[0]


def header_end(text: str) -> int:
    """Return the offset at which the front matter of a readable file is over."""
    fenced = re.match(r"\s*---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text)
    classic = re.match(r"\s*(?:[^\n]*\S[^\n]*(?:\n|\Z))*", text)
    match = fenced or classic
    return match.end() if match else 0


def without_code(body: str) -> str:
    """Return Markdown with blanks in the place of code and comments."""
    lines = body.split("\n")
    for start, end in find_code(lines):
        lines[start : end + 1] = [" " * len(line) for line in lines[start : end + 1]]
    body = "\n".join(lines)
    if "`" in body:
        body = _INLINE_CODE.sub(lambda match: _blank(match[0]), body)
    if "<" in body:
        body = _COMMENT.sub(lambda match: _blank(match[0]), body)
        body = _RAW_CODE.sub(lambda match: _blank(match[0]), body)
    return body


def _blank(text: str) -> str:
    return _NOT_LINE_END.sub(" ", text)
