"""A paper in several languages: each further one has pages, lists and feeds of its own."""

import json

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

GERMAN = {"de": {"title": "Der Kurier", "tagline": "Nachrichten", "menu": [("Impressum", "/wir/")]}}
PAPER = {
    "content/data/sections.yml": """
        ai:
          name: AI
          description: Models and law.
          languages:
            de: {name: KI, description: Modelle und Recht.}
        world:
          name: World
        """,
    "content/data/tags.yml": """
        law:
          name: Law
          description: Courts.
          languages:
            de: {name: Recht}
        """,
    "content/articles/ai/test.md": story("A fair test", tags="[Law]"),
    "content/articles/ai/probe.md": story(
        "Eine Probe", lang="de", translation_of="test", tags="[Recht, Strom]",
        date="2026-11-21T09:00:00+00:00",
    ),
    "content/articles/ai/essai.md": story("Un essai", lang="fr", translation_of="test"),
    "content/articles/ai/other.md": story("Another story", date="2026-11-19"),
}  # fmt: skip


def headlines(built, path: str) -> list[str]:
    return [link.text for link in built.page(path).main.select(".card-title a")]


def alternates(built, path: str) -> dict[str, str]:
    links = built.page(path).select("link[hreflang]")
    return {link["hreflang"]: link["href"].removeprefix("https://news.example") for link in links}


def switch(built, path: str) -> dict[str, str]:
    return {link.text: link["href"] for link in built.page(path).select(".languages a")}


@pytest.fixture
def german(site):
    return site(PAPER, LANGUAGES=GERMAN)


@pytest.mark.slow
def test_each_language_lists_its_stories_alone(german):
    assert headlines(german, "/de/") == ["Eine Probe"]
    assert headlines(german, "/de/ai/") == ["Eine Probe"]
    assert headlines(german, "/ai/") == ["Un essai", "A fair test", "Another story"]
    assert "Eine Probe" in german.text("/de/feed.atom")
    assert "Eine Probe" not in german.text("/feed.atom")
    assert german.exists("/de/ai/2026/11/probe/index.html")
    assert german.exists("/ai/2026/11/essai/index.html")  # a language without pages of its own


@pytest.mark.slow
def test_what_pages_say_is_in_their_language(german):
    front, section = german.page("/de/"), german.page("/de/ai/")
    assert (front.html["lang"], front.html["dir"]) == ("de", "ltr")
    assert front.title.text == "Der Kurier — Nachrichten"
    assert "21. November 2026" in front.header.text
    assert [link.text for link in front.select(".menu a")] == ["KI", "Neueste Nachrichten"]
    assert section.h1.text == "KI"
    assert section.select_one(".opening-text").text == "Modelle und Recht."
    assert german.page("/de/ai/2026/11/probe/").select_one(".kicker a")["href"] == "/de/ai/"
    assert german.page("/de/404.html").h1.text == "Unter dieser Adresse gibt es keine Seite"
    assert front.select_one('.footer a[href="/wir/"]').text == "Impressum"


@pytest.mark.slow
def test_a_description_in_another_language_is_left_out(german):
    tag = german.page("/de/tag/law/")
    assert tag.h1.text == "Recht"
    assert "Courts." not in tag.text
    assert "Courts." in german.page("/tag/law/").text
    assert german.page("/de/tag/strom/").h1.text == "Strom"
    assert not german.exists("/tag/strom/index.html")


@pytest.mark.slow
def test_lists_and_fronts_name_their_counterparts(german):
    assert alternates(german, "/") == {"en": "/", "de": "/de/", "x-default": "/"}
    assert alternates(german, "/de/tag/law/") == {
        "en": "/tag/law/", "de": "/de/tag/law/", "x-default": "/tag/law/"
    }  # fmt: skip
    assert not alternates(german, "/de/tag/strom/")
    assert not alternates(german, "/world/")  # without stories neither is for search engines
    assert "/de/tag/law/" in german.text("/sitemap.xml")


