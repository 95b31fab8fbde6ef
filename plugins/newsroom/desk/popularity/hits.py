"""A request as every log tells it, and the hour of the many ways to write a time."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

_MONTHS = {name: number for number, name in enumerate(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
)}  # fmt: skip
_SECONDS = 1e12  # since 1970, in the year 33658: a larger number counts nanoseconds
_TIME = re.compile(r"(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


class Hit(NamedTuple):
    """One request. ``agent`` is ``None`` in a log without that column, ``""`` if none was sent.

    ``hour`` counts from 1970 in UTC; ``purpose`` is what the browser said of a prefetch.
    """

    hour: int
    address: str
    method: str
    target: str
    status: int
    agent: str | None
    purpose: str = ""


def hour_of(moment: datetime) -> int:
    """Return the hour of an instant, counted from 1970 in UTC."""
    return int(moment.timestamp()) // 3600


def without_seconds(stamp: str) -> str:
    """Return ``08/Jun/2026:09:59 +0000``: all requests of a minute share its hour.

    Seconds may have a fraction, as Apache writes it for ``%{msec_frac}t``.
    """
    return stamp[:17] + stamp[20:].lstrip(".,0123456789")


@lru_cache(maxsize=4096)
def common_hour(minute: str) -> int | None:
    """Return the hour of ``08/Jun/2026:09:59 +0000``; the zone may be one of half hours."""
    match = _TIME.fullmatch(minute)
    if not match or match[2] not in _MONTHS:
        return None
    day, year, hours, minutes = map(int, match.group(1, 3, 4, 5))
    offset = timedelta(hours=int(match[7]), minutes=int(match[8]))
    try:
        zone = timezone(-offset if match[6] == "-" else offset)
        return hour_of(datetime(year, _MONTHS[match[2]], day, hours, minutes, tzinfo=zone))
    except ValueError:
        return None


def any_hour(moment: str | float) -> int:
    """Read seconds or nanoseconds since 1970, ISO 8601 or the time of a common log."""
    if isinstance(moment, int | float) or moment.replace(".", "", 1).isdigit():
        seconds = float(moment)
        return int(seconds / 1e9 if seconds > _SECONDS else seconds) // 3600
    common = common_hour(without_seconds(moment))
    return iso_hour(moment) if common is None else common


def iso_hour(text: str) -> int:
    """Read ISO 8601; without an offset it is UTC."""
    moment = datetime.fromisoformat(text)
    return hour_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def given(agent: str | None) -> str | None:
    """Return the name of a browser; logs write ``-`` where none was sent."""
    return "" if agent == "-" else agent
