"""Live stories: updates on the page, in feeds and in structured data, embargo, end of coverage."""

import json

import feedparser
import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/2026/vote.md"
URL = "/ai/2026/11/vote/"
BODY = """The house meets to vote on the bill.[^1]

[^1]: A note to the lead.

## 2026-11-23 09:30 The house meets

Members take their seats.[^1]

### Who is there

[^1]: Counted by the clerk.

## 2026-11-23 10:15 The vote begins

It takes an hour.[^1] See [the seats](#who-is-there).

### Who is there

[^1]: By the rules of the house.
"""


def live(body: str = BODY, **matter: str) -> str:
    return story("The vote", body, **{"date": "2026-11-23 09:00", "label": "live", **matter})


def data_of(built, url: str = URL) -> dict:
    return json.loads(built.page(url).find("script", type="application/ld+json").text)


@pytest.mark.slow
def test_updates_stand_newest_first_below_key_points_and_lead(site):
    built = site({A: live(key_points="[Nobody knows, The clerk counts]")})
    page = built.page(URL)
    assert [point.text for point in page.select(".live-points li")] == [
        "Nobody knows", "The clerk counts",
    ]  # fmt: skip
    updates = page.select(".update")
    assert [one.h2.text for one in updates] == ["The vote begins", "The house meets"]
    assert [one["id"] for one in updates] == ["update-2026-11-23-1015", "update-2026-11-23-0930"]
    assert [one.time["datetime"] for one in updates] == [
        "2026-11-23T10:15:00+00:00", "2026-11-23T09:30:00+00:00",
    ]  # fmt: skip
    assert [one.find("a")["href"] for one in updates] == [f"#{one['id']}" for one in updates]
    text = page.select_one(".live").text
    assert text.index("Nobody knows") < text.index("The house meets to vote") < text.index("seats")


@pytest.mark.slow
def test_every_update_has_its_own_notes_headings_and_ids(site):
    page = site({A: live()}).page(URL)
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.select(".live a[href^='#']"):
        assert link["href"][1:] in ids, link["href"]
    assert [one.h3.text for one in page.select(".update")] == ["Who is\xa0there"] * 2
    assert "By the rules" in page.select_one("#update-2026-11-23-1015").text


@pytest.mark.slow
def test_the_order_in_the_file_may_be_newest_first(site):
    older = "## 2026-11-23 09:30 One\n\na\n"
    newer = "## 2026-11-23T10:15:30+00:00 – Two\n\nb\n"
    pages = [site({A: live(body)}).text(URL) for body in (older + newer, newer + older)]
    assert pages[0] == pages[1]
    assert 'id="update-2026-11-23-101530"' in pages[0]


@pytest.mark.slow
def test_structured_data_tells_of_the_coverage(site):
    data = data_of(site({A: live()}))
    assert data["@type"] == ["NewsArticle", "LiveBlogPosting"]
    assert data["coverageStartTime"] == "2026-11-23T09:00:00+00:00"
    assert data["dateModified"] == "2026-11-23T10:15:00+00:00"
    assert "coverageEndTime" not in data
    first = data["liveBlogUpdate"][0]
    assert first["headline"] == "The vote begins"
    assert first["url"] == f"https://news.example{URL}#update-2026-11-23-1015"
    assert first["articleBody"].startswith("It takes an hour.")
    built = site({A: live(live_until="2026-11-23 18:00")})
    assert data_of(built)["coverageEndTime"] == "2026-11-23T18:00:00+00:00"


@pytest.mark.slow
def test_the_feed_of_the_section_carries_the_story_once_with_its_lead(site):
    feed = feedparser.parse(site({A: live(key_points="[One <b>]")}).text("/ai/feed.atom"))
    (entry,) = feed.entries
    assert entry.updated == "2026-11-23T10:15:00+00:00"
    text = entry.content[0].value
    assert "One &lt;b&gt;" in text
    assert "The vote begins" not in text


