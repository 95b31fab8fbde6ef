"""Feeds: an entry keeps its id wherever its story goes, and shows every text as it was written."""

import html
import json
import re

import feedparser
import pytest
from bs4 import BeautifulSoup

from newsroom.problems import ContentError
from tests.conftest import story

A = "content/articles/world/2026/fire.md"
B = "content/articles/ai/2026/other.md"
FIRST = "https://news.example/world/2026/11/fire/"


def ids(built, page: str = "/") -> set[str]:
    """Return the ids that the three formats give the one entry of a list."""
    (item,) = json.loads(built.text(f"{page}feed.json"))["items"]
    entries = [
        feedparser.parse(built.text(f"{page}feed.{name}")).entries for name in ("atom", "rss")
    ]
    return {item["id"], *(entry.id for (entry,) in entries)}


def moved(site, tmp_path, **matter):
    (tmp_path / A).unlink()
    return site({"content/articles/ai/2026/flames.md": story("Fire", **matter)})


def test_a_story_that_moves_keeps_its_id(site, tmp_path):
    assert ids(site({A: story("Fire")})) == {FIRST}
    built = moved(site, tmp_path, aliases="[/world/2026/11/fire/]")
    assert ids(built) == {FIRST}
    (entry,) = feedparser.parse(built.text("/feed.rss")).entries
    assert entry.link == "https://news.example/ai/2026/11/flames/"
    assert '<guid isPermaLink="false">' in built.text("/feed.rss")


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ({}, "/ai/2026/11/flames/"),
        ({"aliases": "[/2019/old.html, /world/2026/11/fire/]"}, "/2019/old.html"),
        ({"aliases": "[/2019/%C3%A4lter]"}, "/2019/%C3%A4lter/"),
        ({"aliases": "[/short/]", "id": "/world/2026/11/fire/"}, "/world/2026/11/fire/"),
        ({"id": "/?p=12"}, "/?p=12"),
    ],
)
def test_the_oldest_address_counts_unless_an_id_is_given(site, tmp_path, matter, expected):
    site({A: story("Fire")})
    assert ids(moved(site, tmp_path, **matter)) == {f"https://news.example{expected}"}


@pytest.mark.parametrize("given", ["tag:old.example,2019:12", "https://old.example/?p=12"])
def test_the_id_of_an_old_system_is_kept_as_it_is(site, given):
    assert ids(site({A: story("Fire", id=f'"{given}"')})) == {given}


def test_ids_hold_the_folder_of_the_site(site):
    built = site({A: story("Fire", aliases="[/old/]")}, SITEURL="https://user.example/paper")
    assert ids(built) == {"https://user.example/paper/old/"}


def test_updates_and_corrections_of_a_story_that_moved_keep_their_ids(site):
    fix = "[{date: 2026-11-21, text: It was five.}]"
    body = "Lead.\n\n## 2026-11-20 10:15 The vote begins\n\nIt takes an hour."
    built = site(
        {
            A: story("Fire", body, label="live", live_until="2026-11-21", corrections=fix,
                     aliases="[/old/]"),
        }
    )  # fmt: skip
    feed = feedparser.parse(built.text("/world/2026/11/fire/feed.atom"))
    assert feed.feed.id == "https://news.example/old/"
    assert ids(built, "/world/2026/11/fire/") == {
        "https://news.example/old/#update-2026-11-20-1015"
    }
    assert ids(built, "/corrections/") == {"https://news.example/old/#correction-2026-11-21"}


def test_two_stories_cannot_have_one_id(site):
    with pytest.raises(ContentError) as caught:
        site({A: story("Fire"), B: story("Other", id="/world/2026/11/fire/")})
    (error,) = caught.value.errors
    assert {A, B} == set(re.findall(r"content/articles/\S+\.md", str(error)))
    assert f"the id {FIRST} is that of" in str(error)
    assert "write another `id:`" in str(error)


@pytest.mark.parametrize("given", ["fire", "two words", "/two words/"])
def test_an_id_is_an_address_or_a_uri(site, given):
    with pytest.raises(
        ContentError, match=r":5:5: id: '.*' cannot be an id: write the first addre"
    ):
        site({A: story(id=given)})


WRITTEN = [
    "Why <br> matters",
    "The <marquee> tag is back",
    "<b>Bold</b> claims & others",
    "3 < 5 > 2 & AT&T",
    "How to write &amp; in HTML, and &lt",
    "A comment <!-- hidden --> and <script>alert(1)</script>",
]


def shown(detail) -> str:
    """Return what a reader shows of a text that feedparser found."""
    if detail.type == "text/plain":
        return detail.value
    return BeautifulSoup(detail.value, "html.parser").text


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("name", ["atom", "rss", "json"])
def test_plain_texts_are_shown_as_written(site, name, text):
    quoted = json.dumps(text)
    registries = {
        "content/data/sections.yml": f"ai: {{name: {quoted}, description: {quoted}}}\n",
        "content/data/authors.yml": f"olivia-scott: {{name: {quoted}}}\n",
        "content/data/tags.yml": f"law: {{name: {quoted}}}\n",
    }
    matter = {"deck": quoted, "tags": "[law]"}
    built = site({**registries, B: f"---\ntitle: {quoted}\n{story(**matter)[len('---'):]}".replace(
        'title: "A plain story"\n', "")})  # fmt: skip
    document = built.text(f"/ai/feed.{name}")
    if name == "json":
        (item,) = json.loads(document)["items"]
        found = [item["title"], item["summary"], item["authors"][0]["name"], *item["tags"]]
    else:
        feed = feedparser.parse(document)
        (entry,) = feed.entries
        about = shown(feed.feed.title_detail), shown(feed.feed.subtitle_detail)
        assert about == (f"{text} — ", text) or about[0].startswith(f"{text} — ")
        assert about[1] == text
        found = [shown(entry.title_detail), shown(entry.summary_detail), entry.author]
        found += [tag.term for tag in entry.tags]
    assert set(found) == {text}


@pytest.mark.parametrize("text", WRITTEN)
def test_plain_texts_of_a_page_are_shown_as_written(site, text):
    quoted = json.dumps(text)
    built = site({B: story("A", deck=quoted, label="sponsored", sponsor=quoted)})
    page = built.page("/ai/2026/11/other/")
    data = json.loads(page.find("script", type="application/ld+json").text)
    assert (data["description"], data["sponsor"]["name"]) == (text, text)
    assert page.find("meta", property="og:description")["content"] == f"Paid for by {text}: {text}"
    assert page.find("meta", property="og:title")["content"] == f"Sponsored by {text}: A"
    assert page.select_one(".deck").text == text
    (entry,) = feedparser.parse(built.text("/ai/feed.rss")).entries
    assert shown(entry.summary_detail) == f"Paid for by {text}: {text}"
    assert shown(entry.title_detail) == f"Sponsored by {text}: A"
    assert html.unescape(entry.content[0].value).startswith(f"<p><strong>Paid for by {text}<")


@pytest.mark.slow
def test_the_feed_of_a_live_story_has_every_update(site):
    updates = "\n".join(
        f"## 2026-11-20 {9 + number // 60:02d}:{number % 60:02d} Update {number}\n\nText.\n"
        for number in range(1, 301)
    )
    built = site({A: story("Fire", updates, label="live")})
    for name in ("atom", "rss"):
        assert len(feedparser.parse(built.text(f"/world/2026/11/fire/feed.{name}")).entries) == 300
    assert len(json.loads(built.text("/world/2026/11/fire/feed.json"))["items"]) == 300
