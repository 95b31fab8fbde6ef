"""The notice on old stories."""

from datetime import datetime

import pytest

from newsroom.enriching.aged import full_months, month_later, said
from tests.conftest import story


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "now", "months"),
    [
        ("2026-01-31", "2026-02-28", 0),
        ("2026-01-31", "2026-03-01", 1),
        ("2024-11-23T12:01", "2026-11-23T12:00", 23),
        ("2024-11-23T12:00", "2026-11-23T12:00", 24),
    ],
)
def test_only_whole_months_count(since, now, months):
    assert full_months(day(since), day(now)) == months


@pytest.mark.parametrize("months", [1, 6, 12, 24])
@pytest.mark.parametrize("since", ["2024-01-31T09:00", "2024-02-29", "2025-12-15T23:59"])
def test_the_notice_is_due_when_so_many_months_are_over(since, months):
    due = month_later(day(since), months)
    assert full_months(day(since), due) >= months - 1
    assert full_months(day(since), due.replace(day=28) if due.day > 28 else due) >= months - 1


def test_the_notice_says_the_least_and_then_years():
    assert [said(months, 6) for months in (5, 6, 11, 12, 23, 24)] == [0, 6, 6, 12, 12, 24]
    assert [said(months, 18) for months in (17, 18, 23, 24)] == [0, 18, 18, 24]


@pytest.mark.slow
def test_old_stories_say_so_where_the_paper_wants_it(site):
    files = {
        "content/articles/ai/new.md": story(date="2026-05-24"),
        "content/articles/ai/half.md": story(date="2026-05-23"),
        "content/articles/ai/old.md": story(date="2023-11-24"),
        "content/articles/ai/kept.md": story(date="2023-11-24", updated="2026-11-01"),
        "content/articles/ai/true.md": story(date="2020-01-01", ageless="true"),
    }
    built = site(files, AGED={"months": 6})

    def notice(path: str) -> str:
        found = built.page(path).select_one(".aged")
        return found.text if found else ""

    assert notice("/ai/2026/05/half/") == "This story is more than 6 months old."
    assert notice("/ai/2023/11/old/") == "This story is more than 2 years old."
    for path in ("/ai/2026/05/new/", "/ai/2023/11/kept/", "/ai/2020/01/true/"):
        assert not notice(path)
    due = [one for one in built.result.edition.due if "age" in one.what]
    assert [one.moment.date().isoformat() for one in due] == ["2026-11-24"]
    later = site(files, AGED={"months": 6}, NOW="2026-11-24T12:00:00+00:00")
    assert "more than 3 years old" in later.text("/ai/2023/11/old/")
    assert "more than 6 months old" in later.text("/ai/2026/05/new/")
    assert not site(files).page("/ai/2023/11/old/").select_one(".aged")
