"""Feeds: an entry keeps its id wherever its story goes, and shows every text as it was written."""

import html
import json
import re

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from newsroom.problems import ContentError
from tests.conftest import story
from tests.engine.publication import picture as red_square

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


@pytest.mark.slow
def test_a_story_that_moves_keeps_its_id(site, tmp_path):
    assert ids(site({A: story("Fire")})) == {FIRST}
    built = moved(site, tmp_path, aliases="[/world/2026/11/fire/]")
    assert ids(built) == {FIRST}
    (entry,) = feedparser.parse(built.text("/feed.rss")).entries
    assert entry.link == "https://news.example/ai/2026/11/flames/"
    assert '<guid isPermaLink="false">' in built.text("/feed.rss")


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("given", ["tag:old.example,2019:12", "https://old.example/?p=12"])
def test_the_id_of_an_old_system_is_kept_as_it_is(site, given):
    assert ids(site({A: story("Fire", id=f'"{given}"')})) == {given}


@pytest.mark.slow
def test_ids_hold_the_folder_of_the_site(site):
    built = site({A: story("Fire", aliases="[/old/]")}, SITEURL="https://user.example/paper")
    assert ids(built) == {"https://user.example/paper/old/"}


@pytest.mark.slow
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
    assert f"has the id {FIRST} too" in str(error)
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


@pytest.mark.slow
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


@pytest.mark.slow
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


def atom_of(built, path: str = "/feed.atom"):
    found = feedparser.parse(built.text(path))
    assert not found.bozo
    return found


@pytest.mark.slow
def test_feeds_of_tags_have_summaries_and_those_of_sections_the_full_text(site):
    body = "First sentence.\n\nSecond paragraph, which no summary has."
    built = site({B: story(deck="In short.", body=body, tags="[Law]")})
    for name in ("atom", "rss"):
        (full,) = feedparser.parse(built.text(f"/ai/feed.{name}")).entries
        (short,) = feedparser.parse(built.text(f"/tag/law/feed.{name}")).entries
        assert "which no summary" in full.content[0].value
        assert "content" not in short
        assert short.summary == "In short."
    (item,) = json.loads(built.text("/tag/law/feed.json"))["items"]
    assert item["content_text"] == "In short."
    assert "content_html" not in item


@pytest.mark.slow
def test_lists_with_summaries_and_their_length_are_set(site):
    files = {f"content/articles/ai/s{n}.md": story(f"S{n}", tags="[Law]") for n in range(4)}
    built = site(files, FEEDS={"summaries": ("site",), "items_of_tags": 3})
    assert "content" not in atom_of(built).entries[0]
    assert len(atom_of(built, "/tag/law/feed.atom").entries) == 3
    assert "content" in atom_of(built, "/tag/law/feed.atom").entries[0]


@pytest.mark.slow
def test_an_older_story_that_was_corrected_appears_again_with_its_id(site):
    files = {
        f"content/articles/ai/s{n}.md": story(f"S{n}", date=f"2026-11-{n + 10}") for n in range(5)
    }
    before = site(files, FEEDS={"items": 2})
    assert [one.title for one in atom_of(before).entries] == ["S4", "S3"]
    fix = "[{date: 2026-11-20, text: It was five.}]"
    files["content/articles/ai/s0.md"] = story("S0", date="2026-11-10", corrections=fix)
    after = site(files, FEEDS={"items": 2})
    entries = atom_of(after).entries
    assert [one.title for one in entries] == ["S0", "S4", "S3"]
    assert entries[0].id == "https://news.example/ai/2026/11/s0/"
    assert entries[0].updated > entries[1].updated
    (item, *_) = feedparser.parse(after.text("/feed.rss")).entries
    assert item.updated == "2026-11-20T00:00:00+00:00"  # dcterms:modified


@pytest.mark.slow
def test_an_entry_says_its_language_where_it_is_another(site):
    built = site({A: story("Feuer", lang="de"), B: story("Other")})
    entries = {one.title: one for one in atom_of(built).entries}
    assert entries["Feuer"].summary_detail.language == "de"
    assert entries["Other"].summary_detail.language == "en"
    assert built.text("/feed.rss").count("<dc:language>de</dc:language>") == 1
    languages = {
        one["title"]: one["language"] for one in json.loads(built.text("/feed.json"))["items"]
    }
    assert languages == {"Feuer": "de", "Other": "en"}


@pytest.mark.slow
def test_pictures_have_type_and_length(site):
    picture = "{src: p.png, alt: A red square, credit: Ann}"
    built = site({B: story(image=picture), "content/media/p.png": red_square((255, 0, 0))})
    (entry,) = atom_of(built).entries
    [link] = entry.enclosures
    file = built.output / link.href.removeprefix("https://news.example/")
    assert int(link.length) == file.stat().st_size
    assert link.type == f"image/{file.suffix[1:].replace('jpg', 'jpeg')}"
    (item,) = feedparser.parse(built.text("/feed.rss")).entries
    [media] = item.media_content
    assert (media["url"], media["medium"]) == (link.href, "image")
    assert item.media_credit[0]["content"] == "Ann"
    assert item.enclosures[0].length == link.length


@pytest.mark.slow
def test_sections_are_among_the_categories_in_every_format(site):
    built = site({B: story(tags="[Law]")})
    assert json.loads(built.text("/feed.json"))["items"][0]["tags"] == ["AI", "Law"]
    for name in ("atom", "rss"):
        (entry,) = feedparser.parse(built.text(f"/feed.{name}")).entries
        assert [tag.term for tag in entry.tags] == ["AI", "Law"]


