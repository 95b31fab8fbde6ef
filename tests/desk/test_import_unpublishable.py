"""What would stop the build is repaired in an imported text, or its story is left out and named."""

from pathlib import Path

import pytest

from newsroom.reading.text.body import BodyRenderer
from tests.desk.archives import imported, notes, text_of

NAME = "_posts/2014-03-12-hello.md"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Use <H1> and <H2>.\n\nAll.", "Use &lt;H1> and &lt;H2>.\n\nAll."),
        ("if a <b and c> d", "if a &lt;b and c> d"),
        ("A <b>vote.\n\nAll.", "A vote.\n\nAll."),
        ('See <a href="https://e.example/">this.\n\nAll.', "See this.\n\nAll."),
        ("One.\n\n<blockquote>\nTwo.\n\nAll.", "One.\n\n\nTwo.\n\nAll."),
        ("| a | b |\n|---|---|\n| c | d | e |", "| a | b |\n|---|---|\n| c | d \\| e |"),
        ("[Anna]: Yes.\n\nAll.", "\\[Anna]: Yes.\n\nAll."),
        ("A[^1]\n\n[^1]: b\n\n[^1]: c", "A[^1]\n\n[^1]: b\n\n[^1-5]: c"),
        ("One.\n\n```\ncode", "One.\n\n```\ncode\n\n```"),
        ("One. <?php a() > b ?> All.", "One.  All."),
        ('One.\n\n<div style="display: none">\nnot yet\n</div>\n\nAll.', "One.\n\n\n\n\n\nAll."),
        ("One <!-- ask\n\nher --> All.", "One \n\n All."),
    ],
)
def test_a_text_that_would_stop_the_build_is_repaired_and_named(
    tmp_path: Path, body: str, text: str
) -> None:
    assert BodyRenderer().render(body).mistakes
    into, report = imported(tmp_path, "jekyll", {NAME: f"---\ntitle: T\n---\n{body}\n"})
    assert text_of(into) == text
    assert not BodyRenderer().render(text).mistakes
    assert f"{NAME}:" in notes(report)
    assert report.counts["not imported"] == 0


def test_a_text_that_nobody_can_repair_is_left_out_with_its_line(tmp_path: Path) -> None:
    files = {
        NAME: "---\ntitle: T\n---\nOne.\n\n<!-- ask the lawyer\n\nAll.\n",
        "_posts/2014-03-13-other.md": "---\ntitle: U\n---\nTwo.\n",
    }
    into, report = imported(tmp_path, "jekyll", files)
    assert not (into / "articles/news/2014/hello.md").exists()
    assert (into / "articles/news/2014/other.md").exists()
    (problem,) = report.problems.errors
    assert (problem.path, problem.line) == (NAME, 6)
    assert problem.remedy == "write --> where it ends, and import again"
