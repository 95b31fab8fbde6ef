"""Markdown as everybody writes it, and prose that only looks like Markdown."""

# ruff: noqa: E501 - a case reads best in one line
import pytest

from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(BodyOptions(typography=False))


def html(markdown: str) -> str:
    return "".join(line.strip() for line in RENDERER.render(markdown).html.split("\n"))


def unclear(markdown: str) -> list[tuple[int, str]]:
    return [(one.line, one.what) for one in RENDERER.render(markdown).unclear]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("Text:\n- a\n- b", "<p>Text:</p><ul><li>a</li><li>b</li></ul>"),
        ("Text\n1. a\n2. b", "<p>Text</p><ol><li>a</li><li>b</li></ol>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n\n  b\n\n  > c\n- d", "<ul><li><p>a</p><p>b</p><blockquote><p>c</p></blockquote></li><li><p>d</p></li></ul>"),
        ("- a\n\n      code\n", "<ul><li><p>a</p><pre><code>code</code></pre></li></ul>"),
        ("#MeToo turned nine.", "<p>#MeToo turned nine.</p>"),
        ("Text\n## Heading\ntext", '<p>Text</p><h2 id="heading">Heading</h2><p>text</p>'),
        ("~~100~~ 120", "<p><del>100</del> 120</p>"),
        ("See https://a.example/report.", '<p>See <a href="https://a.example/report" rel="noopener">https://a.example/report</a>.</p>'),
        ("(www.a.example/x_(y)) desk@a.example", '<p>(<a href="http://www.a.example/x_(y)" rel="noopener">www.a.example/x_(y)</a>) <a href="mailto:desk@a.example">desk@a.example</a></p>'),
        ("[https://a.example/](/b/) [www.a.example]", '<p><a href="/b/">https://a.example/</a> [<a href="http://www.a.example" rel="noopener">www.a.example</a>]</p>'),
        ('<a href="/b/" class="x">https://a.example</a> www.a.example', '<p><a href="/b/" class="x">https://a.example</a> <a href="http://www.a.example" rel="noopener">www.a.example</a></p>'),
        ('<a href="/b/">Ask desk@a.example or www.a.example</a>', '<p><a href="/b/">Ask desk@a.example or www.a.example</a></p>'),
        ('<a href="/b/">see <https://a.example></a>', '<p><a href="/b/">see https://a.example</a></p>'),
        ("[see https://a.example](/b/)", '<p><a href="/b/">see https://a.example</a></p>'),
        ("<details>\n<summary>S</summary>\n\n**a**\n\n- b\n\n</details>", "<details><summary>S</summary><p><strong>a</strong></p><ul><li>b</li></ul></details>"),
        (r"\# \1. \- \~ \| \" \@ \a", r'<p># \1. - ~ | " @ \a</p>'),
        ("a\\\nb", "<p>a<br>b</p>"),
        ("```First``` in the paper.\n\n```\ncode\n```", '<p><code>First</code> in the paper.</p><pre class="highlight"><code>code</code></pre>'),
        ("~~~~\n~~~\n~~~~", '<pre class="highlight"><code>~~~</code></pre>'),
        ("a | b\n--|--\n1 | 2\n{: .wide }\n\nx", '<table class="wide"><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>x</p>'),
        ("a | b\n--|--\n{: | }", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>{:</td><td>}</td></tr></tbody></table>"),
        ("a | b\n--|--\n1 | `x\\|y`", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><code>x|y</code></td></tr></tbody></table>"),
        ("| `a|b` | c |\n|---|---|", "<table><thead><tr><th><code>a|b</code></th><th>c</th></tr></thead></table>"),
        ("[`x`] and [A\nb]\n\n[`x`]: /x/\n[a B]: /b/", '<p><a href="/x/"><code>x</code></a> and <a href="/b/">Ab</a></p>'),
        ("*a*{: .b } {c} d", '<p><em class="b">a</em> {c} d</p>'),
        ("[a](my file.pdf 'T')", '<p><a href="media:my file.pdf" title="T">a</a></p>'),
        ("mailto:a@a.example, https://a.example/a\\_b's", '<p><a href="mailto:a@a.example">mailto:a@a.example</a>, <a href="https://a.example/a_b" rel="noopener">https://a.example/a_b</a>\'s</p>'),
        ("[a][r]\n\n[r]: 2026/my file.pdf 'T'", '<p><a href="media:2026/my file.pdf" title="T">a</a></p>'),
        ("[a](b c.md#part two)", '<p><a href="story:b c.md#part two">a</a></p>'),
        ("[a](tel:+49 30 12)", '<p><a href="tel:+493012">a</a></p>'),
        ("[sic] (as he said) a < b c>", "<p>[sic] (as he said) a &lt; b c&gt;</p>"),
        ("Text[^a]\n\n[^a]: b\n\n[Ann]: It is so, see the report.", '<p>Text<sup id="fnref:a"><a class="footnote-ref" href="#fn:a" role="doc-noteref">1</a></sup></p><p>[Ann]: It is so, see the report.</p><div class="footnote" role="doc-endnotes"><hr><ol><li id="fn:a"><p>b&nbsp;<a class="footnote-backref" href="#fnref:a" role="doc-backlink" title="Back to note 1 in the text">↩︎</a></p></li></ol></div>'),
        ("> [!NOTE]\n> **a**\n>\n> b", '<div class="admonition note"><p class="admonition-title">Note</p><p><strong>a</strong></p><p>b</p></div>'),
        ("> [!warning]\n\n> [!odd] a", '<div class="admonition warning"><p class="admonition-title">Warning</p></div><blockquote><p>[!odd] a</p></blockquote>'),
        ("**「重要」**です", "<p><strong>「重要」</strong>です</p>"),
    ],
)  # fmt: skip
def test_markdown_means_what_it_means_elsewhere(markdown: str, expected: str) -> None:
    assert html(markdown) == expected
    assert not unclear(markdown)


