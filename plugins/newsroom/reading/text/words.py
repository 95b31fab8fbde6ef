"""Counting what there is to read: words, and the characters of scripts without spaces.

A word is what Unicode's word boundaries make of it (UAX 29), near enough for news: letters and
digits, with the marks that belong to them and with joints between them. Soft hyphens, joiners and
addresses make no words. Chinese, Japanese, Thai, Lao, Khmer and Burmese are counted by characters,
their combining marks left out.
"""

import re
import unicodedata

# Han and kana; Thai and Lao; Burmese; Khmer.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Between letters they join: apostrophes, points and hyphens, and those of Hebrew and Catalan.
_JOINTS = "'’.,-·‐‑\u05f3\u05f4\uff07\u066b\u066c"
_DIVIDES = "\u200b"
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|[\w.+-]+@(?=\w+[.-]))[!-~]+", re.ASCII)

CODE_PAGE = "cp1252"
WESTERN = [bytes([number]).decode(CODE_PAGE, "replace") for number in range(256)]
"""The letters of western languages and the signs of typography, in the code page where each is one
byte: most texts are of these alone, and bytes are compared many times faster than characters."""


def _kind(character: str) -> str:
    """Return what a character is: ``a`` of a word, ``c`` counted alone, ``-`` a joint, or a space;
    nothing for one that leaves a word as it is.
    """
    category = unicodedata.category(character)
    if category[0] == "M" or (category == "Cf" and character not in _DIVIDES):
        return ""
    if category[0] in "LN" or character == "_":
        alone = category != "Nd" and _UNSPACED.match(character)
        return "c" if alone else "a"
    return "-" if character in _JOINTS else " "


class _Kinds(dict[int, str]):
    """The kind of each character, looked up once in a process."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


_KINDS = _Kinds()
_WESTERN_KINDS = "".join(_kind(character) or "\0" for character in WESTERN).encode()
_NO_KIND = bytes(number for number, kind in enumerate(_WESTERN_KINDS) if not kind)


def count_words(text: str) -> tuple[int, int]:
    """Return (words, characters) of plain text; a contraction or a number is one word.

    ``characters`` are those of scripts without spaces; they are in no word.
    """
    if "://" in text or "www." in text or "@" in text:
        text = _ADDRESS.sub(" ", text)
    try:
        kinds = b" " + text.encode(CODE_PAGE).translate(_WESTERN_KINDS, _NO_KIND)
    except UnicodeEncodeError:
        every = text.translate(_KINDS)
        characters = every.count("c")
        kinds = b" " + (every.replace("c", " ") if characters else every).encode()
    else:
        characters = 0
    # A word begins after a space, or after a joint that joins it to nothing.
    return sum(map(kinds.count, (b" a", b" -a", b"--a"))), characters
