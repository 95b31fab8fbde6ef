"""The stylesheets keep their order, say what they read, and survive the minifier."""

import re
from pathlib import Path

import brotli
import pytest

from newsroom.paging.assets import bundle_css

CSS = Path(__file__).parents[2] / "theme/static/css"
FILES = sorted(file for file in CSS.rglob("*.css") if file.name != "main.css")
BUDGET = 10_000  # bytes of the bundle as brotli, which a build writes next to it


def named(file: Path) -> str:
    return file.relative_to(CSS).as_posix()


def test_main_imports_every_file_once() -> None:
    main = (CSS / "main.css").read_text("utf-8")
    assert sorted(re.findall(r'@import "([^"]+)"', main)) == sorted(map(named, FILES))


@pytest.mark.parametrize("file", FILES, ids=named)
def test_first_line_says_what_the_file_is(file: Path) -> None:
    assert re.match(r"/\* .+ \*/\n", file.read_text("utf-8"))


@pytest.mark.parametrize("file", FILES, ids=named)
def test_no_selector_changes_when_it_is_minified(file: Path) -> None:
    # rcssmin takes the space out of "a :is(b)", which then means something else: "a *:is(b)".
    assert not re.search(r"[\w)\]] :[a-z-]+[^;{]*\{", file.read_text("utf-8"))


def test_bundle_keeps_within_the_budget() -> None:
    assert len(brotli.compress(bundle_css(CSS / "main.css").encode())) <= BUDGET
