"""Counting words and shortening texts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.reading.words import count_words, shorten


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


def test_a_summary_ends_with_a_sentence_where_one_fits():
    sentence = "The first sentence says what the story is about."
    assert shorten(f"{sentence} {'And then it goes on ' * 9}", 100) == sentence


def test_a_summary_without_a_sentence_ends_with_a_word():
    assert shorten("word " * 100, 24) == "word word word word word…"


@given(st.text(max_size=500))
def test_a_summary_is_never_longer_than_asked(text):
    assert len(shorten(text, 100)) <= 101
