"""Rules that are left out for a source would not have done anything in it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.reading.markup.embeds import Embeds, EmbedTexts
from newsroom.reading.markup.fast_markdown import SOUGHT
from newsroom.reading.markup.removed_html import RemovedHtml
from newsroom.reading.markup.source import normalise
from newsroom.reading.text.body import BodyOptions, make_markdown

PIECES = st.sampled_from([
    "word ", "*", "**", "_", "__", "`", "``", "[", "]", "](b)", "![", "<b>", "</b>", "<div>",
    "</div>", "<https://a.b>", "<a@b.c>", "&amp;", "&#1", "&", "\\", "\\*", "\n", "\n\n", "  \n",
    "    ", "\t", "# h", "===\n", "---\n", "- ", "-", "* * *", "1. ", "2) ", "> ", ": ", "|",
    "!!! note\n", "{: .x }", "a | b\n--|--\n", "[^1]", "[^1]: n", "*[a]: b", "[c]: d", "[c]",
    "```\n", "~~~\n", "- [x] a", "![a](b)", "~~", "www.a.de", "https://youtu.be/dQw4w9WgXcQ",
    "{: .pullquote }", "\n- ", "<!-- c -->", "<hr>", "a", ")", "(", "\\{", "\n\n    x",
])  # fmt: skip
MARKDOWN = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))
FAST = make_markdown(BodyOptions(), Embeds(EmbedTexts(), {}), RemovedHtml())
FULL = make_markdown(BodyOptions(), Embeds(EmbedTexts(), {}), RemovedHtml())
FULL.present = lambda source: frozenset(SOUGHT)


@pytest.mark.slow
@settings(deadline=None)
@given(MARKDOWN)
@example("<hr/>`    <div>")
@example("a &#1 b")
@example("a\nb\n: c\n\nd\n===\n\ne\nf | g\n--|--")
@example("[a] ![a] [a][b]\n\n> [a]: /c\n\nb\n  [b]: /d")
def test_rules_that_are_left_out_change_nothing(text: str) -> None:
    source, _ = normalise(text)
    assert FAST.reset().convert(source) == FULL.reset().convert(source)


@settings(deadline=None)
@given(MARKDOWN)
@example("![](){.pullquote}")
def test_a_quote_holds_what_the_same_text_is_alone(text: str) -> None:
    source, _ = normalise(text.replace("\t", " "))
    quote = FAST.reset().convert("\n".join(f"> {line}" for line in source.split("\n")))
    alone = FAST.reset().convert(source)
    # A pull quote that is quoted gives its class to the quote around it.
    if 'class="footnote"' not in alone and '<p class="pullquote"' not in alone:
        expected = f"<blockquote>{alone}</blockquote>"
        assert "".join(quote.split()) == "".join(expected.split())
