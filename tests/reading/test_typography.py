import time

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typogrify.filters import typogrify

from newsroom.reading.typography import IGNORED, smart_text, typogrify_html

WORDS = st.sampled_from(
    [
        "word",
        "It's",
        "the '80s",
        '"Yes,"',
        "'no'",
        "NASA",
        "U.S.",
        "A.B.C. ",
        "--",
        "---",
        "...",
        ". . .",
        "&amp;",
        " &amp; ",
        "&nbsp;",
        "``a''",
        '\\"',
        "dogs' ",
        "\"'a' b\"",
        "'s's",
        "' '",
        "1990",
        "(",
        "-",
        "<p>",
        "</p>",
        "<em>",
        "</em>",
        '<a href="/a?b&amp;c" title="d &quot;e&quot;">',
        "</a>",
        "<br>",
        "<h2>",
        "</h2>",
        "<li>",
        "</li>",
        "<code>",
        "</code>",
        "<kbd>",
        "</kbd>",
        "<span>",
        "</span>",
        "<pre>",
        "</pre>",
        "\n",
        " ",
        "  ",
        "\xa0",
        "é",
        "“",
        "–",
        "&lt;",
        "`",
        "'",
        '"',
        "2KU2",
        ".",
        ",",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=24).map("".join))
@example("<p>\"One\" &amp; 'two'</p>")
@example('<p>a--"b"</p>')
@example('<h2>"Jayhawks" &amp; KU fans act extremely obnoxiously</h2>')
def test_html_is_what_typogrify_makes_of_it(text: str) -> None:
    text = nh3.clean(text)  # Well-formed, as a body is.
    assert typogrify_html(text) == typogrify(text, ignore_tags=IGNORED)


def test_comments_are_treated_as_typogrify_treats_them() -> None:
    text = '<p>"a" <!-- "b" --> NASA c</p>'
    assert typogrify_html(text) == typogrify(text, ignore_tags=IGNORED)


@pytest.mark.parametrize("tag", ["pre", "code", "kbd", "samp", "math"])
def test_code_is_never_touched(tag: str) -> None:
    text = f'<{tag}>"x" -- NASA &amp; ...</{tag}>'
    assert text in typogrify_html(f"<p>a {text} b</p>")


def test_an_ampersand_in_an_attribute_stays() -> None:
    text = '<p data-x="a" title="b &amp; c">d</p>'
    assert typogrify_html(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "word " * 56000,
        "A" * 283000 + "b",
        '"a" ' * 70000,
        "a &amp; b " * 30000,
        "<em>a</em> " * 25000,
        " " * 283000,
        "A. " * 90000,
        '<b data-x="y">a</b> &amp; ' * 12000,
    ],
    ids=["words", "capitals", "quotes", "ampersands", "tags", "spaces", "initials", "attributes"],
)
def test_one_huge_line_takes_seconds_at_most(text: str) -> None:
    before = time.process_time()
    typogrify_html(f"<p>{text}</p>")
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("text", "smart"),
    [
        ('"Hi," she said', "“Hi,” she said"),
        ("It's the '80s", "It’s the ’80s"),
        ("rock 'n' roll 'til dawn", "rock ’n’ roll ’til dawn"),
        ("\"'Nested' quote\"", "“‘Nested’ quote”"),
        ("the dogs' bowls", "the dogs’ bowls"),
        ("word--word, and -- so", "word—word, and — so"),
        ("wait...", "wait…"),
        ("6'2\" tall", "6′2″ tall"),
        ('("quoted")', "(“quoted”)"),
        ("AT&T <b> & C++", "AT&T <b> & C++"),
        ("use --flag", "use --flag"),
        ('run `git "x"` now', 'run `git "x"` now'),
        ('print("a b") and x="c d"', 'print("a b") and x="c d"'),
        ("&#8220;", "&#8220;"),
        ("", ""),
    ],
)
def test_plain_text_becomes_smart_plain_text(text: str, smart: str) -> None:
    assert smart_text(text) == smart


@settings(deadline=None)
@given(st.text(alphabet="ab'\"-. `=(1\n—‘“"))
def test_smart_text_is_smart_once_and_for_all(text: str) -> None:
    assert smart_text(smart_text(text)) == smart_text(text)
