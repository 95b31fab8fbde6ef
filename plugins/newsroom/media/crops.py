"""Crops: the part of a picture that a frame of another shape shows, around what matters in it."""

from typing import NamedTuple

WIDE, CLASSIC, SQUARE = 16 / 9, 4 / 3, 1.0
"""Width by height."""

_ALIKE = 0.01
"""A picture whose shape differs by less from that of the frame is shown whole."""


class Focus(NamedTuple):
    """What must stay in a crop, in hundredths of width and height from the top left."""

    x: float
    y: float


class CropBox(NamedTuple):
    """A part of a picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def crop(width: int, height: int, ratio: float, focus: Focus | None = None) -> CropBox:
    """Return the largest part of ``ratio`` (width by height) whose middle is nearest to ``focus``.

    Without a focus it is the middle; of portraits the upper part, where heads are.
    """
    own = width / height
    if abs(own / ratio - 1) < _ALIKE:
        return CropBox(0, 0, width, height)
    if focus is None:
        focus = Focus(50, 50 if own >= 1 else 35)
    across = min(width, max(1, round(height * ratio)))
    down = min(height, max(1, round(width / ratio)))
    left = _start(focus.x, width, across)
    top = _start(focus.y, height, down)
    return CropBox(left, top, left + across, top + down)


def _start(focus: float, whole: int, part: int) -> int:
    return round(min(max(whole * focus / 100 - part / 2, 0), whole - part))
