"""Sitemaps are valid, say when pages changed, and stay as they are when stories are added."""

import re
from pathlib import Path

import pytest
from lxml import etree

from newsroom.paging import sitemap as sitemaps
from newsroom.paging.sitemap import parts_of
from tests.conftest import ROOT, story
from tests.engine.publication import picture

pytestmark = pytest.mark.slow

SCHEMAS = Path(__file__).parent / "schemas"
INDEX = SCHEMAS / "siteindex.xsd"
FILES = {
    "http://www.sitemaps.org/schemas/sitemap/0.9": ROOT / "node_modules/sitemap/schema/sitemap.xsd",
    "http://www.google.com/schemas/sitemap-image/1.1": SCHEMAS / "sitemap-image.xsd",
    "http://www.w3.org/1999/xhtml": SCHEMAS / "xhtml-link.xsd",
}
SPACES = {
    "m": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def valid(built, path: str = "/sitemap.xml", schema: Path | None = None) -> etree._Element:
    """Return the root of a sitemap that is valid."""
    tree = etree.fromstring(built.text(path).encode())
    if schema:
        rules = etree.parse(str(schema))
    else:
        imports = "".join(
            f'<import namespace="{space}" schemaLocation="{file.as_uri()}"/>'
            for space, file in FILES.items()
        )
        rules = etree.ElementTree(etree.fromstring(
            f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
        ))  # fmt: skip
    etree.XMLSchema(rules).assertValid(tree)
    return tree


def news(built) -> etree._Element:
    return valid(built, "/news-sitemap.xml", SCHEMAS / "news-urlset.xsd")


def locations(tree: etree._Element) -> list[str]:
    return tree.xpath("//m:loc/text()", namespaces=SPACES)


def test_pictures_and_versions_in_other_languages_are_named(site):
    built = site({
        "content/articles/ai/a.md": story("A", image="{src: a.png, alt: A}"),
        "content/articles/ai/b.md": story("B", lang="de", translation_of="a"),
        "content/media/a.png": picture((1, 2, 3)),
    })  # fmt: skip
    tree = valid(built)
    entry = "//m:url[m:loc='https://news.example/ai/2026/11/a/']"
    assert len(tree.xpath(f"{entry}/i:image/i:loc", namespaces=SPACES)) == 1
    links = tree.xpath(f"{entry}/x:link", namespaces=SPACES)
    versions = {link.get("hreflang"): link.get("href") for link in links}
    assert versions == {
        "en": "https://news.example/ai/2026/11/a/",
        "de": "https://news.example/ai/2026/11/b/",
        "x-default": "https://news.example/ai/2026/11/a/",
    }
    head = built.page("/ai/2026/11/a/").head.select("link[hreflang]")
    assert {link["hreflang"]: link["href"] for link in head} == versions


def test_a_story_without_pictures_needs_no_further_schemas(site):
    text = site({"content/articles/ai/a.md": story()}).text("/sitemap.xml")
    assert "xmlns:" not in text


def years(count: int) -> dict[str, str]:
    return {
        f"content/articles/ai/s{n}.md": story(f"S {n}", date=f"{2024 + n % 3}-03-{n + 1:02d}")
        for n in range(count)
    }


def test_a_large_site_has_an_index_and_a_new_story_changes_its_year_alone(site, monkeypatch):
    monkeypatch.setattr(sitemaps, "WHOLE", 10)
    built = site(years(9))
    parts = ["sitemap-2024.xml", "sitemap-2025.xml", "sitemap-2026.xml"]
    before = {name: built.text(f"/{name}") for name in parts}
    index = valid(built, schema=INDEX)
    assert locations(index) == [
        f"https://news.example/{name}" for name in ("sitemap-pages.xml", *parts)
    ]
    built = site({"content/articles/ai/new.md": story("New", date="2026-11-01")})
    assert [name for name in parts if built.text(f"/{name}") != before[name]] == [parts[2]]
    [changed] = valid(built, schema=INDEX).xpath(
        "//m:sitemap[m:loc[contains(., '2026')]]/m:lastmod/text()", namespaces=SPACES
    )
    assert changed == "2026-11-01T00:00:00+00:00"
    listed = [url for name in parts for url in locations(valid(built, f"/{name}"))]
    assert len(listed) == len(set(listed)) == 10
    assert "https://news.example/ai/" in locations(valid(built, "/sitemap-pages.xml"))
    assert "/page/" not in "".join(built.text(f"/{name}") for name in (*parts, "sitemap-pages.xml"))


def test_an_expired_story_is_the_last_change_of_its_year(site, monkeypatch):
    monkeypatch.setattr(sitemaps, "WHOLE", 5)
    notice = story("A notice", date="2025-05-01", expires="2026-10-05")
    hidden = story("Out of sight", date="2024-05-01", expires="2026-10-05", status="hidden")
    files = {"content/articles/ai/notice.md": notice, "content/articles/ai/hidden.md": hidden}
    built = site({**years(9), **files})
    changed = valid(built, schema=INDEX).xpath("//m:lastmod/text()", namespaces=SPACES)
    assert changed == [
        "2024-03-07T00:00:00+00:00", "2026-10-05T00:00:00+00:00", "2026-03-09T00:00:00+00:00"
    ]  # fmt: skip
    assert "/notice/" not in built.text("/sitemap-2025.xml")


def test_a_year_that_is_too_long_is_cut_into_months_and_a_month_into_days(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    days = ["2025-01-01", "2026-01-05", "2026-02-01", "2026-02-01", "2026-02-02"]
    stories = [(day, (f"u{n}", "", (), ())) for n, day in enumerate(days)]
    assert {name: len(entries) for name, entries in parts_of(stories)} == {
        "2025": 1, "2026-01": 1, "2026-02-01": 2, "2026-02-02": 1
    }  # fmt: skip


def test_news_sitemap_has_the_stories_of_two_days_and_none_that_was_paid_for(site):
    built = site({
        "content/articles/ai/new.md": story("New & <true>", date="2026-11-23T09:00:00+00:00"),
        "content/articles/ai/edge.md": story("Edge", date="2026-11-21T19:00:00+00:00"),
        "content/articles/ai/old.md": story("Old", date="2026-11-21T11:00:00+00:00"),
        "content/articles/ai/paid.md": story("Paid", date="2026-11-23", label="sponsored",
                                             sponsor="Northwind"),
        "content/articles/ai/far.md": story("Far", date="2026-11-23", lang="zh-Hant"),
    })  # fmt: skip
    tree = news(built)
    assert locations(tree) == [
        f"https://news.example/ai/2026/11/{slug}/" for slug in ("new", "far", "edge")
    ]
    texts = {
        name: tree.xpath(f"//n:{name}/text()", namespaces=SPACES)
        for name in ("name", "language", "publication_date", "title")
    }
    assert texts["name"] == ["The Galley"] * 3
    assert texts["language"] == ["en", "zh-tw", "en"]
    assert texts["publication_date"][0] == "2026-11-23T09:00:00+00:00"
    assert texts["title"][0] == "New & <true>"


def test_news_sitemap_names_the_paper_as_each_language_does(site):
    built = site({
        "content/articles/ai/a.md": story("A", date="2026-11-23"),
        "content/articles/ai/b.md": story("B", date="2026-11-23", lang="de"),
    }, LANGUAGES={"de": {"title": "Die Galeere"}})  # fmt: skip
    pairs = {
        (one.findtext("m:loc", "", SPACES), one.findtext(".//n:name", "", SPACES))
        for one in news(built)
    }
    assert pairs == {
        ("https://news.example/ai/2026/11/a/", "The Galley"),
        ("https://news.example/de/ai/2026/11/b/", "Die Galeere"),
    }


def test_news_sitemap_is_valid_without_news(site):
    assert not locations(news(site({"content/articles/ai/a.md": story(date="2026-01-01")})))


def test_a_story_leaves_the_news_sitemap_at_an_instant_that_is_due(site):
    files = {"content/articles/ai/a.md": story(date="2026-11-22T09:40:00+00:00")}
    built = site(files)
    [due] = built.result.edition.due
    assert due.moment.isoformat() == "2026-11-24T06:00:00+00:00"
    assert "leaves the news sitemap" in due.what
    assert not locations(news(site({}, NOW="2026-11-24T06:00:00+00:00")))


@pytest.mark.parametrize("host", ["netlify", "nginx", "s3"])
def test_an_expired_story_says_so_before_and_after(site, host):
    files = {"content/articles/ai/a.md": story(expires="2026-11-25T08:00:00+00:00")}
    built = site(files, REDIRECTS={"hosts": (host,)})
    robots = built.page("/ai/2026/11/a/").select_one("meta[name=robots]")["content"]
    assert robots == "max-image-preview:large, unavailable_after: 2026-11-25T08:00:00+00:00"
    built = site({}, REDIRECTS={"hosts": (host,)}, NOW="2026-11-26T00:00:00+00:00")
    said = {
        "netlify": ("/_redirects", r"^/ai/2026/11/a/ /ai/2026/11/a/ 410!$"),
        "nginx": ("/.hosting/nginx-redirects.map", r'^"/ai/2026/11/a" "gone";$'),
        "s3": ("/.hosting/s3-redirects.json", r'"gone": \[\s+"ai/2026/11/a/index.html"'),
    }
    path, line = said[host]
    assert re.search(line, built.text(path), re.MULTILINE)
    assert built.page("/ai/2026/11/a/").select_one("meta[name=robots]")["content"] == "noindex"
