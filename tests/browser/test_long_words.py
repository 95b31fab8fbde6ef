"""Names and type that are larger than a phone is wide, and a table that is wider than a sheet."""

import json

import pytest

from tests.browser.conftest import serving
from tests.conftest import story
from tests.media import samples

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften"
TABLE = f"|{' Column |' * 14}\n|{'---|' * 14}\n|{' 1,000,000 |' * 14}\n"
SITE = {
    "content/data/sections.yml": f"ai:\n  name: {WORD}\n",
    "content/articles/ai/a.md": story(tags=f"[{WORD}]", body=TABLE),
    "content/articles/ai/b.md": story(tags=f"[{WORD}]"),
}


@pytest.mark.parametrize("path", ["/", "/ai/", "/ai/2026/11/b/"])
def test_a_long_name_of_a_section_or_a_tag_stays_on_the_page(chromium, site, path):
    with serving(site(SITE).output) as address:
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.close()


def test_the_hottest_stories_fit_the_narrowest_phone_in_type_of_twice_its_size(chromium, site):
    readers = {"/ai/2026/11/a/": {"2026-11-23T11Z": 9}}
    built = site({
        "content/articles/ai/a.md": story("What robots can ask", image="{src: 2026/p.png, alt: A}"),
        "content/media/2026/p.png": samples.picture("PNG"),
        "content/data/popularity.json": json.dumps({"source": "logs", "readers": readers}),
    })  # fmt: skip
    with serving(built.output) as address:
        page = chromium.new_page(viewport={"width": 320, "height": 700})
        page.goto(address + "/hottest/")
        assert page.locator(".card-picture").is_visible()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.close()


def test_a_wide_table_is_printed_whole(chromium, site):
    with serving(site(SITE).output) as address:
        page = chromium.new_page(viewport={"width": 720, "height": 1000})
        page.goto(address + "/ai/2026/11/a/")
        page.emulate_media(media="print")
        edge = page.locator("table td").last.evaluate("one => one.getBoundingClientRect().right")
        assert edge <= 720
        page.close()


def test_text_alone_fits_a_phone_in_type_of_twice_its_size(chromium, site):
    built = site({**SITE, "content/articles/ai/b.md": story(WORD, WORD)}, LITE=True)
    policy = built.text("/.hosting/content-security-policy.txt").strip()
    with serving(built.output, policy) as address:
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        for path in ("/lite/", "/lite/ai/2026/11/b/"):
            page.goto(address + path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.close()
