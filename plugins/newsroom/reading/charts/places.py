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
_EDGE = 15
"""Pixels by which a label may be wider than its drawing: a page has more at its sides."""


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


def are_times(labels: Sequence[str]) -> bool:
    """Return whether all labels are years or days: who sees some of them knows the others."""
    return all(_moment(label) is not None for label in labels)


def margin_for(texts: Sequence[str]) -> float:
    """Return how much of the width the numbers of an axis take on a phone, in per cent."""
    return round((max(map(len, texts)) * _SIGN + 4) / _PHONE * 100, 1)


def rows_of_labels(labels: Sequence[str], places: Sequence[float]) -> int:
    """Return in how many rows all labels fit on a phone, each in the middle of its place: one,
    two (by turns), or 0 if they do not fit.
    """
    return next((step for step in (1, 2) if _fit(labels, places, step)), 0)


def thinned(labels: Sequence[str], places: Sequence[float]) -> list[int]:
    """Return every second, third … label, as many as fit on a phone."""
    steps = range(1, len(labels) + 1)
    step = next((one for one in steps if _fit(labels, places, one, 1)), len(labels))
    return list(range(0, len(labels), step))


def _fit(labels: Sequence[str], places: Sequence[float], step: int, rows: int = 0) -> bool:
    """Tell whether labels of which each ``step`` is in the same row fit, in ``rows`` rows."""
    half = [len(label) * _SIGN / 2 for label in labels]
    at = [place / 1000 * _PHONE for place in places]
    for first in range(rows or step):
        row = range(first, len(labels), step)
        if at[row[0]] - half[row[0]] < -_EDGE or at[row[-1]] + half[row[-1]] > _PHONE + _EDGE:
            return False
        if any(at[b] - half[b] <= at[a] + half[a] + _SIGN for a, b in pairwise(row)):
            return False
    return True


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
