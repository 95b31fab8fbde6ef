"""Where a window is wide, the margin of a story holds what is above or below the text elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving
from tests.conftest import story

pytestmark = pytest.mark.browser

URL = "/ai/2026/11/long/"
WORDS = "Every member of the house has read the bill and none of them likes it. " * 12
NOTE = "\n\n[^1]: Counted by the [clerk](https://example.org/) on *Monday*.\n"
PARTS = "\n\n".join(f"## Part {number}\n\n{WORDS}\n\n{WORDS}" for number in (1, 2, 3, 4, 5))
LONG = f"{WORDS}{WORDS}\n\nA short paragraph with a note.[^1]\n\n{PARTS}{NOTE}"


@pytest.fixture
def page(site, chromium: Browser) -> Iterator[Page]:
    others = {f"content/articles/ai/2026/{name}.md": story(f"About {name}") for name in "abcde"}
    related = {"related": "[a, b, c, d, e]", "key_points": "[One thing matters.]"}
    text = story("Long", LONG, label="explainer", **related)
    built = site({"content/articles/ai/2026/long.md": text, **others})
    with serving(built.output) as address:
        context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(URL)
        yield page
        context.close()


def edges(page: Page, selector: str) -> tuple[float, float, float]:
    """Return left, right and top of an element."""
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["x"], box["x"] + box["width"], box["y"]


def test_key_points_contents_related_news_and_notes_are_next_to_the_text(page):
    _, right, top = edges(page, ".story-body")
    for selector in (".key-points", ".contents", ".margin-related", ".side-note"):
        assert edges(page, selector)[0] > right, selector
    assert abs(edges(page, ".key-points")[2] - top) < 10
    assert page.locator(".contents a").all_text_contents() == [
        f"Part\xa0{number}" for number in (1, 2, 3, 4, 5)
    ]
    expect(page.locator(".related-lines")).to_be_hidden()
    told = page.locator(".margin-related .card-title").all_text_contents()
    assert [title.strip() for title in told] == ["About d", "About e"]
    note, ref = edges(page, ".side-note"), edges(page, ".footnote-ref")
    assert note[2] >= ref[2] - 40
    assert page.locator(".side-note").inner_text().split() == [
        "1", "Counted", "by", "the", "clerk", "on", "Monday."
    ]  # fmt: skip
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_without_a_margin_they_are_above_and_below_the_text(page):
    page.set_viewport_size({"width": 360, "height": 740})
    left, right, top = edges(page, ".story-body")
    for selector in (".key-points", ".contents"):
        assert edges(page, selector)[:2] == (left, right)
        assert edges(page, selector)[2] < top
    for selector in (".side-note", ".margin-related"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator(".related-lines")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_three_lines_make_room_for_the_drop_cap(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    starts = page.evaluate(
        """() => {
          const text = document.querySelector(".story-body p").firstChild;
          const range = document.createRange();
          range.setStart(text, 1);
          range.setEnd(text, text.length);
          return [...range.getClientRects()].map((line) => line.left).slice(0, 5);
        }"""
    )
    left = edges(page, ".story-body")[0]
    assert [start > left + 20 for start in starts] == [True, True, True, False, False]
