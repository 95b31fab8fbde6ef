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


def test_the_look_of_a_missing_picture_goes_with_it(tmp_path: Path) -> None:
    text, _ = converted(tmp_path, 'A ![What](/no.png){: width="9"} B')
    assert text == "A *What* B"
