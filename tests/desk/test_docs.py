"""``newsroom docs``: the documents without a network."""

import pytest

from newsroom.desk.docs import contents, document, plain
from newsroom.problems import ContentError
from tests.conftest import ROOT


def test_every_document_is_listed_with_its_title():
    lines = contents().splitlines()
    for file in (ROOT / "docs").glob("*.md"):
        title = file.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        assert any(line.split() == [file.stem, *title.split()] for line in lines)


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("front-page", "front-page.md"),
        ("Front-Page", "front-page.md"),
        ("docs/front-page.md", "front-page.md"),
        ("hosting/server", "hosting/server.md"),
        ("hosting", "hosting/README.md"),
    ],
)
def test_a_document_is_shown_by_its_name(asked, file):
    assert document(asked) == (ROOT / "docs" / file).read_text("utf-8")


def test_decisions_are_not_listed():
    assert "013" not in contents()


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ("writng", "run newsroom docs for a list (did you mean 'writing'?)"),
        ("giscus", "read comments, operations, privacy, which use the word"),
        ("xyzzy", "run newsroom docs for a list"),
    ],
)
def test_another_word_says_where_to_look(asked, remedy):
    with pytest.raises(ContentError) as caught:
        document(asked)
    assert str(caught.value).splitlines()[0] == f"docs: no document {asked!r}: {remedy}"


def test_a_terminal_gets_text_without_marks(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = plain(
        "# Urls\n\nA **bold** `code`, and a [link](urls.md).\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert "A bold code, and a link" in text
    assert not {"\x1b", "*", "`", "|"} & {*text}
    assert max(map(len, text.splitlines())) <= 60
