"""Additions to stories: from front matter and from plugins, printed and never stale."""

import json
import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from newsroom.defaults import PLUGINS
from newsroom.model import NO_EXTRA, Extra
from newsroom.problems import ContentError
from newsroom.writing.digests import digest_of
from tests.conftest import ROOT, story
from tests.engine.test_templates import THEME

PLUGIN = """
import json
from newsroom import signals

def add(edition):
    facts = json.loads((edition.content / "data/facts.json").read_text())
    for article in edition.articles:
        {line}

def register():
    signals.enrich.connect(add)
"""
PAGE = (
    "{% if article.extra.key_facts %}{{ article.extra.key_facts|join(', ') }}{% endif %}"
    "{{ article.extra.note }}{% if article.extra.since is defined %}since{% endif %}"
)
STORIES = {
    "content/articles/ai/a.md": story("First", extra="\n  key_facts: [One & all, Two]"),
    "content/articles/ai/b.md": story("Second"),
}


@pytest.fixture
def paper(site, tmp_path, request):
    """Build a site with a small theme and a plugin whose ``line`` is run for every story."""

    def build(files=None, line="", name="", facts=None, **settings):
        name = f"{request.node.originalname}_{name}"
        plugin = PLUGIN.format(line=line or "pass")
        templates = {
            **{f"small/{path}": text for path, text in THEME.items()},
            "small/templates/story.html": PAGE,
            "small/templates/section.html": "{% from 'card.html' import card %}"
            "{% for one in listing.cards %}{{ card(one) }}{% endfor %}",
            "small/templates/card.html": "{% macro card(one) %}{{ one.title }}: "
            "{{ one.extra.badge }}; {% endmacro %}",
        }
        data = {"content/data/facts.json": json.dumps(facts or {})}
        every = {**STORIES, f"extra/{name}.py": plugin, **templates, **data, **(files or {})}
        return site(
            every, THEME=str(tmp_path / "small"), PLUGINS=[*PLUGINS, name], PRIVACY={"page": ""},
            PLUGIN_PATHS=[str(ROOT / "plugins"), str(tmp_path / "extra")], **settings,
        )  # fmt: skip

    return build


def test_a_template_prints_what_front_matter_adds(paper):
    built = paper()
    assert built.text("/ai/2026/11/a/") == "One &amp; all, Two"
    assert built.text("/ai/2026/11/b/") == ""


def test_the_page_follows_the_data_of_a_plugin(paper):
    line = 'article.extra["note"] = facts.get(article.slug, {"text": "-"})["text"]'
    assert "old" in paper(line=line, facts={"b": {"text": "old"}}).text("/ai/2026/11/b/")
    built = paper(line=line, facts={"b": {"text": "new"}})
    assert built.text("/ai/2026/11/b/") == "new"


def test_lists_follow_what_a_plugin_adds_to_cards(paper):
    line = 'article.card_extra["badge"] = facts.get(article.slug, "")'
    assert "Second: old; " in paper(line=line, facts={"b": "old"}).text("/ai/")
    built = paper(line=line, facts={"b": "new"})
    assert "Second: new; " in built.text("/ai/")
    assert "First: ; " in built.text("/ai/")


def test_lists_do_not_follow_what_is_only_on_the_page_of_a_story(paper):
    before = (paper().output / "ai/index.html").stat().st_ino
    changed = {"content/articles/ai/a.md": story("First", extra="\n  key_facts: [Three]")}
    built = paper(changed)
    assert built.text("/ai/2026/11/a/") == "Three"
    assert (built.output / "ai/index.html").stat().st_ino == before


def test_cards_show_keys_that_the_setting_says(paper):
    fields = {"badge": {"card": True}, "key_facts": {"type": "list"}}
    new = {"content/articles/ai/b.md": story("Second", extra="\n  badge: On air")}
    assert "Second: On air; " in paper(new, EXTRA=fields).text("/ai/")
    assert "Second: ; " in paper(EXTRA={"badge": {}, "key_facts": {"type": "list"}}).text("/ai/")


def test_a_page_of_the_site_has_additions_too(paper):
    page = "---\ntitle: About\nextra:\n  phone: 1234\n---\nWe.\n"
    template = {"small/templates/document.html": "{{ document.extra.phone }}"}
    assert paper({**template, "content/pages/about.md": page}).text("/about/") == "1234"
    changed = {**template, "content/pages/about.md": page.replace("1234", "5678")}
    assert paper(changed).text("/about/") == "5678"


@pytest.mark.parametrize(
    ("name", "line", "what"),
    [
        ("own", "article.key_facts = 1", "does not take the attribute 'key_facts'"),
        ("card", "article.card.key_facts = 1", "does not take th"),
        ("section", "article.section.colour = 1", "does not take th"),
        ("known", "article.card.title = 'x'", "does not take the attribute 'title'"),
    ],
)
def test_an_attribute_that_a_record_does_not_have_is_refused(paper, name, line, what):
    with pytest.raises(ContentError, match=what) as caught:
        paper(line=line, name=name)
    (problem,) = caught.value.errors
    assert problem.path.endswith(f"_{name}.py")
    assert problem.line == 7
    assert 'article.extra["name"]' in problem.remedy


def test_a_misspelt_attribute_that_is_read_stays_an_error_of_its_own(paper):
    with pytest.raises(AttributeError, match="titel"):
        paper(line="article.titel")


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "is of the type datetime, which is not plain data"),
        ({"a": {1, 2}}, r"extra\['key'\]\['a'\] is of the type set"),
        ([1, object()], r"extra\['key'\]\[1\] is of the type object"),
        (2**63, "is 9223372036854775808, which is too large"),
        ({1: "a"}, "has the key 1: write keys as text"),
        (float("nan"), "is nan, which"),
    ],
)
def test_values_must_be_plain_data(value, what):
    with pytest.raises(TypeError, match=what):
        Extra()["key"] = value


@pytest.mark.parametrize("key", ["", "key-facts", "a b", "_own", "items", "update", 7])
def test_keys_must_be_names_that_templates_can_read(key):
    with pytest.raises(ValueError, match="write "):
        Extra().update({key: 1})


def test_a_card_that_is_made_takes_no_additions():
    with pytest.raises(TypeError, match="before anything reads"):
        NO_EXTRA["key"] = 1
    assert not NO_EXTRA


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.text().map(Markup)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(PLAIN, PLAIN)
def test_additions_that_print_differently_have_different_digests(one, other):
    first, second = Extra({"key": one}), Extra({"key": other})
    same = repr(one) == repr(other)
    assert (digest_of(first) == digest_of(second)) == same
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own


def test_additions_are_copies():
    mine = {"list": [1]}
    extra = Extra({"key": mine})
    mine["list"].append(2)
    assert extra["key"] == {"list": [1]}