@pytest.mark.parametrize(
    "prose",
    [
        "1986. A great year.",
        "He was born in\n1986. A great year.",
        "They came in\n2) a car or\n3. on foot.",
        "+ 5 % in May, + 3 % in June.",
        "The price rose by\n+ 5 % in May.",
        "Some 5~10 people, and 6~12 more.",
        "2 * 3 * 4 and a_b_c",
        "#hash #tags",
        "--- he said",
    ],
)
def test_prose_that_looks_like_markdown_stays_prose(prose: str) -> None:
    joined = html(prose)
    assert joined.startswith("<p>")
    assert joined.count("<") == 2
    assert not unclear(prose)


def test_tabs_in_code_stay_tabs() -> None:
    assert "<code>all:\n\techo\n</code>" in RENDERER.render("```\nall:\n\techo\n```").html
    assert "<code>\ta\n</code>" in RENDERER.render("- x\n\n  ```\n  \ta\n  ```").html
    assert "<code>\ta\n</code>" in RENDERER.render("\t\ta").html


@pytest.mark.parametrize(
    ("markdown", "line", "what"),
    [
        ("Text\n\n##Heading\n", 3, "'##Heading' is text"),
        ("x\n\n[^a]: b\n", 3, "the note [^a] is left out"),
        ("x\n\n## \n", 3, "the heading has no text"),
        ("x\n\n[a](https://a.example/b c)", 3, "the address 'https://a.example/b c' holds a space"),
        (
            "![a][r]\n\n[r]: https://a.example/b c.png",
            3,
            "the address 'https://a.example/b c.png' holds a space",
        ),
        ("x\n<https://a.example/b c>", 2, "the address 'https://a.example/b c' holds a space"),
        ("[a](http:// a.example /b)", 1, "the address 'http:// a.example /b' holds a space"),
        ("x\n<https://a b>", 2, "nobody can say where '<https://a b>' leads"),
        ("x\n[a](my page)", 2, "'[a](my page)' is text, not a link"),
        (
            "see\nhttps://a.example/my file.pdf",
            2,
            "the address 'https://a.example/my' ends before 'file.pdf'",
        ),
        ("Text\n\n3. Oktober war ein Mittwoch.\n", 3, "begins with the number 3"),
    ],
)
def test_what_may_be_meant_otherwise_is_named(markdown: str, line: int, what: str) -> None:
    found = unclear(markdown)
    assert len(found) == 1
    assert found[0][0] == line
    assert what in found[0][1]


def test_a_numbered_list_that_goes_on_is_clear() -> None:
    assert not unclear("1. a\n\ntext\n\n2. b\n\ntext\n\n3. c")


def test_notes_are_numbered_as_they_are_read() -> None:
    notes = "".join(f"[^{name}]: {name}\n" for name in "abcd")
    out = RENDERER.render(
        f"- x\n  > q[^c]\n\n  y[^a]\n\n| h[^d] |\n|---|\n| b[^b] |\n\n{notes}"
    ).html
    assert [out.index(f'id="fnref:{name}"') for name in "cadb"] == sorted(
        out.index(f'id="fnref:{name}"') for name in "abcd"
    )
    assert [out.index(f'id="fn:{name}"') for name in "cadb"] == sorted(
        out.index(f'id="fn:{name}"') for name in "abcd"
    )


def test_an_address_with_spaces_leads_where_it_should() -> None:
    address = '<a href="https://a.example/b%20c" rel="noopener">'
    for written in ("[a](https://a.example/b c)", "[a][r]\n\n[r]: https://a.example/b c"):
        assert html(written) == f"<p>{address}a</a></p>"
    assert html("<https://a.example/b c>") == f"<p>{address}https://a.example/b c</a></p>"
    assert 'href="https://a.example/b"' in html("[a](https:// a.example /b)")
    assert 'href="mailto:a@b.example?subject=c%20d"' in html("[a](mailto: a@b.example?subject=c d)")
    assert html("<https://a b>") == "<p>&lt;https://a b&gt;</p>"
