"""Stories that others may print: the page to copy them from, and the feeds of partners."""

import feedparser
import pytest
from lxml import html

from newsroom.problems import ContentError
from newsroom.settings.schema import KNOWN
from tests.conftest import story
from tests.engine.publication import picture

OURS, THEIRS = "Jane Roe / The Galley", "John Doe / Agency"
BODY = f"""
A [link](/tag/law/) & *more*.
{{: .lead }}

![Ours](/media/ours.png "Umbrellas | {OURS}")

![Theirs](/media/theirs.png "A hall | {THEIRS}")

- One
- Two

> A quote.

https://www.youtube.com/watch?v=dQw4w9WgXcQ
"""
A = "content/articles/ai/a.md"
FILES = {
    A: story(
        "Law & <order>", BODY, tags="[law]", deck="A deck.",
        corrections="[{date: 2026-11-21, text: It was five.}]",
        image=f"{{src: /media/lead.png, alt: A vote, credit: {THEIRS}}}",
    ),
    "content/media/ours.png": picture((10, 20, 30), (1200, 800)),
    "content/media/theirs.png": picture((30, 20, 10), (1200, 800)),
    "content/media/lead.png": picture((30, 90, 10), (1200, 800)),
}  # fmt: skip
ALL = {"stories": "all", "pictures": (OURS,), "terms": "/republishing/"}
URL = "https://news.example/ai/2026/11/a/"


def field(page, name):
    """Return what a reader copies out of a field."""
    return page.select_one(f"textarea#copy-{name}").text.removeprefix("\n")


@pytest.mark.slow
def test_a_story_can_be_copied_as_clean_html_and_as_text(site):
    built = site(FILES, REPUBLISH=ALL, RIGHTS={"license": "https://licence.example/by/"})
    link = built.page("/ai/2026/11/a/").select_one("a[href$='/republish/']")
    assert link.text == "Republish this story"
    page = built.page(link["href"])
    copied = field(page, "html")
    root = html.fragment_fromstring(copied, create_parent="div")
    assert root.findtext("h1") == "Law & <order>"
    assert [one.text for one in root.findall("p")[:2]] == ["A deck.", "Olivia Scott, The Galley"]
    assert [one.get("alt") for one in root.iter("img")] == ["Ours"]
    addresses = [*root.xpath("//a/@href"), *root.xpath("//img/@src")]
    assert all(one.startswith("https://") for one in addresses)
    assert "https://news.example/tag/law/" in addresses
    assert root.xpath("//a/@href")[-1] == URL
    assert "Correction, 21 November 2026: It was five." in " ".join(root.text_content().split())
    assert "First published by The Galley on 20 November 2026." in root.text_content()
    attributes = {name for one in root.iter() for name in one.attrib}
    assert attributes <= {"href", "src", "alt"}
    plain = field(page, "text")
    assert plain.startswith("Law & <order>\n\nA deck.\n\nOlivia Scott, The Galley\n\n")
    assert "\n\nA link & more.\n\n" in plain
    assert "\n\n- One\n\n- Two\n\nA quote.\n\n" in plain
    assert plain.endswith(f"First published by The Galley on 20 November 2026. {URL}\n") or (
        plain.rstrip().endswith(URL)
    )
    assert field(page, "canonical").strip() == f'<link rel="canonical" href="{URL}">'
    assert "they are not ours to give" in page.main.text
    assert page.select_one("a[rel=license]")["href"] == "https://licence.example/by/"
    assert page.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert f"{URL}republish/" not in built.text("/sitemap.xml")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "matter", "there"),
    [
        ({"stories": "all"}, {}, True),
        ({"stories": "all"}, {"republish": "false"}, False),
        ({"stories": "marked"}, {}, False),
        ({"stories": "marked"}, {"republish": "true"}, True),
        ({"stories": "none"}, {"republish": "true"}, False),
        ({"stories": "all"}, {"author": None, "byline": "[{name: AP, kind: agency}]"}, False),
        ({"stories": "all"}, {"label": "sponsored", "sponsor": "Acme"}, False),
        ({"stories": "all"}, {"canonical": "https://other.example/a"}, False),
        ({"stories": "all"}, {"status": "hidden"}, False),
    ],
)
def test_only_what_may_be_printed_has_such_a_page(site, setting, matter, there):
    built = site({A: story(**matter)}, REPUBLISH=setting)
    assert built.exists("/ai/2026/11/a/republish/") is there
    assert ("Republish this story" in built.text("/ai/2026/11/a/")) is there


