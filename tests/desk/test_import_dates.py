"""Dates of archives: what is certain is read, what is not is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.importing.dates import date_in_name, read_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2012-06-29 11:48:52 -0400", "2012-06-29T11:48:52-04:00"),
        ("2012-06-29 1:48:52 -4", "2012-06-29T01:48:52-04:00"),
        ("2012-06-29T11:48:52.123Z", "2012-06-29T11:48:52+00:00"),
        ("2012-06-29 11:48 UTC", "2012-06-29T11:48:00+00:00"),
        ("2012/6/9", "2012-06-09"),
        ("June 29, 2012", "2012-06-29"),
        ("Fri, 29 Jun 2012 11:48:52 +0200", "2012-06-29T11:48:52+02:00"),
    ],
)
def test_certain_dates_are_read(written: str, read: str) -> None:
    stamp = read_date(written, None)
    assert stamp
    assert stamp.text == read


@pytest.mark.parametrize(
    "written",
    ["-001-11-30", "24-05-2015", "08-02-21", "1394-05-12", "2558-01-01", "03/04/2026", "10:30",
     "2014-02-30", "2014-13-01", "2014-03-12 25:00", "tomorrow", "2014", ""],
)  # fmt: skip
def test_uncertain_dates_are_refused(written: str) -> None:
    assert read_date(written, UTC) is None


def test_a_time_without_offset_is_in_the_zone_of_the_archive() -> None:
    stamp = read_date("2012-06-29 11:48", ZoneInfo("America/New_York"))
    assert stamp
    assert stamp.text == "2012-06-29T11:48:00-04:00"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2014-03-12-hello.md", "2014-03-12"),
        ("2024-12-5-hello.md", "2024-12-05"),
        ("2014/12/12/1.0-Timeline", "2014-12-12"),
        ("news/2015/06/2015-06-29-x.md", "2015-06-29"),
    ],
)
def test_the_day_in_a_name(name: str, day: str) -> None:
    stamp = date_in_name(name)
    assert stamp
    assert stamp.text == day


@pytest.mark.parametrize(
    "name", ["hello.md", "12014-03-12-x.md", "2014-99-12-x.md", "2014/06/x.md"]
)
def test_no_day_in_a_name(name: str) -> None:
    assert date_in_name(name) is None


@given(st.datetimes(datetime(1583, 1, 1), datetime(2100, 12, 31)), st.booleans())  # noqa: DTZ001
def test_iso_dates_survive(moment: datetime, zoned: bool) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC if zoned else None)
    stamp = read_date(exact.isoformat(" "), None)
    assert stamp
    assert stamp.text == exact.isoformat()
