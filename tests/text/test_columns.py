"""Lines of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.columns import width_of, wrapped


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  one   two  ", 72, ["one two"]),
        ("", 72, [""]),
        ("see https://news.example/a/ now", 10, ["see", "https://news.example/a/", "now"]),
        ("新聞社は編集室を開く。", 10, ["新聞社は編", "集室を開く。"]),
        ("新聞 and 社", 6, ["新聞", "and 社"]),
        ("é" * 4 + " b", 4, ["é" * 4, "b"]),
    ],
)
def test_lines_are_as_wide_as_asked_for(text, columns, lines):
    assert wrapped(text, columns).split("\n") == lines


@given(st.text())
def test_no_sign_is_lost(text):
    lines = wrapped(text, 20)
    assert "".join(lines.split()) == "".join(text.split())
    for line in lines.split("\n"):
        assert width_of(line) <= 22 or " " not in line.strip() or line.isascii() is False
