"""A finished edition as machines see it: valid HTML, live links, honest feeds, budgets."""

import subprocess
from urllib.parse import unquote, urlsplit

import brotli
import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT

pytestmark = pytest.mark.browser


def test_every_page_is_valid_html(galley):
    tool = ROOT / "node_modules/.bin/html-validate"
    if not tool.exists():
        pytest.fail("html-validate is needed: npm ci")
    result = subprocess.run(
        [tool, "--config", ROOT / "tests/browser/htmlvalidate.json", galley.output],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


def test_every_link_and_file_of_the_site_is_there(galley):
    dead, ids = [], {}
    pages = {path: galley.page(path) for path in galley.files() if path.endswith(".html")}
    for path, page in pages.items():
        ids[path] = {element["id"] for element in page.select("[id]")}
    for path, page in pages.items():
        for element in page.select("a[href], link[href], img[src], script[src], source[src]"):
            target = urlsplit(element.get("href") or element["src"])
            if target.netloc or target.scheme:
                continue
            file = unquote(target.path).lstrip("/") if target.path else path
            file = f"{file}index.html" if file.endswith("/") or not file else file
            missing = not galley.exists(file)
            fragment = unquote(target.fragment)
            if missing or (fragment and file in ids and fragment not in ids[file]):
                dead.append((path, element.get("href") or element.get("src")))
    assert not dead


def test_feeds_are_readable_and_complete(galley):
    for name in ("feed.atom", "feed.rss"):
        feed = feedparser.parse(galley.text(f"/{name}"))
        assert not feed.bozo
        assert len(feed.entries) == 20
        for entry in feed.entries:
            assert entry.published_parsed
            assert entry.link.startswith("http")
            body = BeautifulSoup(entry.content[0].value, "html.parser")
            assert len(body.get_text()) > 30  # of a live story, its lead
            for element in body.select("[href], [src]"):
                assert not (element.get("href") or element["src"]).startswith(("/", "#"))


def test_pages_keep_the_readers_budgets(galley, story_url):
    def weight(*paths: str) -> int:
        return sum(len(brotli.compress(galley.text(path).encode())) for path in paths)

    section = f"/{story_url.split('/')[1]}/"
    for url in (story_url, "/", section, "/tag/", "/search/", "/saved/", "/404.html"):
        page = galley.page(url)
        sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
        assert weight(url) <= 15_000, url
        assert weight(*sheets) <= 10_000, url
        assert weight(*(script["src"] for script in page.select("script[src]"))) <= 6_000, url


def test_no_page_carries_inline_style_or_script(galley):
    for path in galley.files():
        if path.endswith(".html"):
            page = galley.page(path)
            assert not page.select("[style], style"), path
            assert not page.select("script:not([src]):not([type$='json'])"), path
