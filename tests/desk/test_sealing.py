"""Sealed stories: nothing of them can be found before their hour, and then all of them."""

import os
import re
import subprocess

import pyrage
import pytest

from newsroom.desk.sealing.parcels import Parcel, open_parcel
from newsroom.problems import ContentError
from tests.conftest import REGISTRIES, story, write_files

pytestmark = pytest.mark.slow

HEADLINE = "Minister resigns over zinc"
STORY = "content/articles/ai/2026/zinc-affair.md"
OPEN = "content/articles/ai/2026/plain.md"
EARLY, LATE = "2026-12-01T07:59:00+00:00", "2026-12-01T08:00:00+00:00"
WORDS = (b"zinc", b"Minister", b"resigns", b"quarry")
FILES = {
    **REGISTRIES,
    OPEN: story("Plain"),
    STORY: story(HEADLINE, "The quarry was sold.", date="2026-12-01T08:00:00+00:00"),
}


@pytest.fixture
def keys(program):
    """A paper with a sealed story; the secret key lies outside of it."""
    write_files(program.paper, FILES)
    for name in ("config", "user"):
        program.paper.with_name(f"{program.paper.name}-{name}").mkdir(exist_ok=True)
    key = program.paper.with_name(f"{program.paper.name}-config") / "seal.key"
    made = program("seal", "--new-key", str(key))
    assert made.returncode == 0, made.stderr
    public = re.search(r"SEAL = .*", made.stdout)[0]
    for name in ("pelicanconf.py", "publishconf.py"):
        conf = program.paper / name
        conf.write_text(f"{conf.read_text()}\nMENUITEMS = ()\n{public}\n")
    return {"NEWSROOM_SEAL_KEY_FILE": str(key), "CI": ""}


def traces(folder, *left_out) -> list[str]:
    """Return the files below a folder that hold a word of the story, in name or content."""
    found = []
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        data = name.encode() + (file.read_bytes() if file.is_file() else b"")
        if any(word in data for word in WORDS) and not name.startswith(left_out):
            found.append(name)
    return found


def sealed(program, keys, *more):
    done = program("seal", STORY, *more, "--now", EARLY, **keys)
    assert done.returncode == 0, done.stderr
    return done


def test_nothing_of_a_sealed_story_is_left_anywhere(program, keys):
    program("build", "--now", EARLY, **keys)  # the caches know it by then
    assert traces(program.paper)
    said = sealed(program, keys)
    assert "opens at 2026-12-01T08:00:00+00:00" in said.stdout
    assert traces(program.paper) == []
    for words in (("build", "--production"), ("check",), ("due",), ("unseal", "--due")):
        done = program(*words, "--now", EARLY, SITEURL="https://news.test", **keys)
        assert done.returncode == 0 or words == ("check",), done.stderr
        assert not re.search("zinc|Minister", done.stdout + done.stderr, re.IGNORECASE)
    assert traces(program.paper) == []
    [file] = (program.paper / "content/sealed").iterdir()
    assert re.fullmatch(r"[0-9a-f]{16}\.age", file.name)


def test_it_opens_at_its_hour_and_not_a_minute_before(program, keys):
    before = (program.paper / STORY).read_bytes()
    sealed(program, keys)
    early = program("unseal", "--due", "--now", EARLY, **keys)
    assert early.stdout == "0 of 1 story were opened.\n"
    assert not (program.paper / STORY).exists()
    late = program("unseal", "--due", "--now", LATE, **keys)
    assert late.stdout == "1 of 1 story was opened.\n"
    assert (program.paper / STORY).read_bytes() == before
    assert not list((program.paper / "content/sealed").iterdir())
    assert program("unseal", "--due", "--now", LATE, **keys).stdout == "Nothing is sealed.\n"


def test_what_is_due_next_counts_it_without_its_name(program, keys):
    sealed(program, keys)
    said = program("due", "--now", EARLY, "--format", "github", **keys).stdout
    assert said == "next=2026-12-01T08:00:00Z\n"
    text = program("due", "--now", EARLY, **keys).stdout
    assert "a sealed story is published (content/sealed)" in text
    nobody = {"NEWSROOM_SEAL_KEY_FILE": "/nowhere", "XDG_CONFIG_HOME": "/nowhere"}
    assert program("due", "--now", EARLY, "--format", "github", **nobody).stdout == "next=\n"


