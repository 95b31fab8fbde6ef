"""Where things are in a chart: an axis, the rows along the width, and which of them get a label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import overload

_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_PHONE = 320
"""Pixels for labels on a phone."""
_SIGN = 7.5
"""Pixels of a sign of a label, about."""


@dataclass(frozen=True)
class Axis:
    """``low`` and ``high`` are at the places ``start`` and ``end``."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    @overload
    def place(self, value: Decimal) -> float: ...
    @overload
    def place(self, value: None) -> None: ...
    def place(self, value: Decimal | None) -> float | None:
        """Return the place of a value."""
        if value is None:
            return None
        part = (value - self.low) / (self.high - self.low)
        return self.start + float(part) * (self.end - self.start)


def places_of(labels: Sequence[str]) -> list[float]:
    """Return where the rows are, from 0 to 1000: by time if all are years or days, else evenly."""
    given = [_moment(label) for label in labels]
    moments = [one for one in given if one is not None]
    rising = all(one < other for one, other in pairwise(moments))
    if len(moments) < len(labels) or not rising or len(labels) < 2:
        moments = [float(number) for number in range(len(labels))]
    first, span = moments[0], (moments[-1] - moments[0]) or 1
    return [(moment - first) / span * 1000 for moment in moments]


def chosen_in_middle(labels: Sequence[str], places: Sequence[float]) -> list[int]:
    """Return which labels fit next to each other on a phone, each in the middle of its place: all
    of them, or every second, third, and so on.
    """
    half = [len(label) * _SIGN / 2 for label in labels]
    at = [place / 1000 * _PHONE for place in places]
    for step in range(1, len(labels) + 1):
        kept = list(range(0, len(labels), step))
        if all(at[b] - half[b] > at[a] + half[a] + _SIGN for a, b in pairwise(kept)):
            break
    return kept


def chosen(labels: Sequence[str], places: Sequence[float]) -> list[int]:
    """Return which labels fit next to each other on a phone: the ends, and others between.

    Labels at the ends begin and end there; others are in the middle of their place.
    """
    last = len(labels) - 1
    room = [len(label) * _SIGN for label in labels]
    at = [place / 1000 * _PHONE for place in places]
    kept, free = [0], at[0] + room[0]
    until = at[last] - room[last]
    for number in range(1, last):
        if at[number] - room[number] / 2 > free + _SIGN and at[number] + room[number] / 2 < until:
            kept.append(number)
            free = at[number] + room[number] / 2
    return [*kept, last] if last and until > at[0] + room[0] else kept


def _moment(label: str) -> float | None:
    """Return days or years as a number of days, None for any other label."""
    try:
        if _YEAR.fullmatch(label):
            return float(date(int(label), 1, 1).toordinal())
        if match := _DAY.fullmatch(label):
            return float(date(int(match[1]), int(match[2]), int(match[3] or 1)).toordinal())
    except ValueError:
        return None
    return None
