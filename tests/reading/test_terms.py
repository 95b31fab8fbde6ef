"""Terms and signature of a story: what later says which stories go together."""

import unicodedata
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.reading.text.terms import BUCKETS, LIMIT, extract_terms

FILLER = " ".join(f"padding{chr(97 + n // 26)}{chr(97 + n % 26)} of" for n in range(150))


def strengths(text: str, title: str = "", deck: str = "") -> dict[int, int]:
    packed = np.frombuffer(b64decode(extract_terms(title, deck, text)[0]), "<u4")
    return {int(number) >> 8: int(number) & 255 for number in packed}


def strength(word: str, text: str, title: str = "", deck: str = "") -> int:
    """Return how strong ``word`` is in a story, 0 if it is no term of it."""
    (code,) = strengths(word)
    return strengths(text, title, deck).get(code, 0)


def signature(body: str, title: str = "") -> bytes:
    return b64decode(extract_terms(title, "", body)[1])


@pytest.mark.slow
@given(st.text(), st.text(), st.text(max_size=2000))
def test_any_text_gives_distinct_terms_in_order_and_a_signature(title, deck, text):
    terms, signed = extract_terms(title, deck, text)
    packed = np.frombuffer(b64decode(terms), "<u4")
    assert packed.size <= LIMIT
    assert (np.diff(packed.astype(np.int64)) > 0).all()
    assert ((packed & 255) > 0).all()
    assert len(b64decode(signed)) == BUCKETS + 6


WESTERN = st.one_of(st.text("aBé9_'’.- —™½\n"), st.text(st.characters(codec="cp1252")))


@pytest.mark.slow
@given(WESTERN, WESTERN)
def test_western_texts_have_the_terms_of_any_other(title, text):
    assert extract_terms(title, "", text) == extract_terms(f"{title}☃", "", f"{text}☃")


def test_what_is_said_more_often_is_stronger():
    once, twice = "a reactor was shut", "a reactor was shut, the reactor of"
    assert 0 < strength("reactor", once) < strength("reactor", twice)


@pytest.mark.parametrize("place", ["title", "deck"])
def test_a_word_of_headline_or_deck_is_stronger_than_one_of_the_text(place):
    further_down = strength("reactor", FILLER + " reactor")
    assert strength("reactor", FILLER, **{place: "reactor"}) > further_down


def test_a_word_of_the_lead_is_stronger_than_one_further_down():
    assert strength("reactor", "reactor " + FILLER) > strength("reactor", FILLER + " reactor")


def test_names_are_stronger_than_other_words_and_the_same_terms():
    assert strength("alibaba", f"{FILLER} Alibaba") > strength("alibaba", f"{FILLER} alibaba") > 0


def test_forms_of_a_word_are_one_term():
    assert strength("economists", "the economy grew") > 0


def test_neighbours_near_the_top_form_a_term():
    together, apart = strengths("interest rates"), strengths("interest, rates of interest")
    (pair,) = set(together) - set(strengths("interest")) - set(strengths("rates"))
    assert pair in apart
    assert pair not in strengths("rates interest")


def test_a_long_story_keeps_what_it_speaks_of_most():
    words = " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(26 * 26))
    long = " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}" for n in range(3000))
    assert strength("reactor", f"{words} {long} reactor reactor reactor") > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东京发生强烈地震", "地震袭击日本"),
        ("東京で強い地震がありました", "地震の被害"),
        ("แผ่นดินไหวรุนแรง", "เกิดแผ่นดินไหว"),
        ("지진이 발생했다", "강한 지진"),
    ],
)
def test_scripts_without_spaces_share_terms_by_pairs_of_characters(one, other):
    assert set(strengths(one)) & set(strengths(other))


def test_vowel_signs_do_not_break_words():
    # "हिन्दी समाचार" is two words and one pair of them.
    assert len(strengths("हिन्दी समाचार")) == 3


def test_the_ways_to_write_a_character_are_one():
    text = "Zürich bleibt größte Stadt – “naïve” Café"
    assert strengths(unicodedata.normalize("NFD", text)) == strengths(text)


def test_plain_text_gives_the_same_terms_beside_typographic_signs():
    plain = set(strengths("Apple's first store, in Paris"))
    assert plain < set(strengths("Apple’s first store, in Paris — été"))


def test_the_signature_is_of_the_body_and_ends_with_the_headline():
    one, other = signature(FILLER, "One headline"), signature(FILLER, "Another")
    assert one[:-4] == other[:-4]
    assert one[-4:] != other[-4:]
    assert signature(FILLER)[:BUCKETS] != signature(FILLER.replace("of", "and"))[:BUCKETS]


def test_the_signature_counts_what_is_said_twice_once():
    counted = int.from_bytes(signature("a b c d e")[BUCKETS : BUCKETS + 2], "little")
    words = " ".join(f"word{n}" for n in range(90))
    assert int.from_bytes(signature(words)[BUCKETS : BUCKETS + 2], "little") == 88
    again = int.from_bytes(signature(f"{words} {words}")[BUCKETS : BUCKETS + 2], "little")
    assert (counted, again) == (3, 90)


def test_a_short_body_is_signed_with_its_headline():
    assert signature("Watch live.", "Storm") != signature("Watch live.", "Budget")


def test_a_story_without_words_has_an_empty_signature():
    assert signature(" — ") == bytes(BUCKETS + 6)
