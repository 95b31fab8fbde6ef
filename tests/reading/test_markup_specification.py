"""The examples of CommonMark and of GitHub's extensions come out as their specifications say."""

import re

import pytest

from newsroom.reading.text.body import BodyRenderer
from tests.reading.specification import COMMONMARK, GFM, is_same, pass_rates

# The sections in which this dialect differs on purpose; docs/writing.md says in what. Every example
# of the others has the HTML of the specification.
DIFFER = {
    "Indented code blocks": 1,  # white space at the end of code
    "Fenced code blocks": 1,
    "Lists": 1,
    "List items": 1,  # 123456789. is a number, not a list
    "Links": 1,  # an address with a space is repaired
    "Autolinks": 4,  # bare addresses are links, which CommonMark does not know
}
DIFFER_FROM_GITHUB = {
    "Strikethrough (GitHub)": 1,  # one tilde means "about"
    "Autolinks (GitHub)": 1,  # ftp: is no address of the web
}


@pytest.mark.slow
@pytest.mark.skipif(not COMMONMARK.exists(), reason="npm ci installs the specification")
def test_examples_of_the_specification() -> None:
    rates = pass_rates(COMMONMARK)
    assert sum(total for _, total, _ in rates.values()) == 652
    differing = {section: len(failed) for section, (_, _, failed) in rates.items() if failed}
    assert differing == DIFFER


def test_examples_of_the_extensions_of_github() -> None:
    rates = pass_rates(GFM)
    assert sum(total for _, total, _ in rates.values()) == 29
    differing = {section: len(failed) for section, (_, _, failed) in rates.items() if failed}
    assert differing == DIFFER_FROM_GITHUB


# GFM 6.11
DISALLOWED = [
    "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
]  # fmt: skip


@pytest.mark.parametrize("name", DISALLOWED)
def test_html_that_github_disallows_is_text_or_taken_out_by_name(name: str) -> None:
    body = BodyRenderer().render(f"The <{name}> tag.\n\n<{name}>\nc\n</{name}>\n\nThe end.")
    assert not re.search(f"<{name}", body.html)
    assert body.html.startswith(f"<p>The &lt;{name}&gt;&nbsp;tag.</p>")
    assert body.html.endswith("<p>The&nbsp;end.</p>")
    assert any(name in removed.what for removed in body.removed)
    assert any(name in one.what for one in body.unclear)


def test_comparison_sees_differences_that_readers_see() -> None:
    assert is_same("<p>a\n b</p>", "<p>a b</p>\n")
    assert is_same("<hr />", "<hr>")
    for ours, theirs in (
        ("<p>a</p>", "<p>b</p>"),
        ("<p>ab</p>", "<p>a b</p>"),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
        ('<a href="/x">a</a>', '<a href="/y">a</a>'),
        ("<p>&lt;b&gt;</p>", "<p><b></b></p>"),
    ):
        assert not is_same(ours, theirs)
