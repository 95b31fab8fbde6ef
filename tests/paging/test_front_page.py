"""The front page: what stands where, by itself and as editors want it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.paging.bands import LAYOUTS, arranged
from tests.conftest import story

SLUGS = [f"s{number:02d}" for number in range(14)]
SECTIONS = ("ai", "world")
FRONT = "content/data/front.yml"


def stories(*slugs: str, **matter) -> dict[str, str]:
    """Return stories S00, S01 … in two sections in turn, the last one the newest."""
    return {
        f"content/articles/{SECTIONS[number % 2]}/{slug}.md": story(
            slug.upper(), date=f"2026-11-{number + 1:02d}", **matter
        )
        for number, slug in enumerate(slugs)
    }


def front(**choices) -> dict[str, str]:
    return {FRONT: json.dumps(choices).replace("null", "~")}  # JSON is YAML


def headlines(built, selector: str) -> list[str]:
    return [link.text for link in built.page("/").select(f"{selector} .card-title a")]


def top(built) -> list[str]:
    """Return lead, second and third."""
    return headlines(built, ".front-lead") + headlines(built, ".front-side")


def bands(built) -> list[tuple[str, str]]:
    """Return name and layout of every section's band."""
    found = built.page("/").select(".band:not(.band-latest)")
    return [(band.h2.text.strip(), band["class"][1].removeprefix("band-")) for band in found]


@pytest.mark.slow
def test_without_wishes_the_newest_stand_on_top(site):
    assert top(site(stories(*SLUGS))) == ["S13", "S12", "S11"]


@pytest.mark.slow
def test_the_date_is_that_of_the_newest_story_and_does_not_move_with_the_clock(site):
    files = stories("a") | {"content/articles/ai/b.md": story(date="2026-11-20T01:00:00+09:00")}
    built = site(files, TIMEZONE="Europe/Berlin")
    assert built.page("/").select_one(".masthead-date time")["datetime"].startswith("2026-11-19")
    assert not site({}, TIMEZONE="Europe/Berlin", NOW="2026-11-25").result.edition.written


@pytest.mark.slow
def test_editors_name_lead_second_and_third(site):
    files = stories(*SLUGS) | front(lead="s03", third="s05")
    assert top(site(files)) == ["S03", "S13", "S05"]


@pytest.mark.slow
def test_pinned_stories_take_the_places_that_are_not_named(site):
    pins = [{"story": slug, "until": "2026-11-24"} for slug in ("s04", "s02")]
    files = stories(*SLUGS) | front(lead="s03", pinned=pins)
    assert top(site(files)) == ["S03", "S04", "S02"]


@pytest.mark.slow
def test_pinned_stories_without_a_place_are_the_first_of_the_latest(site):
    pins = [{"story": slug, "until": "2026-11-24"} for slug in ("s04", "s02", "s01", "s00")]
    built = site(stories(*SLUGS) | front(pinned=pins))
    assert top(built) == ["S04", "S02", "S01"]
    assert headlines(built, ".front-ranking")[:2] == ["S00", "S13"]


@pytest.mark.slow
def test_what_the_file_pins_stands_before_what_stories_pin(site):
    files = stories(*SLUGS) | {
        "content/articles/ai/a.md": story("Own pin", date="2026-01-01", pinned="true"),
        **front(pinned=[{"story": "s04", "until": "2026-11-24"}]),
    }
    assert top(site(files)) == ["S04", "Own pin", "S13"]


@pytest.mark.slow
def test_a_pin_ends_at_its_time_in_the_publications_zone(site):
    files = stories(*SLUGS) | front(pinned=[{"story": "s04", "until": "2026-11-23 14:00"}])
    assert top(site(files, TIMEZONE="Europe/Berlin"))[0] == "S04"
    built = site({}, TIMEZONE="Europe/Berlin", NOW="2026-11-23T13:00:00+00:00")
    assert top(built)[0] == "S13"


@pytest.mark.slow
def test_a_named_story_waits_until_it_is_published(site):
    later = {"content/articles/ai/later.md": story("Later", date="2026-11-24")}
    built = site(stories(*SLUGS) | later | front(lead="later"))
    assert (top(built)[0], built.warnings) == ("S13", [])
    assert top(site({}, NOW="2026-11-24T00:00:00+00:00"))[0] == "Later"


