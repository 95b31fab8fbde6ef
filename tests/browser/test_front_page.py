"""A busy day in a browser: breaking news, a package, and a story that was paid for."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from newsroom.building.build import build
from tests.browser.conftest import serving
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files

pytestmark = pytest.mark.browser

LONG = "A headline about archives of broadcasts that goes on until it needs a second line"
PAGES = ("/", "/ai/", "/hottest/", "/ai/2026/11/paid/", "/ai/2026/11/s3/")
FILES = {
    **REGISTRIES,
    **{
        f"content/articles/ai/s{number}.md": story(
            f"Story {number}", date=f"2026-11-{number + 10}", tags="[Law]", label="opinion"
        )
        for number in range(9)
    },
    "content/articles/world/one.md": story("It broke", breaking="2026-11-24"),
    "content/articles/world/two.md": story(LONG, breaking="2026-11-24"),
    "content/articles/ai/paid.md": story(
        "Our presses", "[Out](https://shop.example/).", label="sponsored", sponsor="Acme"
    ),
    "content/data/front.yml": """
        packages:
          - title: The law of the sea
            intro: Three stories.
            stories: [s1, s2, s3]
        """,
}


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("busy")
    write_files(root, FILES)
    overrides = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"),
        "NOW": "2026-11-23T12:00:00+00:00",
    }
    build(CONF, overrides)
    return root / "output"


@pytest.fixture(scope="module")
def address(output):
    with serving(output) as url:
        yield url


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_banner_is_read_and_reached_without_javascript(chromium, address, width):
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/hottest/")
    region = page.get_by_role("region", name="Breaking")
    links = region.get_by_role("link")
    expect(links).to_have_text(["It broke", LONG])
    for link in links.all():
        box = link.bounding_box()
        assert box["height"] >= 24  # WCAG 2.5.8
        assert box["x"] + box["width"] <= width
    assert region.bounding_box()["y"] < page.locator("main").bounding_box()["y"]
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("It broke")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, address, axe_script, scheme):
    context = chromium.new_context(base_url=address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(path)
        page.evaluate(axe_script)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = page.evaluate("tags => axe.run({runOnly: tags})", tags)
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in result["violations"]]
    context.close()
    assert not found


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_moves_and_nothing_scrolls_sideways(chromium, address, width):
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        "for (const entry of list.getEntries()) window.moved += entry.value"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.01, path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    context.close()


def test_its_pages_are_valid_html(output):
    tool = ROOT / "node_modules/.bin/html-validate"
    config = ROOT / "tests/browser/htmlvalidate.json"
    command = [tool, "--config", config, *(output / path[1:] / "index.html" for path in PAGES)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
