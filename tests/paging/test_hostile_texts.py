"""Odd and hostile texts in every place: each machine reads them as they were written."""

import json

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.conftest import story
from tests.engine.publication import picture
from tests.schema_org import data_of, mistakes

pytestmark = pytest.mark.slow
ODD = (
    'A "q" & <b>bold</b> ]]> &amp; </script><!-- x --> \U0001f469\u200d\U0001f467 e\u0301 '
    "\u200fשלום\u200e {{ x }} %s $y"
)
SHOWN = ODD.replace('"q"', "“q”")
"""The same with the quotation marks of the language, which some places get."""
BODY = (
    """
Text ]]> & `<![CDATA[x]]>` &#0; <https://../> [a](javascript:alert(1)) [b](//host.example/x)
<script>alert(1)</script> <img src="https://a.example/x.png" onerror="alert(1)" alt="x">

"""
    + "Donaudampfschiff" * 20
)
JS = "javascript:alert"


@pytest.fixture
def hostile(site):
    odd = json.dumps(ODD, ensure_ascii=False)
    text = story("TITLE", BODY, deck=odd, tags=f"[{odd}]", key_points=f"[{odd}]", series=odd,
                 sources=f"[{{title: {odd}, url: 'https://a.example/?b&c=<d>'}}]",
                 image=f"{{src: a.png, alt: {odd}, caption: {odd}, credit: {odd}}}",
                 corrections=f"[{{date: 2026-11-23, text: {odd}}}]",
                 date="2026-11-23T09:00:00+00:00").replace('"TITLE"', odd)  # fmt: skip
    return site(
        {
            "content/data/sections.yml": f"ai: {{name: {odd}, description: {odd}}}\n",
            "content/data/authors.yml": f"olivia-scott: {{name: {odd}, bio: {odd}, role: {odd}}}\n",
            "content/articles/ai/a.md": text,
            "content/articles/ai/paid.md": story("B", label="sponsored", sponsor=odd),
            "content/media/a.png": picture((1, 2, 3), (1600, 1200)),
        },
        SITENAME=ODD, SITEDESCRIPTION=ODD, MENUITEMS=[(ODD, "/ai/")], HUMANS=True, LLMS=True,
        OEMBED=True, LITE=True, REPUBLISH={"stories": "all"},
        PARTNER_FEEDS={"one": {"title": ODD}}, NOTICES={"changes": 9},
    )  # fmt: skip


def as_written(text: str) -> bool:
    return text in (ODD, SHOWN)


def test_feed_readers_get_the_texts_as_they_were_written(hostile):
    feeds = [path for path in hostile.files() if path.endswith((".atom", ".rss"))]
    assert len(feeds) > 10
    for path in feeds:
        document = hostile.text(f"/{path}")
        feed = feedparser.parse(document)
        assert not feed.bozo, path
        for one in feed.entries:
            title = one.title_detail.value
            if one.title_detail.type == "text/html":
                title = BeautifulSoup(title, "html.parser").text
            assert "& <b>bold</b> ]]> &amp; </script><!-- x -->" in title, path
            for content in one.get("content", ()):
                assert JS not in content.value
                assert "<script" not in content.value
                assert "onerror" not in content.value
                assert 'href="//' not in content.value
    [item, *_] = json.loads(hostile.text("/feed.json"))["items"]
    assert as_written(item["title"])
    assert as_written(item["authors"][0]["name"])


def test_programs_get_files_that_they_can_read(hostile):
    for path in hostile.files():
        if path.endswith((".xml", ".opml", ".atom", ".rss", ".svg")):
            etree.fromstring(hostile.text(f"/{path}").encode())
        elif path.endswith((".json", ".webmanifest")):
            json.loads(hostile.text(f"/{path}"))
    names = etree.fromstring(hostile.text("/feeds.opml").encode()).xpath("//@text")
    assert ODD in names or SHOWN in names
    [news] = etree.fromstring(hostile.text("/news-sitemap.xml").encode())
    assert as_written(news.findtext(".//{*}title"))


def test_pages_say_the_texts_and_run_none_of_them(hostile):
    for path in hostile.files():
        if not path.endswith(".html"):
            continue
        page = hostile.page(f"/{path}")
        scripts = page.select("script:not([src])")
        assert all(one.get("type") == "application/ld+json" for one in scripts), path
        assert not [
            one for one in page.find_all(True) if any(k.startswith("on") for k in one.attrs)
        ]
        for one in page.select("[href], [src], [action]"):
            address = one.get("href") or one.get("src") or one.get("action")
            assert not address.startswith((JS, "https://..")), path
        for thing in data_of(hostile.text(f"/{path}")):
            assert not list(mistakes(thing)), path
    story_page = hostile.page("/ai/2026/11/a/")
    assert as_written(story_page.h1.text.strip())
    [data] = data_of(hostile.text("/ai/2026/11/a/"))
    assert as_written(data["headline"])
    assert as_written(data["author"][0]["name"])
    assert as_written(story_page.find("meta", property="og:title")["content"])


def test_what_was_taken_out_is_named(hostile):
    said = "\n".join(hostile.warnings)
    for what in ("&#0; is not a character", "address 'https://../'", "javascript: link",
                 "<script> element", "onerror attribute"):  # fmt: skip
        assert what in said
