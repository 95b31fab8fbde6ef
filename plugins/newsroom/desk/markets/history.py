"""The file of a market: one snapshot more each time, older ones thinned out, never changed."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsroom.files.atomic import write_file
from newsroom.model import MarketPoint

HOURLY = timedelta(days=2)


def thinned(points: Iterable[MarketPoint], now: datetime, most: int) -> list[MarketPoint]:
    """Return the last snapshot of each hour of two days and of each day (UTC) before, oldest first.

    Of more than ``most`` the newest are kept.
    """
    kept: dict[tuple[int, ...], MarketPoint] = {}
    for point in sorted(points, key=lambda one: one.at):
        moment = point.at.astimezone(UTC)
        hour = (moment.hour,) if now - moment < HOURLY else ()
        kept[moment.year, moment.month, moment.day, *hour] = point
    return list(kept.values())[-most:]


def write_history(file: Path, url: str, outcome: str, points: Iterable[MarketPoint]) -> None:
    """Write the file in one step, a line for each snapshot, so that a new one is one new line.

    Raises:
        OSError: the folder cannot be written or the disk is full.
    """
    lines = ",\n".join(json.dumps(_said(point)) for point in points)
    head = f'"url": {json.dumps(url)}, "outcome": {json.dumps(outcome, ensure_ascii=False)}'
    write_file(file, f'{{{head}, "points": [\n{lines}\n]}}\n')


def _said(point: MarketPoint) -> dict[str, Any]:
    values = {
        "at": _written(point.at),
        "probability": point.probability,
        "volume": point.volume,
        "unit": point.unit,
        "closes": point.closes and _written(point.closes),
        "resolution": point.resolution,
    }
    return {name: value for name, value in values.items() if value is not None}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