@pytest.mark.slow
def test_a_named_draft_waits_too(site):
    draft = {"content/articles/ai/draft.md": story("Draft", status="draft")}
    built = site(stories(*SLUGS) | draft | front(lead="draft"))
    assert (top(built)[0], built.warnings) == ("S13", [])
    assert top(site({}, PREVIEW=True))[0] == "S13"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("matter", "what"),
    [({"expires": "2026-11-22"}, "has expired"), ({"status": "hidden"}, "is hidden")],
)
def test_a_named_story_that_no_list_shows_is_left_out_with_a_warning(site, matter, what):
    gone = {"content/articles/ai/gone.md": story("Gone", **matter)}
    built = site(stories(*SLUGS) | gone | {FRONT: "second: s01\nlead: gone\n"})
    assert top(built) == ["S13", "S01", "S12"]
    assert built.warnings == [
        f"content/data/front.yml:2:7: warning: 'gone' {what}: name another story, or delete it here"
    ]


@pytest.mark.slow
def test_of_stories_with_one_slug_the_newest_that_is_listed_counts(site):
    files = {
        f"content/articles/ai/{month}/weekly.md": story(f"Of {month}", date=f"2026-{month}-02")
        for month in ("10", "11", "12")
    }
    assert top(site(stories(*SLUGS) | files | front(lead="weekly")))[0] == "Of 11"


@pytest.mark.slow
def test_a_package_shows_its_stories_in_their_order_and_nowhere_else(site):
    package = {"title": "It's one", "intro": "An intro.", "stories": ["s01", "s13", "s04"]}
    built = site(stories(*SLUGS) | front(packages=[package]))
    shown = built.page("/").select_one(".package")
    assert (shown.h2.text, shown.select_one(".package-intro").text) == ("It’s one", "An intro.")
    assert headlines(built, ".package") == ["S01", "S13", "S04"]
    assert top(built) == ["S12", "S11", "S10"]
    assert len(headlines(built, "main")) == len(set(headlines(built, "main")))


@pytest.mark.slow
def test_a_lead_leaves_its_package_and_two_remain_or_none(site):
    three = {"title": "A", "stories": ["s01", "s02", "s03"]}
    built = site(stories(*SLUGS) | front(lead="s01", packages=[three]))
    assert headlines(built, ".package") == ["S02", "S03"]
    built = site(front(lead="s01", second="s02", packages=[three]))
    assert not built.page("/").select(".package")
    assert "S03" in headlines(built, ".band")


@pytest.mark.slow
def test_a_package_alone_gives_the_lead(site):
    package = {"title": "All", "stories": ["s00", "s01", "s02"]}
    built = site(stories("s00", "s01", "s02") | front(packages=[package]))
    assert top(built) == ["S02"]
    assert headlines(built, ".package") == ["S00", "S01"]


@pytest.mark.slow
def test_a_package_waits_for_its_second_story_and_ends_at_its_time(site):
    later = {"content/articles/ai/later.md": story("Later", date="2026-11-24")}
    package = {"title": "A", "stories": ["s01", "later"], "until": "2026-11-25"}
    files = stories(*SLUGS) | later | front(packages=[package])
    assert not site(files).page("/").select(".package")
    assert headlines(site({}, NOW="2026-11-24"), ".package") == ["S01", "Later"]
    built = site({}, NOW="2026-11-25")
    assert not built.page("/").select(".package")
    assert not built.page("/world/2026/11/s01/").select("#package-title")


@pytest.mark.slow
def test_every_story_of_a_package_leads_to_the_others_once(site):
    files = stories("s00", "s01", "s02", "s03") | {
        "content/articles/ai/own.md": story("Own", related="[s02, s00]"),
        **front(packages=[{"title": "Sea", "stories": ["s01", "own", "s02"]}]),
    }
    built = site(files)
    page = built.page("/ai/2026/11/own/")
    more = page.find(id="package-title").find_parent("section")
    assert more.h2.text == "More in this package: Sea"
    assert [link["href"] for link in more.select("h3 a")] == [
        "/world/2026/11/s01/",
        "/ai/2026/11/s02/",
    ]
    related = page.find(id="related-title").find_parent("section")
    assert "/ai/2026/11/s00/" in [link["href"] for link in related.select("h3 a")]
    assert not {"S01", "S02"} & {link.text for link in related.select("h3 a")}
    assert not built.page("/ai/2026/11/s00/").find(id="package-title")


