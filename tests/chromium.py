"""A real Chromium, started once in a process: a second one in it does not start."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from newsroom.engine.browsers import FLAGS
from newsroom.engine.browsers import chromium as find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    from playwright.sync_api import expect, sync_playwright  # takes long to load

    expect.set_options(timeout=30_000)  # a busy machine is late
    path = find_chromium()
    if path is None:
        pytest.fail("Chromium is needed: apt install chromium, or brew install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
