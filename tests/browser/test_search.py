"""The search page in a browser: the address, filters, order, keyboard, and what it loads when."""

from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import StaticHost
from tests.conftest import BuiltSite, story

pytestmark = pytest.mark.browser

FILES = {
    "content/articles/ai/one.md": story("Zebra law", "Stripes.", tags="[Law]", date="2026-11-20"),
    "content/articles/world/two.md": story(
        "Harbour", "A zebra came by ship.", author="sam-reed", date="2026-11-22"
    ),
    "content/articles/world/three.md": story("Old zebra", "Once.", date="2025-05-01"),
    **{
        f"content/articles/ai/n{n}.md": story(
            f"Number {n}", "Counting on.", date=f"2026-10-{n + 1:02d}"
        )
        for n in range(13)
    },
}  # fmt: skip


class SearchHost(StaticHost):
    """A static host that lets the search page alone run WebAssembly."""

    strict = False

    def end_headers(self) -> None:
        if self.path.startswith("/search/") and not self.strict:
            self.policy = f"{StaticHost.policy}; script-src 'self' 'wasm-unsafe-eval'"
        super().end_headers()


@pytest.fixture
def options() -> dict[str, int]:
    """Options of the search, next to ``when``."""
    return {}


@pytest.fixture
def searching(
    site, chromium: Browser, options: dict[str, int]
) -> Iterator[tuple[Page, list[str], type[SearchHost]]]:
    built: BuiltSite = site(FILES, SEARCH={"when": "always", **options})
    kind = type("Host", (SearchHost,), {})
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(kind, directory=str(built.output))
    ) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        context = chromium.new_context(base_url=f"http://127.0.0.1:{server.server_port}")
        page, loaded = context.new_page(), []
        page.on("request", lambda request: loaded.append(request.url))
        yield page, loaded, kind
        context.close()
        server.shutdown()


def titles(page: Page):
    return page.locator(".search-title")


def test_searching_and_filtering_is_in_the_address_and_comes_back_from_it(searching):
    page, _, _ = searching
    page.goto("/search/")
    page.get_by_label("Words to find", exact=True).fill("zebra")
    expect(page.locator(".search-status")).to_have_text("3 stories found")
    expect(titles(page).first).to_have_text("Zebra law")  # a headline counts more than a text
    page.get_by_label("Order", exact=True).select_option("date")
    expect(titles(page)).to_have_text(["Harbour", "Zebra law", "Old zebra"])
    page.get_by_label("Section", exact=True).select_option("world")
    expect(titles(page)).to_have_text(["Harbour", "Old zebra"])
    page.get_by_label("Year", exact=True).select_option("2025")
    expect(titles(page)).to_have_text(["Old zebra"])
    page.goto(page.url)
    expect(titles(page)).to_have_text(["Old zebra"])
    expect(page.get_by_label("Section", exact=True)).to_have_value("world")
    page.goto("/search/?q=zebra&author=sam-reed")
    expect(titles(page)).to_have_text(["Harbour"])
    page.goto("/search/?q=zebra&tag=LAW")
    expect(titles(page)).to_have_text(["Zebra law"])
    titles(page).locator("a").click()
    page.wait_for_url("**/ai/2026/11/one/")
    page.go_back()
    expect(titles(page)).to_have_text(["Zebra law"])


def test_nothing_is_loaded_until_the_box_is_used(searching):
    page, loaded, _ = searching
    page.goto("/search/")
    page.wait_for_timeout(300)
    assert not [url for url in loaded if "/search/2" in url]
    page.get_by_label("Words to find", exact=True).focus()
    for _ in range(100):
        if any(url.endswith(".pf_meta") for url in loaded):
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    assert len([url for url in loaded if "wasm" in url]) == 1


def test_the_keyboard_goes_through_results_and_back(searching):
    page, _, _ = searching
    page.goto("/search/?q=zebra")
    expect(titles(page)).to_have_count(3)
    page.get_by_label("Words to find", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(titles(page).nth(1).locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Words to find", exact=True)).to_be_focused()


def test_more_results_are_shown_on_demand_and_get_the_focus(searching):
    page, _, _ = searching
    page.goto("/search/?q=counting")
    expect(titles(page)).to_have_count(6)
    page.get_by_role("button", name="Show more").click()
    expect(titles(page)).to_have_count(12)
    expect(titles(page).nth(6).locator("a")).to_be_focused()
    page.get_by_role("button", name="Show more").click()
    expect(titles(page)).to_have_count(13)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


@pytest.mark.parametrize("options", [{"recent": 1}])
def test_older_years_are_searched_by_their_headlines_at_first(searching):
    page, loaded, _ = searching
    page.goto("/search/?q=old+zebra")
    expect(titles(page).first).to_have_text("Old zebra")
    expect(page.locator(".search-excerpt").first).to_have_text("Once.")
    assert not [url for url in loaded if "/search/2025/" in url]


@pytest.mark.parametrize("options", [{"recent": 1}])
def test_texts_of_older_years_are_searched_where_no_headline_has_all_words(searching):
    page, loaded, _ = searching
    page.goto("/search/?q=zebra")
    expect(page.locator(".search-status")).to_have_text("3 stories found")
    assert not [url for url in loaded if "/search/2025/" in url]
    page.get_by_label("Words to find", exact=True).fill("once")
    expect(titles(page).first).to_have_text("Old zebra")
    assert [url for url in loaded if "/search/2025/" in url]


@pytest.mark.parametrize("options", [{"recent": 1}])
def test_texts_of_older_years_are_searched_when_a_reader_asks(searching):
    page, loaded, _ = searching
    page.goto("/search/?q=zebra")
    page.get_by_role("button", name="Search older stories too").click()
    expect(page.locator(".search-more")).to_be_hidden()
    expect(titles(page)).to_have_count(3)  # the story is not there twice
    assert [url for url in loaded if "/search/2025/" in url]


@pytest.mark.parametrize("options", [{"recent": 1}])
def test_a_filter_by_year_finds_the_stories_of_that_year_alone(searching):
    page, _, _ = searching
    page.goto("/search/?q=zebra&year=2025")
    expect(titles(page)).to_have_text(["Old zebra"])
    page.goto("/search/?q=zebra&sort=date&section=world")
    expect(titles(page)).to_have_text(["Harbour", "Old zebra"])


def test_a_host_that_forbids_it_leaves_the_reader_with_a_way(searching):
    page, _, kind = searching
    kind.strict = True
    page.goto("/search/?q=zebra")
    expect(page.locator(".search-status")).to_contain_text("use the archive")


def test_the_box_in_the_masthead_leads_to_results(searching):
    page, _, _ = searching
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    page.get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=harbour")
    expect(titles(page)).to_have_text(["Harbour"])


def test_the_page_has_no_axe_violation_with_results(searching, axe_script):
    page, _, _ = searching
    page.goto("/search/?q=zebra")
    expect(titles(page)).to_have_count(3)
    page.evaluate(axe_script)
    found = page.evaluate("axe.run().then(all => all.violations.map(one => one.id))")
    assert found == []
