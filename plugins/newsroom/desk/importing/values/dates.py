"""Dates as other archives write them; what could mean two days is refused, never guessed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{1,2}(?::?\d\d)?)?)?"
)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"
    r"(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?(?P<zone>Z)?)?"
)
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_IN_NAME = re.compile(r"(?:^|/)(\d{4})[-_/](\d{1,2})[-_/](\d{1,2})(?=[-_/. ]|$)")

# Before the Gregorian calendar a year belongs to another one (1394 is Persian for 2015).
FIRST_YEAR, LAST_YEAR = 1583, 2100
FARTHEST_ZONES = timedelta(hours=14)
_CALENDARS = (
    ("Persian", 1260, 1440, 621),
    ("Islamic", 1400, 1500, 579),
    ("Buddhist", 2440, 2640, -543),
    ("Hebrew", 5600, 5900, -3760),
)
"""Name, the first and last year that news may have, and what leads to the Gregorian year."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it will be written (``text``, ISO 8601) and as a moment to compare with.

    Without an offset ``text`` has none either: it is in the zone of the publication, and
    ``moment`` (then in UTC) is off by up to 14 hours.
    """

    text: str
    moment: datetime

    @property
    def day(self) -> str:
        return self.text[:10]

    def surely_after(self, other: "Stamp") -> bool:
        certain = len(self.text) == len(other.text) == 25 or self.has_zone == other.has_zone
        return self.moment > other.moment + (timedelta() if certain else FARTHEST_ZONES)

    @property
    def has_zone(self) -> bool:
        return len(self.text) > len("2026-11-23T09:40:00")


def read_date(text: str, zone: tzinfo | None) -> Stamp | None:
    """Read a date; ``zone`` is the archive's, for times without an offset.

    Read are ISO 8601 and its usual variants (``2012-06-29 1:48:52 -0400``, ``2012/6/29``), mail
    dates and ``June 29, 2012``. Not read: two-digit years, a year at the end of numbers, years
    of other calendars.
    """
    text = text.strip()
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        if match:
            return _from_parts(match, zone)
        for form in _WRITTEN:
            try:
                return _stamp(datetime.strptime(text, form), dated=True)  # noqa: DTZ007 - a day
            except ValueError:
                continue
        return _stamp(parsedate_to_datetime(text)) if re.match(r"[A-Za-z]{3},", text) else None
    except (ValueError, OverflowError):
        return None


def calendar_of(text: str) -> str:
    """Name the calendar whose year this date seems to have; ``""`` if it may be another mistake."""
    match = _ISO.fullmatch(text.strip())
    year = int(match["y"]) if match else 0
    found = [f"the {name} calendar, {year + ahead} in the Gregorian one"
             for name, first, last, ahead in _CALENDARS if first <= year <= last]  # fmt: skip
    return ", or of ".join(found)


def date_in_name(path: str) -> Stamp | None:
    """Return the day in a file name or address (``2014-03-12-title``, ``2014/03/12/title``)."""
    found = _IN_NAME.findall(path)
    return read_date("-".join(found[-1]), None) if found else None


def _from_parts(match: re.Match[str], zone: tzinfo | None) -> Stamp | None:
    parts = [int(match[name] or 0) for name in "ymdHMS"]
    moment = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - the zone follows
    if match["H"] is None:
        return _stamp(moment, dated=True)
    return _stamp(moment.replace(tzinfo=_offset(match["zone"]) if match["zone"] else zone))


def _offset(text: str) -> tzinfo:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(ahead if text[0] == "+" else -ahead)


def _stamp(moment: datetime, *, dated: bool = False) -> Stamp | None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    text = moment.date().isoformat() if dated else moment.isoformat(timespec="seconds")
    return Stamp(text, moment if moment.tzinfo else moment.replace(tzinfo=UTC))
