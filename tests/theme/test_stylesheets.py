"""The stylesheets keep their order, say what they read, and survive the minifier."""

import re
from pathlib import Path

import brotli
import pytest

from newsroom.themes.layers import Theme
from newsroom.themes.stylesheets import bundle_css, page_css

STATIC = Path(__file__).parents[2] / "theme/static"
CSS = STATIC / "css"
PAGES = sorted((STATIC / "pages").glob("*.css"))
FILES = sorted(file for file in CSS.rglob("*.css") if file.name != "main.css")
THEME = Theme(overrides=(), layers=(STATIC.parent,), own=0)
BUDGET = 10_000  # bytes of all style sheets of a page as brotli, which a build writes next to them


def named(file: Path) -> str:
    return file.relative_to(STATIC).as_posix()


def imports(file: Path) -> list[str]:
    found = re.findall(r'@import "([^"]+)"', file.read_text("utf-8"))
    return [named((file.parent / path).resolve()) for path in found]


def test_every_file_is_in_the_bundle_or_in_sheets_of_pages() -> None:
    bundle = imports(CSS / "main.css")
    pages = [path for file in PAGES for path in imports(file) if path.startswith("css/")]
    assert sorted([*bundle, *set(pages)]) == sorted(map(named, FILES))


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_a_sheet_of_pages_keeps_the_layers_of_the_bundle(file: Path) -> None:
    text = re.sub(r'@import "[^"]+" layer\((compositions|blocks)\);', "", file.read_text("utf-8"))
    text = re.sub(r'@import "\w+\.css";', "", text)  # of pages again
    assert "@import" not in text
    assert set(re.findall(r"^[^\s/}].*", text, re.MULTILINE)) <= {"@layer blocks {"}


@pytest.mark.parametrize("file", [*FILES, *PAGES], ids=named)
def test_first_line_says_what_the_file_is(file: Path) -> None:
    assert re.match(r"/\* .+ \*/\n", file.read_text("utf-8"))


@pytest.mark.parametrize("file", [*FILES, *PAGES], ids=named)
def test_no_selector_changes_when_it_is_minified(file: Path) -> None:
    # rcssmin takes the space out of "a :is(b)", which then means something else: "a *:is(b)".
    assert not re.search(r"[\w)\]] :[a-z-]+[^;{]*\{", file.read_text("utf-8"))


@pytest.mark.slow
def test_the_sheets_of_every_kind_of_page_keep_within_the_budget() -> None:
    def weight(css: str) -> int:
        return len(brotli.compress(css.encode()))

    bundle = weight(bundle_css(THEME))
    sizes = {kind: bundle + weight(css) for kind, css in page_css(THEME).items()}
    assert {kind: size for kind, size in sizes.items() if size > BUDGET} == {}
