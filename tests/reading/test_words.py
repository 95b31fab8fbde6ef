"""Counting words."""

import unicodedata

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
        ("l’eau aujourd’hui, col·legi", (3, 0)),
    ],
)
def test_words_and_signs_are_counted_apart(text, counts):
    assert count_words(text) == counts


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("Hindi", "हिन्दी में समाचार पढ़िए।", 4),
        ("Tamil", "தமிழ் செய்திகள் இன்று", 3),
        ("Bengali", "বাংলা সংবাদ পড়ুন", 3),
        ("Arabic with vowels", "اَلْعَرَبِيَّةُ لُغَةٌ جَمِيلَةٌ", 3),
        ("Hebrew with vowels", "שָׁלוֹם עוֹלָם", 2),
        ("Hebrew initials", 'צה״ל וצה"ל', 3),
        ("Persian, with a joiner that divides no word", "می\u200cخواهم بروم", 2),
        ("Korean", "오늘의 주요 뉴스", 3),
        ("Vietnamese, accents apart", unicodedata.normalize("NFD", "Tiếng Việt"), 2),
        ("emoji", "Yes 👍🏽 no", 2),
    ],
)
def test_marks_make_no_words(language, text, words):
    assert count_words(text) == (words, 0), language


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("ภาษาไทย", 7),
        ("ที่นี่", 2),  # four marks above the letters
        ("ພາສາລາວ", 7),
        ("ភាសាខ្មែរ", 5),
        ("မြန်မာ", 3),
        ("ニュースを読む。", 7),
        ("「중」은 中", 1),
    ],
)
def test_scripts_without_spaces_are_counted_by_characters(text, characters):
    assert count_words(text)[1] == characters


def test_soft_hyphens_and_joiners_stay_within_words():
    assert count_words("state\u00adment") == (1, 0)
    assert count_words("state\u00adment — ☃") == (1, 0)
    assert count_words("two\u200bwords") == (2, 0)


@pytest.mark.parametrize(
    "address",
    ["https://news.example/a/long-path?x=1&y=2#part", "www.news.example/a-b", "desk@news.example"],
)
def test_addresses_make_no_words(address):
    assert count_words(f"See {address} for more") == (3, 0)
    assert count_words(f"見 {address}，謝謝") == (0, 3)


def test_a_handle_is_a_word():
    assert count_words("Ask @olivia today") == (3, 0)


@given(st.one_of(st.text("aZ9_é'’.,- —\n\u00ad·"), st.text(st.characters(codec="cp1252"))))
@example("U.S.-made, 'a'--b,’c.")
def test_western_texts_are_counted_as_any_other(text):
    assert count_words(text) == count_words(text + "☃")


@given(st.text())
def test_the_form_in_which_accents_are_stored_does_not_matter(text):
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert count_words(composed) == count_words(apart)