def test_links_to_a_host_without_scheme_and_sources_of_quotes_are_absolute(site):
    body = '[x](//other.example/p)\n\n<blockquote cite="/about/">Words.</blockquote>'
    text = atom_of(site({B: story(body=body)})).entries[0].content[0].value
    assert 'href="https://other.example/p"' in text
    assert 'cite="https://news.example/about/"' in text


@pytest.mark.slow
def test_a_hub_is_named_in_every_format(site):
    hub = "https://hub.example/"
    built = site({B: story()}, FEEDS={"hub": hub})
    for name in ("atom", "rss"):
        links = feedparser.parse(built.text(f"/ai/feed.{name}")).feed.links
        assert {one.rel: one.href for one in links if one.rel in {"hub", "self"}} == {
            "hub": hub, "self": f"https://news.example/ai/feed.{name}"
        }  # fmt: skip
    assert json.loads(built.text("/feed.json"))["hubs"] == [{"type": "WebSub", "url": hub}]


def links_of(feed) -> dict[str, str]:
    return {one.rel: one.href for one in feed.feed.links}


@pytest.mark.slow
def test_the_feed_of_the_site_leads_to_every_story_month_by_month(site):
    files = {
        f"content/articles/ai/s{n}.md": story(f"S{n}", date=f"2026-{n + 5:02d}-10")
        for n in range(6)
    }
    built = site(files, FEEDS={"items": 2})
    feed, seen = atom_of(built), []
    while older := links_of(feed).get("prev-archive"):
        feed = atom_of(built, older.removeprefix("https://news.example"))
        assert links_of(feed)["current"] == "https://news.example/feed.atom"
        assert links_of(feed)["self"] == older
        seen += [one.title for one in feed.entries]
    assert seen == ["S5", "S4", "S3", "S2", "S1", "S0"]
    page, found = json.loads(built.text("/feed.json")), []
    while url := page.get("next_url"):
        page = json.loads(built.text(url.removeprefix("https://news.example")))
        found += [one["title"] for one in page["items"]]
    assert found == seen


@pytest.mark.slow
def test_a_new_story_changes_the_feed_of_its_month_alone(site):
    files = {
        f"content/articles/ai/s{n}.md": story(f"S{n}", date=f"2026-{n + 8:02d}-10")
        for n in range(3)
    }
    built = site(files)
    old = built.text("/archive/2026/09/stories.atom")
    built = site({B: story("New", date="2026-11-20")})
    assert built.text("/archive/2026/09/stories.atom") == old
    assert not site(files, FEEDS={"archives": False}).exists("/archive/2026/09/stories.atom")


def test_all_feeds_can_be_imported_at_once(site):
    built = site({B: story(tags="[Law]")})
    tree = etree.fromstring(built.text("/feeds.opml").encode())
    feeds = {node.get("xmlUrl"): node.get("htmlUrl") for node in tree.iter("outline")}
    assert feeds["https://news.example/tag/law/feed.atom"] == "https://news.example/tag/law/"
    assert feeds["https://news.example/feed.atom"] == "https://news.example/"
    for url in filter(None, feeds):
        assert built.exists(url.removeprefix("https://news.example"))


@pytest.mark.slow
def test_feeds_name_the_licence(site):
    licence = "https://creativecommons.org/licenses/by/4.0/"
    built = site({B: story()}, RIGHTS={"license": licence})
    assert links_of(atom_of(built))["license"] == licence


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_feed_in_a_browser_has_a_style_sheet_and_a_way_to_its_page(site, name):
    built = site({B: story()}, SITEURL="https://user.example/paper")
    text = built.text(f"/ai/feed.{name}")
    assert '<?xml-stylesheet href="/paper/theme/feed.css" type="text/css"?>' in text
    assert built.exists("/theme/feed.css")
    links = etree.fromstring(text.encode()).findall(".//{http://www.w3.org/1999/xhtml}a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("The Galley", "https://user.example/paper/ai/"),
        ("A plain story", "https://user.example/paper/ai/2026/11/other/"),
    ]
    assert "Copy the address of this page into a feed reader" in text


@pytest.mark.slow
def test_a_description_with_signs_of_markup_is_right_in_readers_and_in_browsers(site):
    """Readers take a description for HTML; a browser shows its letters, so it has its own."""
    signs = "AT&T wants <b> & more; &amp; stays."
    files = {B: story(deck=signs), "content/articles/ai/c.md": story("C", deck="A & B")}
    built = site(files, SITEDESCRIPTION="R&D news")
    feed = feedparser.parse(text := built.text("/feed.rss"))
    assert not feed.bozo
    assert {html.unescape(one.summary) for one in feed.entries} == {signs, "A & B"}
    assert html.unescape(feed.feed.description) == "R&D news"
    own = etree.fromstring(text.encode()).findall(".//{http://www.w3.org/1999/xhtml}div")
    assert [one.text for one in own] == ["R&D news", signs]
    following = [one.getnext().tag for one in own]
    assert following == ["description", "description"]  # which feed.css then hides
    assert "page|div ~ description { display: none; }" in built.text("/theme/feed.css")


@pytest.mark.slow
def test_readers_can_copy_the_whole_address_of_a_feed_where_a_browser_shows_its_source(site):
    built = site({B: story()}, SITEURL="https://user.example/paper")
    rows = built.page("/ai/").select(".follow li")
    assert [row.a["href"] for row in rows] == [
        f"/paper/ai/feed.{name}" for name in ("atom", "rss", "json")
    ]
    for row in rows:
        assert row.bdi.text == f"https://user.example{row.a['href']}"
        assert row.bdi["dir"] == "ltr"  # also in Arabic


@pytest.mark.slow
def test_a_feed_explains_itself_in_its_language(site):
    text = site({B: story()}, DEFAULT_LANG="de").text("/feed.atom")
    assert "Kopieren Sie die Adresse dieser Seite in einen Feedreader" in text
