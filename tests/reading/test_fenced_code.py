import time

import pytest

from newsroom.reading.markup.blocks import find_code
from newsroom.reading.text.body import BodyError, BodyOptions, BodyRenderer

RENDERER = BodyRenderer(BodyOptions(typography=False))


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


def test_code_is_coloured_by_classes() -> None:
    assert html("```python\nx = 1 < 2\n```") == (
        '<pre class="highlight"><code class="language-python"><span class="n">x</span> '
        '<span class="o">=</span> <span class="mi">1</span> <span class="o">&lt;</span> '
        '<span class="mi">2</span>\n</code></pre>'
    )


def test_an_unknown_language_is_plain_code() -> None:
    assert html("~~~klingon\na < b\n~~~") == (
        '<pre class="highlight"><code class="language-klingon">a &lt; b\n</code></pre>'
    )
    assert html("```\n*a* -- [b](c.md)\n```") == (
        '<pre class="highlight"><code>*a* -- [b](c.md)\n</code></pre>'
    )


def test_languages_in_other_notations_are_read() -> None:
    for info in ("{.python}", "{ .python }", "python,ignore", "Python"):
        assert 'class="language-python"><span' in html(f"```{info}\nx = 1\n```")


def test_code_in_a_list_item_stays_in_it() -> None:
    out = html("- item\n\n    ```\n    a\n      b\n    ```\n\n- next")
    assert "<p>item</p>\n<pre" in out
    assert "<code>a\n  b\n</code></pre>" in out
    assert out.count("<li>") == 2


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("QUJD" * 6_000, "a line of it has 24,000 characters"),
        ("a b\n" * 20_000, "79,999 characters"),
    ],
)
def test_code_that_lexers_may_choke_on_stays_plain_and_is_named(code: str, why: str) -> None:
    before = time.process_time()
    body = RENDERER.render(f"The log:\n\n```make\n{code.rstrip()}\n```\n", 7)
    assert time.process_time() - before < 20
    assert body.html.endswith(f'<code class="language-make">{code.rstrip()}\n</code></pre>')
    assert [(one.line, why in one.what) for one in body.unclear] == [(9, True)]


@pytest.mark.slow
def test_colours_without_end_are_an_error_at_their_line() -> None:
    renderer = BodyRenderer(BodyOptions(most_seconds=1))
    with pytest.raises(BodyError) as caught:
        renderer.render("Text\n\n```mcschema\n" + "<!--" * 100 + "\n```\n", 7)
    assert caught.value.line == 9
    assert renderer.render("- a").html == "<ul>\n<li>a</li>\n</ul>"


def test_raw_html_in_code_is_shown() -> None:
    assert "&lt;script&gt;" in html("```\n<script>\n```")
    assert not RENDERER.render("```\n<script>\n```").removed


def test_fences_are_found_as_commonmark_has_them() -> None:
    assert find_code(["```", "a", "~~~", "b", "```", "text"]) == [(0, 4)]
    assert find_code(["````", "```", "````"]) == [(0, 2)]
    assert find_code(["```a", "```b", "```"]) == [(0, 2)]
    assert find_code(["```", "a", "~~~"]) == [(0, 2)]
    assert find_code(["```word``` in a line", "", "x"]) == []
    assert find_code(["text", "", "    ```", "    ```", "", "text"]) == [(2, 3)]
    assert find_code(["- a", "  ```", "  b", "  ```", "> ~~~", "> c", "d"]) == [(1, 3), (4, 5)]
