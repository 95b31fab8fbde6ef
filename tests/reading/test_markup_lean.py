import markdown
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions import Extension

from newsroom.reading.markup.code import FencedCode
from newsroom.reading.markup.embeds import Embeds
from newsroom.reading.markup.figures import Figures
from newsroom.reading.markup.footnotes import Footnotes
from newsroom.reading.markup.lean import LeanMarkdown
from newsroom.reading.markup.pullquotes import PullQuotes
from newsroom.reading.markup.source import normalise
from newsroom.reading.markup.tables import Tables
from newsroom.reading.markup.tasklists import TaskLists


def extensions() -> list[Extension | str]:
    return [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "sane_lists",
        Embeds("{provider}"),
        FencedCode(),
        Figures(),
        Footnotes("{}"),
        PullQuotes(),
        Tables(),
        TaskLists("a", "b"),
    ]


LEAN = LeanMarkdown(extensions())
STOCK = markdown.Markdown(extensions=extensions(), output_format="html")

PIECES = st.sampled_from(
    [
        "word ",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "[",
        "]",
        "](b)",
        "![",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<https://a.b>",
        "<a@b.c>",
        "&amp;",
        "&#1",
        "&",
        "\\",
        "\\*",
        "  \n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "# h",
        "===\n",
        "---\n",
        "- ",
        "-",
        "* * *",
        "1. ",
        "> ",
        ": ",
        "!!! note\n",
        "{: .x }",
        "|",
        "a | b\n--|--\n",
        "[^1]",
        "[^1]: n",
        "*[a]: b",
        "[c]: d",
        "```\n",
        "~~~\n",
        "- [x] a",
        "![a](b)",
        "https://youtu.be/dQw4w9WgXcQ",
        "{: .pullquote }",
        "\n- ",
        "<!-- c -->",
        "<hr>",
        "a",
        ")",
        "(",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)))
@example("''\t\né")
@example("<hr/>`    <div>")
@example("    \n\n- a")
@example("a &#1 b")
@example("<!---->*<!>[0]:0")
@example("a\n\n!</>!! note\n    b")
@example("a\nb\n: c\n\nd\n===\n\ne\nf | g\n--|--")
@example("!!! note\n    a\nb\n\nc\n\n- d\n\n    e\nf\n\ng")
@example("[a] ![a] [a][b]\n\n> [a]: /c\n\nb\n  [b]: /d")
def test_the_html_is_that_of_stock_markdown(text: str) -> None:
    source, _ = normalise(text)
    assert LEAN.reset().convert(source) == STOCK.reset().convert(source)
