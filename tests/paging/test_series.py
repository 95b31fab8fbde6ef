"""Series: numbers of parts, their page, what a part says of the others, and slips in names."""

import json

import feedparser
import pytest

from newsroom.enriching.series import numbers
from newsroom.problems import ContentError
from tests.conftest import story

SERIES = "/series/how-to-count/"


def part(name: str, day: int, **matter: object) -> dict[str, str]:
    """Return a story of the series by default, published on a day of November 2026."""
    values = {"series": "How to count", "date": f"2026-11-{day:02d}", **matter}
    return {f"content/articles/ai/2026/{name}.md": story(name.title(), **values)}


THREE = part("one", 10) | part("two", 11) | part("three", 12)


def titles(built, path: str = SERIES) -> list[str]:
    return [title.text.strip() for title in built.page(path).select(".card-title")]


def line(built, name: str) -> str:
    found = built.page(f"/ai/2026/11/{name}/").select_one(".series-part")
    return " ".join(found.text.split()) if found else ""


@pytest.mark.slow
def test_a_part_says_its_place_and_leads_to_the_others(site):
    built = site(THREE)
    page = built.page("/ai/2026/11/two/")
    assert line(built, "two") == "Part 2 of 3 How to count"
    assert [item.text.strip() for item in page.select(".series-parts li")] == [
        "One", "Two", "Three",
    ]  # fmt: skip
    assert page.select_one(".series-parts [aria-current]").text == "Two"
    assert page.select_one("a[rel=prev]")["href"] == "/ai/2026/11/one/"
    assert page.select_one("a[rel=next]")["href"] == "/ai/2026/11/three/"
    assert not built.page("/ai/2026/11/one/").select("a[rel=prev]")
    assert not built.page("/ai/2026/11/three/").select("a[rel=next]")


@pytest.mark.slow
def test_the_page_of_a_series_has_its_parts_from_the_first_on(site):
    built = site(THREE)
    assert titles(built) == ["One", "Two", "Three"]
    assert f"{SERIES}</loc>" in built.text("/sitemap.xml")
    assert built.page("/series/").select_one(".directory-name")["href"] == SERIES
    feed = feedparser.parse(built.text(f"{SERIES}feed.atom"))
    assert [entry.title for entry in feed.entries] == ["Three", "Two", "One"]


@pytest.mark.slow
def test_lists_say_which_part_a_story_is(site):
    row = site(THREE).page("/ai/").select_one(".card-facts:-soup-contains('Part 3')")
    assert "Part 3 of How to count" in " ".join(row.text.split())
    assert row.find("a", string="How to count")["href"] == SERIES


@pytest.mark.slow
def test_structured_data_names_the_series(site):
    page = site(THREE).page("/ai/2026/11/two/")
    data = json.loads(page.find("script", type="application/ld+json").text)
    assert data["isPartOf"] == {
        "@type": "CreativeWorkSeries",
        "name": "How to count",
        "url": f"https://news.example{SERIES}",
    }
    assert data["position"] == 2


@pytest.mark.slow
def test_an_entry_gives_name_description_and_planned_parts(site):
    entry = "how-to-count:\n  name: Counting\n  description: From one on.\n  parts: 4\n"
    built = site(
        THREE | part("four", 9, series="how-to-count") | {"content/data/series.yml": entry}
    )
    assert line(built, "two") == "Part 3 of 4 Counting"
    built = site(THREE | part("four", 9, series="Counting", status="draft"))
    assert line(built, "two") == "Part 2 of 4 Counting"
    assert "3 of 4 parts are out." in built.text(SERIES)
    assert "From one on." in built.text(SERIES)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([None, None], [1, 2]),
        ([None, 3, None], [1, 3, 2]),
        ([2, 1], [2, 1]),
        ([7, None], [7, 1]),
        ([1, None, 3, None], [1, 2, 3, 4]),
    ],
)
def test_given_numbers_stand_and_the_others_fill_the_gaps(given, expected):
    assert numbers(given) == expected


