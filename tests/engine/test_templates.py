"""A theme of somebody else: nothing is declared, and just the right pages are made again."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import ROOT, story

PAGES = sorted(file.name for file in (ROOT / "theme/templates").glob("*.html"))
FILES = {
    "content/articles/ai/2026/a.md": story("First", tags="[Law]", label="news"),
    "content/articles/ai/2026/b.md": story("Second", label="opinion"),
    "content/articles/world/2026/c.md": story("Third", author="sam-reed"),
    "content/pages/about.md": "---\ntitle: About\n---\nWe print.\n",
}
THEME = {
    "static/css/main.css": "body{color:red}",
    "static/js/a.js": "1",
    "static/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    **{f"templates/{page}": "{{ page.title }}" for page in PAGES},
    "templates/shell.html": "<title>{{ page.title }}</title>{% block main %}{% endblock %}",
    "templates/story.html": "{% extends 'shell.html' %}{% block main %}{% include 'by.html' %}"
    "{{ article.body }}{% endblock %}",
    "templates/by.html": "{% for author in article.authors %}{{ author.name }}{% endfor %}",
    "templates/front.html": "{% from 'card.html' import card %}"
    "{% for one in front.latest %}{{ card(one) }}{% endfor %}",
    "templates/card.html": "{% macro card(one) %}<a href='{{ one.url }}'>{{ one.title }}</a>"
    "{% endmacro %}",
    "templates/section.html": "{% include 'kinds/' ~ section.slug ~ '.html' ignore missing %}",
}  # fmt: skip

WITHOUT = {"page": ""}
"""No privacy page of the software's own, so that the only document is the one above."""


@pytest.fixture
def foreign(site, tmp_path):
    """Build the site with the small theme; called with files of the theme, build it again."""

    def build_foreign(files=None, **settings):
        named = {f"small/{name}": text for name, text in (files or {}).items()}
        return site(named, THEME=str(tmp_path / "small"), PRIVACY=WITHOUT, **settings)

    site_files = {**FILES, **{f"small/{name}": text for name, text in THEME.items()}}
    site(site_files, THEME=str(tmp_path / "small"), PRIVACY=WITHOUT)
    return build_foreign


def test_a_template_changes_its_own_pages(foreign):
    built = foreign({"templates/story.html": "{{ article.title }}"})
    assert built.result.edition.written == 3
    assert built.text("/ai/2026/11/a/") == "First"


def test_a_parent_changes_the_pages_of_its_children(foreign):
    assert (
        foreign({"templates/shell.html": "{% block main %}{% endblock %}"}).result.edition.written
        == 3
    )


def test_an_include_of_an_include_changes_the_page(foreign):
    foreign({"templates/by.html": "{% include 'name.html' %}", "templates/name.html": "x"})
    built = foreign({"templates/name.html": "{{ article.title }}!"})
    assert built.result.edition.written == 3
    assert "Third!" in built.text("/world/2026/11/c/")


def test_a_macro_changes_the_pages_that_import_it(foreign):
    built = foreign({"templates/card.html": "{% macro card(one) %}{{ one.deck }}{% endmacro %}"})
    assert built.result.edition.written == 1


def test_a_template_that_no_page_reaches_changes_nothing(foreign):
    assert foreign({"templates/spare.html": "spare"}).result.edition.written == 0


def test_a_computed_name_finds_a_template_that_is_added(foreign):
    built = foreign({"templates/kinds/ai.html": "All of {{ listing.total }}"})
    assert built.text("/ai/") == "All of 2"
    assert built.text("/world/") == ""
    assert built.result.edition.written == 2  # any section might have meant it


@pytest.mark.parametrize(
    ("expression", "name", "written"),
    [
        ("document.slug ~ '.html'", "about.html", 1),
        ("'x/' + document.slug + '.html'", "x/about.html", 1),
        ("'x/' + document.slug + '.html'", "y/about.html", 0),
        ("'x/about.html' if document else 'y/about.html'", "x/about.html", 1),
        ("'x/about.html' if document else 'y/about.html'", "z/about.html", 0),
        ("['x/none.html', 'x/' ~ document.slug ~ '.html']", "x/about.html", 1),
        ("'x//' ~ document.slug ~ '.html'", "x/about.html", 1),
        ("'./about.html'", "about.html", 1),
        ("document.title|lower ~ '.html'", "about.html", 1),
    ],
)
def test_computed_names_change_the_pages_that_may_mean_them(foreign, expression, name, written):
    text = f"[{{% include {expression} ignore missing %}}]"
    assert foreign({"templates/document.html": text}).text("/about/") == "[]"
    built = foreign({f"templates/{name}": "here"})
    assert built.result.edition.written == written
    assert built.text("/about/") == ("[here]" if written else "[]")


