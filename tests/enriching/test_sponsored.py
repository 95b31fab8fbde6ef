"""Labels, and above all what was paid for: said wherever a story is shown, and nothing bought."""

import json

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.enriching.sponsored import paid_links
from newsroom.problems import ContentError
from tests.conftest import story
from tests.engine.publication import picture

A = "content/articles/ai/paid.md"
OUT = "https://shop.example/?a=1&b=2"
BODY = f"[Out]({OUT}), [us](https://news.example/ai/), [in](/ai/).[^1]\n\n[^1]: Note."
PAID = story(
    "Our presses", BODY, date="2026-11-22", label="sponsored", sponsor='"Acme & Sons"',
    tags="[Law]", sources="[{title: Shop, url: 'https://shop.example/'}]",
)  # fmt: skip
LABELS = ("analysis", "opinion", "explainer", "live", "sponsored")


def others(count: int = 9, **matter) -> dict[str, str]:
    return {
        f"content/articles/ai/s{number}.md": story(
            f"S{number}", date=f"2026-11-{number + 1:02d}", tags="[Law]", **matter
        )
        for number in range(count)
    }


def going_on(label: str) -> dict[str, str]:
    """Return what a story of this label needs to keep it."""
    return {"live_until": "2026-11-30"} if label == "live" else {}


def cards(page, title: str) -> list:
    """Return what holds a headline in lists: cards, and the lines below the lead."""
    links = page.select(".card-title a, .card-related a")
    return [
        link.find_parent("li", class_=False) or link.find_parent("article")
        for link in links
        if link.text == title
    ]


@pytest.mark.parametrize(
    "path",
    ["/", "/ai/", "/tag/law/", "/author/olivia-scott/", "/hottest/", "/archive/2026/11/",
     "/404.html", "/ai/2026/11/s0/"],
)  # fmt: skip
def test_every_card_of_a_sponsored_story_says_so_and_who_paid(site, path):
    files = {**others(), A: PAID, "content/articles/ai/s0.md": story("S0", related="[paid]")}
    found = cards(site(files).page(path), "Our presses")
    assert found
    for card in found:
        assert card.select_one(".label-sponsored").text == "Sponsored"
        assert "Paid for by Acme & Sons" in card.text
        assert "Olivia Scott" not in card.text


def test_the_story_says_who_paid_before_its_text(site):
    page = site({A: PAID}).page("/ai/2026/11/paid/")
    head = page.select_one(".story-head")
    assert head.select_one(".kicker .label").text == "Sponsored"
    assert head.select_one(".sponsored").text == "Paid for by Acme & Sons"
    data = json.loads(page.find("script", type="application/ld+json").text)
    assert data["@type"] == "AdvertiserContentArticle"
    assert data["sponsor"]["name"] == "Acme & Sons"


def test_a_section_of_the_same_name_does_not_hide_the_label(site):
    files = {
        "content/data/sections.yml": "sponsored:\n  name: Partners\n",
        "content/articles/sponsored/a.md": PAID,
    }
    built = site(files)
    for path in ("/sponsored/", "/sponsored/2026/11/a/"):
        assert built.page(path).select("main .label-sponsored")


def test_links_out_of_a_sponsored_story_say_that_they_were_paid_for(site):
    page = site({A: PAID}).page("/ai/2026/11/paid/")
    rel = {link["href"]: link.get("rel") for link in page.select(".story a")}
    assert rel[OUT] == ["sponsored", "noopener"]
    assert rel["https://shop.example/"] == ["sponsored"]
    assert "sponsored" not in (rel["https://news.example/ai/"] or [])
    assert rel["/ai/"] is None


def test_links_of_other_stories_say_nothing_of_the_kind(site):
    assert 'rel="sponsored' not in site({A: story("A", BODY)}).text("/ai/2026/11/paid/")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="https://a.b/" rel="ugc noopener">', 'rel="sponsored ugc noopener"'),
        ('<a rel="noopener" class="x" href="//a.b/">', 'rel="sponsored noopener"'),
        ('<a href="https://a.b/" rel="sponsored">', 'rel="sponsored"'),
        ('<a href="https://news.example.evil/">', 'rel="sponsored"'),
        ('<a href="mailto:a@b.c">', ""),
        ('<a href="https://news.example">', ""),
        ('<a href="/a//b">', ""),
    ],
)
def test_every_kind_of_link(link, expected):
    found = paid_links(f"{link}x</a>", "https://news.example")
    assert expected in found
    assert found.count("rel=") == (1 if expected else 0)


