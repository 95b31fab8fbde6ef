"""The page of all corrections, its feeds, and dates of corrections that cannot be."""

import json

import feedparser
import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
TWO = "[{date: 2026-11-21, text: It was five.}, {date: 2026-11-22 08:00, text: In <May>.}]"


def corrections(*dates: str) -> str:
    return "[" + ", ".join(f"{{date: {date}, text: Of {date}.}}" for date in dates) + "]"


def test_every_correction_stands_on_one_page_newest_first(site):
    built = site(
        {
            A: story("First", corrections=TWO),
            "content/articles/world/b.md": story("Second", corrections=corrections("2026-11-20")),
            "content/articles/world/h.md": story(
                "Hidden", status="hidden", corrections=corrections("2026-11-20")
            ),
        }
    )
    page = built.page("/corrections/")
    found = [
        (entry.h2.text.strip(), entry.select_one(".correction-text").text)
        for entry in page.select(".correction")
    ]
    assert found == [
        ("First", "In <May>."),
        ("First", "It was five."),
        ("Second", "Of 2026-11-20."),
    ]
    assert "/corrections/</loc>" in built.text("/sitemap.xml")
    assert "3 corrections" in page.select_one(".facts").text


def test_an_entry_leads_to_its_correction_on_the_story(site):
    built = site({A: story(corrections=TWO)})
    for link in built.page("/corrections/").select(".correction h2 a"):
        address, anchor = link["href"].split("#")
        assert built.page(address).find(id=anchor).find_next("dd").text.strip()
    assert [link["href"] for link in built.page("/corrections/").select(".correction h2 a")] == [
        "/ai/2026/11/a/#correction-2026-11-22",
        "/ai/2026/11/a/#correction-2026-11-21",
    ]


def test_addresses_stay_when_an_older_correction_is_added(site):
    built = site(
        {A: story(corrections=corrections("2026-11-22", "2026-11-20", "2026-11-22 09:00"))}
    )
    anchors = [element["id"] for element in built.page("/ai/2026/11/a/").select("dt[id]")]
    assert anchors == ["correction-2026-11-20", "correction-2026-11-22", "correction-2026-11-22-2"]


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_feeds_give_each_correction_an_entry_with_its_own_id(site, name):
    built = site({A: story("Ratio", corrections=TWO)})
    feed = feedparser.parse(built.text(f"/corrections/{name}"))
    assert not feed.bozo
    assert [(entry.id, entry.title) for entry in feed.entries] == [
        ("https://news.example/ai/2026/11/a/#correction-2026-11-22", "Correction: Ratio"),
        ("https://news.example/ai/2026/11/a/#correction-2026-11-21", "Correction: Ratio"),
    ]
    assert "In &lt;May&gt;." in feed.entries[0].content[0].value
    assert 'href="https://news.example/ai/2026/11/a/"' in feed.entries[0].content[0].value


def test_the_json_feed_dates_an_entry_by_its_correction(site):
    feed = json.loads(site({A: story(corrections=TWO)}).text("/corrections/feed.json"))
    assert feed["items"][0]["date_published"] == "2026-11-22T08:00:00+00:00"


def test_a_long_list_goes_on_under_page_2(site):
    days = [f"2026-11-20 {hour:02d}:{minute:02d}" for hour in range(9, 12) for minute in range(8)]
    built = site({A: story(corrections=corrections(*days))})
    assert len(built.page("/corrections/").select(".correction")) == 20
    assert len(built.page("/corrections/page/2/").select(".correction")) == 4
    assert "Older corrections" in built.text("/corrections/")


def test_a_site_without_corrections_says_so(site):
    built = site({A: story()})
    assert built.page("/corrections/").select_one(".empty")
    assert not feedparser.parse(built.text("/corrections/feed.atom")).entries


@pytest.mark.parametrize(
    ("dates", "what"),
    [
        (("2026-11-21", "2026-11-19"), ":5:64: `corrections.1.date` lies before `date`: correct"),
        (("2026-11-24",), ":5:22: the correction lies in the future: write the day"),
    ],
)
def test_a_correction_has_a_date_between_publication_and_now(site, dates, what):
    with pytest.raises(ContentError) as caught:
        site({A: story(corrections=corrections(*dates))})
    assert what in str(caught.value)


def test_a_correction_may_follow_within_the_day(site):
    built = site(
        {A: story(date="2026-11-20T09:00:00+02:00", corrections=corrections("2026-11-20"))}
    )
    assert built.page("/corrections/").select(".correction")


def test_an_update_older_than_the_newest_correction_is_warned_of(site):
    (warning,) = site({A: story(updated="2026-11-21", corrections=TWO)}).warnings
    assert "a.md:5:10: warning: `updated` is older than the newest correction" in warning
    assert not site({A: story(updated="2026-11-22", corrections=TWO)}).warnings
