"""Which renditions of a picture a site needs: for every place, density and browser, and no more.

The widths follow each other so closely that the next one is at most 1.35 times as wide as what a
place needs. AVIF has all of them; WebP, for a few older browsers, and the fallback have one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newsroom.media.crops import CLASSIC, SQUARE, WIDE, CropBox, Focus, crop
from newsroom.media.encoding import Form, Size
from newsroom.media.facts import Facts
from newsroom.media.pictures import LONGEST_SIDE

Shape = Literal["whole", "wide", "large", "classic", "square", "portrait", "poster"]
STORY: frozenset[Shape] = frozenset({"whole", "wide", "classic", "square"})
"""What the picture of a story is shown in; one within a text is shown whole."""
TEXT: frozenset[Shape] = frozenset({"whole"})
POSTER: frozenset[Shape] = frozenset({"poster"})
"""What a film shows before it plays."""
PORTRAIT: frozenset[Shape] = frozenset({"portrait"})
"""An author's picture."""

TALLEST = 720
"""CSS pixels: no photograph is shown higher, so that readers see all of it at once."""
_SHARE = 1200
"""Width of the fallback, which other sites show, too."""
_LINKED = 4096
_THUMBNAILS = (128, 192, 288)
_AVATARS = (44, 56, 88, 112, 132, 176, 264, 384)
_LEAST_WHOLE, _MOST_WIDE, _MOST_LARGE = 200, 1650, 2200
_WEBP: dict[Shape, int] = {"wide": 700, "portrait": 200, "whole": 1300}
"""Of these shapes WebP has the largest width up to this one, which is what most screens need. For
thumbnails the wide cut is there, at the top of a page the fallback, which is as wide.
"""


@dataclass(frozen=True, slots=True)
class Planned:
    """The renditions of one shape: ``fallback`` for all browsers, ``better`` by their format."""

    fallback: Size
    better: dict[Form, tuple[Size, ...]]

    def sizes(self) -> Iterator[Size]:
        yield self.fallback
        for sizes in self.better.values():
            yield from sizes


def plan(facts: Facts, shape: Shape, widths: Sequence[int], focus: Focus | None) -> Planned:
    """Return what is made of a still picture for a shape; never more pixels than it has."""
    box = _box(facts, shape, focus)
    most = _most(box)
    ladder = _ladder(most, _widths(shape, widths))
    look = facts.look
    fallback: Form = "png" if look.is_clear or look.is_drawing else "jpg"
    better: dict[Form, tuple[Size, ...]] = {}
    if look.is_drawing:
        better["webp"] = tuple(_size(box, width, "webp", lossless=True) for width in ladder)
    else:
        better["avif"] = tuple(_size(box, width, "avif") for width in ladder)
        better["webp"] = tuple(_size(box, width, "webp") for width in _one(ladder, shape))
    share = min(_AVATARS[-2] if shape == "portrait" else _SHARE, most)
    return Planned(_size(box, share, fallback), better if ladder else {})


def full_size(facts: Facts) -> Size:
    """Return what a link to the picture leads to: all of it, as far as screens can show it."""
    scale = min(1.0, _LINKED / max(facts.width, facts.height))
    width, height = max(1, round(facts.width * scale)), max(1, round(facts.height * scale))
    box = CropBox(0, 0, facts.width, facts.height)
    return Size(width, height, box, "webp", facts.look.is_drawing)


def display_size(facts: Facts) -> tuple[int, int]:
    """Return the width and height in CSS pixels at which a picture is shown at most."""
    if facts.look.is_drawing or facts.kind != "still" or facts.width >= facts.height:
        return facts.width, facts.height
    height = min(facts.height, TALLEST)
    return max(1, round(facts.width * height / facts.height)), height


def _box(facts: Facts, shape: Shape, focus: Focus | None) -> CropBox:
    ratios = {"wide": WIDE, "large": WIDE, "classic": CLASSIC}
    if shape in ("whole", "poster"):
        return CropBox(0, 0, facts.width, facts.height)
    return crop(facts.width, facts.height, ratios.get(shape, SQUARE), focus)


def _widths(shape: Shape, widths: Sequence[int]) -> Sequence[int]:
    if shape == "classic":
        return _THUMBNAILS
    if shape == "portrait":
        return _AVATARS
    if shape in ("square", "poster"):
        return ()
    if shape == "wide":
        return [width for width in widths if width <= _MOST_WIDE]
    if shape == "large":
        return [width for width in widths if width <= _MOST_LARGE]
    return [width for width in widths if width >= _LEAST_WHOLE]


def _ladder(width: int, widths: Collection[int]) -> list[int]:
    """Return the ``widths`` that a picture has the pixels for, and its own if it ends there."""
    ladder = [one for one in sorted(widths) if one < width]
    return [*ladder, width] if width <= max(widths, default=0) else ladder


def _one(ladder: Sequence[int], shape: Shape) -> Sequence[int]:
    """Return the width that WebP has of a shape, if it has one."""
    enough = [width for width in ladder if width <= _WEBP.get(shape, 0)]
    return enough[-1:] or (ladder[:1] if shape in _WEBP else ())


def _most(box: CropBox) -> int:
    """Return the largest width in which WebP can hold a part of a picture."""
    longest = max(box.width, box.height)
    return box.width if longest <= LONGEST_SIDE else max(1, box.width * LONGEST_SIDE // longest)


def _size(box: CropBox, width: int, form: Form, *, lossless: bool = False) -> Size:
    height = max(1, round(box.height * width / box.width))
    return Size(width, height, box, form, lossless)