@pytest.mark.slow
def test_readers_switch_to_the_translation_or_else_to_the_front_page(german):
    assert switch(german, "/ai/2026/11/test/") == {"Deutsch": "/de/ai/2026/11/probe/"}
    assert switch(german, "/ai/2026/11/other/") == {"Deutsch": "/de/"}
    assert switch(german, "/de/ai/2026/11/probe/") == {"English": "/ai/2026/11/test/"}
    assert switch(german, "/de/ai/") == {"English": "/ai/"}
    assert switch(german, "/de/tag/strom/") == {"English": "/"}
    link = german.page("/de/ai/").select_one(".languages a")
    assert (link["lang"], link["rel"]) == ("en", ["alternate"])


@pytest.mark.slow
def test_machines_learn_the_language_of_a_list_and_one_publisher(german):
    front, english = (
        json.loads(german.page(path).find("script", type="application/ld+json").text)
        for path in ("/de/", "/")
    )
    assert (front["inLanguage"], front["name"]) == ("de", "Der Kurier")
    assert front["publisher"]["@id"] == english["publisher"]["@id"]


@pytest.mark.slow
def test_no_link_of_any_page_is_dead(german):
    pages = [path for path in german.files() if path.endswith(".html")]
    chosen = "head [href^='/'], header [href^='/'], nav.languages a, main [href^='/']"
    links = {link["href"] for path in pages for link in german.page(path).select(chosen)}
    inner = {link.partition("#")[0].removesuffix("/").lstrip("/") for link in links}
    assert not {link for link in inner if not german.exists(link or "index.html")}


@pytest.mark.slow
def test_a_paper_in_one_language_has_no_switch(site):
    built = site(PAPER)
    assert not switch(built, "/")
    assert headlines(built, "/ai/")[0] == "Eine Probe"
    assert not built.exists("/de/")


@pytest.mark.slow
def test_related_news_is_in_the_language_of_the_story(site):
    more = {
        f"content/articles/ai/{lang}{n}.md": story(
            f"Title {n}", f"The law of models {n}.", lang=lang, tags="[Law]"
        )
        for lang in ("en", "de")
        for n in range(3)
    }
    built = site({**PAPER, **more}, LANGUAGES=GERMAN)
    links = built.page("/de/ai/2026/11/de1/").select(".related a[href]")
    assert links
    assert all(link["href"].startswith("/de/") for link in links)


@pytest.mark.slow
def test_editors_lay_out_each_front_page(site):
    plan = {"content/data/de/front.yml": "lead: zweite\n"}
    second = {"content/articles/ai/zweite.md": story("Zweite", lang="de", date="2026-11-01")}
    built = site({**PAPER, **second, **plan}, LANGUAGES=GERMAN)
    assert headlines(built, "/de/")[0] == "Zweite"
    assert headlines(built, "/")[0] == "A fair test"


@pytest.mark.slow
def test_a_story_whose_language_gets_pages_keeps_its_old_address(site):
    ledger = {"content/data/ledger.txt": "/ai/2026/11/probe/\n/tag/strom/\n"}
    built = site({**PAPER, **ledger}, LANGUAGES=GERMAN, LEDGER={"enforce": True})
    assert built.page("/ai/2026/11/probe/").select_one("a")["href"] == "/de/ai/2026/11/probe/"
    assert "https://news.example/ai/2026/11/probe/</id>" in built.text("/de/feed.atom")


def test_a_section_must_not_have_the_folder_of_a_language(site):
    sections = {"content/data/sections.yml": "ai: {name: AI}\nde: {name: German}\n"}
    with pytest.raises(ContentError, match="/de/ belongs to the software"):
        site({**PAPER, **sections}, LANGUAGES=GERMAN)


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ({"en": {}}, "'en' is the paper's language"),
        ({"xx": {}}, "unknown language 'xx'"),
        ({"de": {"titel": "Kurier"}}, r"unknown option 'titel'.*did you mean 'title'"),
        ({"de": {"menu": [("Wir", "wir")]}}, "'Wir' leads to 'wir'"),
        (["de"], "is not a dict"),
    ],
)
def test_mistakes_in_the_setting_are_reported(site, languages, message):
    with pytest.raises(ContentError, match=message):
        site(PAPER, LANGUAGES=languages)


@pytest.mark.slow
def test_a_name_in_a_language_without_pages_is_reported(site):
    built = site(PAPER)
    assert any("'de', which is not one of LANGUAGES" in one for one in built.warnings)


