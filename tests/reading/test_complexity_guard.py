import pytest

from newsroom.reading.markup.complexity_guard import ExcessError, check_emphasis, check_source

STORY = (
    "A paragraph with [a link](story.md), *emphasis*, `code`, <abbr>HTML</abbr> & more (all).\n\n"
    "> A quote\n\n- a list\n- of [two](b.md)\n\n| a | b |\n|---|---|\n| c | d |\n\n"
)


def test_a_very_long_story_is_no_excess() -> None:
    check_source(STORY * 4000, 2_000_000)
    check_emphasis("<p><em>a</em> <strong>b</strong></p>" * 10_000, "")


def test_elements_that_stay_open_are_an_excess() -> None:
    check_source("<div>" * 100 + "</div>" * 100, 2_000_000)
    with pytest.raises(ExcessError) as caught:
        check_source("a\n\n" + "<div>\n" * 101, 2_000_000)
    assert caught.value.line == 102
