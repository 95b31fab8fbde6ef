"""The table of contents of a search index: shorter, and every word is still found in its file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.paging.search_names import MARK, renamed
from newsroom.paging.search_table import decoded, encoded, shortened

WORDS = st.lists(st.text("aäbz中0", min_size=1, max_size=6), min_size=2, max_size=30, unique=True)


def table(words: list[str], size: int) -> list:
    chunks = [words[at : at + size] for at in range(0, len(words), size)]
    files = [[chunk[0], chunk[-1], f"hash{number}"] for number, chunk in enumerate(chunks)]
    return ["1.5.2", [["story", 300]], files, [], [], ["title"]]


def file_of(word: str, files: list) -> str | None:
    """Return the file in which Pagefind looks for a word."""
    return next((name for first, last, name in files if first <= word <= last), None)


@given(WORDS, st.integers(1, 5))
def test_each_word_is_looked_for_in_the_file_that_has_it(words, size):
    before = table(sorted(words), size)
    names = {"story": "0"} | {name: name.removeprefix("hash") for *_, name in before[2]}
    after = decoded(encoded(shortened(before, names)))
    assert all(file_of(word, after[2]) == names[file_of(word, before[2])] for word in sorted(words))
    assert len(encoded(after)) < len(encoded(before))
    assert after[3:] == before[3:]


@pytest.mark.parametrize(
    "contents",
    [
        b"another mark",
        MARK + b"\xf6",  # null
        MARK + encoded(table(["a"], 1)) + b"\x00",
        MARK + encoded(["1.5.2", [["story", 300]], [["a", "a", "twice"], ["b", "b", "twice"]]]),
        MARK + encoded(["2.0", 7]),
    ],
)
def test_a_table_of_another_form_stays_as_it_is(contents):
    assert renamed(contents, {"story": "0", "twice": "1"}) is None
