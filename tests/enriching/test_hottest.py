"""Hottest: which stories stand in the list, in which order, and what readers see of it."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.enriching.hottest import READER, HottestOptions, heat, score
from newsroom.problems import ContentError
from tests.conftest import story

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
HALF_LIFE = 12.0
ages = st.integers(0, 200)
figures = st.dictionaries(ages, st.integers(1, 10_000), max_size=20)


def ago(hours: int) -> datetime:
    return NOW.replace(minute=0) - timedelta(hours=hours)


def decayed(by_age: dict[int, int]) -> int:
    return score({ago(age): count for age, count in by_age.items()}, NOW, HALF_LIFE)


def test_a_reader_counts_half_after_a_half_life():
    assert decayed({0: 1}) == READER
    assert decayed({12: 1}) == READER // 2
    assert decayed({24: 4, 12: 2, 0: 1}) == 3 * READER


def test_readers_after_the_time_of_the_build_are_not_known_yet():
    assert decayed({-1: 100}) == 0


def test_ten_times_the_readers_make_up_for_three_and_a_third_half_lives():
    assert decayed({39: 1000}) > decayed({0: 100}) > decayed({41: 1000})


@given(figures, ages)
def test_more_readers_never_score_less(by_age, age):
    more = {**by_age, age: by_age.get(age, 0) + 1}
    assert decayed(more) >= decayed(by_age)


@given(figures)
def test_later_readers_score_more(by_age):
    later = {age: count for age, count in by_age.items() if age}
    earlier = {age + 1: count for age, count in later.items()}
    assert decayed(earlier) <= decayed(later)


@pytest.mark.slow
@given(figures, figures)
def test_what_is_twice_as_hot_now_is_not_colder_a_day_later(one, other):
    first, second = sorted((one, other), key=decayed, reverse=True)
    if decayed(first) < 2 * decayed(second):
        return
    a, b = ({age + 24: n for age, n in by_age.items()} for by_age in (first, second))
    assert decayed(a) >= decayed(b)


def popularity(**readers: dict[int, int]) -> dict[str, str]:
    hours = {
        f"/ai/2026/11/{slug}/": {f"{ago(age):%Y-%m-%dT%HZ}": count for age, count in ages.items()}
        for slug, ages in readers.items()
    }
    return {"content/data/popularity.json": json.dumps({"source": "logs", "readers": hours})}


def stories(*slugs: str, **matter) -> dict[str, str]:
    return {
        f"content/articles/ai/{slug}.md": story(
            f"Story {slug.upper()}", date=f"2026-11-{number:02d}", **matter
        )
        for number, slug in enumerate(slugs, 10)
    }


def ranking(built) -> list[str]:
    return [link.text for link in built.page("/hottest/").select("ol.ranking h2 a")]


@pytest.mark.slow
def test_the_page_shows_stories_by_decayed_readers(site):
    built = site(
        {**stories("a", "b", "c", "d"), **popularity(a={48: 90}, b={1: 10, 13: 10}, c={1: 19})}
    )
    assert ranking(built) == ["Story C", "Story B", "Story A"]
    assert built.page("/hottest/").h1.text == "Hottest"
    assert [link.text for link in built.page("/").select("ol.ranking h3 a")] == ranking(built)


@pytest.mark.slow
def test_stories_of_the_list_carry_the_kicker_and_no_others(site):
    built = site({**stories("a", "b"), **popularity(a={0: 9})})
    kicker = built.page("/ai/2026/11/a/").select_one(".kicker-hottest")
    assert (kicker.text, kicker["href"]) == ("Hottest", "/hottest/")
    assert not built.page("/ai/2026/11/b/").select(".kicker-hottest")


@pytest.mark.slow
def test_the_feeds_beside_it_have_the_same_order(site):
    built = site({**stories("a", "b"), **popularity(a={0: 9}, b={0: 5})})
    feed = json.loads(built.text("/hottest/feed.json"))
    assert feed["title"].startswith("Hottest")
    assert [item["title"] for item in feed["items"]] == ["Story A", "Story B"]
    titles = ET.fromstring(built.text("/hottest/feed.rss")).iterfind(".//item/title")  # noqa: S314
    assert [title.text for title in titles] == ["Story A", "Story B"]
    announced = built.page("/hottest/").select("link[rel=alternate]")
    assert {link["href"] for link in announced} >= {"/hottest/feed.atom", "/hottest/feed.json"}


@pytest.mark.slow
def test_without_figures_the_list_is_the_latest_and_says_so(site):
    built = site(stories("a", "b"))
    page = built.page("/hottest/")
    assert page.h1.text == "Latest"
    assert [link.text for link in page.select(".river h2 a")] == ["Story B", "Story A"]
    assert not built.page("/ai/2026/11/a/").select(".kicker-hottest")
    assert json.loads(built.text("/hottest/feed.json"))["title"].startswith("Latest")


def listed_and_due(site, files, now: datetime):
    edition = site(files, NOW=now.isoformat()).result.edition
    ends = ("no longer hot", "count for Hottest")
    due = [one.moment for one in edition.due if one.what.endswith(ends)]
    return [one.slug for one in edition.hot if one.hot_rank], due


@pytest.mark.slow
@pytest.mark.parametrize(
    "choices",
    ["", "pin: [c]", "pin: [a]", "pin: [a, b, c]", "ban: [a]", "pin: [c, a]\nban: [b]"],
)
def test_nothing_changes_the_list_before_it_is_due(site, choices):
    files = {
        **stories("a", "b", "c"),
        **popularity(a={0: 9, 30: 40}, b={1: 4}, c={2: 5}),
        "content/data/hottest.yml": choices,
    }
    now = NOW
    listed, due = listed_and_due(site, files, now)
    while listed:
        [change] = due
        assert change > now
        last, _ = listed_and_due(site, files, change - timedelta(seconds=1))
        assert last == listed
        now = change
        listed, due = listed_and_due(site, files, now)
        assert listed != last
    assert not due


@pytest.mark.slow
def test_readers_that_are_not_known_yet_are_due_in_their_hour(site):
    files = {**stories("a", "b"), **popularity(a={-3: 9}, b={-5: 9})}
    listed, due = listed_and_due(site, files, NOW)
    assert (listed, due) == ([], [ago(-3)])
    assert listed_and_due(site, files, ago(-3))[0] == ["a"]


@pytest.mark.slow
@given(figures, st.floats(0.01, 1e9), st.floats(0, 100))
def test_a_story_is_hot_until_its_end_and_never_after(by_age, half_life, least_readers):
    options = HottestOptions(half_life_hours=half_life, least_readers=least_readers)
    known, _ = heat({"/a/": {ago(age): count for age, count in by_age.items()}}, NOW, options)
    if known.is_hot("/a/", NOW) and (end := known.end("/a/")):
        assert end > NOW
        assert known.is_hot("/a/", end - timedelta(seconds=1))
        assert not known.is_hot("/a/", end)
        assert not known.is_hot("/a/", end + timedelta(hours=1000))


@pytest.mark.slow
def test_few_readers_make_no_list(site):
    files = {**stories("a"), **popularity(a={0: 2})}
    assert site(files).page("/hottest/").h1.text == "Latest"
    built = site(files, HOTTEST={"least_readers": 2})
    assert ranking(built) == ["Story A"]


@pytest.mark.slow
def test_equal_scores_go_to_the_newer_story(site):
    assert ranking(site({**stories("a", "b"), **popularity(a={3: 7}, b={3: 7})})) == [
        "Story B",
        "Story A",
    ]


@pytest.mark.slow
def test_the_list_has_its_length_and_half_life(site):
    files = {**stories("a", "b", "c"), **popularity(a={24: 70}, b={0: 30}, c={0: 20})}
    assert ranking(site(files, HOTTEST={"count": 2})) == ["Story B", "Story C"]
    assert ranking(site(files, HOTTEST={"half_life_hours": 48, "count": 1})) == ["Story A"]


@pytest.mark.slow
def test_what_does_not_take_part_is_not_listed(site):
    built = site(
        {
            **stories("a", "paid", "gone"),
            "content/articles/ai/paid.md": story("Paid", label="sponsored", sponsor="Acme"),
            "content/articles/ai/gone.md": story("Gone", expires="2026-11-22"),
            "content/articles/ai/hidden.md": story("Hidden", status="hidden"),
            **popularity(a={0: 5}, paid={0: 50}, gone={0: 50}, hidden={0: 50}, nothing={0: 50}),
        }
    )
    assert ranking(built) == ["Story A"]


@pytest.mark.slow
def test_figures_of_old_addresses_are_the_storys(site):
    files = {
        **stories("a"),
        "content/articles/ai/b.md": story("Moved", aliases="[/2019/alt]"),
        "content/data/popularity.json": json.dumps(
            {"source": "logs", "readers": {"/2019/alt/": {"2026-11-23T11Z": 9}}}
        ),
    }
    assert ranking(site(files)) == ["Moved"]


@pytest.mark.slow
def test_figures_have_no_base_and_any_spelling_of_letters(site):
    files = {
        "content/articles/ai/мир.md": story("Мир"),
        "content/data/popularity.json": json.dumps(
            {
                "source": "logs",
                "readers": {"/ai/2026/11/%D0%BC%D0%B8%D1%80/": {"2026-11-23T11Z": 9}},
            }
        ),
    }
    built = site(files, SITEURL="https://news.example/daily")
    assert ranking(built) == ["Мир"]


@pytest.mark.slow
def test_editors_pin_and_ban(site):
    built = site(
        {
            **stories("a", "b", "c", "d"),
            **popularity(a={0: 9}, b={0: 8}, c={0: 7}),
            "content/data/hottest.yml": "pin: [d, c]\nban: [a]\n",
        }
    )
    assert ranking(built) == ["Story D", "Story C", "Story B"]


@pytest.mark.slow
def test_a_pin_alone_makes_no_list(site):
    built = site({**stories("a", "b"), "content/data/hottest.yml": "pin: [a]\n"})
    assert built.page("/hottest/").h1.text == "Latest"


@pytest.mark.slow
def test_a_pin_without_story_is_a_warning_with_its_line(site):
    built = site({**stories("alpha"), "content/data/hottest.yml": "ban:\npin:\n  - alpa\n"})
    assert built.warnings == [
        "content/data/hottest.yml:3:5: warning: pin: no story 'alpa' is listed now: write the slug "
        "of a listed story (did you mean 'alpha'?), or delete it"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pins: [a]", "content/data/hottest.yml:1:1: unknown key 'pins': use pin, ban"),
        ("pin: [a]\nban: [a]", "content/data/hottest.yml:2:1: 'a' is pinned and banned"),
        ("- a", "content/data/hottest.yml:1:1: the file has no entries"),
    ],
)
def test_mistakes_of_editors_have_their_line(site, text, message):
    with pytest.raises(ContentError, match=message.replace("(", r"\(")):
        site({**stories("a"), "content/data/hottest.yml": text})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        '{"readers": {}}',
        '{"source": "logs", "readers": {"/a/": {"yesterday": 1}}}',
        '{"source": "logs", "readers": {"/a/": {"2026-11-23T11Z": -1, "2026-11-23T12Z": "x"}}}',
    ],
)
def test_broken_figures_are_one_problem(site, text):
    with pytest.raises(ContentError) as caught:
        site({**stories("a"), "content/data/popularity.json": text})
    [problem] = caught.value.errors
    assert problem.path == "content/data/popularity.json"
    assert problem.remedy == "delete the file and run ./inv hottest again"


TEXT = (
    "The council voted on Tuesday to close the old bridge for two years. Engineers found cracks in "
    "three of its nine arches in March. Traffic will be sent over the northern road, which is to "
    "be widened by June. Shops in the lower town fear for their trade and ask for help. "
)


@pytest.mark.slow
def test_of_two_versions_of_one_text_the_one_that_is_read_most_is_listed(site):
    files = {
        "content/articles/ai/a.md": story("First", TEXT, date="2026-11-20"),
        "content/articles/ai/b.md": story("Second", TEXT, date="2026-11-21"),
        "content/articles/ai/c.md": story("Drittens", "Worte.", lang="de", translation_of="d"),
        **stories("d"),
    }
    figures = popularity(a={0: 50}, b={0: 40}, c={0: 20}, d={0: 30})
    listed = ranking(site({**files, **figures}))
    assert (len(listed), listed[0]) == (2, "First")
    pinned = {"content/data/hottest.yml": "pin: [b]\n"}
    assert ranking(site({**files, **figures, **pinned}))[0] == "Second"
