"""Stories in several languages: they name each other, and lists show one of them."""

import json

import pytest

from tests.conftest import story

pytestmark = pytest.mark.slow

A, B, C = "/ai/2026/11/a/", "/ai/2026/11/b/", "/ai/2026/11/c/"


def paper(**others):
    """Return an original with translations into German and Arabic, and what else is given."""
    files = {
        "a": story("One", date="2026-11-20"),
        "b": story("Eins", date="2026-11-21", lang="de", translation_of="a"),
        "c": story("واحد", date="2026-11-22", lang="ar", translation_of="a"),
        **others,
    }
    return {f"content/articles/ai/{name}.md": text for name, text in files.items()}


def alternates(page):
    links = page.select("head link[rel=alternate][hreflang]")
    return {link["hreflang"]: link["href"] for link in links}


EVERY = {
    "ar": f"https://news.example{C}", "de": f"https://news.example{B}",
    "en": f"https://news.example{A}", "x-default": f"https://news.example{A}",
}  # fmt: skip


def test_every_language_names_all_of_them_in_its_head(site):
    built = site(paper())
    assert [alternates(built.page(url)) for url in (A, B, C)] == [EVERY] * 3


def test_readers_find_every_other_language(site):
    built = site(paper())
    for own, others in ((A, {B, C}), (B, {A, C}), (C, {A, B})):
        links = built.page(own).select(".translations a")
        assert {link["href"] for link in links} == others


def test_a_translation_of_a_translation_is_one_of_the_original(site):
    built = site(paper(c=story("واحد", lang="ar", translation_of="b")))
    assert alternates(built.page(A)) == EVERY


def test_a_story_in_one_language_names_none(site):
    assert alternates(site({"content/articles/ai/a.md": story()}).page(A)) == {}


def test_the_sitemap_names_the_languages(site):
    built = site(paper())
    assert built.text("/sitemap.xml").count('hreflang="x-default"') == 3
    link = f'<xhtml:link rel="alternate" hreflang="de" href="https://news.example{B}"/>'
    assert built.text("/sitemap.xml").count(link) == 3


def test_structured_data_names_original_and_translations(site):
    built = site(paper())
    original, translation = (
        json.loads(built.page(url).find("script", type="application/ld+json").text)
        for url in (A, B)
    )
    assert [one["inLanguage"] for one in original["workTranslation"]] == ["ar", "de"]
    assert translation["translationOfWork"]["url"] == f"https://news.example{A}"


def test_a_hidden_translation_is_named_nowhere(site):
    built = site(paper(b=story("Eins", lang="de", translation_of="a", status="hidden")))
    assert set(alternates(built.page(A))) == {"en", "ar", "x-default"}
    assert B not in built.text(A)
    assert alternates(built.page(B)) == {}


def test_a_syndicated_translation_is_not_an_alternate(site):
    canonical = "https://other.example/b/"
    built = site(paper(b=story("Eins", lang="de", translation_of="a", canonical=canonical)))
    assert set(alternates(built.page(A))) == {"en", "ar", "x-default"}


def test_translations_are_never_related_news(site):
    text = "The court decides on models of language and their makers. " * 20
    built = site(
        paper(
            a=story("One", text, date="2026-11-20"),
            b=story("Eins", text, date="2026-11-21", lang="de", translation_of="a", related="[a]"),
            d=story("Another", "Something else.", date="2026-11-19"),
        )
    )
    for url in (A, B, C):
        found = {link["href"] for link in built.page(url).select(".related a[href]")}
        assert "/ai/2026/11/d/" in found
        assert not found & {A, B, C}
    others = built.page("/ai/2026/11/d/").select(".related .card-title a")
    assert len({link["href"] for link in others} & {A, B, C}) == 1


def test_the_front_page_shows_a_story_in_one_language(site):
    front = site(paper(d=story("Another", date="2026-11-19"))).page("/").main
    shown = [link["href"] for link in front.select(".card-title a")]
    assert sorted(shown) == [A, "/ai/2026/11/d/"]


def test_editors_may_lead_with_a_translation(site):
    front = site({**paper(), "content/data/front.yml": "lead: b\n"}).page("/").main
    assert [link["href"] for link in front.select(".card-title a")] == [B]


def test_a_second_text_in_one_language_is_reported(site):
    built = site(paper(d=story("Noch eins", lang="de", translation_of="a")))
    (warning,) = [one for one in built.warnings if "translation" in one]
    assert "d.md" in warning
    assert "'de', the language of content/articles/ai/b.md" in warning


def test_stories_that_translate_each_other_are_reported(site):
    built = site(paper(a=story("One", translation_of="b")))
    assert len([one for one in built.warnings if "this translates itself" in one]) == 2
    assert set(alternates(built.page(A))) >= {"en", "de", "ar"}
