"""ISO weeks in the publication's time zone: ``2026-W47`` begins on a Monday at midnight."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_WEEK = re.compile(r"(\d{4})-?W(\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def slug(self) -> str:
        return str(self).lower()

    def start(self, zone: ZoneInfo) -> datetime:
        """Return its Monday at midnight."""
        return datetime.fromisocalendar(self.year, self.number, 1).replace(tzinfo=zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the midnight after its Sunday: of the clock on the wall, also when it is set."""
        return self.start(zone) + timedelta(days=7)


def parse_week(text: str) -> Week:
    """Read ``2026-W47`` (also ``2026-w47`` and ``2026W47``).

    Raises:
        ValueError: this is not a week, or the year has fewer.
    """
    match = _WEEK.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a week")
    week = Week(int(match[1]), int(match[2]))
    datetime.fromisocalendar(week.year, week.number, 1)
    return week


def last_complete(now: datetime, zone: ZoneInfo) -> Week:
    """Return the newest week that is over at ``now``."""
    day = now.astimezone(zone).replace(tzinfo=None) - timedelta(days=7)
    year, number, _ = day.isocalendar()
    return Week(year, number)