def test_an_optional_template_may_appear_and_vanish(foreign, tmp_path):
    foreign({"templates/document.html": "{% include 'note.html' ignore missing %}."})
    assert foreign().text("/about/") == "."
    built = foreign({"templates/note.html": "Note"})
    assert built.text("/about/") == "Note."
    (tmp_path / "small/templates/note.html").unlink()
    assert foreign().text("/about/") == "."


def test_the_first_of_several_templates_may_appear(foreign):
    foreign({"templates/document.html": "{% include ['own.html', 'by-default.html'] %}",
             "templates/by-default.html": "default"})  # fmt: skip
    assert foreign({"templates/own.html": "own"}).text("/about/") == "own"


def test_a_variable_counts_as_soon_as_a_template_reads_it(foreign):
    foreign({"templates/document.html": "{{ document.title }}"})
    assert foreign(SITENAME="Other").text("/about/") == "About"
    foreign({"templates/document.html": "{{ document.title }}, {{ site.name }}"})
    assert foreign(SITENAME="Third").text("/about/") == "About, Third"


@pytest.mark.parametrize("literal", ["{'About': 1}", "{'About': [2, {}]}", "['About']"])
def test_dicts_and_lists_may_be_constant_in_a_template(foreign, literal):
    foreign({"templates/document.html": f"{{{{ document.title in {literal} }}}}"})
    assert foreign().text("/about/") == "True"


def test_what_is_constant_in_a_template_follows_the_language(foreign):
    foreign({"templates/document.html": "{{ 1234567|number }}"})
    assert foreign().text("/about/") == "1,234,567"
    assert foreign(DEFAULT_LANG="de").text("/about/") == "1.234.567"


def test_names_of_zones_follow_the_setting(foreign):
    text = "{% for card in front.latest %}{{ card.published|datetime }}{% endfor %}"
    foreign({"templates/front.html": "{{ front.lead.published|datetime }}" + text})
    assert "UTC" in foreign().text("/")
    assert "GMT" in foreign(TIMEZONE="Europe/London", DEFAULT_LANG="en-GB").text("/")
    assert "UTC" in foreign(DEFAULT_LANG="en-GB").text("/")


def test_whole_articles_stay_out_of_reach(foreign):
    with pytest.raises(ContentError, match=r"^small/templates/story\.html:1:1.*'load_related'"):
        foreign({"templates/story.html": "{{ article.load_related[0].body }}"})


@pytest.mark.parametrize("text", ["{{ lipsum() }}", "{{ [1, 2, 3]|random }}"])
def test_nothing_is_left_to_chance(foreign, text):
    with pytest.raises(ContentError, match=r"^small/templates/document\.html"):
        foreign({"templates/document.html": text})


def test_a_mistake_on_many_pages_is_told_once(foreign):
    with pytest.raises(ContentError) as caught:
        foreign({"templates/shell.html": "{% set x = 1 %}\n{{ nothing }}"})
    (problem,) = caught.value.errors
    assert str(problem).startswith("small/templates/shell.html:2:1: UndefinedError")
    with pytest.raises(ContentError) as caught:
        foreign({"templates/shell.html": "{% if %}"})
    assert len(caught.value.errors) == 1


def test_a_missing_template_is_named(foreign):
    with pytest.raises(
        ContentError, match=r"^small/templates/story\.html: no template 'no-such\.html'"
    ):
        foreign({"templates/story.html": "{% include 'no-such.html' %}"})


def test_a_template_of_the_software_that_fails_has_its_whole_path(foreign):
    with pytest.raises(ContentError) as caught:
        foreign({"templates/document.html": "{% include '!base/partials/byline.html' %}"})
    file = ROOT / "theme/templates/partials/byline.html"
    assert str(caught.value).startswith(f"{file.as_posix()}:")