@pytest.mark.slow
def test_the_feed_of_the_story_carries_every_update(site):
    built = site({A: live()})
    feed = feedparser.parse(built.text(f"{URL}feed.atom"))
    assert not feed.bozo
    assert [(entry.title, entry.id.partition("#")[2]) for entry in feed.entries] == [
        ("The vote begins", "update-2026-11-23-1015"),
        ("The house meets", "update-2026-11-23-0930"),
    ]
    assert "It takes an hour." in feed.entries[0].content[0].value
    assert "The house meets" not in feed.entries[0].content[0].value
    link = built.page(URL).find("link", type="application/atom+xml")
    assert link["href"] == f"{URL}feed.atom"


@pytest.mark.slow
def test_an_update_of_the_future_leaves_no_trace_before_its_time(site, tmp_path):
    def tree() -> dict[str, bytes]:
        output = tmp_path / "output"
        files = [file for file in output.rglob("*") if file.is_file() and file.name[0] != "."]
        return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}

    held = "\n## 2026-11-23 14:00 Secret\n\nThe *embargo*[^s] ![x](s.svg)\n\n[^s]: Sealed.\n"
    site({A: live()})
    before = tree()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    built = site({A: live(BODY + held), "content/articles/ai/2026/s.svg": picture})
    assert tree() == before
    due = [(one.moment.isoformat(), one.what) for one in built.result.edition.due]
    assert ("2026-11-23T14:00:00+00:00", "“The vote” gets an update") in due
    shown = site(NOW="2026-11-23T14:00:00+00:00")
    assert "Sealed." in shown.text(URL)
    assert len(tree()) > len(before)


@pytest.mark.slow
def test_a_preview_shows_what_is_held_back_and_says_so(site):
    held = "\n## 2026-11-23 14:00 Secret\n\nText.\n"
    page = site({A: live(BODY + held)}, PREVIEW=True).page(URL)
    assert page.select_one(".update .status")
    assert page.select_one(".update").h2.text == "Secret"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("matter", "now", "is_live"),
    [
        ({"live_until": "2026-11-23 13:00"}, "2026-11-23T12:59:59+00:00", True),
        ({"live_until": "2026-11-23 13:00"}, "2026-11-23T13:00:00+00:00", False),
        ({}, "2026-11-23T22:14:59+00:00", True),
        ({}, "2026-11-23T22:15:00+00:00", False),
    ],
)
def test_coverage_ends_when_it_is_said_or_when_it_was_quiet_for_long(site, matter, now, is_live):
    built = site({A: live(**matter)}, NOW=now)
    page = built.page(URL)
    assert ("data-live" in page.select_one(".live").attrs) is is_live
    assert ("Coverage has ended" in page.select_one(".live-state").text) is not is_live
    assert bool(page.select(".kicker .label-live")) is is_live
    assert bool(built.page("/ai/").select(".label-live")) is is_live
    assert data_of(built)["@type"] == ["NewsArticle", "LiveBlogPosting"]
    assert any("no longer live" in one.what for one in built.result.edition.due) is is_live


@pytest.mark.slow
def test_an_edition_of_the_end_is_the_same_built_anew_or_on_top(site):
    site({A: live(live_until="2026-11-23 13:00")})
    on_top = site(NOW="2026-11-23T13:00:00+00:00")
    pages = {path: on_top.text(path) for path in (URL, "/", "/ai/", "/ai/feed.atom")}
    again = site(NOW="2026-11-23T13:00:00+00:00", CLEAN=True)
    assert pages == {path: again.text(path) for path in pages}


@pytest.mark.slow
def test_words_of_updates_count_as_the_storys(site):
    long = "## 2026-11-23 10:00 Long\n\n" + "word " * 2380
    assert site({A: live(long)}).result.edition.articles[0].reading_minutes == 10


