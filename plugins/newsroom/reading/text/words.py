"""Counting what there is to read: words, and the characters of scripts without spaces.

A word is what Unicode's word boundaries make of it (UAX 29), near enough for news: letters and
digits, with the marks that belong to them and with joints between them. Soft hyphens, joiners and
addresses make no words. Chinese, Japanese, Thai, Lao, Khmer and Burmese are counted by characters,
their combining marks left out.
"""

import re
import sys
import unicodedata

import numpy as np

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

_LEFT_OUT = b"."  # the kind of what leaves a word as it is
_KINDS = np.zeros(sys.maxunicode + 1, np.uint8)
"""The kind of each character by its number, 0 where it was not looked up yet in this process."""


def count_words(text: str) -> tuple[int, int]:
    """Return (words, characters) of plain text; a contraction or a number is one word.

    ``characters`` are those of scripts without spaces; they are in no word.
    """
    if "://" in text or "www." in text or "@" in text:
        text = _ADDRESS.sub(" ", text)
    kinds = b" " + _kinds(text).translate(None, _LEFT_OUT)
    characters = kinds.count(b"c")
    if characters:
        kinds = kinds.replace(b"c", b" ")
    # A word begins after a space, or after a joint that joins it to nothing.
    return sum(map(kinds.count, (b" a", b" -a", b"--a"))), characters


def _kinds(text: str) -> bytes:
    """Return a byte for each character of ``text``: its kind."""
    numbers = np.frombuffer(text.encode("utf-32-le"), "<u4")
    kinds = _KINDS.take(numbers)
    if not kinds.all():
        for number in np.unique(numbers[kinds == 0]).tolist():
            _KINDS[number] = ord(_kind(chr(number)))
        kinds = _KINDS.take(numbers)
    return kinds.tobytes()


def _kind(character: str) -> str:
    """Return what a character is: ``a`` of a word, ``c`` counted alone, ``-`` a joint, a space,
    or ``.`` for one that leaves a word as it is.
    """
    category = unicodedata.category(character)
    if category[0] == "M" or (category == "Cf" and character not in _DIVIDES):
        return _LEFT_OUT.decode()
    if category[0] in "LN" or character == "_":
        alone = category != "Nd" and _UNSPACED.match(character)
        return "c" if alone else "a"
    return "-" if character in _JOINTS else " "
