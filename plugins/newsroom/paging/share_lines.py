"""Lines of share pictures: a text broken so that all of it fits, in the order in which it is read.

A simple form of the bidirectional algorithm (UAX #9): whole words are ordered, by the direction of
the text and their own; within a word the shaper does it.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_RIGHT = {"R", "AL"}
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3000, 0x30FF), (0x3400, 0x9FFF),
    (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese, which are written without spaces."""
_NOT_FIRST = frozenset(
    "、。，．・：；？！」』）】〕》〉ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%)]},.!?:;"
)
_LEADING = 1.12


class Word(NamedTuple):
    """A part of a text that is not broken; ``glued`` to the one before, without a space."""

    text: str
    glued: bool = False


Line = list[Word]


def is_right_to_left(text: str) -> bool:
    """Tell the direction of a text by its first letter that has one."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in _RIGHT for kind in kinds if kind in _RIGHT or kind == "L"), False)


def words(text: str) -> Iterator[Word]:
    for chunk in text.split():
        part = ""
        glued = False
        for char in chunk:
            opens = part and _breaks(part[-1], char)
            if opens:
                yield Word(part, glued)
                part, glued = "", True
            part += char
        yield Word(part, glued)


def _breaks(before: str, char: str) -> bool:
    if char in _NOT_FIRST or unicodedata.category(char).startswith("M"):
        return False
    return _is_unspaced(before) or _is_unspaced(char)


def _is_unspaced(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _UNSPACED)


def fit(
    text: str, width: float, height: float, sizes: Sequence[int], measure: Callable[[str], float]
) -> tuple[int, list[Line]]:
    """Return the largest of ``sizes`` in which the text fits, and its lines; it is never cut.

    ``measure`` gives the width of a word at size 1.
    """
    every, space = list(words(text)), measure(" ")
    widths = {word.text: measure(word.text) for word in every}
    size, lines = sizes[-1], [every]
    for size in sizes:
        lines = _broken(every, width / size, widths, space)
        widest = max(_length(line, widths, space) for line in lines)
        if len(lines) * size * _LEADING <= height and widest * size <= width:
            return size, lines
    # What does not fit even so becomes smaller, down to what is just visible.
    while size > 8:
        size -= 1
        lines = _broken(every, width / size, widths, space)
        widest = max(_length(line, widths, space) for line in lines)
        if len(lines) * size * _LEADING <= height and widest * size <= width:
            break
    return size, lines


def _broken(
    every: Sequence[Word], width: float, widths: dict[str, float], space: float
) -> list[Line]:
    lines: list[Line] = [[]]
    for word in every:
        if lines[-1] and _length([*lines[-1], word], widths, space) > width:
            lines.append([])
        lines[-1].append(word)
    return lines


def _length(line: Line, widths: dict[str, float], space: float) -> float:
    gaps = sum(not word.glued for word in line[1:])
    return sum(widths[word.text] for word in line) + gaps * space


def in_order(line: Line, *, from_right: bool) -> list[str]:
    """Return the parts of a line from left to right, spaces among them."""
    parts: list[tuple[str, bool]] = []
    for number, word in enumerate(line):
        is_right = _direction(word.text, from_right)
        if number and not word.glued:
            same = parts and parts[-1][1] == is_right
            parts.append((" ", is_right if same else from_right))
        parts.append((word.text, is_right))
    grouped = [[text for text, _ in group] for _, group in groupby(parts, key=lambda part: part[1])]
    ways = [way for way, _ in groupby(parts, key=lambda part: part[1])]
    ordered = [run[::-1] if right else run for run, right in zip(grouped, ways, strict=True)]
    if from_right:
        ordered.reverse()
    return [text for run in ordered for text in run]


def _direction(word: str, from_right: bool) -> bool:
    kinds = {unicodedata.bidirectional(char) for char in word}
    if kinds & _RIGHT:
        return True
    return False if "L" in kinds else from_right
