import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.reading.text.body import BodyError, BodyOptions, BodyRenderer

RENDERER = BodyRenderer()

PIECES = st.sampled_from(
    [
        "<script>",
        "<img src=x onerror=y>",
        "[x](javascript:a)",
        "%<<![\n",
        "<![CDATA[",
        "<!--",
        "-->",
        "[^1]",
        "[^1]: ",
        "```\n",
        "~~~\n",
        "> ",
        "- ",
        "1. ",
        "- [x] a",
        "    ",
        "\n\n",
        "\n",
        "\t",
        "| a | b |\n|--|--|\n",
        "{: .x onclick=a }",
        "!!! note\n",
        "*[a]: b",
        "![a](b.png 'c|d')",
        "`",
        "<a href='java&#10;script:x'>",
        "<svg/onload=a>",
        "<div>",
        "</div>",
        "<p>",
        "# h",
        "a",
        "�",
        "https://youtu.be/dQw4w9WgXcQ",
        "[a](b.md)",
        "*",
        "_",
        "'s",
        '"',
        "--",
        "&",
        "\x00",
        "\x02",
        ":",
    ]
)
MARKDOWN = st.one_of(st.text(), st.lists(PIECES, max_size=16).map("".join))
ATTRIBUTE = re.compile(r'="[^"]*"')


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


@pytest.mark.slow
@settings(deadline=None)
@given(MARKDOWN)
@example("%<<![\n")
@example("[^b]: y\n[^a]:\n")
@example("[^a]:\n[^b]: y\n\nx[^b]")
def test_no_input_raises_and_no_output_is_unsafe(markdown: str) -> None:
    body = RENDERER.render(markdown, 5)
    assert "<script" not in body.html
    for attribute in re.findall(r'(?:href|src|cite)="([^"]*)"', body.html):
        assert not re.match(r"\s*(?:javascript|data|vbscript):", attribute, re.IGNORECASE)
    for tag in re.findall(r"<[^>]*>", ATTRIBUTE.sub("=", body.html)):
        assert not re.search(r"\son\w+\s*=", tag)
        assert " style=" not in tag
    last = 5 + len(re.findall(r"\r\n?|\n", markdown))
    assert all(5 <= reference.line <= last for reference in body.references)
    assert all(5 <= removed.line <= last for removed in body.removed)


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(MARKDOWN, max_size=4))
def test_a_body_does_not_depend_on_those_before_it(bodies: list[str]) -> None:
    fresh = [BodyRenderer().render(body) for body in bodies]
    shared = BodyRenderer()
    assert [shared.render(body) for body in bodies] == fresh


