from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(BodyOptions(typography=False))


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


def test_a_marked_block_quote_is_a_pull_quote() -> None:
    quote = '<blockquote class="pullquote">\n<p>We quote.</p>\n</blockquote>'
    assert html("> We quote.\n{: .pullquote }") == quote
    assert html("> We quote.\n> {: .pullquote }") == quote


def test_the_mark_may_stand_after_several_paragraphs() -> None:
    assert html("> One.\n>\n> Two.\n{: .pullquote .wide }") == (
        '<blockquote class="pullquote wide">\n<p>One.</p>\n<p>Two.</p>\n</blockquote>'
    )


def test_other_block_quotes_stay_as_they_are() -> None:
    assert html("> We quote.") == "<blockquote>\n<p>We quote.</p>\n</blockquote>"
    assert '<p class="other">' in html("> We quote.\n{: .other }")
