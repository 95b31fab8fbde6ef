"""Quotation marks, apostrophes, primes, dashes and ellipses: where they are, and what they mean."""

import re
from collections.abc import Callable, Iterator

from newsroom.reading.typography.languages import NARROW, Language

Edit = tuple[int, int, str]
"""Start and end of what is replaced in a text, and what takes its place."""

Marks = tuple[str, str]
"""An opening and a closing mark, with the spaces that belong to them."""

_SIGNS = re.compile(r"""\"|'|--+|\.\.\.+|\. \. \.(?<!\..{5})(?<!\. .{5})(?! ?\.)|``""")
_WITH_COMMAS = re.compile(rf"{_SIGNS.pattern}|,,|(?<=[ (,]),(?=\w)")
_OPENS_AFTER = frozenset("([{<-–—―/“‘„‚«‹¿¡「『（【\u2028")
_CLOSING = frozenset(".,;:!?)]}…")
_FEET = re.compile(r"'(?= ?\d{1,2}(?:\.\d{1,2})?\")|'(?<=°\d')|'(?<=°\d\d')|'(?<=°.\d\d')")
_SHORT_YEAR = re.compile("['’‘]\\d\\d$")
_ELISION = re.compile("[^\\W\\d_]['’]$")
_HEBREW = re.compile("[\u05d0-\u05ea]")
# Articles and prepositions that are joined to the word, and a quotation that ends.
_HEBREW_PREFIX = re.compile(r"(?<!\w)[\u05d1\u05d4\u05d5\u05db\u05dc\u05de\u05e9]{1,3}$")
_HEBREW_QUOTED = re.compile(r'[\u05d0-\u05ea]{2}(?:[^"\n]|"(?=\w)){0,300}"(?!\w)')
# Korean has no apostrophes, and puts particles right behind a closing mark.
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LAST_CLOSING = re.compile(".*\\S'(?:(?!\\w)|(?=[\uac00-\ud7a3]))", re.DOTALL)
_ENDS_LOW = re.compile("''|[\"“”]|``")
_ENDS_TICKS = re.compile("''")
APOSTROPHE = "’"


