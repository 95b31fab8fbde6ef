"""Quotation marks, apostrophes, primes, dashes and ellipses: where they are, and what they mean."""

import re
from collections.abc import Callable, Iterator

from newsroom.reading.typography.languages import NARROW, Language

Edit = tuple[int, int, str]
"""Start and end of what is replaced in a text, and what takes its place."""

_SIGNS = re.compile(r"""\"|'|--+|\.\.\.+|\. \. \.(?<!\..{5})(?<!\. .{5})(?! ?\.)|``""")
_OPENS_AFTER = frozenset("([{<-–—―/“‘„‚«‹¿¡「『（【\u2028")
_CLOSING = frozenset(".,;:!?)]}…")
_FEET = re.compile(r"'(?= ?\d{1,2}(?:\.\d{1,2})?\")|'(?<=°\d')|'(?<=°\d\d')|'(?<=°.\d\d')")
_SHORT_YEAR = re.compile("['’‘]\\d\\d$")
_HEBREW = re.compile("[\u05d0-\u05ea]")
# Korean has no apostrophes, and puts particles right behind a closing mark.
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LAST_CLOSING = re.compile(".*\\S'(?:(?!\\w)|(?=[\uac00-\ud7a3]))", re.DOTALL)
APOSTROPHE = "’"


class Signs:
    """Reads the signs of one text from its beginning to its end.

    ``text`` is the text of a block without markup, and without what is not prose (see
    ``verbatim.py``). ``language_at`` tells the language of a place.
    """

    def __init__(self, text: str, language_at: Callable[[int], Language]) -> None:
        self._text = text
        self._language_at = language_at
        self._double: Language | None = None  # The language of the quotation that is open,
        self._single: Language | None = None  # and of the one within single marks.
        self._ticks = False
        self._last_closing = -1
        # What an edited sign is for the one that follows it: a bracket or a letter.
        self._seen: tuple[int, str] = (0, " ")

    def edits(self) -> Iterator[Edit]:
        text = self._text
        done = 0
        for match in _SIGNS.finditer(text):
            start, end = match.span()
            if start < done:
                continue
            sign = match[0]
            edit: Edit | None
            before = self._before(start)
            after = text[end] if end < len(text) else " "
            language = self._language_at(start)
            if sign == '"':
                edit = self._quote(start, before, after, language)
            elif sign == "'":
                edit = self._single_quote(start, before, after, language)
            elif sign == "``":
                edit = self._tick(start, end, language)
            elif sign[0] == "-":
                edit = _dash(start, end, before, after, language)
            else:
                edit = _ellipsis(start, end, before, after, language)
            if edit:
                done = edit[1]
                yield edit

    def _before(self, start: int) -> str:
        if start == 0:
            return " "
        return self._seen[1] if self._seen[0] == start else self._text[start - 1]

    def _quote(self, at: int, before: str, after: str, language: Language) -> Edit:
        if language.hebrew and _HEBREW.match(before) and _HEBREW.match(after):
            return self._done(at, "״", "x")
        opened = self._double
        inches = before == "′" or (before.isdigit() and self._text[at - 2 : at - 1] == "′")
        if inches or (before.isdigit() and not opened and not language.unspaced):
            return self._done(at, "″", "x")
        if language.unspaced or (before.isspace() and after.isspace()):
            opens = not opened
        elif before.isspace() or before in _OPENS_AFTER:
            opens = not after.isspace() and not (opened and after in _CLOSING)
        else:
            opens = not opened and after.isalnum()
        if opens:
            self._double = language
            return self._open(at, after, language.quotes[0])
        self._double = None
        return self._close(at, before, (opened or language).quotes[1])

    def _single_quote(self, at: int, before: str, after: str, language: Language) -> Edit | None:
        text = self._text
        if self._ticks and self._double and text.startswith("''", at):
            edit = self._close(at, before, self._double.quotes[1])
            self._double, self._ticks = None, False
            self._seen = (at + 2, ")")
            return edit[0], at + 2, edit[2]
        if language.hebrew and _HEBREW.match(before) and (after.isalnum() or not self._single):
            return self._done(at, "׳", "x")
        if before.isdigit() and (_FEET.match(text, at) or self._is_prime(at, after)):
            return self._done(at, "′", "′")
        if before.isspace() or before in _OPENS_AFTER:
            if not after.isspace() and self._opens(at, language):
                self._single = language
                return self._open(at, after, language.inner[0])
        elif language.unspaced and not (before.isascii() and after.isascii()):
            if not self._single:
                self._single = language
                return self._open(at, after, language.inner[0])
        elif before.isalnum() and after.isalnum() and not (self._single and _HANGUL.match(after)):
            return self._done(at, APOSTROPHE, "x")
        if self._single and not before.isspace() and not self._is_elided(at, after, language):
            single, self._single = self._single, None
            return self._close(at, before, single.inner[1])
        return self._done(at, APOSTROPHE, "x")

    def _is_elided(self, at: int, after: str, language: Language) -> bool:
        """Tell whether the mark takes the place of the end of a word, while a quotation goes on."""
        goes_on = after == " " and "'" in self._text[at + 1 : at + 1000]
        return goes_on and bool(language.elided.search(self._text, max(at - 8, 0), at))

    def _is_prime(self, at: int, after: str) -> bool:
        """Tell whether the mark behind a number is of feet or minutes: no quotation is open."""
        return not (self._single or after.isalnum() or _SHORT_YEAR.search(self._text, at - 3, at))

    def _opens(self, at: int, language: Language) -> bool:
        """Tell whether the mark before a word is a quotation's: one that ends later."""
        if language.elision.match(self._text, at):
            return False
        if self._last_closing < 0:
            match = _LAST_CLOSING.match(self._text)
            self._last_closing = match.end() - 1 if match else 0
        return at < self._last_closing

    def _tick(self, start: int, end: int, language: Language) -> Edit | None:
        if "''" not in self._text[end : end + 1000]:
            return None
        self._ticks, self._double = True, language
        self._seen = (end, "(")
        return start, end, language.quotes[0]

    def _open(self, at: int, after: str, mark: str) -> Edit:
        # The space behind the mark is in the mark, where the language wants one.
        end = at + 2 if mark[-1].isspace() and after == " " else at + 1
        self._seen = (end, "(")
        return at, end, mark

    def _close(self, at: int, before: str, mark: str) -> Edit:
        start = at - 1 if mark[0].isspace() and before == " " else at
        self._seen = (at + 1, ")")
        return start, at + 1, mark

    def _done(self, at: int, mark: str, seen: str) -> Edit:
        self._seen = (at + 1, seen)
        return at, at + 1, mark


def _dash(start: int, end: int, before: str, after: str, language: Language) -> Edit | None:
    if end - start > 3 or after in "->;=\\" or before in "<=+\\":
        return None
    if before.isspace() and (after == NARROW or not after.isspace()):
        return None  # An option, or the sign of a signature.
    if end - start == 3:
        return start, end, "—"
    if before.isdigit() and after.isdigit():
        return start, end, "–"
    return start, end, language.dash


def _ellipsis(start: int, end: int, before: str, after: str, language: Language) -> Edit | None:
    if before in "./\\" or after in "/\\":
        return None
    if end - start == 6 and language.unspaced:
        return start, end, "……"
    return (start, end, "…") if end - start in (3, 5) else None
