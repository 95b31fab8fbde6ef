"""What a screen reader says: landmarks, names and order, from Chromium's own tree."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANDMARKS = {"banner", "navigation", "main", "complementary", "region", "contentinfo", "search"}
ASKED = {"link", "button", "searchbox", "textbox", "combobox", "checkbox", "radio"}
SIGNS = set("·›‹↑↓↕|")


class Said(NamedTuple):
    """One object of the tree, in the order in which it is read."""

    role: str
    name: str
    level: int
    url: str


def read_aloud(page: Page) -> Iterator[Said]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    waiting = [nodes[0]]
    while waiting:
        node = waiting.pop()
        waiting += [known[one] for one in reversed(node.get("childIds", [])) if one in known]
        if not node["ignored"]:
            yield _said(node)


def _said(node: dict[str, Any]) -> Said:
    facts = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    role, name = (node.get(key, {}).get("value", "") for key in ("role", "name"))
    return Said(role, name, int(facts.get("level") or 0), str(facts.get("url") or ""))


@pytest.fixture
def pages(context, galley) -> Iterator[tuple[str, list[Said]]]:
    page = context.new_page()

    def each() -> Iterator[tuple[str, list[Said]]]:
        for path in pages_of(galley):
            page.goto(path)
            yield path, list(read_aloud(page))

    return each()


def test_a_page_is_told_as_it_is_shown(pages):
    for path, said in pages:
        roles = Counter(one.role for one in said)
        assert roles["main"] == 1, path
        assert [one.level for one in said if one.role == "heading"].count(1) == 1, path

        marks = Counter((one.role, one.name) for one in said if one.role in LANDMARKS)
        assert [mark for mark, count in marks.items() if count > 1] == [], path
        assert all(name for role, name in marks if role in ("navigation", "region")), path

        asked = [one for one in said if one.role in ASKED]
        assert [one for one in asked if not any(map(str.isalnum, one.name))] == [], path
        spoken = [one for one in said if one.role in LANDMARKS | ASKED | {"heading"}]
        assert [one for one in spoken if SIGNS & {*one.name[:1], *one.name[-1:]}] == [], path
        links = [one.url for one in said if one.role == "link"]
        assert [one for one, other in pairwise(links) if one == other] == [], path


def test_an_update_of_live_coverage_is_named_by_its_headline(context):
    page = context.new_page()
    page.goto("/press/2026/11/a-page-step-by-step/")
    said = list(read_aloud(page))
    updates = [one.name for one in said if one.role == "article" and one.name]
    titles = [one.name for one in said if one.role == "heading"]
    assert len(updates) > 2
    assert updates == [title for title in titles if title in updates]
    assert page.locator(".update-time a").first.get_attribute("aria-describedby")