@pytest.mark.slow
@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("<div>" * 50_000, 0),
        ("> " * 10_000, 0),
        ("\n".join("    " * depth + "- a" for depth in range(300)), 49),
        ("*" * 50_000 + "a" + "*" * 50_000, 0),
        ("|a" * 300 + "\n" + "|-" * 300 + "\n" + "b\n" * 20_000, 336),
        ("a\n" * 1_500_000, -2),
    ],
    ids=["elements", "quotes", "lists", "emphasis", "cells", "length"],
)
def test_what_no_page_can_show_is_refused_at_its_line(markdown: str, line: int) -> None:
    with pytest.raises(BodyError) as caught:
        RENDERER.render("First.\n\n" + markdown, 9)
    assert caught.value.line == 11 + line
    assert caught.value.what
    assert caught.value.remedy


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark",
    [
        "[", "[a](", '[a](b "', "[a](<b", "<a ", "**a** ", "*a **b ", "*a_ ", "![", "[a][", "[a]",
        "[a]: b\n", "`", "`` ` ", "&amp;", "<!--", "<?", "<![CDATA[", "~~a", "www.", "a@b.",
        "http://a.b(", "| a ", "- a\n", "1. ", "\t", "```\na\n", "[^1]\n\n[^1]: ", "a\n: b\n\n",
        "{: .x }", "# a {#b}\n", "](a", "[^", "[<!--x ",
        "<div>\n<a/", "<div><a b", "![a](b.jpg) ", "[a](a.md) ",
        '"a" ', "'", "--", "a_", "\\", "![a][",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_of_a_text_whatever_it_holds(mark: str) -> None:
    def seconds(count: int) -> float:
        before = time.process_time()
        refusal = ""
        try:
            RENDERER.render(mark * count)
        except BodyError as error:
            refusal = error.what
        assert "seconds" not in refusal
        return time.process_time() - before

    short = 20_000 // len(mark)
    assert seconds(8 * short) < max(40 * seconds(short), 10)  # or a busy machine decides


@pytest.mark.slow
@pytest.mark.parametrize(
    "markdown",
    [
        "word " * 56_000,
        "<p>" + "a <em>b</em> &amp; " * 15_000,
        "A" * 283_000 + "b",
        '"a" ' * 70_000,
    ],
    ids=["prose", "html", "capitals", "quotes"],
)
def test_one_very_long_line_is_rendered(markdown: str) -> None:
    assert len(html(markdown)) >= 270_000


def test_a_refused_body_leaves_no_trace_in_the_next() -> None:
    renderer = BodyRenderer()
    story = "A\n\n- b\n\n    c\n\n> d"
    expected = renderer.render(story)
    with pytest.raises(BodyError):
        renderer.render("\n".join("    " * depth + "- a" for depth in range(300)))
    assert renderer.render(story) == expected


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("#", [2]),
        ("###", [2]),
        ("# ### ######", [2, 3, 4]),
        ("## #### #### ### ##", [2, 3, 3, 3, 2]),
        ("### ## ###", [2, 2, 3]),
        ("# ## ### #### ##### ######", [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_begin_at_level_two_and_leave_no_level_out(written, levels) -> None:
    text = "\n\n".join(f"{marks} A" for marks in written.split())
    assert [heading.level for heading in RENDERER.render(text).headings] == levels


def test_headings_have_unique_ids_in_any_script() -> None:
    body = RENDERER.render(
        "## Été à Paris\n\n## हिन्दी\n\n## 🎉\n\n## Don't\n\n## Don't\n\n## A {#b}\n\n## b"
    )
    assert [h.id for h in body.headings] == [
        "été-à-paris", "हिन्दी", "section", "dont", "dont-2", "b", "b-2",
    ]  # fmt: skip
    assert all(f'id="{h.id}"' in body.html for h in body.headings)
    assert body.headings[3].text == "Don’t"


def test_ids_of_the_page_are_not_given_to_headings() -> None:
    body = RENDERER.render("See [it](#comments), [all](#main-text).\n\n## Comments\n\n## Main text")
    assert [h.id for h in body.headings] == ["comments-2", "main-text"]
    assert 'href="#comments-2"' in body.html
    assert 'href="#main-text"' in body.html
    assert RENDERER.render("## Title", reserved=["title"]).headings[0].id == "title-2"


def test_raw_headings_are_levelled_with_the_others() -> None:
    assert html("<h1>Raw</h1>\n\n## Below") == ('<h2 id="raw">Raw</h2>\n<h3 id="below">Below</h3>')


def test_typography_can_be_left_out() -> None:
    plain = BodyRenderer(BodyOptions(typography=False))
    assert plain.render('"A" & B').html == '<p>"A" &amp; B</p>'
    assert html('"A"') == '<p><span class="dquo">“</span>A”</p>'


def test_references_are_given_with_their_lines() -> None:
    body = RENDERER.render(
        "[a](a.md) and [a](aa.md)\n\n```\n[a](a.md)\n```\n\n[again](a.md#x), [about](/about/)\n\n"
        "![b](b.jpg)\n[out](https://example.com/a.md) [ref][r] [mail](mailto:a@b.c) [here](#x)\n\n"
        "[r]: {filename}../r.md\n",
        21,
    )
    assert [(r.kind, r.target, r.line) for r in body.references] == [
        ("story", "a.md", 21),
        ("story", "aa.md", 21),
        ("story", "a.md#x", 27),
        ("address", "/about/", 27),
        ("image", "b.jpg", 29),
        ("story", "../r.md", 32),
    ]


def test_the_same_target_is_found_where_it_stands_each_time() -> None:
    body = RENDERER.render("[a](x.md)\n\n[b](x.md)\n\n<a href='x.md'>c</a>")
    assert [r.line for r in body.references] == [1, 3, 5]


def test_what_was_taken_out_is_reported_with_its_line() -> None:
    body = RENDERER.render(
        "Text\n\n<script>x</script>\n\n<p onclick='a'>b</p>\n\n[c](javascript:d)\n\n"
        "![e](data:image/png;base64,QUJD)\n\nf\n{: onmouseover=g }\n\nh\u200bi\n"
        "`<script>` is code\n\n```\n<iframe>\n```\n",
        2,
    )
    assert [(r.line, r.what) for r in body.removed] == [
        (4, "<script> element"),
        (6, "onclick attribute"),
        (8, "javascript: link"),
        (10, "data: picture"),
        (13, "onmouseover attribute"),
        (15, "the stray character U+200B"),
    ]


def test_an_address_without_a_host_stays_text_with_its_line() -> None:
    body = RENDERER.render("Text\n\n<https://../> and [x](https:///y) and https://a.example/z\n")
    assert "<p>https://../ and x and" in str(body.html)
    assert [(r.line, r.what) for r in body.removed] == [
        (3, "address 'https://../' with a wrong host or port"),
        (3, "address 'https:///y' with a wrong host or port"),
    ]


def test_a_reference_to_no_character_is_named() -> None:
    body = RENDERER.render("Text\n\na&#0;b&#xD800;c&amp;d&#65;\n")
    assert [(one.line, one.what) for one in body.unclear] == [
        (3, "&#0; is not a character"), (3, "&#xD800; is not a character"),
    ]  # fmt: skip


def test_text_has_notes_but_no_code_and_no_marks() -> None:
    body = RENDERER.render(
        "## Head\n\nOne *two*three[^1] &amp; `four`.\n\n```\na b c\n```\n\n[^1]: Note.\n"
    )
    assert body.text == "Head One twothree & four. Note."
    assert body.code_words == 3


def test_pictures_are_counted_and_load_late() -> None:
    body = RENDERER.render("![a](a.jpg)\n\nb ![c](c.jpg) <img src='/d.jpg' alt='d'>")
    assert body.images == 3
    assert body.html.count('<img decoding="async" ') == body.html.count(' loading="lazy">') == 3


def test_characters_are_made_regular() -> None:
    assert html("e\u0301\x00\x0b\ufeff") == "<p>é</p>"
    assert html("a\r\n\r\nb\rc") == "<p>a</p>\n<p>b&nbsp;c</p>"
    assert html("zero-width joiner in 👩\u200d🚀") == "<p>zero-width joiner in&nbsp;👩\u200d🚀</p>"


def test_tables_align_by_class() -> None:
    out = html("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    assert '<th class="align-right">a</th>' in out
    assert '<td class="align-center">2</td>' in out


def test_footnotes_are_numbered_as_they_occur_and_lead_back() -> None:
    out = html("A[^b] c[^a]\n\n[^a]: Second.\n[^b]: First.\n")
    assert out.index("First.") < out.index("Second.")
    assert 'href="#fn:b" role="doc-noteref">1</a>' in out
    assert 'href="#fnref:b" role="doc-backlink" title="Back to note 1 in the text"' in out


def test_abbreviations_definitions_and_admonitions() -> None:
    out = html(
        'The WHO.\n\nTerm\n: What it means\n\n!!! note "Title"\n    Text.\n\n*[WHO]: World\n'
    )
    assert '<abbr title="World">' in out
    assert "<dt>Term</dt>\n<dd>What it&nbsp;means</dd>" in out
    assert '<div class="admonition note">\n<p class="admonition-title">Title</p>' in out


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40))
def test_nested_lists_of_ordinary_depth_work(depth: int, quotes: int) -> None:
    html("\n".join("    " * level + "- a" for level in range(depth)))
    out = html("> " * quotes + "a")
    assert out.count("<blockquote>") == quotes
    assert all(a <= b for a, b in pairwise(m.start() for m in re.finditer("<blockquote>", out)))