def test_the_newsroom_lists_it_and_opens_it_for_editing(program, keys):
    picture = "content/media/zinc.txt"
    write_files(program.paper, {picture: "quarry"})
    sealed(program, keys, picture)
    listed = program("unseal", **keys).stdout
    assert HEADLINE in listed
    name = listed.split()[0]
    opened = program("unseal", name, **keys)
    assert opened.stdout.splitlines()[1:] == [STORY, picture]
    assert (program.paper / picture).read_text() == "quarry"


def test_in_ci_no_headline_is_printed(program, keys):
    sealed(program, keys)
    said = program("unseal", **{**keys, "CI": "true"})
    assert said.stdout.startswith("1 story is sealed. ")
    assert HEADLINE not in said.stdout


def test_a_draft_opens_by_hand_alone(program, keys):
    write_files(program.paper, {STORY: story(HEADLINE, status="draft")})
    assert "a draft" in sealed(program, keys).stdout
    said = program("unseal", "--due", "--now", "2030-01-01", **keys)
    assert said.stdout == "0 of 1 story were opened.\n"
    assert "draft" in program("unseal", **keys).stdout


@pytest.mark.parametrize(
    ("files", "words", "said"),
    [
        ({}, [OPEN], "this story is published: sealing it would take it from its readers"),
        ({}, [STORY, OPEN], "2 stories are named: seal one story at a time"),
        ({"content/media/a.txt": "a"}, ["content/media/a.txt"], "no story is named"),
        ({}, ["content/articles/none.md"], "no such file in the content folder"),
        ({}, ["pelicanconf.py"], "no such file in the content folder"),
        ({STORY: story(HEADLINE, date="2026-12-01", author="nobody")}, [STORY], "unknown author"),
    ],
)
def test_what_cannot_be_sealed_stays_as_it_is(program, keys, files, words, said):
    write_files(program.paper, files)
    done = program("seal", *words, "--now", EARLY, **keys)
    assert done.returncode == 1
    assert said in done.stderr
    assert (program.paper / STORY).exists()
    assert not (program.paper / "content/sealed").exists()


def test_a_text_that_git_knows_is_said(program, keys):
    environment = {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example",
                   "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.example"}  # fmt: skip
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run(["git", *words], cwd=program.paper, check=True, env=environment)
    assert "Warning: 1 commit of git hold" in sealed(program, keys).stdout


def test_without_the_key_or_with_another_one_message_says_so(program, keys):
    sealed(program, keys)
    nobody = {"NEWSROOM_SEAL_KEY_FILE": "/nowhere", "XDG_CONFIG_HOME": "/nowhere"}
    done = program("unseal", "--due", "--now", LATE, **nobody)
    assert done.returncode == 1
    assert "1 story is sealed, and there is no secret key: set NEWSROOM_SEAL_KEY" in done.stderr
    other = str(pyrage.x25519.Identity.generate())
    done = program("unseal", "--due", "--now", LATE, NEWSROOM_SEAL_KEY=other)
    assert done.returncode == 1
    assert "this key does not open it" in done.stderr
    done = program("unseal", "--due", NEWSROOM_SEAL_KEY="AGE-HEADLINE-KEY-1WRONG")
    assert "the secret key cannot be read" in done.stderr
    assert "WRONG" not in done.stderr
    assert list((program.paper / "content/sealed").iterdir())


def test_a_key_is_never_replaced(program, keys):
    again = program("seal", "--new-key", keys["NEWSROOM_SEAL_KEY_FILE"])
    assert again.returncode == 1
    assert "there is a key already" in again.stderr


def test_without_a_public_key_it_says_how_to_make_one(program):
    write_files(program.paper, FILES)
    done = program("seal", STORY, "--now", EARLY)
    assert done.returncode == 1
    assert "make one with: newsroom seal --new-key" in done.stderr


def test_a_parcel_that_leads_elsewhere_is_refused(tmp_path):
    key = pyrage.x25519.Identity.generate()
    for path in ("../../inv", "/etc/passwd", "articles/../../x"):
        file = tmp_path / "a.age"
        file.write_bytes(Parcel("T", None, {path: b"x"}).sealed([key.to_public()]))
        with pytest.raises(ContentError, match="leads out of the content folder"):
            open_parcel(file, [key])


def test_the_size_says_little_of_the_text(tmp_path):
    key = pyrage.x25519.Identity.generate().to_public()
    sizes = [len(Parcel("T", None, {"a.md": b"x" * n}).sealed([key])) for n in (10, 900, 9000)]
    assert {size // 16_384 for size in sizes} == {1}
    assert max(sizes) - min(sizes) < 512  # age adds some bytes by chance
