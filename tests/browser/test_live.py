"""An open live page asks its server politely, and offers what is new."""

import hashlib
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import StaticHost
from tests.conftest import story

pytestmark = pytest.mark.browser

A = "content/articles/ai/2026/vote.md"
URL = "/ai/2026/11/vote/"
FIRST = "It begins.\n\n## 2026-11-23 10:00 The house meets\n\n" + "Many words of it.\n\n" * 60
SECOND = FIRST + "## 2026-11-23 11:00 The vote begins\n\nIt takes an hour.\n"


def live(body: str = FIRST) -> str:
    return story(
        "The vote", body, date="2026-11-23 09:00", label="live", key_points="[Nobody knows]"
    )


class TaggedHost(StaticHost):
    """A static host as they are: files with an ETag, and 304 for who has it.

    It keeps a log of who asked for the small file, and in ``pages`` one of all others.
    """

    protocol_version = "HTTP/1.1"  # browsers take no ETag from an older one
    log: list[tuple[str | None, int]]
    pages: list[str]
    folder: Path
    status = 200

    def do_GET(self) -> None:  # noqa: N802 - the name that the server calls
        file = Path(self.translate_path(self.path))
        if self.path != f"{URL}live.json":
            self.pages.append(self.path)
            super().do_GET()
            return
        data = file.read_bytes()
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        given = self.headers.get("If-None-Match")
        status = 304 if type(self).status == 200 and given == tag else type(self).status
        self.log.append((given, status))
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(data) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(data)


