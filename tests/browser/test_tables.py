"""Readers sort tables by a click on the head of a column."""

import pytest
from playwright.sync_api import Browser

from tests.conftest import story

pytestmark = pytest.mark.browser

TABLE = """
| City | Rent | Since |
|---|--:|---|
| Lisbon | 1,200.5 | 2019 |
| Åbo | – | 2020 |
| Porto | 950 | 2018 |
| Faro | 10,300 | 2021 |
"""


def test_a_click_sorts_numbers_as_numbers_and_words_as_words(chromium: Browser, site):
    built = site({"content/articles/ai/t.md": story("T", TABLE)})
    script = built.page("/").select_one("script[src]")["src"]
    page = chromium.new_page()
    page.set_content(built.text("/ai/2026/11/t/"))
    page.add_script_tag(content=built.text(script))
    cities = "rows => rows.map(row => row.cells[0].textContent)"

    def order() -> list[str]:
        return page.locator(".prose tbody tr").evaluate_all(cities)

    page.get_by_role("button", name="Rent").click()
    assert order() == ["Faro", "Lisbon", "Porto", "Åbo"]
    assert page.locator("th").nth(1).get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Rent").click()
    assert order() == ["Porto", "Lisbon", "Faro", "Åbo"]
    page.get_by_role("button", name="City").click()
    page.get_by_role("button", name="City").click()
    assert order() == ["Åbo", "Faro", "Lisbon", "Porto"]
    assert page.locator("th").nth(1).get_attribute("aria-sort") is None
    page.close()
