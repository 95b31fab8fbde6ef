"""Plain texts hold what can be shown, and nothing that turns a line around."""

import pytest

from newsroom.text.characters import forbidden, taken_out


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff", "\U0001fffe",
     "\ufdd0", "\u202e", "\u202d"],
)  # fmt: skip
def test_what_cannot_be_shown_is_named(char):
    assert f"U+{ord(char):04X}" in forbidden(f"a{char}b")
    assert taken_out(f"a{char}b") == ("ab", (char,))


@pytest.mark.parametrize(
    "text",
    ["a\tb\nc", "שלום\u200f a", "a\u00a0b", "👩\u200d👩", "a \u2067עברית\u2069 b", "\u202bא\u202c",
     "\u2066a\u2067b\u2069\u2069"],
)  # fmt: skip
def test_texts_of_all_scripts_are_let_through(text):
    assert forbidden(text) == ""


@pytest.mark.parametrize("text", ["a\u2067b", "\u202ax", "\u2066a\u2067b\u2069"])
def test_a_mark_of_direction_must_be_ended(text):
    assert "not ended" in forbidden(text)
