"""Taking a live story apart: whatever is written, no line is lost and every time is found again."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.reading.markup.updates import split_updates

LINES = st.sampled_from(
    ["", "Text.", "```", "~~~", "<!--", "-->", "### Within", "- item", "    code"]
)
TITLES = st.text("abc 12:#-", min_size=1).map(lambda text: f"T{text.strip(' #')}")
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - as written
    lambda moment: moment.replace(microsecond=0)
)


@pytest.mark.slow
@given(st.lists(st.tuples(MOMENTS, TITLES), unique_by=lambda pair: pair[0]))
def test_every_heading_is_found_with_its_time_and_line(pairs):
    pairs.sort()
    body = "".join(f"## {moment} {title}\n\ntext\n\n" for moment, title in pairs)
    lead, sections, problems = split_updates("Lead.\n\n" + body, 10, UTC)
    assert lead.rstrip() == "Lead."
    assert not problems
    found = [(one.moment, one.title, one.text.strip()) for one in sections]
    assert found == [(moment.replace(tzinfo=UTC), title, "text") for moment, title in pairs]
    assert [one.line for one in sections] == [12 + 4 * number for number in range(len(pairs))]
    assert len({one.anchor for one in sections}) == len(pairs)


@given(st.lists(st.one_of(LINES, st.just("## 2026-11-23 10:00 A"), st.text("#-<>!` \n"))))
def test_no_line_is_lost_whatever_is_written(lines):
    body = "\n".join(lines)
    lead, sections, problems = split_updates(body, 1, UTC)
    rows = body.split("\n")
    assert body.startswith(lead)
    assert all(rows[one.line - 1].startswith("#") for one in sections)
    if not problems:
        kept = [*lead.split("\n")] if lead or not sections else []
        for one in sections:
            kept += [rows[one.line - 1], *(one.text.split("\n") if one.text else [])]
        assert [row for row in kept if row] == [row for row in rows if row]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-23T14:05 A", "2026-11-23T14:05:00+01:00"),
        ("2026-11-23 9:05 A", "2026-11-23T09:05:00+01:00"),
        ("2026-11-23 14:05:30: A", "2026-11-23T14:05:30+01:00"),
        ("2026-11-23 14:05Z – A", "2026-11-23T15:05:00+01:00"),
        ("2026-11-23 14:05 +0200 A ##", "2026-11-23T13:05:00+01:00"),
        ("2026-11-23 14:05 A\n\n#MeToo is no heading", "2026-11-23T14:05:00+01:00"),
    ],
)
def test_times_may_be_written_in_several_ways(written, moment):
    _, (section,), problems = split_updates(f"## {written}", 1, ZoneInfo("Europe/Berlin"))
    assert not problems
    assert (section.moment.isoformat(), section.title) == (moment, "A")


def test_the_anchor_is_in_the_time_of_the_publication():
    zone = timezone(timedelta(hours=5))
    _, (section,), _ = split_updates("## 2026-11-23 22:00Z A", 1, zone)
    assert section.anchor == "update-2026-11-24-0300"