def test_a_story_of_an_agency_cannot_be_marked(site):
    agency = story(author=None, byline="[{name: AP, kind: agency}]", republish="true")
    with pytest.raises(ContentError, match=r"a.md:1:1: `republish: true`, but an agency wrote it"):
        site({A: agency})


@pytest.mark.slow
def test_an_edit_and_a_setting_reach_the_page(site):
    site({A: story()}, REPUBLISH={"stories": "all"})
    built = site({A: story(body="Other words.")}, REPUBLISH={"stories": "all"})
    assert "Other words." in built.text("/ai/2026/11/a/republish/")
    built = site({}, REPUBLISH={"stories": "marked"})
    assert not built.exists("/ai/2026/11/a/republish/")
    assert "Republish this story" not in built.text("/ai/2026/11/a/")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["feed.rss", "feed.atom"])
def test_a_partner_gets_what_it_may_print(site, name):
    others = {
        "content/articles/world/b.md": story("Of the world"),
        "content/articles/ai/agency.md": story(author=None, byline="[{name: AP, kind: agency}]"),
        "content/articles/ai/no.md": story("Not this", republish="false"),
        "content/articles/world/law.md": story("Law of the world", tags="[law]"),
    }
    partner = {"title": "For the Gazette", "sections": ("ai",), "tags": ("law",),
               "pictures": (OURS,)}  # fmt: skip
    built = site({**FILES, **others}, PARTNER_FEEDS={"gazette": partner})
    feed = feedparser.parse(built.text(f"/partner/gazette/{name}"))
    assert not feed.bozo
    assert feed.feed.title == "For the Gazette"
    assert sorted(one.title for one in feed.entries) == ["Law & <order>", "Law of the world"]
    entry = next(one for one in feed.entries if "order" in one.title)
    assert entry.link == URL
    body = html.fragment_fromstring(entry.content[0].value, create_parent="div")
    assert [one.get("alt") for one in body.iter("img")] == ["Ours"]
    assert body.xpath("//a/@href")[-1] == URL
    assert not entry.get("media_content")  # the picture of the story is an agency's
    assert "/partner/" not in built.text("/feeds.opml") + built.text("/sitemap.xml")


@pytest.mark.slow
def test_each_language_has_its_own_feed_for_a_partner(site):
    files = {A: story("A law"), "content/articles/ai/b.md": story("Recht", lang="de", tags="[law]")}
    partner = {"title": "For the Gazette", "sections": ("ai",), "tags": ("law",)}
    built = site(files, LANGUAGES={"de": {}}, PARTNER_FEEDS={"gazette": partner})
    for folder, lang, title in (("", "en", "A law"), ("/de", "de", "Recht")):
        feed = feedparser.parse(built.text(f"{folder}/partner/gazette/feed.rss"))
        assert (feed.feed.language, [one.title for one in feed.entries]) == (lang, [title])


@pytest.mark.slow
def test_a_partner_may_get_summaries(site):
    built = site(FILES, PARTNER_FEEDS={"gazette": {"title": "G", "full": False}})
    (entry,) = feedparser.parse(built.text("/partner/gazette/feed.rss")).entries
    assert entry.summary == "A deck."
    assert "content" not in entry


@pytest.mark.slow
def test_a_partner_of_a_section_that_does_not_exist_is_a_mistake(site):
    with pytest.raises(ContentError) as caught:
        site({A: story()}, PARTNER_FEEDS={"g": {"title": "G", "sections": ("wrld",)}})
    message = "PARTNER_FEEDS: g: there is no section 'wrld': write the slug of a section (did you"
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "setting", "message"),
    [
        ("PARTNER_FEEDS", [], "[] is not a dict: write a dict such as"),
        ("PARTNER_FEEDS", {"A b": {}}, "'A b' cannot be part of an address"),
        ("PARTNER_FEEDS", {"a": {}}, "a: option 'title' is missing"),
        ("PARTNER_FEEDS", {"a": {"title": "A", "section": ()}}, "a: unknown option 'section'"),
        ("REPUBLISH", {"stories": "some"}, "option 'stories' is 'some'"),
        ("REPUBLISH", {"terms": "no address"}, "option 'terms' is 'no address': write the address"),
    ],
)
def test_a_wrong_setting_is_a_mistake_with_its_remedy(name, setting, message):
    (found,) = KNOWN[name].check(setting)
    assert message in f"{found.what}: {found.remedy}"