@pytest.fixture
def tagged(tmp_path: Path) -> Iterator[type[TaggedHost]]:
    kind = type("Host", (TaggedHost,), {"log": [], "pages": []})
    handler = partial(kind, directory=str(tmp_path / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        kind.folder = tmp_path / "output"
        kind.address = f"http://127.0.0.1:{server.server_port}"
        yield kind
        server.shutdown()


@pytest.fixture
def publish(site):
    return partial(site, LIVE={"refresh_seconds": 1}, OFFLINE={"stories": 0})


@pytest.fixture
def page(chromium: Browser, tagged: type[TaggedHost]) -> Iterator[Page]:
    context = chromium.new_context(base_url=tagged.address, viewport={"width": 360, "height": 700})
    yield context.new_page()
    context.close()


def wait_for_requests(host: type[TaggedHost], count: int) -> None:
    end = time.monotonic() + 60
    while len(host.log) < count:
        assert time.monotonic() < end, host.log
        time.sleep(0.05)


def test_a_new_update_is_offered_and_shown_on_demand(publish, page, tagged):
    publish({A: live()})
    page.goto(URL)
    assert page.evaluate("scrollY") == 0
    place = page.locator(".live-state").bounding_box()
    page.evaluate("document.querySelector('.live-offer').remove()")
    assert page.locator(".live-state").bounding_box() == place  # the script moved nothing
    page.reload()
    wait_for_requests(tagged, 1)
    tagged.log.clear()
    tagged.pages.clear()
    page.evaluate("scrollTo(0, 1200)")
    wait_for_requests(tagged, 2)
    assert {status for _, status in tagged.log} == {304}
    assert all(tag for tag, _ in tagged.log)
    publish({A: live(SECOND)})
    offer = page.get_by_role("status").get_by_role("button", name="1 new update – show")
    expect(offer).to_be_in_viewport(timeout=15_000)
    assert page.evaluate("scrollY") == 1200
    assert page.locator(".update").count() == 1
    offer.click()
    expect(page.locator(".update h2")).to_have_text(["The vote begins", "The house meets"])
    expect(page.locator("#update-2026-11-23-1100")).to_be_focused()
    expect(page.locator("#update-2026-11-23-1100")).to_be_in_viewport()
    expect(offer).to_have_count(0)
    assert not set(tagged.pages) - {"/worker.js"}  # all of it was in the small file


def test_a_second_update_before_the_click_is_counted(publish, page, tagged):
    publish({A: live()})
    page.goto(URL)
    publish({A: live(SECOND)})
    expect(page.get_by_role("button", name="1 new update – show")).to_be_visible(timeout=15_000)
    publish({A: live(SECOND + "## 2026-11-23 11:30 It is done\n\nYes.\n")})
    page.get_by_role("button", name="2 new updates – show").click(timeout=15_000)
    expect(page.locator(".update-new h2")).to_have_text(["It is done", "The vote begins"])


TABLE = "| Side | Votes |\n|---|---|\n| Yes | 301 |\n| No | 98 |\n| Away | 12 |\n"


def test_showing_what_is_new_leaves_everything_else_as_it_is(publish, page, tagged):
    publish({A: live()})
    page.goto(URL)
    page.evaluate("document.querySelector('.update').dataset.mine = 'open'")
    publish({A: live(SECOND + TABLE)})
    page.get_by_role("button", name="1 new update – show").click(timeout=15_000)
    expect(page.locator(".update")).to_have_count(2)
    assert page.locator(".update").last.get_attribute("data-mine") == "open"
    expect(page.locator(".live-state")).to_contain_text("2 updates")
    for _ in range(2):  # tables of new updates can be sorted, the largest first
        page.get_by_role("button", name="Votes").click()
    expect(page.locator(".update td").first).to_have_text("Away")


@pytest.mark.parametrize("size", [(360, 740), (1440, 900)])
def test_the_newest_update_is_in_the_first_screen_with_the_readers_own_time(
    publish, chromium, tagged, size
):
    publish({A: live(SECOND)})
    width, height = size
    context = chromium.new_context(
        base_url=tagged.address, viewport={"width": width, "height": height},
        timezone_id="Asia/Tokyo",
    )  # fmt: skip
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T11:32:00Z")
    page.goto(URL)
    newest = page.locator(".live-newest")
    expect(newest.get_by_role("link", name="The vote begins")).to_be_in_viewport()
    expect(newest.locator("time")).to_have_text("20:00 · 32 minutes ago")
    page.clock.set_fixed_time("2026-11-25T11:32:00Z")
    page.reload()
    expect(newest.locator("time")).to_have_text("November 23 at 20:00 · 2 days ago")
    context.close()


def test_a_page_that_nobody_sees_asks_nothing(publish, page, tagged):
    publish({A: live()})
    page.add_init_script(
        "Object.defineProperty(document, 'hidden', { get: () => window.isHidden ?? true })"
    )
    page.goto(URL)
    page.wait_for_timeout(2500)
    assert len(tagged.log) == 0
    page.evaluate("isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")
    wait_for_requests(tagged, 1)


def test_errors_make_it_ask_less_often_until_the_server_is_well(publish, page, tagged):
    publish({A: live()})
    page.goto(URL)
    tagged.status = 503
    wait_for_requests(tagged, 3)
    asked = len(tagged.log)
    page.wait_for_timeout(2500)  # the next one comes after four seconds
    assert len(tagged.log) == asked
    tagged.status = 200
    publish({A: live(SECOND)})
    expect(page.get_by_role("button", name="1 new update – show")).to_be_visible(timeout=15_000)


def test_when_coverage_ends_the_page_says_so_and_asks_no_more(publish, page, tagged):
    publish({A: live()})
    page.goto(URL)
    publish({A: live()}, NOW="2026-11-24T12:00:00+00:00")
    expect(page.locator(".live-state")).to_contain_text("Coverage has ended", timeout=15_000)
    asked = len(tagged.log)
    page.wait_for_timeout(2500)
    assert len(tagged.log) == asked


def test_long_after_the_announced_end_nobody_asks(publish, page, tagged):
    publish({A: live().replace("label:", "live_until: 2026-11-23 18:00\nlabel:")})
    page.clock.set_fixed_time("2026-11-23T19:30:00Z")
    page.goto(URL)
    page.wait_for_timeout(2500)
    assert len(tagged.log) == 0


def test_without_javascript_everything_is_there(publish, chromium, tagged):
    publish({A: live(SECOND)})
    context = chromium.new_context(base_url=tagged.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(URL)
    for text in ("Nobody knows", "It takes an hour.", "23 November 2026, 11:00 UTC"):
        expect(page.get_by_text(text).first).to_be_visible()
    context.close()


def day(count: int) -> str:
    """Return a lead and so many updates, one every two minutes."""
    words = "The chair reads the next amendment aloud, and members ask what it would cost. " * 5
    times = (f"{9 + minute // 60:02}:{minute % 60:02}" for minute in range(1, 2 * count, 2))
    return "It begins.\n\n" + "".join(
        f"## 2026-11-23 {time} Amendment {number} is read to the house\n\n{words}\n\n"
        for number, time in enumerate(times, 1)
    )


def test_a_story_of_300_updates_is_light_and_complete(publish, page, tagged):
    publish({A: live(day(300))}, NOW="2026-11-23T20:00:00+00:00")
    page.goto(URL)
    page.wait_for_load_state("networkidle")
    own = [path for path in tagged.pages if path.endswith((".css", ".js"))]
    files = [tagged.folder / path.lstrip("/") for path in [f"{URL}index.html", *own]]
    assert len(own) >= 5
    assert sum(len(brotli.compress(file.read_bytes())) for file in files) < 35_000
    assert files[0].stat().st_size < 80_000
    assert page.locator(".update").count() == 10
    assert page.locator(".live-part li").count() == 290
    parts = page.locator(".live-part")
    parts.first.locator("summary").click()
    expect(parts.first.locator(".update")).to_have_count(10)
    expect(parts.first.locator("h2").first).to_have_text("Amendment 290 is read to the house")
    page.goto(f"{URL}#update-2026-11-23-0901")
    expect(page.locator("article#update-2026-11-23-0901")).to_be_in_viewport(timeout=15_000)
    expect(page.locator("[id=update-2026-11-23-0901]")).to_have_count(1)


def test_who_was_away_for_long_gets_everything_in_between(publish, page, tagged):
    publish({A: live(day(12))}, LIVE={"refresh_seconds": 1, "updates_per_page": 5})
    page.goto(URL)
    publish({A: live(day(26))}, LIVE={"refresh_seconds": 1, "updates_per_page": 5})
    page.get_by_role("button", name="6 new updates – show").click(timeout=15_000)
    expect(page.locator(".update-new")).to_have_count(6)
    told = page.locator(".update h2, .live-part li")
    numbers = [int(text.split()[1]) for text in told.all_text_contents()]
    assert numbers == list(range(26, 0, -1))


EMBED = "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw\n"


def test_embeds_of_new_updates_open_and_what_is_open_stays(publish, page, tagged):
    page.route("https://**", lambda route: route.fulfill(body="<p>film</p>"))
    publish({A: live(FIRST + EMBED)})
    page.goto(URL)
    page.locator(".embed > a").click()
    page.evaluate("document.querySelector('.embed iframe').mine = true")
    publish({A: live(FIRST + EMBED + SECOND.removeprefix(FIRST) + "\n" + EMBED)})
    page.get_by_role("button", name="1 new update – show").click(timeout=15_000)
    expect(page.locator(".embed iframe")).to_have_count(1)
    assert page.evaluate("document.querySelector('.embed iframe').mine")
    page.locator(".update-new .embed > a").click()
    expect(page.locator(".embed iframe")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_live_page_with_an_offer_passes_axe(publish, chromium, tagged, axe_script, scheme):
    publish({A: live()})
    context = chromium.new_context(base_url=tagged.address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(URL)
    publish({A: live(SECOND)})
    expect(page.get_by_role("button", name="1 new update – show")).to_be_visible(timeout=15_000)
    page.add_script_tag(content=axe_script)
    found = page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
    assert [one["id"] for one in found["violations"]] == []
    context.close()
