"""The page of what changed in a story since it was published."""

import os
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.problems import ContentError
from newsroom.text.materiality import compare, is_material
from tests.conftest import story

pytestmark = pytest.mark.slow
A = "content/articles/ai/2026/a.md"
PAGE = "/ai/2026/11/a/revisions/"
SHOWN = {"REVISIONS": {"show": True}}


class Repository:
    """A repository in the folder of a site."""

    def __init__(self, root) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, at: str = "2026-11-19T12:00:00+00:00") -> None:
        who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in
               (("NAME", "a"), ("EMAIL", "a@b.example"), ("DATE", at))}  # fmt: skip
        subprocess.run(
            ["git", "-c", "commit.gpgsign=false", *words],
            cwd=self.root, env={**os.environ, **who}, check=True, capture_output=True,
        )  # fmt: skip

    def commit(self, text: str, at: str, path: str = A) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).removeprefix("\n"), "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", at=f"2026-11-{at}:00+00:00")


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


OUT = {"date": "2026-11-20 09:00"}


def test_material_changes_are_shown_word_by_word(site, repository):
    repository.commit(story(body="The *house* voted 301 to 98.\n\nNobody left.", **OUT), "20T08:00")
    fixed = "{date: 2026-11-21, text: It was 302.}"
    repository.commit(
        story(body="The *house* voted 302 to 98.\n\nNobody left.", corrections=f"[{fixed}]",
              updated="2026-11-21 10:00", **OUT), "21T10:05",
    )  # fmt: skip
    built = site(**SHOWN)
    page = built.page(PAGE)
    link = built.page("/ai/2026/11/a/").select_one("a.byline-updated")
    assert (link["href"], link.text) == (PAGE, "Updated 21 November 2026, 10:00 UTC")
    (revision,) = page.select(".revision")
    assert revision.h2.text == "21 November 2026, 10:00 UTC"
    assert revision.select_one(".revision-note").text == "It was 302."
    assert " ".join(revision.select_one(".prose").text.split()) == "The house voted 301 302 to 98."
    assert [one.text for one in revision.select("del, ins")] == ["301", "302"]
    assert "noindex" in page.select_one('meta[name="robots"]')["content"]
    assert PAGE not in built.text("/sitemap.xml")


def test_nobody_reads_a_word_of_a_draft(site, repository):
    repository.commit(story(body="SECRETDRAFT one.", status="draft", **OUT), "18T08:00")
    repository.commit(story(body="SECRETEARLY two.", **OUT), "19T08:00")
    repository.commit(story(body="Public one with the first words.", **OUT), "20T08:59")
    repository.commit(story(body="SECRETPULLED three.", status="draft", **OUT), "20T11:00")
    repository.commit(story(body="SECRETHIDDEN three.", status="hidden", **OUT), "20T11:30")
    repository.commit(story(body="Broken SECRETBROKEN", status="daft", **OUT), "20T11:40")
    repository.git("checkout", "-q", "-b", "desk")
    repository.commit(story(body="SECRETBRANCH four.", **OUT), "20T12:00")
    repository.commit(story(body="Public two, of which six words are new.", **OUT), "20T13:00")
    repository.git("checkout", "-q", "main")
    repository.commit("For the editors", "20T13:30", path="notes.txt")
    repository.git("merge", "-q", "--no-ff", "desk", at="2026-11-20T14:00:00+00:00")
    built = site(**SHOWN)
    (revision,) = built.page(PAGE).select(".revision")
    assert revision.h2.text == "20 November 2026, 14:00 UTC"
    for file in filter(Path.is_file, built.output.rglob("*")):
        assert b"SECRET" not in file.read_bytes(), file


def test_small_changes_wait_until_they_are_material(site, repository):
    text = "One two three four five six seven eight nine ten eleven twelve."
    repository.commit(story(body=text, **OUT), "20T09:00")
    repository.commit(story(body=text.replace("three", "threee"), **OUT), "20T10:00")
    assert not site(**SHOWN).exists(PAGE)
    repository.commit(
        story(body=text.replace("two three four", "zwei drei vier"), **OUT), "20T11:00"
    )
    assert not site(**SHOWN).exists(PAGE)
    last = text.replace("two three four", "zwei drei vier").replace("six seven eight", "a b c")
    repository.commit(story(body=last, **OUT), "20T12:00")
    built = site(**SHOWN)
    assert len(built.page(PAGE).select(".revision")) == 1
    assert built.page("/ai/2026/11/a/").select_one(f'a[href="{PAGE}"]').text == "What changed"


def test_a_story_keeps_its_revisions_when_its_file_moves(site, repository):
    body = "\n\n".join(f"Paragraph {number} of a story." for number in range(12))
    repository.commit(story(body=body, **OUT), "20T09:00")
    (repository.root / A).rename(repository.root / "content/articles/ai/2026/b.md")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "x", at="2026-11-20T10:00:00+00:00")
    changed = body.replace("Paragraph 3", "Paragraph 33")
    repository.commit(story(body=changed, **OUT), "20T11:00", path="content/articles/ai/2026/b.md")
    page = site(**SHOWN).page("/ai/2026/11/b/revisions/")
    assert [one.text for one in page.select("del, ins")] == ["3", "33"]


def test_a_story_can_keep_its_revisions_to_itself_and_so_does_a_paper(site, repository):
    repository.commit(story(body="The name is Ann.", **OUT), "20T09:00")
    repository.commit(story(body="One person said 3 things.", revisions="false", **OUT), "20T10:00")
    assert not site(**SHOWN).exists(PAGE)
    repository.commit(story(body="One person said 4 things.", **OUT), "20T11:00")
    assert not site().exists(PAGE)
    assert site(**SHOWN).exists(PAGE)


def test_a_history_that_is_cut_stops_the_build(site, repository, tmp_path):
    repository.commit(story(body="A", **OUT), "20T09:00")
    repository.commit(story(body="B", **OUT), "20T10:00")
    (tmp_path / ".git/shallow").write_text(
        subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=tmp_path, text=True)
    )
    with pytest.raises(ContentError, match=r"the history is cut.*fetch-depth: 0"):
        site(**SHOWN)


TEXTS = st.lists(st.text("ab 1", min_size=1).map(str.strip).filter(bool), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_in_what_is_shown(before, after):
    before, after = ([" ".join(one.split()) for one in texts] for texts in (before, after))
    shown = compare(before, after)

    def said(without: str, texts: list[str]) -> None:
        words = [word for paragraph in shown for run in paragraph if run.kind != without
                 for word in run.text.split()]  # fmt: skip
        every = iter(word for text in texts for word in text.split())
        assert all(word in every for word in words)

    said("removed", after)
    said("added", before)
    assert compare(before, before) == ()
    assert not is_material(after, after, 0)


def test_a_version_that_would_stop_a_build_today_is_left_out(site, repository):
    repository.commit(story(body="One with the first few words.", **OUT), "20T09:00")
    repository.commit(story(body="One <!-- SECRETNOTE with the first words.", **OUT), "20T10:00")
    repository.commit(story(body="Two, of which six other words are new.", **OUT), "20T11:00")
    built = site(**SHOWN)
    (revision,) = built.page(PAGE).select(".revision")
    assert revision.h2.text == "20 November 2026, 11:00 UTC"
    assert "SECRETNOTE" not in built.text(PAGE)
