"""What readers set for themselves: type, colours, stories for later, times, no connection."""

import os
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import serving
from tests.conftest import story

pytestmark = pytest.mark.browser

STORY, OTHER = "/ai/2026/11/vote/", "/world/2026/11/other/"
FILES = {
    "content/articles/ai/vote.md": story("The vote", "It passed.", date="2026-11-20T23:30:00Z"),
    "content/articles/world/other.md": story("Another story"),
}
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(252, 250, 245)", "rgb(19, 18, 16)"


@pytest.fixture
def address(site) -> Iterator[str]:
    with serving(site(FILES).output) as address:
        yield address


@pytest.fixture
def open_context(chromium, address):
    opened = []

    def open_one(**options) -> BrowserContext:
        size = {"width": 360, "height": 700}
        opened.append(chromium.new_context(base_url=address, viewport=size, **options))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


def choose(page: Page, *labels: str) -> None:
    page.locator(".reading summary").click()
    wait_until(page, "!!document.querySelector('.reading-panel').onchange")  # its script has come
    for label in labels:
        page.get_by_label(label, exact=True).check()


def wait_until(page: Page, truth: str) -> None:
    """Wait for an expression to hold; the policy of the host forbids Playwright's own way."""
    end = time.monotonic() + 60
    while not page.evaluate(truth):
        assert time.monotonic() < end, truth
        page.wait_for_timeout(50)


def test_colours_and_type_are_chosen_kept_and_there_before_the_first_paint(open_context):
    context = open_context(color_scheme="light")
    page = context.new_page()
    page.goto("/")
    assert page.evaluate(GROUND) == LIGHT
    usual = page.evaluate("document.querySelector('h2').getBoundingClientRect().height")
    choose(page, "Dark", "Very large")
    assert page.evaluate(GROUND) == DARK
    assert page.evaluate("document.querySelector('h2').getBoundingClientRect().height") > usual
    # The first frame of the next page has them: a shift would move it, a flash would be light.
    page.add_init_script(
        f"requestAnimationFrame(() => window.first = [{GROUND}, document.documentElement.style"
        ".fontSize])"
    )
    page.goto(STORY)
    assert page.evaluate("window.first") == [DARK, "135%"]
    frame = page.locator("meta[name=theme-color]").evaluate_all(
        "all => all.filter(one => matchMedia(one.media).matches).map(one => one.content)"
    )
    assert frame == ["#131210"]
    choose(page, "As the device", "Usual")
    assert page.evaluate(GROUND) == LIGHT
    assert page.evaluate("localStorage.getItem('reading')") is None


def test_a_dark_device_can_have_light_pages_and_other_tabs_follow(open_context):
    context = open_context(color_scheme="dark")
    page, other = context.new_page(), context.new_page()
    for one in (page, other):
        one.goto("/")
        assert one.evaluate(GROUND) == DARK
    choose(page, "Light")
    assert page.evaluate(GROUND) == LIGHT
    wait_until(other, f"{GROUND} === '{LIGHT}'")


def test_escape_closes_the_menu_and_gives_the_focus_back(open_context):
    page = open_context().new_page()
    page.goto("/")
    choose(page, "Large")
    page.keyboard.press("Escape")
    expect(page.locator(".reading-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_menu_is_closed_when_the_focus_is_elsewhere_so_that_it_covers_nothing(open_context):
    page = open_context().new_page()
    page.goto("/")
    page.locator(".reading summary").press("Enter")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    expect(page.locator(".reading-panel")).to_be_visible()
    page.locator(".reading-panel a").press("Tab")
    expect(page.locator(".reading-panel")).to_be_hidden()


def test_without_scripts_there_is_no_menu_that_does_nothing(open_context):
    page = open_context(java_script_enabled=False).new_page()
    page.goto(STORY)
    expect(page.locator(".reading")).to_be_hidden()
    page.goto("/saved/")
    expect(page.get_by_role("button", name="Delete everything")).to_be_hidden()


def test_a_story_is_saved_listed_and_taken_off_the_list(open_context):
    page = open_context().new_page()
    page.goto(STORY)
    address = page.url
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved", pressed=True)).to_be_visible()
    page.goto("/saved/")
    saved = page.locator(".saved-list").first
    expect(saved.get_by_role("link")).to_have_text(["The vote"])
    expect(page.get_by_text("Nothing is saved yet.")).to_be_hidden()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the list").click()
    assert started.value.suggested_filename == "saved.txt"
    assert started.value.path().read_text("utf-8") == f"The vote\n{address}\n"
    saved.get_by_role("button", name="Remove: The vote").click()
    expect(saved.get_by_role("link")).to_have_count(0)
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Download the list")).to_be_hidden()
    page.goto(STORY)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


def test_without_a_connection_stories_that_were_read_or_saved_can_be_read(open_context):
    context = open_context()
    page = context.new_page()
    page.goto("/")
    wait_until(page, "!!navigator.serviceWorker.controller")
    page.goto(STORY)
    page.get_by_role("button", name="Save", exact=True).click()
    wait_until(page, "caches.has(`saved ${location.pathname}`)")
    context.set_offline(True)
    page.goto(OTHER)  # which nobody has read
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved stories")
    expect(page.get_by_text("There is no connection at present.")).to_be_visible()
    links = page.locator(".saved-list").get_by_role("link")
    expect(links).to_have_text(["The vote", "The vote"])
    links.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The vote")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") != "serif"
    page.goto("/saved/")
    page.get_by_role("button", name="Delete everything").click()
    expect(links).to_have_count(0)
    assert page.evaluate("caches.keys()") == ["offline"]


def test_a_page_from_the_network_comes_before_one_that_was_kept(open_context, site):
    page = open_context().new_page()
    page.goto("/")
    wait_until(page, "!!navigator.serviceWorker.controller")
    page.goto(STORY)
    files = {"content/articles/ai/vote.md": story("The vote failed", date="2026-11-20T23:30:00Z")}
    made = site(files).output / STORY.strip("/") / "index.html"
    later = made.stat().st_mtime + 2  # a host tells versions apart by the second
    os.utime(made, (later, later))
    page.goto(STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text("The vote failed")


def test_switched_off_the_worker_deletes_what_it_kept_and_itself(open_context, site):
    page = open_context().new_page()
    page.goto("/")
    wait_until(page, "!!navigator.serviceWorker.controller")
    page.goto(STORY)
    wait_until(page, "caches.has('pages')")
    page.wait_for_timeout(2_000)  # the server tells versions of a file apart by the second
    site({}, OFFLINE={"stories": 0})
    page.goto("/")
    wait_until(
        page,
        "async () => !(await navigator.serviceWorker.getRegistrations()).length"
        " && !(await caches.keys()).length",
    )


def test_times_are_in_the_zone_of_the_reader_and_that_of_the_paper_is_a_hint(open_context):
    for zone, day in (("Asia/Tokyo", "21 November 2026"), ("UTC", "20 November 2026")):
        page = open_context(timezone_id=zone, locale="en-GB").new_page()
        page.clock.set_fixed_time("2027-02-01T12:00:00Z")
        page.goto(STORY)
        shown = page.locator(".byline time")
        expect(shown).to_contain_text(day.split()[0])
        hint = shown.get_attribute("title")
        assert hint is None if zone == "UTC" else hint and "20 November 2026" in hint
