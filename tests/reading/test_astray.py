"""What would hide text from readers, or show it to them, against the writer's will, is refused."""

import pytest

from newsroom.problems import ContentError
from newsroom.reading.text.body import BodyOptions, BodyRenderer
from tests.conftest import SiteBuilder, story

RENDERER = BodyRenderer(BodyOptions(typography=False))


@pytest.mark.parametrize(
    ("markdown", "line", "what"),
    [
        ("x\n\n<!-- y\n\nz\n", 3, "the comment that begins here does not end"),
        ("<!-- a -->\n\nx\n\n<!-- y\n\nz\n", 5, "the comment that begins here does not end"),
        ("- <!-- y\n- z\n", 1, "the comment that begins here does not end"),
        ("x <!-- ask the lawyer.\n\nz", 1, "readers see the comment"),
        ("x\ny <!-- ask\n\nthe lawyer --> z", 2, "readers see the comment"),
        ("| a |\n|---|\n| <!-- b |", 3, "readers see the comment"),
        ("<!-- a\n\nx\n\n<!-- b -->\n\ny", 1, "a comment begins within this one"),
        ("x <!-- a <!-- b --> c", 1, "a comment begins within this one"),
        ("<!-- a —>\n\nx\n\nb --> c", 1, "goes on behind '—>'"),
        ("<!-- a ->\n\nx\n\nb --> c", 1, "goes on behind '->'"),
        ("<!-- a --!> x -->", 1, "goes on behind '--!>'"),
        ("<!--> a -->", 1, "the comment ends at once"),
        ("x\n\n<?php if ($a > 3) echo $b; ?>", 3, "browsers hide what is behind <?"),
        ("x <![CDATA[ a > b ]]> c", 1, "browsers hide what is behind <![CDATA["),
        ("x\n\n```\ncode\n\nProse.\n", 3, "all text below it is code"),
        (
            "```python\na\n\nProse.\n\n```python\nb\n```",
            1,
            "a fence within this fenced code, 5 lines",
        ),
        ("- a\n  ```\n  b\n```\nProse.\n", 4, "all text below it is code"),
        ("x\n\n<details>\n<summary>a</summary>\n\ny", 3, "the <details> that begins here"),
        ("<div>\n\na\n\n</div>\n\n<div>\n\nb", 7, "the <div> that begins here"),
        ("<blockquote>\n\na\n\n    </blockquote>\n\nb", 1, "the <blockquote> that begins here"),
        ("x\ny <del>z\n\na", 2, "the <del> that begins here"),
        ('<a href="https://a.example">b\n\nc', 1, "the <a> that begins here"),
        ("if a <b and c> d", 1, "the <b> that begins here"),
        ('<div class="a>\n\nb\n\n"c" d', 1, "the tag <div does not end"),
        ("<pre>\na\n\nb", 1, "the <pre> that begins here"),
        ("<div>\n<script>a\n\nb\n</div>", 2, "<script> has no end"),
        ("x\n\n<p hidden>a</p>", 3, "what the hidden attribute should hide"),
        ('<div style="color: red; display: none">\n\na\n\n</div>', 1, "what the style attribute"),
        ("x\n{: hidden }", 2, "what the hidden attribute should hide"),
        ("<template>a</template>", 1, "what the <template> element should hide"),
        ("x\n\n[Anna]: Yes.\n\n[Q]: Why?", 3, "readers do not see this line"),
        ("| a |\n|---|\n| b | c |\n", 3, "the cell 'c' is left out"),
        ("x[^a]\n\n[^a]: b\n\n[^a]: c\n", 5, "a note [^a] already"),
    ],
)
def test_text_that_goes_astray_is_named_with_its_line(markdown: str, line: int, what: str) -> None:
    found = RENDERER.render(markdown).mistakes
    assert found[0].line == line
    assert what in found[0].what


@pytest.mark.parametrize(
    "markdown",
    [
        "<!-- a note -->\n\nx",
        "<!--\na note\n\nof --- paragraphs -> with arrows --> \n\nx",
        "x <!-- a --> y <!-- b --> z",
        "A --> B, and `<!--` in code, and \\<!-- behind a backslash",
        "```html\n<!-- a\n<div>\n~~~\n<details>\n```",
        "````markdown\n```python\na\n```\n````",
        "> ```\n> quoted code ends with its quote\n\nx",
        "<details>\n<summary>a</summary>\n\nb\n\n</details>",
        "<div>\n\n<div>\n\na\n\n</div>\n\n</div>",
        "<ul>\n<li>a\n<li>b\n</ul>\n\n<p>c\n\n<table>\n<tr><td>d\n</table>",
        "a <br> b <b>c <i>d</b> e</i> <img src='/x.png' alt=''> <span>f",
        "1 < 2 and 3 > 2, <3, a<b",
        "[a]: https://a.example\n[//]: # (a comment)\n[b]: <> (one more)\n\nx",
        "[a]\n\n[a]: page",
        "\\[Anna]: Yes.",
        "| a | b |\n|---|---|\n| c |\n| d | e | |",
        "x[^a]\n\n[^a]: b",
        "<script>a</script>\n\nb <script src='c'></script>",
        "<http://a.example> <a@b.example> [x](<y z>)",
    ],
)
def test_ordinary_text_is_not_refused(markdown: str) -> None:
    assert not RENDERER.render(markdown).mistakes


@pytest.mark.parametrize(
    ("markdown", "line", "what", "shown"),
    [
        ("x\nI went to <inaudible> and saw.", 2, "<inaudible> is shown", "&lt;inaudible&gt; and"),
        ("x <y and z> w", 1, "<y and z> is shown", "&lt;y and z&gt;"),
        ("Dear <first-name>,", 1, "<first-name> is shown", "&lt;first-name&gt;,"),
        ("a[^1] b", 1, "[^1] is shown as text: there is no such note", "a[^1]"),
        ("A story of one line.\n---\nb", 2, "becomes a heading", "<h2"),
        ("x\n\n    A paragraph that somebody indented.", 3, "is shown as code", "<pre>"),
        ("<!-- a --> **b**", 1, "behind --> is not read as Markdown", "**b**"),
        ("[a]\n\n[a]: /b\n[a]: /c", 4, "[a] leads to /b already", 'href="/b"'),
    ],
)
def test_what_may_be_shown_otherwise_than_meant_is_a_warning(
    markdown: str, line: int, what: str, shown: str
) -> None:
    body = RENDERER.render(markdown)
    assert not body.mistakes
    assert [(one.line, what in one.what) for one in body.unclear] == [(line, True)]
    assert shown in body.html


def test_elements_that_are_closed_are_taken_out_with_their_names() -> None:
    body = RENDERER.render("<who>Anna</who> <o:p></o:p> <st1:place>Rome</st1:place>")
    assert " ".join(body.text.split()) == "Anna Rome"
    assert [one.what for one in body.removed] == [
        "<who> element", "<o:p> element", "<st1:place> element",
    ]  # fmt: skip


def test_a_note_to_the_lawyer_stops_the_build(site: SiteBuilder) -> None:
    text = story("A vote", "First.\n\nA note <!-- ask the lawyer.\n\nThe rest.")
    with pytest.raises(ContentError) as caught:
        site({"content/articles/ai/vote.md": text})
    message = str(caught.value)
    assert "content/articles/ai/vote.md:8" in message
    assert "readers see the comment" in message
    assert "write --> where it ends" in message
