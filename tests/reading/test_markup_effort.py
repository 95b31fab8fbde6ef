import time

import pytest

from newsroom.reading.markup.effort import excess

STORY = (
    "A paragraph with [a link](story.md), *emphasis*, `code`, <abbr>HTML</abbr> & more (all).\n\n"
    "> A quote\n\n- a list\n- of [two](b.md)\n\n| a | b |\n|---|---|\n| c | d |\n\n"
)


def test_a_very_long_story_is_no_excess() -> None:
    assert excess(STORY * 4000) is None
    assert excess("- [a link](story.md) & `code`\n" * 20_000) is None
    assert excess("a plain word, (and another), " * 20_000) is None


@pytest.mark.parametrize(
    "mark", ["[", "[a](", "`", "`` ` ", "**a** ", "<a ", "<div>", "> ", "<!--"]
)
def test_excess_is_found_in_little_time(mark: str) -> None:
    before = time.process_time()
    found = excess("\n\n" + mark * 300_000)
    assert time.process_time() - before < 5
    assert found
    assert found.line == 2
