"""The newsletter's page, its issues and their feeds."""

import json

import feedparser
import pytest

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/ai/2026/a.md"
W46 = "content/data/newsletters/2026-w46.yml"
ISSUE = """
    subject: A week of <law>
    preheader: And of markets
    headlines:
    - {url: /ai/2026/11/a/, title: What was sent, deck: As it stood., section: AI, minutes: 4,
       authors: [Olivia Scott], label: analysis}
    - {url: /ai/2026/11/a/, title: Second, section: World, minutes: 1}
    hottest:
    - {url: /ai/2026/11/a/, title: Most read, section: AI}
    insight: {url: /ai/2026/11/a/, title: An insight, section: AI, label: opinion}
    markets:
    - {url: 'https://manifold.markets/x', question: Will it?, chance: 62 %, source: Manifold,
       as_of: 2026-11-15T10:00:00+00:00}
    corrections:
    - {url: /ai/2026/11/a/#correction-2026-11-11, title: What was sent, text: It was five.}
    """


@pytest.mark.slow
def test_an_issue_is_printed_from_its_record(site):
    page = site({A: story("Now another headline"), W46: ISSUE}).page("/newsletter/2026-w46/")
    main = page.main
    assert [head.text for head in main.select(".issue-name")] == [
        "AI", "World", "Expert insight", "Hottest", "Markets", "Corrections",
    ]  # fmt: skip
    assert [link["href"] for link in main.select(".issue-line a")] == [
        *["/ai/2026/11/a/"] * 4,
        "https://manifold.markets/x",
        "/ai/2026/11/a/#correction-2026-11-11",
    ]
    text = " ".join(main.text.split())
    assert "Week of 9 November 2026" in text
    assert "What was sent As it stood. Analysis Olivia Scott 4 min read" in text
    assert "Will it? 62 % Manifold, as of 15 November 2026, 10:00 UTC" in text
    assert "Now another headline" not in text
    assert page.title.text == "A week of <law> — The Galley"


@pytest.mark.slow
def test_an_issue_stays_when_its_stories_are_edited(site):
    first = site({A: story("What was sent", "Old words."), W46: ISSUE})
    page, feed = first.text("/newsletter/2026-w46/"), first.text("/newsletter/feed.atom")
    moved = story("Edited", "New words.", aliases="[/ai/2026/11/a/]")
    (first.root / A).unlink()
    built = site({"content/articles/world/moved.md": moved})
    assert built.text("/newsletter/2026-w46/") == page
    assert built.text("/newsletter/feed.atom") == feed


@pytest.mark.slow
def test_the_archive_lists_issues_newest_first(site):
    built = site(
        {A: story(), W46: ISSUE, "content/data/newsletters/2026-w45.yml": "subject: Old\n"}
    )
    page = built.page("/newsletter/")
    links = [(link["href"], link.text) for link in page.select(".river h2 a")]
    assert links == [
        ("/newsletter/2026-w46/", "A week of <law>"),
        ("/newsletter/2026-w45/", "Old"),
    ]
    assert "2 issues" in page.select_one(".facts").text
    assert "/newsletter/2026-w45/</loc>" in built.text("/sitemap.xml")
    assert page.select_one(".masthead-follow a")["href"] == "/newsletter/"


@pytest.mark.slow
def test_without_a_form_the_call_leads_to_feeds_and_issues(site):
    call = site({A: story(), W46: ISSUE}).page("/ai/2026/11/a/").select_one("#newsletter")
    assert call.select_one("a[href='/newsletter/']").text == "Weekly issues"
    assert call.select(".newsletter-feeds a")
    assert not call.select("form")


@pytest.mark.slow
def test_with_a_form_the_call_promises_and_leads_to_past_issues(site):
    built = site({A: story(), W46: ISSUE}, NEWSLETTER={"action": "https://x.example/f"})
    call = built.page("/ai/2026/11/a/").select_one("#newsletter")
    assert "weekly highlights, major headlines and expert insights" in call.text
    assert call.select_one("a[href='/newsletter/']").text == "Past issues"
    own = built.page("/newsletter/").select_one("#newsletter")
    assert own.form
    assert not own.select("a")