@pytest.mark.slow
def test_a_number_in_front_matter_goes_before_the_date(site):
    built = site(THREE | part("prologue", 20, part=1))
    assert titles(built) == ["Prologue", "One", "Two", "Three"]
    assert line(built, "prologue") == "Part 1 of 4 How to count"


@pytest.mark.slow
def test_parts_that_readers_do_not_see_leave_no_trace(site):
    built = site(
        THREE
        | part("later", 30)
        | part("draft", 10, status="draft")
        | part("hidden", 10, status="hidden")
        | part("gone", 10, expires="2026-11-20")
        | part("other", 10, series="Another one", status="draft")
    )
    assert titles(built) == ["One", "Two", "Three"]
    assert line(built, "three") == "Part 3 of 3 How to count"
    assert not line(built, "hidden")
    assert not built.exists("/series/another-one/")


@pytest.mark.slow
def test_a_preview_counts_drafts_so_that_writers_see_their_place(site):
    built = site(THREE | part("draft", 20, status="draft"), PREVIEW=True)
    assert line(built, "draft") == "Part 4 of 4 How to count"


@pytest.mark.slow
def test_a_series_whose_parts_have_expired_keeps_its_page(site):
    built = site(part("one", 10, expires="2026-11-20"))
    assert built.page(SERIES).select_one(".empty")
    assert not built.page("/series/").select(".directory-entry")


@pytest.mark.slow
def test_a_site_without_series_has_no_index_of_them(site):
    assert not site(part("one", 10, series=None)).exists("/series/")


@pytest.mark.slow
def test_a_long_series_goes_on_under_page_2(site):
    many = {}
    for day in range(1, 23):
        many |= part(f"p{day:02d}", day)
    built = site(many)
    assert titles(built, f"{SERIES}page/2/") == ["P21", "P22"]
    assert "Later parts" in built.text(SERIES)
    assert "Earlier parts" in built.text(f"{SERIES}page/2/")


@pytest.mark.slow
def test_a_new_part_changes_its_neighbours_exactly_as_a_clean_build(site):
    site(part("one", 10) | part("two", 11))
    on_top = site(part("three", 12))
    pages = {path: on_top.text(path) for path in on_top.files() if path.endswith(".html")}
    again = site(CLEAN=True)
    assert pages == {path: again.text(path) for path in pages}
    assert line(again, "one") == "Part 1 of 3 How to count"


@pytest.mark.slow
def test_spellings_of_one_series_are_joined_with_a_warning(site):
    built = site(THREE | part("four", 13, series="How To Count"))
    (warning,) = built.warnings
    assert "four.md:5:9: warning: the series 'How To Count' is 'How to count' in" in warning
    assert len(titles(built)) == 4


@pytest.mark.slow
def test_a_series_of_one_that_is_spelt_like_another_is_warned_of(site):
    (warning,) = site(THREE | part("four", 13, series="How to cuont")).warnings
    assert "'How to cuont' is a series of one story" in warning
    assert "did you mean 'How to count'?" in warning
    assert not site(part("four", 13, series="Something else")).warnings


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (part("a", 10, part=1) | part("b", 11, part=1),
         "b.md:6:7: part 1 of 'How to count' is content/articles/ai/2026/a.md already"),
        (part("a", 10, part=5) | {"content/data/series.yml": "how-to-count: {name: C, parts: 4}"},
         "a.md:6:7: 'C' is planned to have 4 parts"),
        (part("a", 10, series=None, part=1), "`part` without a series: add a line `series:`"),
        (part("a", 10, part="two"), "a.md:6:7: part: 'two' is not a number: write a whole number"),
        (part("a", 10, part=0), "a.md:6:7: part: '0' is not a number: write a whole number"),
        (part("a", 10, series='"!"'), "a.md:5:9: the series '!' gives no address"),
        ({"content/data/series.yml": "x: {nam: C}"}, "series.yml:1:5: unknown key 'nam'"),
        ({"content/data/sections.yml": "series: {name: S}"}, "/series/ belongs to the software"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_an_error_with_its_place(site, files, message):
    with pytest.raises(ContentError) as caught:
        site(files)
    assert message in str(caught.value)