@pytest.mark.slow
def test_each_language_has_its_newsletter_or_none(site):
    issue = {
        "content/data/de/newsletters/2026-w47.yml": """
            subject: Die Woche
            headlines:
              - url: /de/ai/2026/11/probe/
                title: Eine Probe
                section: KI
            """
    }
    form = {"action": "https://letters.example/"}
    built = site(
        {**PAPER, **issue}, NEWSLETTER=form, SEARCH={"when": "always"},
        LANGUAGES={**GERMAN, "it": {}},
    )  # fmt: skip
    assert "Die Woche" in built.text("/de/newsletter/")
    assert built.page("/de/newsletter/2026-w47/").main.find("a", href="/de/ai/2026/11/probe/")
    assert "Die Woche" in built.text("/de/newsletter/feed.atom")
    assert "Die Woche" not in built.text("/newsletter/")
    assert not built.page("/de/").select('form[action^="https://letters"]')
    assert built.page("/").select('form[action^="https://letters"]')
    assert not built.exists("/it/newsletter/")
    assert "/search/" not in built.page("/it/").header.decode()  # it has no stories yet
    assert built.page("/it/404.html").html["lang"] == "it"
    assert built.page("/de/").select_one(".search-box")["action"] == "/de/search/"


COMPLETE = {
    "content/data/markets.yml": """
        dam:
          question: Will the dam open?
          provider: manifold
          url: https://manifold.markets/ann/dam
          section: ai
          languages:
            de: {question: Öffnet der Damm?}
        bridge:
          question: Will the bridge open?
          provider: manifold
          url: https://manifold.markets/ann/bridge
        """,
    "content/data/redirects.yml": """
        /old/: /ai/2026/11/test/
        /de/alt/: /de/ai/2026/11/probe/
        /de/weg/: gone
        """,
    "content/articles/ai/probe.md": story(
        "Eine Probe", lang="de", translation_of="test", tags="[Recht]", markets="[dam]"
    ),
}  # fmt: skip
SERVER = {"provider": "isso", "server": "https://comments.example"}


@pytest.mark.slow
def test_markets_redirects_and_the_manifest_are_in_each_language(site):
    german = {"de": {**GERMAN["de"], "disclosure": "Wir wetten nicht."}}
    built = site({**PAPER, **COMPLETE}, LANGUAGES=german, MARKETS={"disclosure": "We do not bet."})
    markets = built.page("/de/markets/")
    assert markets.h1.text == "Prognosemärkte"
    assert [one.text.strip() for one in markets.select(".market-question")] == ["Öffnet der Damm?"]
    assert "Wir wetten nicht." in markets.text
    assert markets.main.find("a", href="/de/ai/")
    section = markets.select_one("[data-markets]")
    assert section["data-markets"] == "/de/markets/markets.json"
    assert len(built.page("/markets/").select(".market-question")) == 2
    assert built.page("/de/alt/").html["lang"] == "de"
    assert "umgezogen" in built.page("/de/alt/").title.text
    assert built.page("/de/weg/").html["lang"] == "de"
    assert built.page("/old/").html["lang"] == "en"
    manifest = json.loads(built.text("/de/manifest.webmanifest"))
    assert (manifest["name"], manifest["lang"], manifest["scope"]) == ("Der Kurier", "de", "/de/")
    assert built.page("/de/").select_one("link[rel=manifest]")["href"] == "/de/manifest.webmanifest"


@pytest.mark.slow
def test_a_market_without_a_name_in_the_language_of_a_story_is_reported(site):
    probe = {"content/articles/ai/probe.md": story("Eine Probe", lang="de", markets="[bridge]")}
    built = site({**PAPER, **COMPLETE, **probe}, LANGUAGES=GERMAN)
    question = built.page("/de/ai/2026/11/probe/").select_one(".market-question")
    assert (question.text.strip(), question["lang"]) == ("Will the bridge open?", "en")
    warning = next(one for one in built.warnings if "'bridge' has no question in 'de'" in one)
    assert warning.startswith("content/articles/ai/probe.md:")


