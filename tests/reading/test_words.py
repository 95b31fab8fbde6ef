"""Counting words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.reading.text.words import count_words


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", (0, 0)),
        ("It isn't 3.5 times state-of-the-art.", (5, 0)),
        ("新闻网站", (0, 4)),
        ("The 新闻 site", (2, 2)),
        ("Привет, мир", (2, 0)),
    ],
)
def test_words_and_signs_are_counted_apart(text, counts):
    assert count_words(text) == counts


@given(st.one_of(st.text("aZ9_é'’.,- —\n"), st.text(st.characters(codec="cp1252"))))
@example("U.S.-made, 'a'--b,’c.")
def test_western_texts_are_counted_as_any_other(text):
    assert count_words(text) == count_words(text + "☃")
