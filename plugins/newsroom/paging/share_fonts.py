"""Fonts of share pictures: which of them has which letters.

The fonts of the theme come first, then those that ``SHARE`` names. Fonts of the machine are not
used: another machine would draw other pictures.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import ImageFont, features

_UNSEEN = frozenset(
    map(chr, (0xAD, *range(0x200B, 0x2010), 0x2060, *range(0x2066, 0x206A), 0xFE0E, 0xFE0F))
)
"""Characters without a shape of their own."""


class Face(NamedTuple):
    """A font file, and the weight in which it is used if it has several."""

    path: str
    weight: int


@lru_cache(32)
def letters(path: str) -> frozenset[str]:
    """Return the characters that a font has.

    Raises:
        ValueError: the file is not a font.
    """
    from fontTools.ttLib import TTFont, TTLibError  # only who makes share pictures needs it

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return frozenset(map(chr, font.getBestCmap() or ())) | _UNSEEN
    except (TTLibError, OSError) as error:
        raise ValueError(str(error)) from None


def can_shape() -> bool:
    """Return whether letters can be joined and ordered as their script wants it."""
    return bool(features.check("raqm"))


@lru_cache(64)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return a font in ``size`` pixels, in its weight, in the largest optical size."""
    engine = ImageFont.Layout.RAQM if can_shape() else ImageFont.Layout.BASIC
    found = ImageFont.truetype(face.path, size, layout_engine=engine)
    try:
        axes = found.get_variation_axes()
    except OSError:
        return found  # one weight only
    wanted = {b"Weight": face.weight, b"Optical Size": size}
    found.set_variation_by_axes([_within(axis, wanted) for axis in axes])
    return found


def _within(axis: Any, wanted: Mapping[bytes, int]) -> float:
    value = wanted.get(axis["name"], axis["default"])
    return float(min(max(value, axis["minimum"]), axis["maximum"]))


def missing(text: str, faces: Sequence[Face]) -> list[str]:
    """Return the characters of a text that no font has."""
    left = {char for char in text if not char.isspace()}
    for face in faces:
        left -= letters(face.path)
    return sorted(left)


def runs(word: str, faces: Sequence[Face]) -> list[tuple[str, Face]]:
    """Return a word in parts that one font each can write; most words are one part."""
    for face in faces:
        if letters(face.path).issuperset(word):
            return [(word, face)]
    parts: list[tuple[str, Face]] = []
    for char in word:
        face = next((one for one in faces if char in letters(one.path)), faces[0])
        if parts and parts[-1][1] == face:
            parts[-1] = parts[-1][0] + char, face
        else:
            parts.append((char, face))
    return parts


def as_faces(files: Iterable[Path], weight: int) -> tuple[Face, ...]:
    return tuple(Face(str(file), weight) for file in files)
