"""The closed schema: what it takes, and how it explains what it does not take."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.schema import FrontMatter, json_schema
from newsroom.reading.frontmatter.validation import validate

ZONE = ZoneInfo("Europe/Berlin")
GOOD = "title: A\ndate: 2026-11-20\nauthor: o\n"


def problems(matter: str) -> list[str]:
    source = read_source(f"---\n{matter}---\n".encode(), "a.md")
    return [str(problem) for problem in validate(source, "a.md", ZONE, FrontMatter)[1]]


def matter(lines: str = "") -> FrontMatter:
    source = read_source(f"---\n{GOOD}{lines}---\n".encode(), "a.md")
    found, mistakes = validate(source, "a.md", ZONE, FrontMatter)
    assert found is not None, mistakes
    return found


def test_a_day_without_time_is_before_the_hour_of_its_story():
    (problem,) = problems("title: A\ndate: 2026-11-20 09:30\nupdated: 2026-11-20\nauthor: o\n")
    assert problem == "a.md:4:10: `updated` is before `date`: write its time, too"


def test_a_date_without_offset_is_in_the_publications_zone():
    source = read_source(b"---\ntitle: A\ndate: 2026-11-20 09:30\nauthor: o\n---\n", "a.md")
    found, _ = validate(source, "a.md", ZONE, FrontMatter)
    assert found.date.astimezone(UTC) == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "date", ["2026-11-20", "2026-11-20T09:00Z", "2026-11-20 09:00 +0100", "2026-11-20T09:00:00.5"]
)
def test_iso_dates_are_taken(date):
    assert not problems(f"title: A\ndate: {date}\nauthor: o\n")


@pytest.mark.parametrize(
    "date", ["03/04/2026", "10:30", "yesterday", "2026-13-01", "-001-11-30", "20.11.2026", "2026"]
)
def test_anything_else_is_no_date(date):
    (problem,) = problems(f"title: A\ndate: '{date}'\nauthor: o\n")
    assert problem.startswith(f"a.md:3:7: date: '{date}' is not a valid date")


@pytest.mark.parametrize("date", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0999-12-31"])
def test_dates_at_the_ends_of_the_calendar_are_refused(date):
    (problem,) = problems(f"title: A\ndate: '{date}'\nauthor: o\n")
    assert problem.startswith(f"a.md:3:7: date: '{date}' is beyond the calendar")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Title: B\n", "a.md:5:1: unknown key 'Title': use title, "),
        ("titel: B\n", "(did you mean 'title'?)"),
        ("status: daft\n", "a.md:5:9: status: 'daft' is unknown: write one of published"),
        ("status: daft\n", "(did you mean 'draft'?)"),
        ("reading_time: 0\n", "a.md:5:15: reading_time: '0' is not a number of minutes"),
        ("reading_time: soon\n", "a.md:5:15: reading_time: 'soon' is not a number of minutes"),
        ("image: a.png\n", "a.md:5:8: image: this is not a group of keys"),
        ("image: {src: a, alt: b, credits: c}\n", "(did you mean 'credit'?)"),
        (
            "slug: Not A Slug\n",
            "a.md:5:7: slug: 'Not A Slug' is not a valid slug: write 'not-a-slug'",
        ),
        ("aliases: [old]\n", "a.md:5:11: aliases.0: 'old' is not an address of this site"),
        ("sources: [{title: a, url: ftp://x}]\n", "sources.0.url: 'ftp://x' is not a web address"),
        ("canonical: https://../\n", "a.md:5:12: canonical: 'https://../' is not a web address"),
        ("canonical: https://a:b@x.example/\n", "'https://a:b@x.example/' is not a web address"),
        ("pinned: perhaps\n", "a.md:5:9: pinned: 'perhaps' is neither true nor false"),
        ("lang: english!\n", "a.md:5:7: lang: 'english!' is not a language tag"),
        ("updated: 2025-01-01\n", "a.md:5:10: `updated` is before `date`: correct one of the two"),
        ("expires: 2025-01-01\n", "a.md:5:10: `expires` is not after `date`"),
        ("authors: [p]\n", "both `author` and `authors`"),
        ("tags: {a: b}\n", "a.md:5:7: tags: this is not a list"),
        ("tags: [[a]]\n", "a.md:5:8: tags.0: this is not text"),
    ],
)
def test_a_mistake_names_place_cause_and_remedy(lines, expected):
    (problem,) = problems(GOOD + lines)
    assert expected in problem


def test_signs_that_addresses_cannot_hold_are_encoded():
    address = "https://a.example/<b>|%zz#c#d"
    assert matter(f"canonical: {address}\n").canonical == (
        "https://a.example/%3Cb%3E%7C%25zz#c%23d"
    )


def test_all_mistakes_of_a_file_come_at_once():
    assert len(problems("date: x\nlabel: y\nstatus: z\n")) == 5  # also: no title, no author


def test_a_single_word_is_a_list_of_one():
    assert matter("tags: law\n").tags == ["law"]
    assert matter("tags: law, order\n").tags == ["law", "order"]


def test_empty_values_count_as_absent():
    assert matter("image:\ntags:\ndeck: ~\n").image is None


def test_json_schema_describes_every_key():
    schema = json_schema()
    assert set(schema["properties"]) == set(FrontMatter.model_fields)
    assert schema["additionalProperties"] is False
