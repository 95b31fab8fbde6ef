"""Dates of archives: what is certain is read, what is not is refused."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.importing.values.dates import date_in_name, read_date
from tests.desk.archives import imported, notes


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


HEADERS = [
    ("published: '2006-12-11 16:39:32'", "2006-12-11T16:39:32", ""),
    ("published: true\nposted: 2006-12-11", "2006-12-11", ""),
    ("Erschienen: 2006-12-11", "2006-12-11", "the date was taken from `Erschienen`"),
    ("erschienen: 2006-12-11\npublication_day: 2006-12-12", "2006-12-12", "`publication_day`"),
    ("date: 20061211", "2006-12-11", ""),
    ("date: ۲۰۰۶-۱۲-۱۱", "2006-12-11", ""),
]


@pytest.mark.parametrize(("header", "date", "said"), HEADERS)
def test_a_date_is_found_under_other_keys(
    tmp_path: Path, header: str, date: str, said: str
) -> None:
    files = {"a.md": f"---\ntitle: A\n{header}\n---\nText.\n"}
    into, report = imported(tmp_path, "jekyll", files)
    assert f"date: {date}\n" in (into / "articles/news/2006/a.md").read_text()
    assert said in notes(report)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("erschienen: 2006-12-11\ngedruckt: 2006-12-12", "`erschienen` and `gedruckt` hold dates"),
        ('date: "1398-01-21"', "'1398-01-21' is a day of the Persian calendar, 2019"),
        ("date: 2562/04/10", "is a day of the Buddhist calendar, 2019 in the Gregorian"),
        ("date: 5779-01-21", "is a day of the Hebrew calendar, 2019 in the Gregorian"),
        ("date: 1430-01-21", "the Persian calendar, 2051 in the Gregorian one, or of the Islamic"),
    ],
)
def test_a_date_that_is_not_taken_is_named_with_its_calendar_or_keys(
    tmp_path: Path, header: str, said: str
) -> None:
    _, report = imported(tmp_path, "hugo", {"a.md": f"---\ntitle: A\n{header}\n---\nText.\n"})
    [problem] = report.problems.errors
    assert said in problem.what


@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "pelican"])
@pytest.mark.parametrize("heading", ["# The market", "The market\n=========="])
def test_a_text_without_header_has_its_date_in_its_name(
    tmp_path: Path, dialect: str, heading: str
) -> None:
    files = {"2009-11-11-market.md": f"{heading}\n\nIt opened.\n", "README.md": "# Read me\n"}
    into, report = imported(tmp_path, dialect, files)
    [file] = (into / "articles/news/2009").iterdir()
    assert "title: The market\n" in file.read_text()
    assert file.read_text().endswith("---\n\nIt opened.\n")
    assert "give it a title and a date" in report.others["README.md"]
