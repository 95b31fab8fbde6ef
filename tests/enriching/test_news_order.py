"""The order of news: live coverage by its last update, and every text once."""

import pytest

from tests.conftest import story

TEXT = (
    "The council voted on Tuesday to close the old bridge for two years. Engineers found cracks in "
    "three of its nine arches in March. Traffic will be sent over the northern road, which is to "
    "be widened by June. Shops in the lower town fear for their trade and ask for help. "
)
LATER = (
    "The mayor said that safety came first. The bridge was built in 1911 and carries eleven "
    "thousand cars a day. A ferry for walkers will cross every twenty minutes and cost nothing. "
)


def reports(count: int, **matter) -> dict[str, str]:
    """Return stories R00, R01 … of different days, the last one the newest."""
    return {
        f"content/articles/world/r{n:02d}.md": story(
            f"R{n:02d}", date=f"2026-11-{n + 1:02d}", **matter
        )
        for n in range(count)
    }


def live(*updates: str, **matter) -> dict[str, str]:
    body = "".join(f"\n\n## {moment} Update\n\nIt happened." for moment in updates)
    text = story("Live", "Lead." + body, label="live", date="2026-11-02", **matter)
    return {"content/articles/ai/live.md": text}


def order(built) -> list[str]:
    return [article.title for article in built.result.edition.news]


def lead(built) -> str:
    return built.page("/").select_one(".front-lead .card-title").text.strip()


def on_front(built) -> list[str]:
    main = built.page("/").main
    return [link.text for link in main.select(".card-title a, .card-related a")]


@pytest.mark.slow
def test_live_coverage_counts_by_its_last_update(site):
    built = site(reports(20) | live("2026-11-23 11:55"))
    assert (order(built)[0], lead(built)) == ("Live", "Live")


@pytest.mark.slow
def test_an_update_that_is_held_back_moves_nothing_even_in_a_preview(site):
    files = reports(22) | live("2026-11-20 12:00", "2026-11-23 13:00")
    assert order(site(files, PREVIEW=True)).index("Live") == 2


@pytest.mark.slow
def test_coverage_that_ended_keeps_the_place_of_its_last_update(site):
    files = reports(20) | live("2026-11-23 11:00", live_until="2026-11-23 11:30")
    assert order(site(files))[0] == "Live"


@pytest.mark.slow
def test_an_ordinary_story_does_not_move_up_when_it_is_updated(site):
    old = story("Old", date="2026-11-01", updated="2026-11-23 11:00")
    assert order(site(reports(5) | {"content/articles/ai/old.md": old}))[0] == "R04"


@pytest.mark.slow
def test_versions_of_one_text_are_on_the_front_page_once_and_the_newest_counts(site):
    newer = "One lane stays open. " + TEXT
    files = reports(3) | {
        "content/articles/world/v1.md": story("Bridge closes", TEXT + LATER, date="2026-11-20"),
        "content/articles/world/v2.md": story("Bridge closes", newer, date="2026-11-21"),
        "content/articles/ai/v3.md": story("It is shut", TEXT + LATER, date="2026-11-22"),
    }
    shown = on_front(site(files))
    assert "It is shut" in shown
    assert "Bridge closes" not in shown


@pytest.mark.slow
def test_a_small_section_below_the_news_has_each_text_once(site):
    files = {
        f"content/articles/world/r{n:02d}.md": story(
            f"R{n:02d}",
            f"Report {n} of the day.",
            date=f"2026-11-{22 - n // 22:02d}T{n % 22:02d}:00",
        )
        for n in range(65)
    }
    files |= {
        "content/articles/ai/one.md": story("Bridge closes", TEXT + LATER, date="2026-01-02"),
        "content/articles/ai/two.md": story("It is shut", TEXT + LATER, date="2026-01-01"),
        "content/articles/ai/three.md": story("Another", LATER * 2, date="2026-01-01"),
    }
    shown = on_front(site(files))
    assert "Bridge closes" in shown
    assert "It is shut" not in shown


@pytest.mark.slow
def test_editors_choose_among_versions_and_the_others_follow_nowhere(site):
    files = reports(3) | {
        "content/articles/world/v1.md": story("First", TEXT + LATER, date="2026-11-20"),
        "content/articles/ai/v2.md": story("Second", TEXT + LATER, date="2026-11-22"),
        "content/data/front.yml": "third: v1\n",
    }
    shown = on_front(site(files))
    assert "First" in shown
    assert "Second" not in shown


@pytest.mark.slow
def test_a_column_that_keeps_its_headline_is_a_new_story_each_week(site):
    files = {
        "content/articles/world/a.md": story("The week", TEXT, date="2026-11-10"),
        "content/articles/world/b.md": story("The week", LATER, date="2026-11-17"),
    }
    assert on_front(site(files)) == ["The week", "The week"]


@pytest.mark.slow
def test_two_short_notes_of_the_same_words_are_two_stories(site):
    assert len(order(site(reports(4)))) == 4


@pytest.mark.slow
def test_paid_content_with_the_text_of_a_story_does_not_replace_it(site):
    paid = story("Paid", TEXT, date="2026-11-22", label="sponsored", sponsor="They")
    files = {
        "content/articles/world/own.md": story("Own", TEXT, date="2026-11-20"),
        "content/articles/world/paid.md": paid,
    }
    assert set(order(site(files))) == {"Own", "Paid"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("paper", "expected"),
    [("en", "Bridge"), ("de", "Brücke"), ("de-AT", "Brücke"), ("fr", "Puente")],
)
def test_of_translations_the_one_in_the_language_of_the_paper_is_news(site, paper, expected):
    other = {"translation_of": "en"}
    files = {
        "content/articles/world/en.md": story("Bridge", date="2026-11-20", lang="en"),
        "content/articles/world/de.md": story("Brücke", date="2026-11-21", lang="de", **other),
        "content/articles/world/es.md": story("Puente", date="2026-11-22", lang="es", **other),
    }
    assert on_front(site(files, DEFAULT_LANG=paper)) == [expected]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("section", "label", "settings"),
    [("world", "opinion", {}), ("ai", "news", {"FRONT_PAGE": {"opinion": "ai"}})],
)
def test_opinion_does_not_lead_because_it_is_newest(site, section, label, settings):
    column = story("Column", date="2026-11-22", label=label)
    built = site(reports(8) | {f"content/articles/{section}/column.md": column}, **settings)
    assert lead(built) == "R07"
    assert "Column" in on_front(built)
    assert lead(site({"content/data/front.yml": "lead: column\n"}, **settings)) == "Column"


@pytest.mark.slow
def test_opinion_leads_where_there_is_nothing_else(site):
    assert lead(site(reports(3, label="opinion"))) == "R02"
