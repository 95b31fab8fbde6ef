"""The Markdown as it was written: its characters made regular, and the lines of things in it."""

import html
import re
import unicodedata
from bisect import bisect_right

from newsroom.reading.markup.blocks import find_code

# Controls, halves of surrogate pairs and what wrong conversions leave; joiners, which scripts and
# emoji need, and direction marks stay.
STRAY = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202d\u202e\u2060\ufdd0-\ufdef\ufeff\ufffd-\uffff"
    "\ud800-\udfff]"
)


def normalise(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return NFC text with ``\\n`` line ends and without stray characters, and what these were.

    Each stray character is named once for each line (counted from 0).
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    stray: dict[tuple[int, str], None] = {}
    if may_stray(text) and STRAY.search(text):
        for number, line in enumerate(text.split("\n")):
            for character in STRAY.findall(line):
                stray[number, f"the stray character U+{ord(character):04X}"] = None
        text = STRAY.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text, list(stray)


def may_stray(text: str) -> bool:
    """Tell in half the time of the pattern, of nearly all texts, that it finds nothing."""
    return "\ufffd" in text or not text.replace("\n", " ").replace("\t", " ").isprintable()


# What makes a longer path of the one next to it.
_LONGER = re.compile(r"[\w./-]")


# How often a search may fail before its line is only guessed, so that a text full of such
# things is read in reasonable time.
_MOST_MISSES = 1_000


class Lines:
    """Finds the lines of the file from which parts of the result came.

    Python-Markdown keeps no lines, so they are sought in the source: each occurrence of the same
    thing after the one before it, not in blocks of code. What is not found (it was written in
    another way) gets the line of the last one.
    """

    def __init__(self, source: str, first_line: int) -> None:
        self._source = _without_code(source).lower()
        self._first_line = first_line
        self._line_ends = [match.start() for match in re.finditer("\n", self._source)]
        self._after: dict[str, int] = {}
        self._misses = 0
        self._last = 0

    def find(self, written: str) -> int:
        """Return the line of the next occurrence of ``written``."""
        needle = written.lower()
        start = self._after.get(needle, 0)
        if self._misses < _MOST_MISSES:
            for form in dict.fromkeys((needle, html.escape(needle), needle.replace(" ", "%20"))):
                at = self._seek(form, start)
                if at >= 0:
                    self._after[needle] = at + 1
                    self._last = at
                    break
                self._misses += 1
        return self._first_line + bisect_right(self._line_ends, self._last - 1)

    def _seek(self, needle: str, start: int) -> int:
        """Return the first place from ``start`` where ``needle`` is not part of a longer path."""
        at = found = self._source.find(needle, start)
        while at >= 0:
            end = at + len(needle)
            before, after = self._source[max(at - 1, 0) : at], self._source[end : end + 1]
            if not _LONGER.fullmatch(before) and not _LONGER.fullmatch(after):
                return at
            if self._misses >= _MOST_MISSES:
                break
            self._misses += 1
            at = self._source.find(needle, at + 1)
        return found


def _without_code(source: str) -> str:
    lines = source.split("\n")
    for start, end in find_code(lines):
        lines[start : end + 1] = [""] * (end + 1 - start)
    return "\n".join(lines)