class Signs:
    """Reads the signs of one text from its beginning to its end.

    ``text`` is the text of a block without markup, and without what is not prose (see
    ``verbatim.py``). ``language_at`` tells the language of a place.
    """

    def __init__(self, text: str, language_at: Callable[[int], Language]) -> None:
        self._text = text
        self._language_at = language_at
        # The marks of the quotations that are open: within double marks, again within these, and
        # within single ones.
        self._double: Marks | None = None
        self._inner: Marks | None = None
        self._single: Marks | None = None
        self._typed = ""  # How the open quotation began, if not with a quotation mark.
        self._left = text.count('"')  # How many double marks are still to come.
        self._nests = self._left % 2 == 0
        self._last_closing = -1
        # What an edited sign is for the one that follows it: a bracket or a letter.
        self._seen: tuple[int, str] = (0, " ")

    def edits(self) -> Iterator[Edit]:
        text = self._text
        done = 0
        for match in (_WITH_COMMAS if ",," in text or " ," in text else _SIGNS).finditer(text):
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
            elif sign in ("``", ",,"):
                edit = self._typed_quote(start, end, before, after, language)
            elif sign == ",":
                edit = self._comma(start, after, language)
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
        self._left -= 1
        if language.hebrew and self._is_gershayim(at, before, after):
            return self._done(at, "״", "x")
        if before == "′" or (before.isdigit() and self._is_inches(at, language)):
            return self._done(at, "″", "x")
        if self._opens_double(at, before, after, language):
            return self._open(at, after, self._begin_double(language)[0])
        marks = self._inner or self._double or language.quotes
        if self._inner:
            self._inner = None
        else:
            self._double, self._typed = None, ""
        return self._close(at, before, marks[1])

    def _opens_double(self, at: int, before: str, after: str, language: Language) -> bool:
        opened = self._double is not None
        if language.unspaced or (before.isspace() and after.isspace()):
            return not opened
        if before.isspace() or before in _OPENS_AFTER:
            return not after.isspace() and not (opened and after in _CLOSING)
        return after.isalnum() and (not opened or self._is_joined(at))

    def _begin_double(self, language: Language) -> Marks:
        """Return the marks of a quotation: others within one, if each that begins also ends."""
        if self._double and self._nests and not self._single:
            self._inner = language.inner
            return self._inner
        within = self._single is not None and self._single == language.quotes
        self._double = language.inner if within else language.quotes
        return self._double

    def _is_gershayim(self, at: int, before: str, after: str) -> bool:
        """Tell whether the mark is part of an abbreviation: צה"ל, but not ב"הארץ"."""
        if not (_HEBREW.match(before) and _HEBREW.match(after)):
            return False
        is_prefix = _HEBREW_PREFIX.search(self._text, max(at - 4, 0), at)
        return not (is_prefix and _HEBREW_QUOTED.match(self._text, at + 1))

    def _is_inches(self, at: int, language: Language) -> bool:
        """Tell whether the mark behind a number is of inches: it ends no quotation."""
        if self._double:
            return not self._inner and self._left % 2 == 1
        return self._text[at - 2 : at - 1] == "′" or not language.unspaced

    def _is_joined(self, at: int) -> bool:
        """Tell whether the mark is behind an article that is joined to a word: l'"Express"."""
        return self._nests and bool(_ELISION.search(self._text, max(at - 4, 0), at))

    def _single_quote(self, at: int, before: str, after: str, language: Language) -> Edit | None:
        text = self._text
        if text.startswith("''", at):
            if self._typed and self._double:
                return self._end_typed(at, before)
            if before.isdigit() and not self._single:
                self._seen = (at + 2, "x")
                return at, at + 2, "″"
        if language.hebrew and _HEBREW.match(before) and (after.isalnum() or not self._single):
            return self._done(at, "׳", "x")
        if before.isdigit() and (_FEET.match(text, at) or self._is_prime(at, after)):
            return self._done(at, "′", "′")
        if before.isspace() or before in _OPENS_AFTER:
            if not after.isspace() and self._opens(at, language):
                return self._begin_single(at, after, language)
        elif language.unspaced and not (before.isascii() and after.isascii()):
            if not self._single:
                return self._begin_single(at, after, language)
        elif before.isalnum() and after.isalnum() and not (self._single and _HANGUL.match(after)):
            return self._done(at, APOSTROPHE, "x")
        if self._single and not before.isspace() and not self._is_elided(at, after, language):
            single, self._single = self._single, None
            return self._close(at, before, single[1])
        return self._done(at, APOSTROPHE, "x")

    def _begin_single(self, at: int, after: str, language: Language) -> Edit:
        """Begin a quotation; where single marks are the ordinary ones, it may be the outer one."""
        is_outer = language.quotes[0] == "‘" and not self._double
        self._single = language.quotes if is_outer else language.inner
        return self._open(at, after, self._single[0])

    def _is_elided(self, at: int, after: str, language: Language) -> bool:
        """Tell whether the mark takes the place of the end of a word, while a quotation goes on."""
        goes_on = after == " " and "'" in self._text[at + 1 : at + 1000]
        return goes_on and bool(language.elided.search(self._text, max(at - 8, 0), at))

    def _is_prime(self, at: int, after: str) -> bool:
        """Tell whether the mark behind a number is of feet or minutes: no quotation is open."""
        return not (self._single or after.isalnum() or _SHORT_YEAR.search(self._text, at - 3, at))

    def _opens(self, at: int, language: Language) -> bool:
        """Tell whether the mark before a word is a quotation's: one that ends later."""
        return not language.elision.match(self._text, at) and self._ends_later(at)

    def _ends_later(self, at: int) -> bool:
        if self._last_closing < 0:
            match = _LAST_CLOSING.match(self._text)
            self._last_closing = match.end() - 1 if match else 0
        return at < self._last_closing

    def _typed_quote(
        self, start: int, end: int, before: str, after: str, language: Language
    ) -> Edit | None:
        """Read marks that are typed of others: ``word'' and ,,word'' or ,,word" or ,,word``."""
        if self._typed == ",," and self._double and not before.isspace():
            return self._end_typed(start, before)
        low = self._text[start] == ","
        if low and (after.isspace() or not (before.isspace() or before in _OPENS_AFTER)):
            return None
        ending = (_ENDS_LOW if low else _ENDS_TICKS).search(self._text, end, end + 1000)
        if ending is None:
            return None
        if ending[0] not in "“”":  # which end it as they are.
            self._typed, self._double = self._text[start:end], language.quotes
        self._seen = (end, "(")
        return start, end, language.quotes[0]

    def _end_typed(self, at: int, before: str) -> Edit:
        mark, self._double, self._typed = (self._double or ("", ""))[1], None, ""
        start = self._close(at, before, mark)[0]
        self._seen = (at + 2, ")")
        return start, at + 2, mark

    def _comma(self, at: int, after: str, language: Language) -> Edit | None:
        """Read ,word', where a language has low marks: no comma is before a word."""
        if language.inner[0] != "‚" or self._single or not self._ends_later(at):
            return None
        return self._begin_single(at, after, language)

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
