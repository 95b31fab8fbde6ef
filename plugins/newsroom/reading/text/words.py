"""Counting what there is to read: words of alphabetic scripts, characters of CJK ones."""

import re

# Han, kana and hangul: scripts whose reading speed is measured in characters.
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_JOINTS = "'’.,-"

CODE_PAGE = "cp1252"
WESTERN = [bytes([number]).decode(CODE_PAGE, "replace") for number in range(256)]
"""The letters of western languages and the signs of typography, in the code page where each is one
byte: most texts are of these alone, and bytes are compared many times faster than characters."""


def _kind(character: str) -> bytes:
    if _WORD.fullmatch(character):
        return b"a"
    return b"-" if character in _JOINTS else b" "


_KINDS = b"".join(map(_kind, WESTERN))


def count_words(text: str) -> tuple[int, int]:
    """Return (words, CJK characters) of plain text; a contraction or a number is one word."""
    try:
        kinds = b" " + text.encode(CODE_PAGE).translate(_KINDS)
    except UnicodeEncodeError:
        without, characters = _CJK.subn(" ", text)
        return len(_WORD.findall(without)), characters
    # A word begins after a space, or after a joint that joins it to nothing.
    return sum(map(kinds.count, (b" a", b" -a", b"--a"))), 0
