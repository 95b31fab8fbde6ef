"""./inv new: a story whose file the next build accepts."""

import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.new import (
    Newsdesk,
    NewStoryRequest,
    complete,
    draft,
    find,
    new,
    open_desk,
    short_slug,
)
from newsroom.problems import ContentError
from newsroom.reading.frontmatter.header import read_source
from tests.conftest import CONF, REGISTRIES, ROOT, write_files

TAGS = {"content/data/tags.yml": "ai-law:\n  name: AI Law\n"}


@pytest.fixture
def given_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    write_files(tmp_path, REGISTRIES | TAGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return {
        "PATH": str(tmp_path / "content"),
        "NOW": "2026-11-23T23:30:00+00:00",
        "TIMEZONE": "Asia/Tokyo",
    }


def test_the_file_is_filled_in(given_settings, tmp_path):
    wish = NewStoryRequest(
        headline="Court: “No” to scraping",
        section="ai",
        author="Olivia Scott",
        tags="ai law, C++, Courts",
    )
    told = new(CONF, given_settings, wish, None, edit=False)
    file = tmp_path / "content/articles/ai/2026/court-no-to-scraping.md"
    assert file.read_text("utf-8") == (
        "---\ntitle: 'Court: “No” to scraping'\ndeck:\ndate: 2026-11-24 08:30\n"
        "author: olivia-scott\ntags: [AI Law, 'C++', Courts]\nstatus: draft\n---\n\n"
    )
    assert told.splitlines()[0] == "content/articles/ai/2026/court-no-to-scraping.md"
    assert "http://localhost:8000/ai/2026/11/court-no-to-scraping/" in told


@pytest.mark.slow
def test_the_story_is_built_where_the_address_says(given_settings, site):
    new(
        CONF,
        given_settings,
        NewStoryRequest(headline="A fair test", section="world", author="sam-reed"),
        None,
        edit=False,
    )
    built = site({}, PREVIEW=True, TIMEZONE="Asia/Tokyo")
    assert "A fair test" in built.text("/world/2026/11/a-fair-test/")


def test_a_file_that_is_there_is_never_overwritten(given_settings, tmp_path):
    wish = NewStoryRequest(headline="A fair test", section="ai", author="sam-reed")
    new(CONF, given_settings, wish, None, edit=False)
    file = tmp_path / "content/articles/ai/2026/a-fair-test.md"
    file.write_text("mine", "utf-8")
    with pytest.raises(ContentError, match="there already"):
        new(CONF, given_settings, wish, None, edit=False)
    assert file.read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_named(given_settings, tmp_path):
    (tmp_path / "content/articles").write_text("no folder", "utf-8")
    with pytest.raises(ContentError, match=r"a-fair-test\.md: cannot be written \(not a"):
        new(
            CONF,
            given_settings,
            NewStoryRequest(headline="A fair test", section="ai", author="sam-reed"),
            None,
            edit=False,
        )


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (NewStoryRequest(headline="", section="ai", author="sam-reed"), "no headline"),
        (NewStoryRequest(headline="…", section="ai", author="sam-reed"), "gives no address"),
        (
            NewStoryRequest(headline="A", section="", author="sam-reed"),
            "no section: write --section with one of ai, world",
        ),
        (NewStoryRequest(headline="A", section="wrold", author="sam-reed"), "did you mean 'world'"),
        (NewStoryRequest(headline="A", section="ai", author="sam"), "unknown author 'sam'"),
        (NewStoryRequest(headline="A", section="ai", author="sam-red"), "did you mean 'sam-reed'"),
        (
            NewStoryRequest(headline="A", section="ai", author="sam-reed", date="03/04/2026"),
            "'03/04/2026' is not a valid date",
        ),
        (
            NewStoryRequest(headline="A", section="ai", author="sam-reed", status="ready"),
            "'ready' is unknown",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(given_settings, tmp_path, wish, told):
    with pytest.raises(ContentError, match=told):
        new(CONF, given_settings, wish, None, edit=False)
    assert not (tmp_path / "content/articles").exists()


def test_a_person_is_asked_for_what_is_missing_until_it_is_known(given_settings, capsys):
    answers = iter(["Headline of mine", "sport", "2", "olivia"])
    asked = []

    def ask(question, choices):
        asked.append((question, list(choices)))
        return next(answers)

    desk = open_desk(CONF, given_settings)
    wish = complete(NewStoryRequest(), desk, ask)
    assert wish == NewStoryRequest(
        headline="Headline of mine", section="world", author="olivia-scott"
    )
    assert asked == [
        ("Headline", []), ("Section", ["ai", "world"]), ("Section", ["ai", "world"]),
        ("Author", ["olivia-scott", "sam-reed"]),
    ]  # fmt: skip
    assert "There is no section 'sport'" in capsys.readouterr().out


def test_a_choice_may_be_a_number_a_slug_a_name_or_its_beginning():
    known = {"olivia-scott": "Olivia Scott", "olga-orr": "Olga Orr", "7am": "Seven"}
    for spelling in ("1", "olivia-scott", "Olivia Scott", "OLIVIA", "oli"):
        assert find(spelling, known) == "olivia-scott"
    for spelling in ("", "ol", "4", "0", "nobody"):
        assert find(spelling, known) == ""


def test_long_headlines_give_short_file_names():
    assert short_slug("-".join(["word"] * 60)) == "-".join(["word"] * 16)
    assert len(short_slug("x" * 300)) == 80
    assert short_slug("a-fair-test") == "a-fair-test"


@pytest.mark.slow
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_headline_and_tag_come_back_as_they_were_written(text):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    desk = Newsdesk(
        content=Path("content"), zone=ZoneInfo("UTC"), now=now, sections={}, authors={}, tags={}
    )
    try:
        story = draft(
            NewStoryRequest(headline=text, section="ai", author="x", tags=text.replace(",", "")),
            desk,
        )
    except ContentError:
        assert not text.strip("\ufeff\u200b")  # what YAML itself cannot hold
        return
    values = read_source(story.text.encode(), "").values
    assert " ".join(values["title"].split()) == " ".join(text.split())


@pytest.mark.slow
def test_on_a_terminal_it_asks_and_opens_the_editor(given_settings, tmp_path):
    """The whole task, at a real terminal, with an editor that only adds a line."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from newsroom.desk.new import Newsdesk, NewStoryRequest, new, person\n"
        "given = {'PATH': 'content', 'NOW': '2026-11-23', 'PLUGIN_PATHS': [sys.argv[1]]}\n"
        "given['PATH'] = str(Path('content').absolute())\n"
        "asked = NewStoryRequest(headline='Seen')\n"
        "print(new(Path(sys.argv[2]), given, asked, person(), edit=True))\n"
    )
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "Edited." >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", script, str(ROOT / "plugins"), str(CONF)],
        stdin=follower, stdout=follower, stderr=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "EDITOR": str(editor), "TERM": "dumb"},
    ) as process:  # fmt: skip
        os.write(leader, b"1\nsam-reed\n")
        assert process.wait(30) == 0, process.stderr.read()
    screen = os.read(leader, 10_000).decode()
    os.close(leader)
    os.close(follower)
    assert "1  AI (ai)" in screen
    assert "content/articles/ai/2026/seen.md" in screen
    text = (tmp_path / "content/articles/ai/2026/seen.md").read_text("utf-8")
    assert text.endswith("---\n\nEdited.\n")


@pytest.mark.parametrize(
    ("lang", "headline", "slug"),
    [("de", "Über Größe und Maß", "ueber-groesse-und-mass"), ("en", "Über Größe", "uber-grosse"),
     ("fr", "L’été à Liège", "lete-a-liege"), ("da", "Kød på bordet", "koed-paa-bordet"),
     ("pl", "Łódź i Wisła", "lodz-i-wisla"), ("tr", "Işık ve İstanbul", "isik-ve-istanbul"),
     ("uk", "Новини", "новини")],
)  # fmt: skip
def test_the_file_has_the_letters_of_the_language(given_settings, tmp_path, lang, headline, slug):
    wish = NewStoryRequest(headline=headline, section="ai", author="sam-reed")
    desk = open_desk(CONF, {**given_settings, "DEFAULT_LANG": lang})
    assert draft(wish, desk).file.stem == slug


def test_a_paper_writes_letters_its_own_way(given_settings):
    settings = {**given_settings, "DEFAULT_LANG": "de", "SLUGS": {"letters": {"ö": "o"}}}
    file = draft(
        NewStoryRequest(headline="Öl für Köln", section="ai", author="sam-reed"),
        open_desk(CONF, settings),
    ).file
    assert file.stem == "ol-fuer-koln"
