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


@pytest.mark.slow
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


@pytest.mark.slow
def test_an_entry_leads_to_its_correction_on_the_story(site):
    built = site({A: story(corrections=TWO)})
    for link in built.page("/corrections/").select(".correction h2 a"):
        address, anchor = link["href"].split("#")
        assert built.page(address).find(id=anchor).find_next("dd").text.strip()
    assert [link["href"] for link in built.page("/corrections/").select(".correction h2 a")] == [
        "/ai/2026/11/a/#correction-2026-11-22",
        "/ai/2026/11/a/#correction-2026-11-21",
    ]


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_long_list_goes_on_on_full_pages(site):
    days = [f"2026-11-20 {hour:02d}:{minute:02d}" for hour in range(9, 12) for minute in range(15)]
    built = site({A: story(corrections=corrections(*days))})
    assert len(built.page("/corrections/").select(".correction")) == 25
    assert len(built.page("/corrections/page/1/").select(".correction")) == 20
    assert "Older corrections" in built.text("/corrections/")


@pytest.mark.slow
def test_a_site_without_corrections_says_so(site):
    built = site({A: story()})
    assert built.page("/corrections/").select_one(".empty")
    assert not feedparser.parse(built.text("/corrections/feed.atom")).entries


@pytest.mark.parametrize(
    ("dates", "what"),
    [
        (("2026-11-21", "2026-11-19"), ":5:64: `corrections.1.date` is before `date`: correct"),
        (("2026-11-24",), ":5:22: the correction is in the future: write the day"),
    ],
)
def test_a_correction_has_a_date_between_publication_and_now(site, dates, what):
    with pytest.raises(ContentError) as caught:
        site({A: story(corrections=corrections(*dates))})
    assert what in str(caught.value)


@pytest.mark.slow
def test_a_correction_may_follow_within_the_day(site):
    built = site(
        {A: story(date="2026-11-20T09:00:00+02:00", corrections=corrections("2026-11-20"))}
    )
    assert built.page("/corrections/").select(".correction")


def modified(built) -> set[str]:
    """Return when machines are told that the story of a site changed; all say the same.

    Of a day without a time the page says the day alone; feeds and sitemaps need a time.
    """
    page = built.page("/ai/2026/11/a/")
    data = json.loads(page.find("script", type="application/ld+json").text)
    (item,) = json.loads(built.text("/feed.json"))["items"]
    atom = feedparser.parse(built.text("/feed.atom"))
    lastmod = built.text("/sitemap.xml").partition("/a/</loc><lastmod>")[2].partition("<")[0]
    meta = page.find("meta", property="article:modified_time")
    shown = {meta["content"]} if meta else set()
    feed = {atom.entries[0].updated, atom.feed.updated}
    (said,) = {data["dateModified"]} | shown
    if "T00:00:0" in lastmod:
        assert said == lastmod[:10]
        return {item["date_modified"], lastmod} | feed
    return {said, item["date_modified"], lastmod} | feed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dates", "updated", "expected"),
    [
        (("2026-11-21 08:30",), None, "2026-11-21T08:30:00+00:00"),
        (("2026-11-21",), None, "2026-11-21T00:00:00+00:00"),
        (("2026-11-21", "2026-11-22"), "2026-11-21", "2026-11-22T00:00:00+00:00"),
        (("2026-11-21",), "2026-11-22 10:00", "2026-11-22T10:00:00+00:00"),
        (("2026-11-20",), None, "2026-11-20T09:00:01+00:00"),  # the day of publication
        (("2026-11-21", "2026-11-21"), None, "2026-11-21T00:00:01+00:00"),
        (("2026-11-23",), None, "2026-11-23T00:00:00+00:00"),  # today: not in the future
    ],
)
def test_a_correction_moves_the_date_of_the_last_change(site, dates, updated, expected):
    built = site({A: story(updated=updated, corrections=corrections(*dates))})
    assert modified(built) == {expected}
    assert not built.warnings


@pytest.mark.slow
def test_a_story_that_did_not_change_says_no_other_date(site):
    built = site({A: story(updated="2026-11-20T09:00:00+00:00")})
    assert modified(built) == {"2026-11-20T09:00:00+00:00"}
    assert "Updated" not in built.page("/ai/2026/11/a/").select_one(".byline").text


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ({"updated": "2026-12-24"}, 5),
        ({"updated": "2026-11-23T12:00:01+00:00"}, 5),
        ({"date": "2026-12-01", "updated": "2026-12-02"}, 5),  # a story that is not out yet
    ],
)
def test_an_update_in_the_future_is_an_error(site, matter, line):
    with pytest.raises(ContentError) as caught:
        site({A: story(**matter)})
    (error,) = caught.value.errors
    assert f"a.md:{line}:10: `updated` is in the future: write when" in str(error)


@pytest.mark.slow
def test_an_update_of_now_and_of_the_hour_of_publication_are_none_of_the_future(site):
    now = "2026-11-23T12:00:00+00:00"
    scheduled = story("B", date="2026-12-01", updated="2026-12-01")
    assert site({A: story(updated=now), "content/articles/ai/b.md": scheduled})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["date", "updated"])
def test_a_page_does_not_change_in_the_future(site, name):
    page = f"---\ntitle: About\n{name}: 2026-12-24\n---\nWe print.\n"
    with pytest.raises(ContentError, match=rf"about\.md:3:\d+: `{name}` is in the future"):
        site({"content/pages/about.md": page})


def test_a_story_that_is_not_out_yet_cannot_have_been_corrected(site):
    with pytest.raises(ContentError, match=r"a\.md:5:22: the correction is in the future"):
        site({A: story(date="2026-12-01", corrections=corrections("2026-12-02"))})


@pytest.mark.slow
def test_a_day_without_a_time_is_a_day_wherever_readers_see_it(site):
    files = {
        A: story(date="2026-11-20", updated="2026-11-22", corrections=corrections("2026-11-21"))
    }
    built = site(files)
    page = built.page("/ai/2026/11/a/")
    assert {one["datetime"] for one in page.select("article time")} == {
        "2026-11-20", "2026-11-21", "2026-11-22",
    }  # fmt: skip
    assert page.find("meta", property="article:published_time")["content"] == "2026-11-20"
    data = json.loads(page.find("script", type="application/ld+json").text)
    assert (data["datePublished"], data["dateModified"]) == ("2026-11-20", "2026-11-22")
    for path in ("/ai/2026/11/a/", "/ai/", "/", "/corrections/", "/archive/"):
        assert "00:00" not in built.text(path)
    (item,) = json.loads(built.text("/feed.json"))["items"]
    assert "00:00" not in item["content_html"]
    assert item["date_published"] == "2026-11-20T00:00:00+00:00"  # the format has no days
