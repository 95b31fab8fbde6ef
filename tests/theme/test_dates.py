"""How dates are shown."""

import pytest

from tests.conftest import story

pytestmark = pytest.mark.slow


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-20", "20 November 2026"),
        ("2026-11-20 09:40", "20 November 2026, 09:40 UTC"),
        ("2026-11-20 00:30", "20 November 2026, 00:30 UTC"),
    ],
)
def test_a_day_without_a_time_is_shown_as_a_day(site, written, shown):
    text = story(date=f'"{written}"', updated='"2026-11-21"')
    page = site({"content/articles/ai/a.md": text}).page("/ai/2026/11/a/")
    assert page.select_one(".byline time").text == shown
    assert page.select_one(".byline-updated").text == "Updated 21 November 2026"
