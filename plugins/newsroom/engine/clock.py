"""The one clock of a run, and dates in the publication's words."""

import os
from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsroom.problems import ContentError, Problem

YEARS = range(1000, 9000)
"""Dates in them may be moved to any zone, and time be added, without leaving the calendar."""

_DAY_ONLY = time(0, 0, 1)


def iso(moment: datetime) -> str:
    """Return ISO 8601. A day without a time is its midnight, or a second later: the day alone."""
    is_day = moment.time() <= _DAY_ONLY
    return moment.date().isoformat() if is_day else moment.isoformat()


def edition_time(now: str | None, zone: tzinfo) -> datetime:
    """Return the instant for which the site is built, in ``zone``, to the second.

    ``now`` is ISO 8601 (``--now``); without it ``SOURCE_DATE_EPOCH`` counts, else the clock.

    Raises:
        ContentError: ``now`` or ``SOURCE_DATE_EPOCH`` is not a valid time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if now:
            moment = datetime.fromisoformat(now)
            if moment.year not in YEARS:
                raise ValueError(now)
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        source, value = ("--now", now) if now else ("SOURCE_DATE_EPOCH", epoch)
        remedy = "write ISO 8601 such as 2026-11-23T09:40:00+00:00 (the epoch: whole seconds)"
        raise ContentError([Problem(source, f"{value!r} is not a valid time", remedy)]) from None
    return moment.replace(microsecond=0).astimezone(zone)


def time_zone(name: str) -> ZoneInfo:
    """Return the publication's zone (setting ``TIMEZONE``).

    Raises:
        ContentError: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        remedy = "write an IANA name such as Europe/Berlin or UTC"
        problem = Problem("TIMEZONE", f"unknown time zone {name!r}", remedy)
        raise ContentError([problem]) from None