FOUR = {
    "content/data/sections.yml": "ai: {name: AI}\nworld: {name: World}\n"
    "opinion: {name: Opinion}\nscience: {name: Science}\n",
    **{
        f"content/articles/{section}/{section}-{number}.md": story(
            f"{section} {number}", date=f"2026-11-{number + 1:02d}"
        )
        for section in ("ai", "world", "opinion", "science")
        for number in range(6)
    },
}


@pytest.mark.slow
def test_sections_stand_in_the_order_of_the_registry(site):
    assert bands(site(FOUR)) == [
        ("AI", "feature"),
        ("World", "quartet"),
        ("Opinion", "voices"),
        ("Science", "briefs"),
    ]


@pytest.mark.slow
def test_editors_order_sections_choose_layouts_and_leave_out(site):
    sections = {"science": "quartet", "opinion": "off", "ai": None}
    assert bands(site(FOUR | front(sections=sections))) == [
        ("Science", "quartet"),
        ("AI", "feature"),
        ("World", "quartet"),
    ]
    assert site({}).exists("/opinion/index.html")


@pytest.mark.slow
def test_a_chosen_layout_counts_for_the_section_of_voices_too(site):
    assert ("Opinion", "briefs") in bands(site(FOUR | front(sections={"opinion": "briefs"})))


@given(st.lists(st.sampled_from([None, None, *LAYOUTS, "voices"]), max_size=12))
def test_a_layout_that_was_left_open_differs_from_its_neighbours(wishes):
    found = list(arranged(wishes))
    assert [wish or layout for wish, layout in zip(wishes, found, strict=True)] == found
    for one, other, *open_ones in zip(found, found[1:], wishes, wishes[1:], strict=False):
        assert one != other or None not in open_ones


ENDS = st.sampled_from(["2026-11-20", "2026-11-23T12:00Z", "2026-12-24"])
NAMES = [*SLUGS, "later", "gone", "draft"]


@st.composite
def wishes(draw) -> dict[str, object]:
    """Return a front.yml without mistakes, in which stories stand in a package and on top."""
    on_top = iter(draw(st.permutations(NAMES)))
    grouped = iter(draw(st.permutations(NAMES)))
    named = draw(st.sets(st.sampled_from(["lead", "second", "third"])))
    return {
        **{key: next(on_top) for key in sorted(named)},
        "pinned": [
            {"story": next(on_top), "until": draw(ENDS)} for _ in range(draw(st.integers(0, 5)))
        ],
        "packages": [
            {"title": "P", "stories": [next(grouped) for _ in range(size)]}
            | ({"until": draw(ENDS)} if draw(st.booleans()) else {})
            for size in draw(st.lists(st.integers(2, 6), max_size=2))
        ],
        "sections": draw(
            st.dictionaries(
                st.sampled_from(SECTIONS), st.sampled_from([None, "off", "voices", *LAYOUTS])
            )
        ),
    }


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wishes())
def test_no_story_stands_twice_whatever_editors_wish(site, choices):
    files = stories(*SLUGS) | {
        "content/articles/ai/later.md": story("Later", date="2026-12-01"),
        "content/articles/ai/gone.md": story("Gone", expires="2026-11-22"),
        "content/articles/ai/draft.md": story("Draft", status="draft"),
        "content/articles/ai/pin.md": story("Pin", date="2026-10-01", pinned="true"),
        "content/articles/ai/paid.md": story("Paid", label="sponsored", sponsor="Them"),
    }
    built = site(files | front(**choices))
    main = built.page("/").main
    links = [link["href"] for link in main.select(".card-title a, .card-related a")]
    assert len(links) == len(set(links))
    assert not {"/ai/2026/12/later/", "/ai/2026/11/gone/"} & set(links)
    assert "/ai/2026/11/paid/" not in [link["href"] for link in main.select(".front-lead a")]
    assert main.select(".front-lead .card-title a")
