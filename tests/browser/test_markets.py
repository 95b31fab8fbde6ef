"""A story with markets in a real browser: valid, accessible, brought up to date, never broken."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from newsroom.building.build import build
from tests.browser.conftest import StaticHost
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files

pytestmark = pytest.mark.browser

STORY = "/ai/2026/11/a/"
URL = "https://manifold.markets/creator/"
POINTS = [
    {"at": "2026-11-02T11:00:00Z", "probability": 0.4},
    {"at": "2026-11-16T11:00:00Z", "probability": 0.5},
    {"at": "2026-11-23T11:00:00Z", "probability": 0.62, "volume": 1234, "unit": "mana"},
]
ENTRY = (
    "{0}:\n  question: Will it {0}?\n  provider: manifold\n  url: " + URL + "{0}\n  section: ai\n"
)


def history(name: str, points: list[dict]) -> dict[str, str]:
    data = json.dumps({"url": URL + name, "points": points})
    return {f"content/data/market-history/{name}.json": data}


@pytest.fixture(scope="module")
def markets_site(tmp_path_factory) -> Path:
    """A site with an open, a resolved, a stale and an unknown market; returns its output."""
    root = tmp_path_factory.mktemp("markets")
    resolved = [*POINTS[:2], {"at": "2026-11-23T11:00:00Z", "resolution": "yes"}]
    write_files(
        root,
        {
            **REGISTRIES,
            "content/data/markets.yml": "".join(map(ENTRY.format, ("rain", "snow", "hail", "fog"))),
            "content/articles/ai/a.md": story("A", markets="[rain, snow, hail, fog]"),
            **history("rain", POINTS),
            **history("snow", resolved),
            **history("hail", POINTS[:2]),
        },
    )
    overrides = {
        "PATH": str(root / "content"), "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"), "NOW": "2026-11-23T12:00:00+00:00", "JOBS": 1,
    }  # fmt: skip
    build(CONF, overrides)
    return root / "output"


@pytest.fixture(scope="module")
def markets_host(markets_site) -> Iterator[str]:
    handler = partial(StaticHost, directory=str(markets_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(chromium, markets_host):
    context = chromium.new_context(base_url=markets_host, locale="en-GB", timezone_id="UTC")
    yield context.new_page()
    context.close()


def test_pages_with_markets_are_valid_html(markets_site):
    command = [ROOT / "node_modules/.bin/html-validate", "--config",
               ROOT / "tests/browser/htmlvalidate.json"]  # fmt: skip
    pages = [markets_site / path / "index.html" for path in (STORY.strip("/"), "markets", ".")]
    result = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


@pytest.mark.parametrize("path", [STORY, "/markets/", "/"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, markets_host, axe_script, path):
    for width, scheme in ((360, "light"), (1440, "dark")):
        context = chromium.new_context(
            base_url=markets_host, color_scheme=scheme, bypass_csp=True,
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        page = context.new_page()
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.evaluate(axe_script)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = page.evaluate("tags => axe.run({runOnly: tags})", tags)
        assert not [(one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
        context.close()


def answer(page, body: str, status: int = 200) -> None:
    page.route("**/markets/markets.json", lambda route: route.fulfill(status=status, body=body))


def newer(**fields) -> str:
    figure = {"as_of": "2026-11-23T14:30:00+00:00", "percent": 71, "chance": "71 %",
              "change": "up 21 points in a week", **fields}  # fmt: skip
    return json.dumps({"rain": figure})


def test_a_newer_figure_takes_the_place_of_the_printed_one(page):
    answer(page, newer())
    page.goto(STORY)
    card = page.locator("[data-market=rain]")
    expect(card.locator(".market-chance")).to_have_text("71 %")
    expect(card.locator(".market-change")).to_have_text("up 21 points in a week")
    expect(card.locator(".market-bar rect")).to_have_attribute("width", "71")
    expect(card.locator("time")).to_have_attribute("datetime", "2026-11-23T14:30:00+00:00")
    expect(card.locator("time")).to_have_text(re.compile(r"November.*2026.*30.*UTC"))
    expect(card.locator(".market-trend")).to_have_count(0)
    expect(page.locator("[data-market=hail] .market-chance")).to_have_text("50%")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 404),
        ("<html>", 200),
        ("null", 200),
        ('{"rain": null}', 200),
        (newer(as_of="2026-11-23T11:00:00+00:00"), 200),
        (newer(as_of="soon"), 200),
        (newer(percent="many"), 200),
        (newer(percent=101), 200),
    ],
)
def test_without_a_newer_figure_the_page_stays_as_it_was_printed(page, body, status):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer(page, body, status)
    with page.expect_response("**/markets/markets.json"):
        page.goto(STORY)
    page.wait_for_load_state("networkidle")
    card = page.locator("[data-market=rain]")
    expect(card.locator(".market-chance")).to_have_text("62%")
    expect(card.locator("time")).to_have_text("23 November 2026, 11:00 UTC")
    assert not errors


def test_what_the_file_holds_is_only_text(page):
    answer(page, newer(chance="<img src=x onerror=document.title='!'>"))
    page.goto(STORY)
    expect(page.locator("[data-market=rain] .market-chance")).to_contain_text("<img")
    assert not page.locator(".market img").count()
    assert page.title() != "!"


def test_a_page_without_markets_asks_for_nothing(page):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/corrections/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in requests if url.endswith(".json")]
