"""What networks read of each kind of page, and the oEmbed files of stories."""

import json

import pytest

from newsroom.languages.locales import with_territory
from tests.conftest import story

pytestmark = pytest.mark.slow

FILES = {
    "content/data/authors.yml": """
        olivia-scott:
          name: Olivia Scott
          fediverse: "@olivia@social.example"
        """,
    "content/articles/ai/a.md": story("A", tags="[Law]", expires="2026-12-24"),
    "content/articles/ai/b.md": story("B", lang="de", translation_of="a"),
    "content/articles/ai/paid.md": story("Paid", label="sponsored", sponsor="Northwind"),
    "content/articles/ai/h.md": story("Hidden", status="hidden"),
}


def said(built, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in built.page(path).head.select("meta[property], meta[name]"):
        found.setdefault(meta.get("property") or meta["name"], []).append(meta["content"])
    return found


@pytest.mark.parametrize("path", ["/", "/ai/", "/tag/law/", "/author/olivia-scott/", "/archive/",
                                  "/hottest/", "/ai/2026/11/a/", "/privacy/"])  # fmt: skip
def test_every_kind_of_page_says_what_a_card_needs(site, path):
    meta = said(site(FILES), path)
    for name in ("og:title", "og:type", "og:url", "og:site_name", "og:locale", "og:description",
                 "twitter:card"):  # fmt: skip
        assert len(meta[name]) == 1, name
        assert meta[name][0]


def test_a_story_names_its_language_its_authors_and_its_end(site):
    built = site(FILES)
    meta = said(built, "/ai/2026/11/a/")
    assert meta["og:locale"] == ["en_US"]
    assert meta["og:locale:alternate"] == ["de_DE"]
    assert meta["article:author"] == ["https://news.example/author/olivia-scott/"]
    assert meta["fediverse:creator"] == ["@olivia@social.example"]
    assert meta["article:expiration_time"] == ["2026-12-24T00:00:00+00:00"]
    assert said(built, "/ai/2026/11/b/")["og:locale"] == ["de_DE"]
    assert "article:author" not in said(built, "/ai/2026/11/paid/")


def test_the_page_of_an_author_is_a_profile(site):
    meta = said(site(FILES), "/author/olivia-scott/")
    assert meta["og:type"] == ["profile"]
    assert meta["fediverse:creator"] == ["@olivia@social.example"]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("pt-BR", "pt_BR"), ("zh-Hant", "zh_TW"), ("fa", "fa_IR"),
     ("xx-none", "")],
)  # fmt: skip
def test_languages_get_the_territory_that_is_likeliest(tag, locale):
    assert with_territory(tag) == locale


def test_oembed_files_are_there_when_they_are_asked_for(site):
    built = site(FILES, OEMBED=True)
    link = built.page("/ai/2026/11/a/").select_one('link[type="application/json+oembed"]')
    assert link["href"] == "https://news.example/ai/2026/11/a/oembed.json"
    card = json.loads(built.text("/ai/2026/11/a/oembed.json"))
    assert (card["version"], card["type"], card["title"]) == ("1.0", "link", "A")
    assert card["author_url"] == "https://news.example/author/olivia-scott/"
    paid = json.loads(built.text("/ai/2026/11/paid/oembed.json"))
    assert (paid["title"], paid["author_name"]) == ("Sponsored by Northwind: Paid", "Northwind")
    assert not built.exists("/ai/2026/11/h/oembed.json")
    assert "oembed" not in built.text("/ai/2026/11/h/")
    built = site({}, OEMBED=False)
    assert "oembed" not in built.text("/ai/2026/11/a/")
    assert not built.exists("/ai/2026/11/a/oembed.json")
