"""Taking a file apart: keys as they were written, each with its place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError, read_yaml


def mistake(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(FrontMatterError) as caught:
        read_source(data, "a.md")
    return str(caught.value)


def test_every_scalar_stays_the_string_that_was_written():
    source = read_source(b"---\na: no\nb: 1:30\nc: 007\nd: 2026-11-23\ne: null\nf:\n---\n", "a.md")
    assert source.values == {
        "a": "no",
        "b": "1:30",
        "c": "007",
        "d": "2026-11-23",
        "e": "null",
        "f": None,
    }


def test_values_and_list_items_keep_their_places():
    source = read_source(
        b"---\ntitle: A\ntags:\n  - x\n  - y\nimage: {src: p}\n---\nBody\n", "a.md"
    )
    assert source.marks["title"] == (2, 8)
    assert source.marks["tags.1"] == (5, 5)
    assert source.marks["image.src"] == (6, 14)
    assert source.body == "Body\n"
    assert source.body_line == 8


def test_byte_order_mark_windows_lines_and_leading_blank_line_are_read():
    source = read_source(b"\xef\xbb\xbf\r\n---\r\ntitle: A\r\n---\r\nBody\r\n", "a.md")
    assert source.values == {"title": "A"}
    assert source.body == "Body\n"
    assert source.body_line == 5


@pytest.mark.parametrize("mark", ["\ufeff\ufeff", "\u200b", "\ufeff\u2060\n"])
def test_marks_that_nobody_sees_at_the_beginning_are_passed_over(mark):
    assert read_source(f"{mark}---\ntitle: A\n---\nBody".encode(), "a.md").values == {"title": "A"}


def test_bare_carriage_returns_end_lines():
    assert read_source(b"---\rtitle: A\r---\rBody", "a.md").body == "Body"


def test_classic_pelican_header_is_read_into_the_same_keys():
    text = (
        b"Title: A: b\nCategory: ai\nTags: x, y,\n  z\nAuthors: O S; P Q\n"
        b"Modified: 2026-01-01\n\nBody"
    )
    source = read_source(text, "a.md")
    assert source.values == {
        "title": "A: b",
        "section": "ai",
        "tags": ["x", "y", "z"],
        "authors": ["O S", "P Q"],
        "updated": "2026-01-01",
    }
    assert source.marks["title"] == (1, 8)
    assert source.body == "Body"
    assert source.body_line == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a.md: the file is empty"),
        ("Hello\n", "a.md:1:1: no front matter"),
        ("+++\ntitle = 'A'\n+++\n", "a.md:1:1: TOML front matter is not read"),
        ("---\ntitle: A\n", "a.md:1:1: the front matter does not end"),
        ("---\n---\n---\n", None),
        ("---\n- a\n---\n", "a.md:2:1: the front matter has no keys"),
        ("---\ntitle: A: b\n---\n", "a.md:2:9: a colon inside a value"),
        ("---\ntitle: A\n\tdeck: B\n---\n", "a.md:3:1: there is a tab where"),
        ("---\ntitle: A\ntitle: B\n---\n", "a.md:3:1: duplicate key 'title'"),
        ("---\ntitle: 'A\ndate: x\n---\n", "a.md:2:8: a quote is opened and not closed"),
        ("---\ntitle: *x\n---\n", "a.md:2:8: `*` has a meaning"),
        ("---\ntitle: a\x07b\n---\n", "a.md:2:1: character U+0007"),
        ("---\ntitle: A\ndeck: a\u2028b\n---\n", "a.md:3:8: the character U+2028 ends a line here"),
        ("---\ntitle: a\x85b\n---\n", "a.md:2:9: the character U+0085 ends a line here"),
        ("---\n? [a]\n: b\n---\n", "a.md:2:3: a key must be plain text"),
        (b"---\ntitle: \xff\n---\n", "a.md:2:8: byte 0xff is not valid UTF-8"),
        ("Title: A\nTitle: B\n\n", "a.md:2:1: duplicate key 'title'"),
        ("Title: A\nno key here\n", "a.md:2:1: this line of the header has no key"),
    ],
)
def test_a_broken_header_is_named_with_its_place(text, expected):
    if expected is None:
        assert read_source(text.encode(), "a.md").values == {}
    else:
        assert mistake(text).startswith(expected)


@pytest.mark.parametrize(
    ("value", "column", "what", "followed"),
    [
        ("We are #1", 15, "YAML takes '#1' for a comment", "'We are #1'"),
        ("!important news", 8, "`!` has a meaning in YAML", "'!important news'"),
        ("[Exclusive] The vote", 8, "the value goes on behind", "'[Exclusive] The vote'"),
        ('"No" says the mayor', 8, "the value goes on behind", """'"No" says the mayor'"""),
        ("> than before", 8, "`>` has a meaning in YAML", "'> than before'"),
        ("& Sons", 8, "`&` has a meaning in YAML", "'& Sons'"),
        ("@home", 8, "`@` has a meaning in YAML", "'@home'"),
        ("[the vote", 8, "the list that begins here does not end", "'[the vote'"),
        ("{the vote", 8, "the group of keys that begins here does not end", "'{the vote'"),
    ],
)
def test_a_headline_that_yaml_would_change_is_refused_until_it_is_in_quotes(
    value, column, what, followed
):
    with pytest.raises(FrontMatterError) as error:
        read_yaml(f"title: {value}\nsection: ai\n", "a.md")
    problem = error.value.problem
    assert (problem.line, problem.column) == (1, column)
    assert problem.what.startswith(what)
    assert "quotes" in problem.remedy
    values, _ = read_yaml(f"title: {followed}\nsection: ai\n", "a.md")
    assert values["title"] == value


def test_a_comment_behind_a_value_and_a_sharp_are_no_mistakes():
    values, _ = read_yaml("status: draft # until Friday\ntags: [C#, F#]\n# none\n", "a.md")
    assert values == {"status": "draft", "tags": ["C#", "F#"]}


def test_aliases_that_grow_without_end_are_refused():
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
    )
    assert "too large" in mistake(f"---\n{bomb}---\n")


@pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "{a: [", "- - - "])
def test_what_nests_too_deep_is_refused_with_its_place(sign):
    said = mistake(f"---\ntitle: A\nx:\n  {sign * 200_000}\n---\n")
    assert said.startswith("a.md:4:")
    assert "nest too deep" in said


@pytest.mark.slow
def test_long_front_matter_that_is_flat_is_read():
    tags = ", ".join(f"[x{number}]" for number in range(2_000))
    assert len(read_source(f"---\ntags: [{tags}]\n---\n".encode(), "a.md").values["tags"]) == 2_000


def test_an_alias_of_itself_is_refused():
    assert "too large" in mistake("---\ntags: &tags [*tags]\n---\n")


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data):
    for text in (data, b"---\n" + data + b"\n---\n", b"Title: x\n" + data):
        with suppress(FrontMatterError):
            read_source(text, "a.md")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["a{}b", "Title: a\nb{}c", "a{}: b\n{}\n{}"])
def test_a_line_of_a_million_spaces_is_read_in_one_pass(text):
    """Patterns that begin again at each space would take hours."""
    with suppress(FrontMatterError):
        read_source(text.replace("{}", " " * 1_000_000).encode(), "a.md")