@pytest.mark.slow
def test_a_story_without_lead_is_summed_up_by_its_points_or_its_newest_update(site):
    body = BODY.partition("[^1]: A note")[2].partition("\n")[2]
    assert site({A: live(body)}).result.edition.articles[0].summary.startswith("It takes an hour.")
    pointed = site({A: live(body, key_points="[Nobody knows.]")})
    assert pointed.result.edition.articles[0].summary == "Nobody knows."


@pytest.mark.slow
def test_a_live_story_may_begin_without_updates(site):
    page = site({A: live("It begins at ten.")}).page(URL)
    assert "The first update will appear here." in page.text
    assert page.select_one("[data-live]")


@pytest.mark.slow
def test_headings_in_code_and_in_comments_are_no_updates(site):
    body = "```\n## no update\n```\n\n<!--\n## 2026-11-23 09:10 Unconfirmed\nhush\n-->\n\nText.\n"
    page = site({A: live(body)}).page(URL)
    assert not page.select(".update")
    assert "hush" not in page.text


@pytest.mark.slow
def test_other_stories_have_no_updates(site):
    text = live(label="news").replace("[^1]", "")  # of which each update has its own
    page = site({A: text}).page(URL)
    assert not page.select(".update")
    assert page.select_one(".prose > h2").text.startswith("2026-11-23 09:30 The")


@pytest.mark.slow
def test_live_pages_can_be_told_to_ask_never(site):
    page = site({A: live()}, LIVE={"refresh_seconds": 0}).page(URL)
    assert not page.select("[data-live]")
    assert page.select_one(".live-state strong").text == "Live"


