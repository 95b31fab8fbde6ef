"""Where sentences end: rules of our own, since summaries of 10,000 stories must take no second.

A mark ends a sentence when what follows can begin one, when it is not part of an abbreviation, an
initial or a number, and when no quotation or bracket is open there.
"""

import re
from functools import cache

from newsroom.reading.text.abbreviations import (
    ENDERS,
    MAY,
    NEVER,
    ORDINALS,
    STARTERS,
    UNITS,
    WORDS_TOO,
)
from newsroom.reading.text.phrases import LANGUAGES as PHRASED
from newsroom.reading.text.phrases import phrase_ends

_MARK_OF_END = re.compile("[។။]")
_UNITS = frozenset(UNITS.split())
_MAY = frozenset(MAY.split())
_STARTERS = frozenset(STARTERS.split())
_WORDS_TOO = frozenset(WORDS_TOO.split())
_ORDINALS = frozenset(ORDINALS.split())
_MARK = re.compile(
    r"(?P<mark>[.!?…]+|[。！？؟۔।։።။។]+)(?P<tail>[”’\"')\]»“‘›」』》\u00a0\u202f]*)"
    r"(?:\s+|$|(?<=[。！？」』》]))"
)
# Without spaces: . is in numbers, and a sign behind a name is part of it (Yahoo!が).
_UNSPACED_MARK = re.compile(
    r"(?P<mark>[。！？｡]+|[!?]+(?![ぁ-ゖ\w]*[a-zA-Z])(?![ぁ-ゖ]))(?P<tail>[”’\"')\]»」』》）]*)\s*"
)
_QUOTED_NEXT = re.compile("「[^」]*」(?=[^「『（\\s])")
_GREEK_MARK = re.compile(_MARK.pattern.replace("[.!?…]", "[.!?…;\u037e]"))
_PAIRED = re.compile(r"[()\[\]“”„«»「」『』《》]")
_LAST_WORD = re.compile(r"[^\s(\[{“„«‘‚\"'—–/]*$")
_OPENING = frozenset("「『“（ ")
_FULL = re.compile("[。！？｡]")
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.-?)+[^\W\d_]")
_PLURAL = re.compile(r"([A-Z])\1")  # EE. UU., JJ. OO.
_ROMAN = re.compile("[IVXL]{2,}")
_PAIRS = {"(": ")", "[": "]", "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "《": "》"}
_RIGHT_TO_LEFT_PAIRS = {"(": ")", "[": "]", "”": "“", "«": "»"}
_UNSPACED = frozenset({"ja", "zh", "yue"})
_ELIDING = frozenset({"fr", "it", "ca"})
"""In these an article joins a word: dell’Avv. Rossi."""
_REACH = 40
"""Characters of the longest word that is looked back at."""


def sentence_ends(text: str, lang: str) -> list[int]:
    """Return the places in plain, typeset ``text`` at which sentences end. Linear.

    None is within a quotation or brackets, unless these end in another paragraph.
    """
    name = lang.lower().partition("-")[0]
    if name in PHRASED and not _MARK_OF_END.search(text):
        return phrase_ends(text, name)
    never = _abbreviations(name)
    outer: list[int] = []
    inner: list[int] = []
    open_marks: list[str] = []
    position = 0
    unspaced = name in _UNSPACED
    for match in _marks(name).finditer(text):
        _follow(text[position : match.end("tail")], open_marks, name)
        position = match.end("tail")
        following = text[match.end() : match.end() + _REACH]
        # 「…。」と言った: what follows a quotation at once goes on with it.
        whole = (unspaced or _FULL.search(match["mark"])) and (
            not match["tail"] or (following[:1] in _OPENING and not _QUOTED_NEXT.match(following))
        )
        whole = whole or not following
        if whole or (not unspaced and _ends(text, match, following, never, name)):
            (inner if open_marks and following else outer).append(position)
    return outer or inner


def is_unmarked(lang: str) -> bool:
    """Tell whether a language has no signs at the ends of sentences."""
    return lang.lower().partition("-")[0] in PHRASED


def _marks(name: str) -> re.Pattern[str]:
    if name in _UNSPACED:
        return _UNSPACED_MARK
    return _GREEK_MARK if name == "el" else _MARK


@cache
def _enders(name: str) -> frozenset[str]:
    return frozenset(ENDERS.get(name, "").split())


@cache
def _abbreviations(name: str) -> frozenset[str]:
    return frozenset(f"{NEVER['en']} {NEVER.get(name, '')}".split())


def _follow(piece: str, open_marks: list[str], name: str) -> None:
    """Keep the marks that would close what is open."""
    pairs = _RIGHT_TO_LEFT_PAIRS if name in ("ar", "ur") else _PAIRS
    for char in _PAIRED.findall(piece):
        if open_marks and char in open_marks[-1]:
            open_marks.pop()
        elif char in pairs:
            open_marks.append(pairs[char])


def _ends(
    text: str, match: re.Match[str], following: str, never: frozenset[str], name: str
) -> bool:
    first = following.lstrip("“„«‘‚\"'([¿¡—–- \u202f")[:1]
    if first and first.islower():
        return False
    mark = match["mark"]
    if name == "ar" and match["tail"]:
        return False  # No letter says whether the sentence goes on behind its quotation.
    if _FULL.search(mark) or first in (".", "…"):
        return False
    if mark != ".":
        return mark != "…" or (bool(first) and match["tail"][:1] != "]")  # […] is a gap.
    start = match.start()
    word = _LAST_WORD.search(text[max(start - _REACH, 0) : start])
    written = word[0].strip("”’»") if word else ""
    last = (written.rpartition("’")[2] if name in _ELIDING else written).lower()
    if match["tail"].strip(")]\u202f") and last[-2:-1] != ".":
        return True  # A quotation ended with its sentence.
    digit = first.isdigit()
    opener = _STARTERS.__contains__(
        re.split(r"[\s,’]", following.lstrip("“„«‘"), maxsplit=1)[0].lower()
    )
    if last.isdigit():
        ordinal = name in _ORDINALS and len(last) < 3 and not opener
        return not digit and start > len(last) and not ordinal
    if last in _WORDS_TOO and last in never:
        return not digit and (opener or last in ("no", "art", "sun", "para", "may"))
    if last in _UNITS:
        return opener or not digit
    return _ends_after(written, last, never, name) or (opener and _may_end(last, never, name))


def _ends_after(written: str, last: str, never: frozenset[str], name: str) -> bool:
    """Tell whether a word, of which ``last`` is the end, is anything but an abbreviation."""
    if last in _MAY or _INITIALS.fullmatch(last):
        return False
    if name in _ORDINALS and _ROMAN.fullmatch(written):
        return False
    if name == "es" and _PLURAL.fullmatch(written):
        return False
    last = last.rpartition("-")[2]  # Dipl.-Ing., Jean-P.
    is_initial = len(last) == 1 and last.isalpha()
    return not (last in never or is_initial or (name == "de" and last.endswith("str")))


def _may_end(last: str, never: frozenset[str], name: str) -> bool:
    """Tell whether a sentence may end with an abbreviation, before a word that begins one."""
    if last in never:
        return last in _enders(name)
    return "." in last or last in _MAY or len(last) > 1