@pytest.mark.slow
def test_a_newsletter_has_a_page_before_its_first_issue(site):
    built = site({A: story()}, NEWSLETTER={"action": "https://x.example/f"})
    assert "The first issue appears" in built.page("/newsletter/").select_one(".empty").text
    assert not feedparser.parse(built.text("/newsletter/feed.rss")).entries


@pytest.mark.slow
def test_without_newsletter_and_issues_there_is_no_page(site):
    built = site({A: story()})
    assert not built.exists("/newsletter/")
    assert not built.page("/").select("a[href='/newsletter/']")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_feeds_carry_the_whole_issue(site, name):
    built = site({A: story(), W46: ISSUE}, SITEURL="https://news.example/daily")
    feed = feedparser.parse(built.text(f"/newsletter/{name}"))
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.id == "https://news.example/daily/newsletter/2026-w46/"
    assert entry.title == "A week of <law>"
    assert entry.published_parsed[:5] == (2026, 11, 16, 0, 0)
    body = entry.content[0].value
    for text in ("What was sent", "An insight", "Most read", "62 %", "It was five."):
        assert text in body
    assert 'href="https://news.example/daily/ai/2026/11/a/"' in body
    assert 'href="https://manifold.markets/x"' in body


@pytest.mark.slow
def test_a_feed_changes_with_the_text_of_an_issue(site):
    site({A: story(), W46: ISSUE})
    built = site({W46: ISSUE.replace("An insight", "Another insight")})
    (item,) = json.loads(built.text("/newsletter/feed.json"))["items"]
    assert "Another insight" in item["content_html"]


@pytest.mark.slow
def test_an_issue_that_was_published_must_stay(site):
    ledger = {"content/data/ledger.txt": "/newsletter/2026-w46/\n/newsletter/\n"}
    built = site({A: story(), W46: ISSUE, **ledger}, LEDGER={"enforce": True})
    (built.root / W46).unlink()
    with pytest.raises(ContentError, match="/newsletter/2026-w46/ was published and would be lost"):
        site(LEDGER={"enforce": True})


SEVERAL = {
    "weekly": {"title": "The week"},
    "daily": {"title": "Good morning", "about": "At six.", "every": "day"},
    "alerts": {"title": "Breaking", "every": "story"},
}
DAILY = """
    date: 2026-11-20T06:00:00+00:00
    subject: A day
    headlines:
    - {url: /ai/2026/11/a/, title: What was sent, section: AI, minutes: 4}
    """


@pytest.mark.slow
def test_each_of_several_newsletters_has_its_archive_and_its_feed(site):
    built = site(
        {
            A: story(),
            W46: ISSUE,
            "content/data/newsletters/daily/2026-11-20.yml": DAILY,
            "content/data/newsletters/alerts/2026-11-20-a.yml": DAILY,
        },
        NEWSLETTERS=SEVERAL,
    )
    overview = [link["href"] for link in built.page("/newsletter/").select(".river h2 a")]
    assert overview == ["/newsletter/daily/", "/newsletter/alerts/", "/newsletter/2026-w46/"]
    daily = built.page("/newsletter/daily/")
    assert daily.h1.text == "Good morning"
    assert daily.select_one(".card-day").text.strip() == "20 November 2026"
    issue = built.page(daily.select_one(".river h2 a")["href"])
    assert issue.select_one(".kicker a")["href"] == "/newsletter/daily/"
    for name, subject in (("", "A week of <law>"), ("daily/", "A day"), ("alerts/", "A day")):
        (entry,) = feedparser.parse(built.text(f"/newsletter/{name}feed.atom")).entries
        assert entry.title == subject
    assert "20 November 2026, 06:00 UTC" in built.text("/newsletter/alerts/2026-11-20-a/")
    assert 'xmlUrl="https://news.example/newsletter/daily/feed.atom"' in built.text("/feeds.opml")


def test_an_issue_of_a_newsletter_that_is_not_named_is_a_mistake(site):
    with pytest.raises(ContentError) as caught:
        site({A: story(), "content/data/newsletters/daily/2026-11-20.yml": DAILY})
    assert "the newsletter 'daily' of this issue is not in NEWSLETTERS: add it" in str(caught.value)
