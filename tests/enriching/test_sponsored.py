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


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/ai/", "/tag/law/", "/archive/2026/11/"])
def test_every_card_of_a_sponsored_story_says_so_and_who_paid(site, path):
    found = cards(site({**others(14), A: PAID}).page(path), "Our presses")
    assert found
    for card in found:
        assert card.select_one(".label-sponsored").text == "Sponsored"
        assert "Paid for by Acme & Sons" in card.text
        assert "Olivia Scott" not in card.text


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/author/olivia-scott/", "/hottest/", "/404.html", "/markets/"])
def test_lists_of_what_the_newsroom_wrote_leave_it_out(site, path):
    market = "{question: Will it?, provider: manifold, url: 'https://manifold.markets/a/b'}"
    named = PAID.replace("label:", "markets: [will-it]\nlabel:")
    files = {
        **others(3, markets="[will-it]"), A: named, "content/data/markets.yml": f"will-it: {market}"
    }  # fmt: skip
    page = site(files).page(path)
    assert "S2" in page.text
    assert "Our presses" not in page.text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json"])
def test_a_reporter_s_feed_leaves_it_out(site, name):
    built = site({A: PAID, "content/articles/ai/s.md": story("S")})
    assert "Our presses" in built.text(f"/ai/{name}")
    assert "Our presses" not in built.text(f"/author/olivia-scott/{name}")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/ai/", "/tag/law/", "/archive/2026/", "/archive/2026/11/"])
def test_it_is_the_first_of_no_list_and_of_no_page_of_one(site, path):
    paid = {
        f"content/articles/ai/p{number}.md": PAID.replace("2026-11-22", f"2026-11-2{number}")
        for number in range(1, 4)
    }
    built = site({**others(4), **paid}, LISTINGS={"per_page": 3})
    titles = [
        [link.text for link in built.page(page).select("main .card-title a")]
        for page in (path, f"{path}page/1/")
    ]
    assert titles == [["S3", *["Our presses"] * 3], ["S2", "S1", "S0"]]
    built = site({**others(5), **paid}, LISTINGS={"per_page": 4})
    titles = [link.text for link in built.page(path).select("main .card-title a")]
    assert titles == ["S4", "Our presses", "Our presses", "Our presses"]


@pytest.mark.slow
def test_it_is_no_related_news_of_a_story_and_has_related_news_itself(site):
    text = "The turbines of the wind park near Lindau stand still since the storm."
    files = {
        A: PAID.replace(BODY, f"{text} Buy shares now."),
        "content/articles/ai/one.md": story("One", f"{text} Repairs will take a month."),
        "content/articles/ai/two.md": story("Two", "Take plums, flour and butter."),
    }
    built = site(files)
    for name, expected in (("one", ["Two"]), ("paid", ["One", "Two"])):
        found = built.page(f"/ai/2026/11/{name}/").select(".related h3 a")
        assert [link.text for link in found] == expected


def test_it_cannot_be_picked_as_related_news(site):
    with pytest.raises(ContentError, match=r"s\.md:5:11: 'paid' is sponsored: name another"):
        site({A: PAID, "content/articles/ai/s.md": story("S", related="[paid]")})


@pytest.mark.slow
def test_the_story_says_who_paid_before_its_text(site):
    page = site({A: PAID}).page("/ai/2026/11/paid/")
    head = page.select_one(".story-head")
    assert head.select_one(".kicker .label").text == "Sponsored"
    assert head.select_one(".sponsored").text == "Paid for by Acme & Sons"
    assert "Olivia Scott" not in page.text


@pytest.mark.slow
def test_search_engines_and_networks_learn_who_paid(site):
    page = site({A: PAID}).page("/ai/2026/11/paid/")

    def said(key: str, name: str) -> list[str]:
        return [meta["content"] for meta in page.find_all("meta", {key: name})]

    title = "Sponsored by Acme & Sons: Our presses"
    assert page.title.text.startswith(f"{title} — ")
    assert said("property", "og:title") == [title]
    for description in (said("name", "description"), said("property", "og:description")):
        assert description[0].startswith("Paid for by Acme & Sons: ")
    assert said("name", "author") == ["Acme & Sons"]
    data = json.loads(page.find("script", type="application/ld+json").text)
    assert data["@type"] == ["Article", "AdvertiserContentArticle"]
    assert data["sponsor"] == {"@type": "Organization", "name": "Acme & Sons"}
    assert data["author"] == [data["sponsor"]]
    assert "Olivia" not in json.dumps(data)