@given(st.text(alphabet='<a href="/:ps>rel x'))
def test_marking_twice_changes_nothing_more(text):
    once = paid_links(text, "https://news.example")
    assert paid_links(once, "https://news.example") == once


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_feeds_say_what_was_paid_for(site, name):
    built = site({A: PAID})
    (entry,) = feedparser.parse(built.text(f"/ai/{name}")).entries
    assert entry.title == "Sponsored: Our presses"
    assert entry.summary.startswith("Paid for by Acme & Sons: ")
    text = entry.content[0].value
    assert text.startswith("<p><strong>Paid for by Acme &amp; Sons</strong></p>")
    assert 'rel="sponsored' in text
    assert [tag.term for tag in entry.tags] == ["AI", "Sponsored", "Law"]


def test_the_json_feed_says_it_too(site):
    (item,) = json.loads(site({A: PAID}).text("/ai/feed.json"))["items"]
    assert item["title"] == "Sponsored: Our presses"
    assert item["summary"].startswith("Paid for by Acme & Sons: ")
    assert item["tags"] == ["Sponsored", "Law"]


@pytest.mark.parametrize("label", LABELS[:4])
def test_feeds_carry_every_label_as_a_category(site, label):
    built = site({A: story("A", label=label, tags="[Law]", **going_on(label))})
    (entry,) = feedparser.parse(built.text("/feed.atom")).entries
    assert [tag.term for tag in entry.tags] == ["AI", label.capitalize(), "Law"]
    assert entry.title == "A"
    (item,) = json.loads(built.text("/feed.json"))["items"]
    assert item["tags"] == [label.capitalize(), "Law"]


@pytest.mark.parametrize("label", LABELS[:4])
def test_every_card_shows_its_label(site, label):
    files = {
        **others(),
        "content/data/front.yml": "packages:\n  - {title: P, stories: [s0, mine]}\n",
        "content/articles/ai/mine.md": story("Mine", label=label, tags="[Law]", **going_on(label)),
    }
    built = site(files)
    for path in ("/", "/ai/2026/11/s0/", "/hottest/", "/author/olivia-scott/", "/ai/"):
        found = cards(built.page(path), "Mine")
        assert found, path
        for card in found:
            assert card.select_one(".label").text == label.capitalize(), path


def test_a_label_is_said_once_where_the_section_has_its_name(site):
    files = others() | {
        "content/data/sections.yml": "ai: {name: AI}\nopinion: {name: Opinion}\n",
        "content/articles/opinion/mine.md": story("Mine", label="opinion", date="2026-11-05"),
    }
    built = site(files)
    (latest,) = cards(built.page("/"), "Mine")
    assert latest.select_one(".label").text == "Opinion"
    (row,) = cards(built.page("/author/olivia-scott/"), "Mine")
    assert (row.select_one(".kicker a").text, row.select(".label")) == ("Opinion", [])


def test_money_buys_no_place_on_top(site):
    pictured = PAID.replace("label:", "image: {src: p.png, alt: P}\nlabel:")
    built = site({**others(), A: pictured, "content/media/p.png": picture((9, 9, 9))})
    page = built.page("/")
    assert [link.text for link in page.select(".front-lead h2 a, .front-side h2 a")] == [
        "S8",
        "S7",
        "S6",
    ]
    assert "Our presses" in [link.text for link in page.select(".front-ranking h3 a")]
    assert not built.page("/ai/").select(".river-opening")


def test_a_paid_story_is_not_the_large_one_of_a_band(site):
    built = site({**others(14), A: PAID.replace("2026-11-22", "2026-11-03")})
    band = [link.text for link in built.page("/").select(".band .card-title a")]
    assert band[-1] == "Our presses"


@pytest.mark.parametrize(
    ("matter", "message"),
    [
        ({"label": "sponsored"}, "`label` is sponsored, and nobody says by whom: add a line"),
        ({"sponsor": "Acme"}, "`sponsor` on a story that is not sponsored: write `label: spons"),
        ({"label": "sponsored", "sponsor": "A", "pinned": "true"}, "`pinned` on a sponsored story"),
        (
            {"label": "sponsored", "sponsor": "A", "breaking": "2026-12-01"},
            "`breaking` on a sponsored story: take the line away",
        ),
    ],
)
def test_a_label_that_is_half_true_is_an_error(site, matter, message):
    with pytest.raises(ContentError) as caught:
        site({A: story(**matter)})
    (error,) = caught.value.errors
    assert message in str(error)
    assert error.line == 4 + len(matter)


def test_a_paid_story_is_not_pinned_to_hottest(site):
    files = {A: PAID, "content/data/hottest.yml": "pin: [paid]\n"}
    with pytest.raises(ContentError, match=r"hottest\.yml:1:1: 'paid' is pinned and sponsored"):
        site(files)
