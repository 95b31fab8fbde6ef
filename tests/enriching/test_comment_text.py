"""What readers type becomes a little HTML, and never more than that."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.text.comment_text import LONGEST, TAGS, as_html, as_line

REL = 'rel="nofollow ugc noopener"'
SIGNS = st.text(st.sampled_from("ab <>&\"'[]()*_`#>-+!:/\\\n\t1.=|~") | st.characters())


@settings(deadline=None)
@given(SIGNS)
def test_nothing_but_the_allowed_elements_comes_out(text):
    found = BeautifulSoup(as_html(text), "html.parser")
    for tag in found.find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= ({"href", "rel"} if tag.name == "a" else set())
        assert re.match(r"(https?|mailto):", tag.get("href", "http:"))


@settings(deadline=None)
@given(st.text(st.sampled_from("ab<>&\"' \n"), min_size=1))
def test_html_stays_the_text_that_it_is(text):
    shown = BeautifulSoup(as_html(text), "html.parser").text
    assert "".join(shown.split()) == "".join(text.split()) or ">" in text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("**b** *i* `c`", "<p><strong>b</strong> <em>i</em> <code>c</code></p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# no headline", "<p># no headline</p>"),
        ("5 < 6 & <b> &copy;", "<p>5 &lt; 6 &amp; &lt;b&gt; ©</p>"),
        ("(https://a.example/b_c).", f'<p>(<a href="https://a.example/b_c" {REL}>'
         "https://a.example/b_c</a>).</p>"),
        ('[a](https://a.example "title")', f'<p><a href="https://a.example" {REL}>a</a></p>'),
        ("[my bank](https://bank.example@evil.example/)", "<p>my bank</p>"),
        ("<https://../> [x](https://a.example:99999/)", "<p>https://../ x</p>"),
        ("[a](javascript:alert(1))", "<p>a</p>"),
        ("   ", ""),
    ],
)  # fmt: skip
def test_a_little_markdown_is_read(text, html):
    assert as_html(text) == html


@pytest.mark.parametrize(
    "text", ["word " * LONGEST, "- " * 900 + "x", "- y\n" + "    " * 9 + "- x", "> " * 900]
)
def test_long_and_deep_texts_get_paragraphs_only(text):
    assert as_html(f"{text}\n\n**b**\n<i>").endswith("</p>\n<p>**b**<br>\n&lt;i&gt;</p>")


def test_a_line_is_one_line_without_hidden_signs():
    assert as_line("a\r\nb\u202e\u200bc\x1b[31m", 60) == "a bc[31m"
    assert as_line("word " * 9, 12) == "word word w…"
