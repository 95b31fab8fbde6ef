"""Periods of which issues of newsletters tell: a week, or the 24 hours up to a time of the day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsroom.model.weeks import Week, last_complete, parse_week


@dataclass(frozen=True, slots=True)
class Period:
    """``name`` is that of the issue: ``2026-W47``, or ``2026-11-23`` for the day of its end."""

    name: str
    start: datetime
    end: datetime

    def __str__(self) -> str:
        return self.name


def of_week(week: Week, zone: ZoneInfo) -> Period:
    return Period(str(week), week.start(zone), week.end(zone))


def of_day(day: date, at: time, zone: ZoneInfo) -> Period:
    """Return the day up to ``at`` on the clock on the wall, also when it is set."""
    end = datetime.combine(day, at, zone)
    return Period(day.isoformat(), end - timedelta(days=1), end)


def last_period(every: str, at: time, now: datetime, zone: ZoneInfo) -> Period:
    """Return the newest period that is over at ``now``."""
    if every == "week":
        return of_week(last_complete(now, zone), zone)
    today = now.astimezone(zone).date()
    period = of_day(today, at, zone)
    return period if period.end <= now else of_day(today - timedelta(days=1), at, zone)


def parse_period(every: str, at: time, text: str, zone: ZoneInfo) -> Period:
    """Read the name of a period: ``2026-W47``, or ``2026-11-23``.

    Raises:
        ValueError: it is not one.
    """
    if every == "week":
        return of_week(parse_week(text), zone)
    try:
        return of_day(datetime.strptime(text, "%Y-%m-%d").date(), at, zone)  # noqa: DTZ007
    except ValueError:
        raise ValueError(f"{text!r} is not a day") from None
