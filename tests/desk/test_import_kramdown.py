"""What kramdown has besides Markdown, as Jekyll's own output shows it."""

from pathlib import Path

import pytest

from tests.desk.archives import imported, notes, text_of


def converted(tmp_path: Path, body: str) -> tuple[str, str]:
    files = {"_posts/2014-03-12-hello.md": f"---\ntitle: T\n---\n{body}\n"}
    into, report = imported(tmp_path, "jekyll", files)
    return text_of(into), notes(report)


@pytest.mark.parametrize(
    "body",
    [
        "A {::comment}secret{:/comment}B", "A {::comment}secret{:/}B",
        "{::comment}\nsecret\n\nsecret\n{:/comment}\nA B", 'A {::comment secret="x"/}B',
    ],
)  # fmt: skip
def test_a_comment_is_never_published(tmp_path: Path, body: str) -> None:
    text, said = converted(tmp_path, body)
    assert "secret" not in text
    assert "::" not in text
    assert "was taken out: readers did not see it either" in said


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{::nomarkdown}\n<b>raw</b>\n{:/}", "<b>raw</b>"),
        ("{::options toc_levels='2'/}\nA", "A"),
        ("* TOC\n{:toc}\n\nA", "A"),
        ("1. Contents\n{: .x toc}\n\nA", "A"),
        ("## H\n{: #own }", "## H {: #own }"),
        ("H\n---\n{: #own .x}", "## H {: #own .x }"),
        ("A.\n{: .lead }", "A.\n{: .lead }"),
        ('[a](https://e.example/){: .b target="_blank"}', "[a](https://e.example/){: .b }"),
        ('[a](https://e.example/){:target="_blank"}', "[a](https://e.example/)"),
        ("{:note: .n #i}\n\nA.\n{: note}", "A.\n{: .n #i }"),
        ("A\n\n^\nB", "A\n\n\nB"),
        ("So $$a_1 * b_1$$ is", "So `a_1 * b_1` is"),
        ("$$\na_1\n$$", "```\na_1\n```"),
        ("| a | b |\n| c | d |", "| | |\n|---|---|\n| a | b |\n| c | d |"),
        ("|---+---|\n| a | b |\n|---+---|\n| c | d |\n|===+===|\n| e | f |",
         "| a | b |\n|---|---|\n| c | d |\n| e | f |"),
        ("1. one\n  - two\n  - three\n\n10. ten\n  * x\n\nA", "1. one\n   - two\n   - three\n\n"
         "10. ten\n    * x\n\nA"),
    ],
)  # fmt: skip
def test_what_only_kramdown_reads_becomes_markdown(tmp_path: Path, body: str, text: str) -> None:
    assert converted(tmp_path, body)[0] == text


@pytest.mark.parametrize(
    "body",
    [
        "`{::comment}` and `{: .x}` and `$$a$$`", "```\n{: .x}\n| a | b |\n| c | d |\n```",
        "    {::comment}\n    | a |", "It costs $5 and $6.", "A {braced} word.", "| alone |",
        "| a | b |\n|---|---|\n| c | d |", "1. one\n\n   - two", "- one\n  - two",
    ],
)  # fmt: skip
def test_code_and_plain_markdown_stay_as_they_are(tmp_path: Path, body: str) -> None:
    assert converted(tmp_path, body)[0] == body.strip()


@pytest.mark.parametrize("look", ['{: width="9"}', "{.left .wide}", "{ #a }"])
def test_the_look_of_a_missing_picture_goes_with_it(tmp_path: Path, look: str) -> None:
    text, _ = converted(tmp_path, f"A ![What](/no.png){look} B")
    assert text == "A *What* B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>x</div>\n**a**", "<div>x</div>\n\n**a**"),
        ("<br/>\n## A", "<br/>\n\n## A"),
        ("<hr>\nA", "<hr>\n\nA"),
        ("<div>\n<p>x</p>\ny\n</div>\n- a\n- b", "<div>\n<p>x</p>\ny\n</div>\n\n- a\n- b"),
        ("A\n<div>x</div>\nB", "A\n<div>x</div>\n\nB"),
        ("<div>x</div>\n<div>y</div>", "<div>x</div>\n<div>y</div>"),
        ("<b>x</b>\n**a**", "<b>x</b>\n**a**"),
        ("<td>x</td> y\nz", "<td>x</td> y\nz"),
        ("```\n<br>\na\n```", "```\n<br>\na\n```"),
        ("A\n\n    <br>\n    a", "A\n\n    <br>\n    a"),
    ],
)
def test_markdown_below_html_is_markdown(tmp_path: Path, text: str, expected: str) -> None:
    assert converted(tmp_path, text)[0] == expected


def test_classes_of_eleventy_are_taken_out_and_named(tmp_path: Path) -> None:
    text, said = converted(
        tmp_path,
        "A credit. {.font-xs}\n\n{.left .wide}\n\nA {.b} c `{.d}` ![](https://x.example/a.png){.e}",
    )
    assert text == "A credit.\n\n\n\nA {.b} c `{.d}` ![](https://x.example/a.png){.e}"
    assert ":4:1: warning: {.font-xs} was taken out" in said
    assert ":6:1: warning: {.left .wide} was taken out" in said