@pytest.mark.slow
def test_each_language_says_what_happens_to_readers_data(site):
    page = {"content/pages/de/datenschutz.md": "---\ntitle: Datenschutz\nlang: de\n---\nWir.\n"}
    german = {"de": {**GERMAN["de"], "privacy": "datenschutz"}, "fr": {}}
    built = site({**PAPER, **page}, LANGUAGES=german, COMMENTS=SERVER)
    text = built.page("/de/datenschutz/").main.text
    for said in ("kein Cookie", "Kommentarserver", "In Ihrem Browser aufbewahrt"):
        assert said in text
    assert "cookie" in built.page("/fr/privacy/").main.text
    assert "Reading a page sets no cookie" in built.page("/privacy/").main.text
    assert switch(built, "/privacy/") == {
        "Deutsch": "/de/datenschutz/", "Français": "/fr/privacy/"
    }  # fmt: skip


@pytest.mark.slow
def test_saved_stories_and_text_alone_are_in_each_language(site):
    built = site(PAPER, LANGUAGES=GERMAN, LITE=True)
    assert built.page("/de/saved/").h1.text == "Gemerkte Artikel"
    assert built.page("/de/lite/").main.find("a", href="/de/lite/ai/2026/11/probe/")
    assert "Eine Probe" not in built.page("/lite/").text
    assert built.exists("/de/lite/ai/2026/11/probe/index.html")
    assert '{"/de/": "/de/saved/", "/": "/saved/"}' in built.text("/worker.js")


@pytest.mark.slow
def test_each_language_counts_the_parts_of_its_series(site):
    parts = {
        f"content/articles/ai/{lang}{number}.md": story(
            f"Part {number}", lang=lang, series="The dam", part=str(number)
        )
        for lang in ("en", "de")
        for number in (1, 2)
    }
    built = site({**PAPER, **parts}, LANGUAGES=GERMAN)
    assert "Teil 1 von 2" in built.page("/de/ai/2026/11/de1/").text
    assert headlines(built, "/de/series/the-dam/") == ["Part 1", "Part 2"]


@pytest.mark.slow
def test_initials_are_those_of_the_name_in_the_language(site):
    authors = {
        "content/data/authors.yml": """
            olivia-scott:
              name: Olivia Scott
              languages:
                ar: {name: جين رو}
            """
    }
    arabic = {"content/articles/ai/nahr.md": story("النهر", lang="ar")}
    built = site({**PAPER, **authors, **arabic}, LANGUAGES={"ar": {}, **GERMAN})
    assert built.page("/ar/ai/2026/11/nahr/").select_one(".byline").text.strip().startswith("جي")


OWN_SLUGS = {
    "content/data/tags.yml": """
        law:
          name: Law
          languages:
            de: {name: Recht, slug: recht}
        """,
    "content/data/authors.yml": """
        olivia-scott:
          name: Olivia Scott
          languages:
            de: {slug: olivia-schott}
        """,
    "content/data/ledger.txt": "/author/olivia-scott/\n/de/author/olivia-scott/\n/de/tag/law/\n",
}


@pytest.mark.slow
def test_a_tag_and_an_author_may_have_an_address_in_each_language(site):
    built = site({**PAPER, **OWN_SLUGS}, LANGUAGES=GERMAN, LEDGER={"enforce": True})
    assert headlines(built, "/de/tag/recht/") == ["Eine Probe"]
    assert alternates(built, "/de/tag/recht/") == {
        "en": "/tag/law/", "de": "/de/tag/recht/", "x-default": "/tag/law/"
    }  # fmt: skip
    assert switch(built, "/author/olivia-scott/") == {"Deutsch": "/de/author/olivia-schott/"}
    story_page = built.page("/de/ai/2026/11/probe/")
    assert story_page.find("a", href="/de/tag/recht/")
    assert story_page.find("a", href="/de/author/olivia-schott/")
    assert built.page("/de/tag/law/").select_one("a")["href"] == "/de/tag/recht/"
    assert built.page("/de/tag/law/").html["lang"] == "de"
    assert built.exists("/de/tag/recht/feed.atom")
    assert "/tag/recht/" in built.text("/sitemap.xml")


def test_two_tags_must_not_have_one_address_in_a_language(site):
    tags = {
        "content/data/tags.yml": """
            law: {name: Law, languages: {de: {slug: recht}}}
            court: {name: Court, languages: {de: {slug: recht}}}
            """,
        "content/articles/ai/probe.md": story("Eine Probe", lang="de", tags="[Law, Court]"),
    }
    with pytest.raises(ContentError, match="two pages want this address"):
        site({**PAPER, **tags}, LANGUAGES=GERMAN)
