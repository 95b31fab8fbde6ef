"""Exports of Plausible, GoatCounter and Matomo: CSV that counts readers already.

* Plausible: ``imported_pages_….csv`` of its export, readers by day.
* GoatCounter: its export, a line for each view; the first of a visitor counts, by hour.
* Matomo: the report *Page URLs*, flat, with a period of days, so that it has a column for the date.

A day's readers are counted at its noon. GoatCounter's times are UTC; days are those of the
publication.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, tzinfo
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from newsroom.desk.popularity.hits import hour_of

Export = Literal["plausible", "goatcounter", "matomo"]


class Views(NamedTuple):
    """``readers`` of the page at ``target`` in ``hour`` (from 1970, UTC)."""

    target: str
    hour: int
    readers: int


def source_of(first_line: str) -> Export | None:
    """Return whose export begins with this line; ``None`` for anything else, such as a log."""
    columns = set(_columns(first_line))
    if {"path", "bot", "firstvisit", "date"} <= columns:
        return "goatcounter"
    if {"date", "page", "visitors"} <= columns:
        return "plausible"
    if columns & {"label", "metadata_url", "metadata: url"} and columns & set(_MATOMO_READERS):
        return "matomo"
    return None


def read_export(
    source: Export, lines: Iterable[str], zone: tzinfo
) -> Iterator[tuple[int, Views | None]]:
    """Yield the number of a line and its views; ``None`` is a row that cannot be read.

    Raises:
        ValueError: a column is missing, which its text names.
    """
    rows = iter(lines)
    columns = _columns(next(rows))
    if source == "matomo" and "date" not in columns:
        raise ValueError("the report has no column with the date")
    read = _READ[source]
    for number, row in enumerate(csv.reader(rows), 2):
        try:
            if views := read(dict(zip(columns, row, strict=True)), zone):
                yield number, views
        except ValueError:
            yield number, None


def _columns(line: str) -> list[str]:
    names = next(csv.reader([line]), [])
    # GoatCounter writes the version of its format in front of the first name.
    return [name.strip().lower().lstrip("0123456789") for name in names]


def _plausible(row: Mapping[str, str], zone: tzinfo) -> Views:
    return Views(row["page"], _noon(row["date"], zone), int(row["visitors"]))


def _goatcounter(row: Mapping[str, str], _zone: tzinfo) -> Views | None:
    if row["bot"] != "0" or row["event"] in _YES or row["firstvisit"] not in _YES:
        return None
    moment = datetime.fromisoformat(row["date"])
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Views(row["path"], hour_of(moment), 1)


def _matomo(row: Mapping[str, str], zone: tzinfo) -> Views | None:
    page = row.get("metadata_url") or row.get("metadata: url") or row.get("url") or row["label"]
    readers = next(row[name] for name in _MATOMO_READERS if name in row)
    # A row of a folder has no readers of its own.
    return Views(urlsplit(page).path, _noon(row["date"], zone), int(readers)) if readers else None


def _noon(day: str, zone: tzinfo) -> int:
    return hour_of(datetime.combine(datetime.fromisoformat(day), time(12), zone))


_YES = ("1", "true")
_MATOMO_READERS = (
    "nb_uniq_visitors", "unique visitors", "sum_daily_nb_uniq_visitors", "nb_visits",
    "unique pageviews", "unique page views",
)  # fmt: skip
_READ: Mapping[Export, Callable[[Mapping[str, str], tzinfo], Views | None]] = {
    "plausible": _plausible,
    "goatcounter": _goatcounter,
    "matomo": _matomo,
}