@pytest.mark.parametrize(
    ("body", "matter", "message"),
    [
        ("## The vote", {}, "vote.md:7:1: the update 'The vote' does not begin with its day"),
        ("x\n\n## 14:05 Vote", {}, "vote.md:9:1: the update '14:05 Vote' does not begin"),
        ("## 2026-11-23 Vote", {}, "vote.md:7:1: the update '2026-11-23 Vote' does not begin"),
        ("## 2026-11-23 25:00 Vote", {}, "vote.md:7:1: '2026-11-23 25:00' is not a valid time"),
        ("## 9999-12-31 23:59 Vote", {}, "vote.md:7:1: '9999-12-31 23:59' is not a valid time"),
        ("## 2026-11-23 10:00", {}, "vote.md:7:1: an update without a headline"),
        ("## 2026-11-23 10:00 A\n## 2026-11-23 10:00 B", {},
         "vote.md:8:1: line 7 has an update of the same time"),
        ("## 2026-11-23 10:00 A\n## 2026-11-23 11:00 B\n## 2026-11-23 10:30 C", {},
         "vote.md:9:1: this update is out of order: the file runs oldest first"),
        ("## 2026-11-23 08:59 A", {}, "vote.md:7:1: the update is before `date`"),
        ("## 2026-11-23 11:00 A", {"live_until": "2026-11-23 10:00"},
         "vote.md:8:1: the update is after `live_until`"),
        ("x", {"live_until": "2026-11-23 08:00"},
         "vote.md:6:13: `live_until` is not after `date`"),
        ("x", {"live_until": "2026-11-24", "label": "news"},
         "vote.md:6:13: `live_until` belongs to a live story: add `label: live`"),
        ("x", {"key_points": "a"}, "key_points: this is not a list"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_an_error_with_its_line(site, body, matter, message):
    with pytest.raises(ContentError) as caught:
        site({A: live(body, **matter)})
    assert message in str(caught.value)
    assert len(caught.value.errors) == 1


@pytest.mark.slow
def test_an_update_far_ahead_is_warned_of(site):
    (warning,) = site({A: live("x\n\n## 2026-12-23 10:00 A\n\ny")}).warnings
    assert "vote.md:9:1: warning: the update is held back for 29 days more" in warning
    (warning,) = site({A: live("x\n\n## 2026-11-25 10:00 A\n\ny")}).warnings
    assert "held back for 1 day more" in warning


def test_quiet_hours_cannot_be_none(site):
    with pytest.raises(ContentError, match=r"LIVE: option 'quiet_hours' is 0"):
        site({A: live()}, LIVE={"quiet_hours": 0})


@pytest.mark.slow
def test_cards_of_live_stories_say_when_they_were_updated(site):
    body = "Lead.\n\n## 2026-11-23 11:00 News\n\nText."
    files = {f"content/articles/ai/{name}.md": story(name, f"{name} stays.") for name in "abcde"}
    built = site(files | {"content/articles/ai/l.md": story("L", body, label="live")})
    for url in ("/", "/ai/"):
        [title] = [one for one in built.page(url).select(".card-title") if one.text.strip() == "L"]
        card = title.find_parent("article")
        assert " ".join(card.select_one(".kicker").text.split()).endswith(
            "Live updated 23 November 2026"
        )
        assert card.time["datetime"].startswith("2026-11-23T11:00")
        assert len(card.select("[datetime^='2026-11-23T11:00']")) == 1


@pytest.mark.slow
def test_a_story_that_is_over_has_no_newest_update_at_its_top(site):
    body = "Lead.\n\n## 2026-11-22 11:00 News\n\nText."
    files = {"content/articles/ai/l.md": story("L", body, label="live")}
    url = "/ai/2026/11/l/"
    assert not site(files).page(url).select(".live-newest")
    again = site({}, NOW="2026-11-22T12:00:00+00:00").page(url)
    assert again.select_one(".live-newest a")["href"] == "#update-2026-11-22-1100"


def day(count: int) -> str:
    """Return a lead and so many updates, one a minute."""
    return "Lead.\n\n" + "".join(
        f"## 2026-11-23 09:{minute:02} Update {minute}\n\nSee [one](#update-2026-11-23-0901).\n\n"
        for minute in range(1, count + 1)
    )


@pytest.mark.slow
def test_older_updates_are_on_pages_that_stay_as_they_are(site):
    built = site({A: live(day(17))}, LIVE={"updates_per_page": 5})
    page = built.page(URL)
    assert [one.h2.text for one in page.select(".update")] == [
        f"Update {number}" for number in range(17, 10, -1)
    ]
    lines = page.select(".live-part li")
    assert [line.a["href"] for line in lines] == [
        f"{URL}updates/{1 + (minute > 5)}/#update-2026-11-23-09{minute:02}"
        for minute in range(10, 0, -1)
    ]
    assert [line["id"] for line in lines] == [line.a["href"].partition("#")[2] for line in lines]
    first, second = f"{URL}updates/1/", f"{URL}updates/2/"
    assert [one.h2.text for one in built.page(second).select(".update")] == [
        f"Update {number}" for number in range(10, 5, -1)
    ]
    [newer, older] = built.page(second).select(".pagination a")
    assert (newer["href"], older["href"]) == (URL, first)
    # A link to an update of another page leads to the story, one to its own page stays there.
    targets = [built.page(url).select_one(".update .prose a")["href"] for url in (first, second)]
    assert targets == ["#update-2026-11-23-0901", f"{URL}#update-2026-11-23-0901"]
    before = [built.text(url) for url in (first, second)]
    more = site({A: live(day(19))}, LIVE={"updates_per_page": 5})
    assert [more.text(url) for url in (first, second)] == before
    assert not more.exists(f"{URL}updates/3/index.html")
    assert first in more.text("/sitemap.xml")
    assert len(feedparser.parse(more.text(f"{URL}feed.atom")).entries) == 19


@pytest.mark.slow
def test_the_small_file_has_the_newest_updates(site):
    built = site({A: live(day(9), key_points="[One]")})
    data = json.loads(built.text(f"{URL}live.json"))
    assert data["over"] is False
    assert data["updates"] == [f"update-2026-11-23-09{minute:02}" for minute in range(9, 0, -1)]
    assert data["html"].count('class="update"') == 4
    assert "Update 9" in data["html"]
    assert "9 updates" in data["html"]