@pytest.mark.slow
def test_a_section_of_the_same_name_does_not_hide_the_label(site):
    files = {
        "content/data/sections.yml": "sponsored:\n  name: Partners\nai:\n  name: AI\n",
        "content/articles/sponsored/a.md": PAID,
    }
    built = site(files)
    for path in ("/sponsored/", "/sponsored/2026/11/a/"):
        assert built.page(path).select("main .label-sponsored")


@pytest.mark.slow
def test_links_out_of_a_sponsored_story_say_that_they_were_paid_for(site):
    page = site({A: PAID}).page("/ai/2026/11/paid/")
    rel = {link["href"]: link.get("rel") for link in page.select(".story a")}
    assert rel[OUT] == ["sponsored", "noopener"]
    assert rel["https://shop.example/"] == ["sponsored"]
    assert "sponsored" not in (rel["https://news.example/ai/"] or [])
    assert rel["/ai/"] is None


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_feeds_say_what_was_paid_for(site, name):
    built = site({A: PAID})
    (entry,) = feedparser.parse(built.text(f"/ai/{name}")).entries
    assert entry.title == "Sponsored by Acme & Sons: Our presses"
    assert [author.name for author in entry.authors] == ["Acme & Sons"]
    assert entry.summary.startswith("Paid for by Acme & Sons: ")
    text = entry.content[0].value
    assert text.startswith("<p><strong>Paid for by Acme &amp; Sons</strong></p>")
    assert 'rel="sponsored' in text
    assert [tag.term for tag in entry.tags] == ["AI", "Sponsored", "Law"]


@pytest.mark.slow
def test_the_json_feed_says_it_too(site):
    (item,) = json.loads(site({A: PAID}).text("/ai/feed.json"))["items"]
    assert item["title"] == "Sponsored by Acme & Sons: Our presses"
    assert item["authors"] == [{"name": "Acme & Sons"}]
    assert item["summary"].startswith("Paid for by Acme & Sons: ")
    assert item["tags"] == ["AI", "Sponsored", "Law"]


@pytest.mark.slow
@pytest.mark.parametrize("label", LABELS[:4])
def test_feeds_carry_every_label_as_a_category(site, label):
    built = site({A: story("A", label=label, tags="[Law]", **going_on(label))})
    (entry,) = feedparser.parse(built.text("/feed.atom")).entries
    assert [tag.term for tag in entry.tags] == ["AI", label.capitalize(), "Law"]
    assert entry.title == "A"
    (item,) = json.loads(built.text("/feed.json"))["items"]
    assert item["tags"] == ["AI", label.capitalize(), "Law"]


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_money_buys_no_place_on_top(site):
    pictured = PAID.replace("label:", "image: {src: p.png, alt: P}\nlabel:")
    built = site({**others(), A: pictured, "content/media/p.png": picture((9, 9, 9))})
    page = built.page("/")
    assert [link.text for link in page.select(".front-lead h2 a, .front-side h2 a")] == [
        "S8",
        "S7",
        "S6",
    ]
    assert "Our presses" not in [link.text for link in page.select(".front-ranking h3 a")]
    assert built.page("/ai/").select_one(".river-opening .card-title a").text == "S8"


@pytest.mark.slow
def test_a_paid_story_is_not_the_large_one_of_a_band(site):
    built = site({**others(14), A: PAID})
    band = [link.text for link in built.page("/").select(".band .card-title a")]
    assert band == ["S4", "S3", "S2", "Our presses"]


@pytest.mark.slow
def test_a_band_has_one_paid_story_at_most_and_none_of_nothing_else(site):
    more = {"content/articles/ai/more.md": PAID, "content/articles/world/only.md": PAID}
    built = site({**others(14), A: PAID, **more})
    band = [link.text for link in built.page("/").select(".band .card-title a")]
    assert band == ["S4", "S3", "S2", "Our presses"]


@pytest.mark.parametrize(
    ("matter", "message"),
    [
        ({"label": "sponsored"}, "`label` is sponsored, but `sponsor` is missing: add a line"),
        ({"sponsor": "Acme"}, "`sponsor` on a story that is not sponsored: write `label: spons"),
        ({"label": "sponsored", "sponsor": "A", "pinned": "true"}, "`pinned` on a sponsored story"),
        (
            {"label": "sponsored", "sponsor": "A", "breaking": "2026-12-01"},
            "`breaking` on a sponsored story: delete the line",
        ),
        ({"label": "sponsored", "sponsor": "A", "series": "S"}, "`series` on a sponsored story"),
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
