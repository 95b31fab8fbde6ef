"""The examples of the CommonMark specification come out as it says."""

import pytest

from tests.reading.specification import COMMONMARK, is_same, pass_rates

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


@pytest.mark.skipif(not COMMONMARK.exists(), reason="npm ci installs the specification")
def test_examples_of_the_specification() -> None:
    rates = pass_rates(COMMONMARK)
    assert sum(total for _, total, _ in rates.values()) == 652
    differing = {section: len(failed) for section, (_, _, failed) in rates.items() if failed}
    assert differing == DIFFER


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
