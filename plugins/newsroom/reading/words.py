"""Counting what there is to read: words of alphabetic scripts, characters of CJK ones."""

import re

# Han, kana and hangul: scripts whose reading speed is measured in characters.
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


def count_words(text: str) -> tuple[int, int]:
    """Return (words, CJK characters) of plain text; a contraction or a number is one word."""
    if text.isascii():
        return len(_WORD.findall(text)), 0
    without, characters = _CJK.subn(" ", text)
    return len(_WORD.findall(without)), characters


def shorten(text: str, limit: int = 200) -> str:
    """Return the beginning of ``text``: whole sentences up to ``limit`` characters, else words."""
    if len(text) <= limit:
        return text
    start = text[: limit + 1]
    sentences = [match.end() for match in re.finditer(r"[.!?…][”’\")]*(?=\s)|[。！？]", start)]
    if sentences and sentences[-1] >= limit // 3:
        return start[: sentences[-1]]
    words = start.rsplit(" ", 1)[0] if " " in start else start[:limit]
    return words.rstrip(" ,;:–—-") + "…"
