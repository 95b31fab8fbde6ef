"""Structured data: every page says what it is, in the words of schema.org."""

import pytest

from tests.conftest import story
from tests.engine.publication import picture
from tests.schema_org import TABLE, data_of, mistakes

AUTHORS = """
    olivia-scott:
      name: Olivia Scott
      role: Law correspondent
      bio: Covers the law of machines.
      fediverse: "@olivia@social.example"
      image: o.png
      links:
        - {title: Mastodon, url: https://social.example/@olivia}
    """
FILES = {
    "content/data/authors.yml": AUTHORS,
    "content/data/tags.yml": "law: {name: Law, description: Courts and bills.}\n",
    "content/articles/ai/a.md": story(
        "A </script> & \\\\ test", "Text.\n\nMore words.", tags="[Law]", label="analysis",
        image="{src: a.png, alt: A court, credit: Ann Lee}", series="Sea",
        corrections="[{date: 2026-11-21, text: It was five.}]", expires="2026-12-24",
        sources="[{title: The ruling, url: https://court.example/1}]",
    ),
    "content/articles/ai/live.md": story(
        "Live", "It begins.\n\n## 2026-11-20 10:00 An update\n\nText.", label="live"
    ),
    "content/articles/world/paid.md": story("Paid", label="sponsored", sponsor="Northwind"),
    "content/articles/world/b.md": story("B", lang="de", translation_of="a"),
    "content/articles/ai/film.md": story("Film", "![Talk](talk.wav)"),
    "content/media/a.png": picture((1, 2, 3), (1600, 1200)),
    "content/media/o.png": picture((3, 2, 1)),
    "content/pages/masthead.md": "---\ntitle: Masthead\n---\nWe.\n",
    "content/pages/about.md": "---\ntitle: About\n---\nWe print.\n",
}  # fmt: skip
FILES.pop("content/articles/ai/film.md")
SETTINGS = {
    "PUBLISHER": {"logo": "https://news.example/logo.png"},
    "SOCIAL": (("Mastodon", "https://social.example/@news"),),
    "RIGHTS": {"license": "https://creativecommons.org/licenses/by/4.0/", "acquire": "about"},
}


@pytest.fixture
def built(site):
    return site(FILES, **SETTINGS)


def only(built, path: str):
    [data] = data_of(built.text(path))
    return data


@pytest.mark.slow
def test_every_page_of_a_site_is_in_the_words_of_the_vocabulary(built):
    pages = [path for path in built.files() if path.endswith(".html")]
    found = {path: data_of(built.text(path)) for path in pages}
    wrong = [
        one for path, things in found.items() for each in things for one in mistakes(each, path)
    ]
    assert not wrong
    silent = {path for path, things in found.items() if not things}
    assert all("noindex" in built.text(path) or "http-equiv" in built.text(path) for path in silent)


def test_the_table_notices_what_is_wrong():
    thing = {"@type": "NewsArticle", "headlin": "x", "datePublished": "soon", "author": "Ann",
             "publisher": {"@type": "ImageObject", "url": "logo.png"}}  # fmt: skip
    found = "\n".join(mistakes(thing))
    for word in ("/headlin", "/datePublished", "/author", "/publisher:", "/publisher/url"):
        assert word in found
    assert len(TABLE) > 25


