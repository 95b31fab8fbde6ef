"""A tag, author or series that lost its last story keeps its address, without anybody's help."""

import json

import pytest
from lxml import etree

from tests.conftest import REGISTRIES, story

A, B = "content/articles/ai/a.md", "content/articles/ai/b.md"
LEDGER = {
    "content/data/ledger.txt": "".join(
        f"/{name}/\n/{name}/feed.atom\n/{name}/feed.json\n/{name}/feed.rss\n"
        for name in ("tag/law", "author/eva-lund", "series/how-it-reads")
    )
    + "/series/\n"
}
STRICT = {"LEDGER": {"enforce": True}}
PLACES = {
    "/tag/law/": "law", "/author/eva-lund/": "Eva Lund", "/series/how-it-reads/": "how it reads",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_the_page_stays_empty_and_out_of_search_engines(site, place):
    built = site({A: story(), **LEDGER}, **STRICT)
    page = built.page(place)
    assert PLACES[place] in page.h1.text
    assert page.select_one("meta[name=robots][content*=noindex]")
    assert "no stories here at present" in page.select_one(".empty").text
    assert {link["href"] for link in page.select("main .facts a")} >= {"/ai/", "/archive/"}
    assert place not in built.text("/sitemap.xml")
    assert place not in built.text("/" + place.split("/")[1] + "/")


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_the_feeds_stay_and_are_valid(site, place):
    built = site({A: story(), **LEDGER}, **STRICT)
    for kind in ("atom", "rss"):
        feed = etree.fromstring(built.text(f"{place}feed.{kind}").encode())
        assert not feed.xpath("//*[local-name()='entry' or local-name()='item']")
    assert json.loads(built.text(f"{place}feed.json"))["items"] == []


@pytest.mark.slow
def test_names_come_from_the_registries(site):
    built = site(
        {
            A: story(), **LEDGER,
            "content/data/tags.yml": "law:\n  name: Law & order\n  description: Courts.\n",
            "content/data/series.yml": "how-it-reads:\n  name: How it reads!\n",
        },
        **STRICT,
    )  # fmt: skip
    assert built.page("/tag/law/").h1.text == "Law & order"
    assert "Courts." in built.text("/tag/law/")
    assert "How it reads!" in built.page("/series/how-it-reads/").h1.text


@pytest.mark.slow
def test_a_redirect_comes_first(site):
    moves = "/tag/law/: /ai/\n/author/eva-lund/: gone\n/series/how-it-reads/: /ai/\n"
    built = site({A: story(), **LEDGER, "content/data/redirects.yml": moves}, **STRICT)
    assert not built.page("/tag/law/").select(".empty")
    assert built.exists("/tag/law/feed.atom")


@pytest.mark.slow
def test_the_page_fills_and_empties_with_the_stories(site):
    files = {A: story(), B: story("B", tags="[Law]", series="How it reads"), **LEDGER}
    full = site(files, **STRICT)
    assert not full.page("/tag/law/").select(".empty")
    assert "/tag/law/" in full.text("/sitemap.xml")
    emptied = site({B: story("B", tags="[Sea]")}, **STRICT)
    assert emptied.page("/tag/law/").select(".empty")
    incremental = {path: (emptied.output / path).read_bytes() for path in emptied.files()}
    site({}, CLEAN=True, **STRICT)
    assert {path: (emptied.output / path).read_bytes() for path in emptied.files()} == incremental
    again = site({B: files[B]}, **STRICT)
    assert not again.page("/tag/law/").select(".empty")


@pytest.mark.slow
def test_an_author_without_stories_is_not_for_search_engines(site):
    built = site({A: story(), **REGISTRIES})
    assert built.page("/author/sam-reed/").select_one("meta[name=robots][content*=noindex]")
    assert "/author/sam-reed/" not in built.text("/sitemap.xml")
    assert "Sam Reed" in built.text("/author/")


@pytest.mark.slow
def test_what_was_never_published_gets_no_page(site):
    assert not site({A: story(tags="[Sea]")}).exists("/tag/law/")


@pytest.mark.slow
def test_a_tag_in_other_letters_keeps_its_old_address(site):
    files = {
        "content/articles/ai/a.md": story("A", tags="[Übung]", series="Große Reise"),
        "content/data/ledger.txt": "/tag/ubung/\n/tag/ubung/feed.atom\n/series/grosse-reise/\n",
    }
    first = site(files, DEFAULT_LANG="de")
    assert first.page("/ai/2026/11/a/").select_one(".tags a")["href"] == "/tag/ubung/"
    settings = {"DEFAULT_LANG": "de", "SLUGS": {"tags": True}, "LEDGER": {"enforce": True}}
    built = site(files, **settings)
    assert built.page("/ai/2026/11/a/").select_one(".tags a")["href"] == "/tag/uebung/"
    assert built.page("/tag/ubung/").select_one("main a, a")["href"] == "/tag/uebung/"
    assert built.text("/tag/ubung/feed.atom") == built.text("/tag/uebung/feed.atom")
    files["content/data/ledger.txt"] += "/tag/uebung/\n"
    back = site(files, **settings | {"SLUGS": {}})
    assert back.page("/tag/uebung/").select_one("a")["href"] == "/tag/ubung/"


@pytest.mark.slow
def test_tags_of_each_language_are_in_its_letters(site):
    files = {
        "content/articles/ai/a.md": story("A", tags="[Ödland, Fjäll]"),
        "content/articles/ai/b.md": story("B", tags="[Übung, Fjäll]", lang="de"),
    }
    built = site(files, SLUGS={"tags": True}, LANGUAGES={"de": {}})
    assert built.exists("/tag/odland/index.html")
    assert built.exists("/de/tag/uebung/index.html")
    assert built.exists("/de/tag/fjall/index.html")
