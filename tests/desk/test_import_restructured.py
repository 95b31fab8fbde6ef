"""Articles of Pelican in reStructuredText."""

from pathlib import Path

import pytest

from tests.desk.archives import imported, notes, text_of

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
HEAD = "Hello\n#####\n\n:date: 2014-03-12 10:00\n:slug: hello\n:author: Ann Roe\n\n"


def test_the_fields_at_the_top_are_front_matter(tmp_path: Path) -> None:
    story = (
        "A *story*\n#########\n\n:date: 2014-03-12 10:00\n:modified: 2014-04-01\n"
        ":tags: one, two\n:category: Law\n:authors: Roe, Ann; Doe, Jane\n"
        ":summary: With *stars*.\n:status: draft\n\nText.\n"
    )
    into, report = imported(tmp_path, "pelican", {"content/a.rst": story})
    assert (into / "articles/law/2014/a-story.md").read_text() == (
        "---\ntitle: A story\ndate: 2014-03-12T10:00:00\nupdated: 2014-04-01\nsection: law\n"
        "authors:\n  - roe-ann\n  - doe-jane\ntags:\n  - one\n  - two\nsummary: With stars.\n"
        "status: draft\naliases:\n  - /a-story.html\n---\n\nText.\n"
    )
    assert not report.problems


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("``code``, *em*, **strong**", "`code`, *em*, **strong**"),
        ("A `link <https://e.example/>`_ to `b <{filename}b.rst>`__.",
         "A [link](https://e.example/) to [b](b.md)."),
        ("See `Part two`_ and far_.\n\n.. _far:\n\nPart two\n========\n\nText.",
         "See [Part two](#part-two) and [far](#part-two).\n\n## Part two {: #part-two }\n\nText."),
        (".. image:: {static}/i/v.svg\n   :alt: V", "![V](../../../media/2014/v.svg)"),
        (".. figure:: {static}/i/v.svg\n   :alt: V\n\n   So *it* is.",
         '![V](../../../media/2014/v.svg "So it is.")'),
        (".. code-block:: python\n   :linenos: table\n\n   x = *1*", "```python\nx = *1*\n```"),
        ("Code::\n\n  a < b", "Code:\n\n```\na < b\n```"),
        ("* one\n\n  * two\n\n* three", "- one\n  - two\n- three"),
        ("= =\nA B\n= =\n1 2\n= =", "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("A [1]_.\n\n.. [1] The note.", "A [^1].\n\n[^1]: The note."),
        (".. note:: Careful.", "!!! note\n    Careful."),
        (".. raw:: html\n\n   <b>raw</b><script>x()</script>", "**raw**"),
        (".. not for readers\n\nText *a_b* 1 * 2", "Text *a_b* 1 \\* 2"),
        ("Term\n  Meaning", "Term\n:   Meaning"),
    ],
)  # fmt: skip
def test_marks_of_restructured_text_become_markdown(tmp_path: Path, body: str, text: str) -> None:
    files = {
        "content/hello.rst": f"{HEAD}{body}\n",
        "content/b.rst": "B\n#\n\n:date: 2014-03-12\n:slug: b\n\nText.\n",
        "content/i/v.svg": PICTURE,
    }
    into, report = imported(tmp_path, "pelican", files)
    assert text_of(into) == text
    assert not report.problems.errors


def test_what_docutils_does_not_know_is_named_with_its_line_and_no_file_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret").write_text("secret")
    body = f"Text.\n\n.. youtube:: abc\n\n.. include:: {tmp_path}/secret\n\n.. image:: /no.png\n"
    into, report = imported(tmp_path, "pelican", {"content/hello.rst": HEAD + body})
    assert text_of(into) == "Text."
    said = notes(report)
    assert 'content/hello.rst:10:1: warning: Unknown directive type "youtube"' in said
    assert 'content/hello.rst:12:1: warning: "include" directive disabled' in said
    assert "content/hello.rst:14:1: warning: no picture '/no.png'" in said


@pytest.mark.parametrize(
    ("dialect", "name", "command"),
    [
        ("hugo", "a.rst", "pandoc -s -f rst -t gfm a.rst -o a.md"),
        ("hugo", "a.org", "pandoc -s -f org -t gfm a.org -o a.md"),
        ("jekyll", "a.textile", "pandoc -s -f textile -t gfm a.textile -o a.md"),
    ],
)
def test_the_remedy_for_other_markups_is_a_whole_command(
    tmp_path: Path, dialect: str, name: str, command: str
) -> None:
    _, report = imported(tmp_path, dialect, {name: "Title\n#####\n"})
    [problem] = report.problems.errors
    assert command in problem.remedy