@pytest.mark.slow
def test_a_story_says_all_that_the_paper_knows_of_it(built):
    data = only(built, "/ai/2026/11/a/")
    assert data["@type"] == ["NewsArticle", "AnalysisNewsArticle"]
    [author] = data["author"]
    assert author["jobTitle"] == "Law correspondent"
    assert author["sameAs"] == ["https://social.example/@olivia"]
    assert author["image"].startswith("https://news.example/media/")
    assert data["publisher"]["logo"]["url"] == "https://news.example/logo.png"
    assert data["publisher"]["masthead"] == "https://news.example/masthead/"
    ratios = [int(one["width"][:-3]) / int(one["height"][:-3]) for one in data["image"]]
    assert [round(ratio, 2) for ratio in ratios] == [1.78, 1.33, 1.0]
    for one in data["image"]:
        assert one["creditText"] == "Ann Lee"
        assert one["contentUrl"] == one["url"]
        assert one["acquireLicensePage"] == "https://news.example/about/"
    assert data["license"] == SETTINGS["RIGHTS"]["license"]
    assert data["citation"] == ["https://court.example/1"]
    assert data["correction"][0]["text"] == "It was five."
    assert data["expires"] == "2026-12-24T00:00:00+00:00"
    assert data["isAccessibleForFree"] is True


def crumbs(data) -> list[str]:
    items = data["breadcrumb"]["itemListElement"]
    assert [one["position"] for one in items] == list(range(1, len(items) + 1))
    return [one["item"].removeprefix("https://news.example") for one in items]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/ai/", ["/", "/ai/"]),
        ("/tag/law/", ["/", "/tag/", "/tag/law/"]),
        ("/author/olivia-scott/", ["/", "/author/", "/author/olivia-scott/"]),
        ("/archive/2026/11/", ["/", "/archive/", "/archive/2026/", "/archive/2026/11/"]),
        ("/series/sea/", ["/", "/series/", "/series/sea/"]),
        ("/masthead/", ["/", "/masthead/"]),
    ],
)
def test_pages_name_the_way_from_the_front_page(built, path, way):
    assert crumbs(only(built, path)) == way


@pytest.mark.slow
def test_a_story_names_its_section_on_the_way(built):
    page = only(built, "/ai/2026/11/a/")["mainEntityOfPage"]
    assert crumbs(page) == ["/", "/ai/", "/ai/2026/11/a/"]
    assert page["@id"] == "https://news.example/ai/2026/11/a/"


@pytest.mark.slow
def test_people_lists_and_the_paper_are_what_they_are(built):
    profile = only(built, "/author/olivia-scott/")
    assert (profile["@type"], profile["mainEntity"]["@type"]) == ("ProfilePage", "Person")
    assert profile["dateModified"] == "2026-11-20T09:00:00+00:00"
    assert profile["mainEntity"]["description"] == "Covers the law of machines."
    assert profile["mainEntity"]["alternateName"] == "@olivia@social.example"
    section = only(built, "/ai/")
    assert section["@type"] == "CollectionPage"
    [first, *_] = section["mainEntity"]["itemListElement"]
    assert first["url"].startswith("https://news.example/ai/2026/11/")
    assert only(built, "/about/")["@type"] == "AboutPage"
    front = only(built, "/")
    assert (front["@type"], front["publisher"]["@type"]) == ("WebSite", "NewsMediaOrganization")
    assert front["publisher"]["description"] == "How newspapers are made."
    assert front["publisher"]["sameAs"] == ["https://social.example/@news"]


@pytest.mark.slow
def test_the_front_page_says_how_to_search_the_site(site):
    built = site({"content/articles/ai/a.md": story()}, SEARCH={"when": "always"})
    front = only(built, "/")
    assert not list(mistakes(front))
    action = front["potentialAction"]
    target = action["target"]["urlTemplate"]
    assert target == "https://news.example/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"
    form = built.page("/ai/").select_one("form[role=search]")
    assert (form["action"], form.input["name"]) == ("/search/", "q")


@pytest.mark.slow
def test_the_icon_of_the_paper_is_its_logo(site):
    files = {
        "content/articles/ai/a.md": story(),
        "content/media/m.png": picture((9, 9, 9), (600, 600)),
    }
    built = site(files, ICON="m.png")
    logo = only(built, "/ai/2026/11/a/")["publisher"]["logo"]
    assert logo["url"] == "https://news.example/apple-touch-icon.png"
    assert built.exists("/apple-touch-icon.png")
    assert only(built, "/")["publisher"]["logo"] == logo
