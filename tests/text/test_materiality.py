"""Comparing two versions, however long they are."""

import pytest

from newsroom.text.materiality import changes, compare, is_material, words_of

ONE_WORD = ["a"] * 40_000
TWO_WORDS = ["a", "b"] * 20_000


@pytest.mark.parametrize("after", [TWO_WORDS, ONE_WORD[:-1], [*ONE_WORD, "4"]])
def test_a_word_that_is_everywhere_is_compared_in_one_pass(after: list[str]) -> None:
    """Comparing each with each other one would take hours."""
    assert changes(ONE_WORD, after)[0] > 0
    assert is_material(ONE_WORD, after, 0)
    assert compare(ONE_WORD, after)


def test_a_change_within_a_long_text_is_found() -> None:
    before = words_of(" ".join(f"word{number} the of the a the" for number in range(6_000)))
    after = [*before]
    after[20_000] = "nobody"
    count, weighty = changes(before, after)
    assert count == 1
    assert weighty == [(before[20_000], "nobody")]
