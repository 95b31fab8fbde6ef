"""No id is on a page twice, and links go where their author meant."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from newsroom.reading.markup.anchors import find_part, is_reserved, within
from newsroom.reading.text.body import BodyOptions, BodyRenderer
from tests.conftest import story

THEME = Path(__file__).parents[2] / "theme"
RENDERER = BodyRenderer(BodyOptions(typography=False))
WORDS = ["Main", "Comments", "A", "a", "A!", "Title", "Footer menu", "Isso 1", "Fn:1", "B-2", "B"]
PIECES = st.sampled_from(
    [f"## {word}\n\n" for word in WORDS]
    + [f"## X {{#{name}}}\n\n" for name in ("a", "main", "a-2", "fn:1", "fnref:1", "comments-text")]
    + ['<p id="a">p</p>\n\n', '<p id="main">p</p>\n\n', '<li id="fn:1">p</li>\n\n']
    + ["Text[^1] again[^1].\n\n", "[^1]: A note\n\n", '`id="a"`\n\n', "```\n<p id='a'>\n```\n\n"]
)


@given(st.lists(PIECES, max_size=12))
def test_ids_are_there_once_whatever_is_written(pieces) -> None:
    html = RENDERER.render("".join(pieces)).html
    soup = BeautifulSoup(html, "html.parser")
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if is_reserved(name) and not name.startswith("fn")]


@pytest.mark.parametrize("file", sorted((THEME / "templates").rglob("*.html")), ids=str)
def test_ids_of_the_theme_are_reserved(file: Path) -> None:
    for name in re.findall(r'\sid="([^"]+)"', file.read_text("utf-8")):
        made = re.sub(r"\{\{[^}]*anchor \}\}", "update-2026-11-23-1405", name)
        made = re.sub(r"\{\{[^}]*\}\}", "7", made)
        if made not in ("7", "update-2026-11-23-1405"):  # ids of markets, which have no body
            assert is_reserved(made), name


@pytest.mark.slow
def test_headings_named_like_parts_of_the_page_get_ids_of_their_own(site) -> None:
    body = "[here](#main)\n\n## Main\n\nx\n\n## Comments\n\ny\n\n## Newsletter\n\n## Footer menu\n"
    built = site({"content/articles/ai/a.md": story(body=body)})
    page = built.page("ai/2026/11/a")
    ids = Counter(element["id"] for element in page.find_all(id=True))
    assert {name for name, count in ids.items() if count > 1} == set()
    assert page.select_one('.prose a[href="#main-2"]')
    assert page.select_one("h2#comments-2")


@pytest.mark.slow
def test_an_id_that_cannot_stay_is_named(site) -> None:
    body = "## One {#main}\n\n## Two {#own}\n\n## Three {#own}\n\n[a](#main) [b](#own)\n"
    built = site({"content/articles/ai/a.md": story(body=body)})
    page = built.page("ai/2026/11/a")
    assert [h["id"] for h in page.select(".prose h2")] == ["main-2", "own", "own-2"]
    assert [a["href"] for a in page.select(".prose a")] == ["#main-2", "#own"]
    assert [re.search(r"a\.md:\d+:", w)[0] for w in built.warnings] == ["a.md:6:", "a.md:8:"]


@pytest.mark.parametrize(
    ("fragment", "part"),
    [
        ("what-well--do", "what-well-do"),
        ("part_two", "part-two"),
        ("d%C3%A9j%C3%A0-vu", "déjà-vu"),
        ("De\u0301ja\u0300-vu", "déjà-vu"),
        ("My-Part", "My-Part"),
        ("backup.ini", "backup.ini"),
        ("nowhere", "nowhere"),
    ],
)
def test_anchors_in_the_manner_of_other_systems_are_found(fragment, part) -> None:
    ids = {"what-well-do", "part-two", "déjà-vu", "My-Part", "backup.ini"}
    assert find_part(fragment, ids) == part


def test_links_within_an_update_follow_its_ids_and_others_stay() -> None:
    text = '<p id="a"><a href="#a">1</a> <a href="#b">2</a></p>'
    assert within(text, "u") == '<p id="u-a"><a href="#u-a">1</a> <a href="#b">2</a></p>'
    text = '<table><tr><th id="h">a</th><td headers="h x" aria-labelledby="h">b</td></tr></table>'
    assert '<td headers="u-h x" aria-labelledby="u-h">' in within(text, "u")


@pytest.mark.slow
def test_code_in_a_live_story_stays_as_it_is_written(site) -> None:
    body = (
        "Lead.\n\n## 2026-11-20 10:00 An update\n\n"
        'Write `<div id="box">`, link to `<a href="#box">`.\n\n### A heading\n\n'
        '```html\n<p id="note">x</p>\n```\n\n### Title\n\n[x](#a-heading)\n'
    )
    built = site({"content/articles/ai/a.md": story(body=body, label="live")})
    page = built.page("ai/2026/11/a")
    assert [code.text for code in page.select("code")] == [
        '<div id="box">', '<a href="#box">', '<p id="note">x</p>\n',
    ]  # fmt: skip
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert page.select_one('.prose a[href="#update-2026-11-20-1000-a-heading"]')


@pytest.mark.slow
def test_a_link_finds_the_part_of_another_story(site) -> None:
    law = story("Law", "## What we'll -- do\n\n## Main\n\n## Own {#My-Part}\n")
    links = "[a](law.md#what-well--do) [b](law.md#main) [c](law.md#My-Part) [d](law.md#comments)"
    built = site({
        "content/articles/ai/law.md": law, "content/articles/ai/a.md": story("A", links),
    })  # fmt: skip
    page = built.page("ai/2026/11/a")
    assert [a["href"].partition("#")[2] for a in page.select(".prose a")] == [
        "what-well-do", "main-2", "My-Part", "comments",
    ]  # fmt: skip
