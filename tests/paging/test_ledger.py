"""Addresses that were published are recorded, and a build that would lose one does not pass."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.ledger import ledger_text, update_ledger
from newsroom.paging.ledger import parse_ledger
from newsroom.paging.renames import renames
from newsroom.problems import ContentError
from tests.conftest import PUBLISHCONF, story

A = "content/articles/ai/2026/a.md"
LEDGER = "content/data/ledger.txt"
TEXT = " ".join(f"Sentence {number} of a story that is told once." for number in range(30))


def record(root: Path, **settings) -> list[str]:
    """Run ``./inv ledger`` on the site at ``root`` and return the lines of its ledger."""
    overrides = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"),
        "SITEURL": "https://news.example",
        "NOW": "2026-11-23T12:00:00+00:00",
        **settings,
    }
    update_ledger(PUBLISHCONF, overrides)
    return (root / LEDGER).read_text("utf-8").splitlines()[1:]


def losses(site, **settings) -> list[str]:
    with pytest.raises(ContentError) as caught:
        site(LEDGER={"enforce": True}, **settings)
    return [str(problem) for problem in caught.value.errors]


def git(root: Path, *arguments: str) -> None:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example",
           "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.example",
           "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip
    subprocess.run(
        ["git", *arguments], cwd=root, env=os.environ | who, check=True, capture_output=True
    )


def test_a_ledger_that_is_no_text_is_a_mistake_with_its_file(site):
    with pytest.raises(ContentError, match=r"^content/data/ledger\.txt: cannot be read \('utf-8'"):
        site({A: story(), LEDGER: b"/ok/\n\xff\n"})


@pytest.mark.slow
def test_what_readers_link_to_is_recorded(site):
    built = site(
        {
            A: story("A", tags="[Law]", aliases="[/old/]"),
            "content/articles/ai/h.md": story("H", status="hidden"),
            "content/articles/ai/e.md": story("E", expires="2026-11-21"),
            "content/articles/ai/f.md": story("F", date="2026-12-24"),
            "content/pages/about.md": "---\ntitle: About\n---\nHello\n",
            "content/data/redirects.yml": "/withdrawn/: gone\n",
        },
        LISTINGS={"per_page": 1},
    )
    lines = record(built.root, LISTINGS={"per_page": 1})
    assert lines == sorted(lines)
    for address in ("/", "/ai/", "/ai/2026/11/a/", "/ai/2026/11/h/", "/ai/2026/11/e/", "/about/",
                    "/tag/law/", "/tag/law/feed.atom", "/author/olivia-scott/feed.rss",
                    "/feed.json", "/corrections/", "/old/", "/withdrawn/"):  # fmt: skip
        assert address in lines
    assert not [
        line
        for line in lines
        if "/f/" in line or "/page/" in line or "/archive/2" in line or "404" in line
    ]


@pytest.mark.slow
def test_recording_only_adds(site):
    built = site({A: story(), LEDGER: "# kept by hand\n/zzz/\n/aaa/\n"})
    with pytest.raises(ContentError, match="/aaa/ was published and would be lost"):
        record(built.root)
    site({"content/data/redirects.yml": "/aaa/: gone\n/zzz/: /ai/\n"})
    lines = record(built.root)
    assert {"/aaa/", "/zzz/", "/ai/2026/11/a/"} <= set(lines)
    assert record(built.root) == lines


@pytest.mark.slow
def test_a_build_that_would_lose_a_story_fails_and_names_the_line_that_mends_it(site):
    built = site({A: story("A"), "content/articles/ai/2026/b.md": story("B")})
    record(built.root)
    line = (built.root / LEDGER).read_text("utf-8").splitlines().index("/ai/2026/11/a/") + 1
    (built.root / A).unlink()
    assert losses(site) == [
        f"content/data/ledger.txt:{line}:1: /ai/2026/11/a/ was published and would be lost: add to "
        "content/data/redirects.yml `/ai/2026/11/a/: /ai/2026/11/b/` if it moved, or "
        "`/ai/2026/11/a/: gone` if it was withdrawn"
    ]
    site({"content/data/redirects.yml": "/ai/2026/11/a/: gone\n"}, LEDGER={"enforce": True})


@pytest.mark.slow
@pytest.mark.parametrize(
    "change", [{"section": "world"}, {"date": "2026-10-31"}, {"slug": "other"}, {}]
)
def test_a_story_that_moved_is_asked_for_an_alias(site, change):
    built = site({A: story()})
    record(built.root)
    moved = A if change else "content/articles/world/2026/a.md"
    (built.root / A).unlink()
    (built.root / moved).parent.mkdir(parents=True, exist_ok=True)
    (built.root / moved).write_text(story(**change))
    (problem,) = losses(site)
    assert problem.endswith(f"would be lost: add `aliases: [/ai/2026/11/a/]` to {moved}")
    site({moved: story(**change, aliases="[/ai/2026/11/a/]")}, LEDGER={"enforce": True})


@pytest.mark.slow
def test_a_further_alias_joins_the_others(site):
    built = site({A: story(aliases="[/old/]")})
    record(built.root)
    (built.root / A).write_text(story(aliases="[/old/]", slug="other"))
    (problem,) = losses(site)
    assert "add /ai/2026/11/a/ to `aliases:` in content/articles/ai/2026/a.md" in problem


@pytest.mark.slow
def test_a_story_that_was_published_before_is_not_taken_for_the_lost_one(site):
    built = site({A: story(), "content/articles/world/2026/a.md": story()})
    record(built.root)
    (built.root / A).unlink()
    (problem,) = losses(site)
    assert "redirects.yml `/ai/2026/11/a/: " in problem


@pytest.mark.slow
@pytest.mark.parametrize("committed", [True, False])
def test_renames_are_recognised_by_git(site, committed):
    built = site({A: story(body=TEXT)})
    record(built.root)
    git(built.root, "init", "-q")
    git(built.root, "add", "content")
    git(built.root, "commit", "-qm", "one")
    new = "content/articles/ai/2026/quite-another-name.md"
    (built.root / A).rename(built.root / new)
    if committed:
        git(built.root, "add", "-A", "content")
        git(built.root, "commit", "-qm", "two")
    status = subprocess.check_output(["git", "status", "--porcelain"], cwd=built.root)
    assert renames(built.root / "content") == {A: new}
    (problem,) = losses(site)
    assert problem.endswith(f"add `aliases: [/ai/2026/11/a/]` to {new}")
    assert subprocess.check_output(["git", "status", "--porcelain"], cwd=built.root) == status


@pytest.mark.slow
def test_without_git_there_is_no_suggestion(site, monkeypatch):
    built = site({A: story(body=TEXT)})
    assert renames(built.root / "content") == {}
    monkeypatch.setenv("PATH", "")
    assert renames(built.root / "content") == {}


@pytest.mark.slow
def test_the_loss_of_a_listing_is_reported_once_with_its_feeds(site):
    world = "content/data/sections.yml"
    built = site({A: story()})
    record(built.root)
    (built.root / world).write_text("ai:\n  name: AI\n")
    (problem,) = losses(site)
    assert "/world/ was published and would be lost" in problem
    fixed = site({"content/data/redirects.yml": "/world/: /ai/\n"}, LEDGER={"enforce": True})
    assert fixed.exists("/world/feed.atom")


@pytest.mark.slow
def test_a_tag_that_lost_its_last_story_is_no_loss(site):
    built = site({A: story(tags="[Law]")})
    record(built.root)
    (built.root / A).write_text(story(tags="[Laws]"))
    assert site(LEDGER={"enforce": True}).exists("/tag/law/feed.atom")


@pytest.mark.slow
def test_a_story_made_a_draft_again_can_be_hidden_or_gone(site):
    built = site({A: story()})
    record(built.root)
    (problem,) = losses_after(site, {A: story(status="draft")})
    assert problem.endswith(
        f"write `status: published` in {A}, or `status: hidden` to keep its page alone; else add "
        "to content/data/redirects.yml `/ai/2026/11/a/: gone`"
    )
    site({A: story(status="hidden")}, LEDGER={"enforce": True})
    gone = {"content/data/redirects.yml": "/ai/2026/11/a/: gone\n"}
    site({A: story(status="draft"), **gone}, LEDGER={"enforce": True})


def losses_after(site, files: dict[str, str]) -> list[str]:
    site(files)
    return losses(site)


@pytest.mark.slow
def test_time_alone_loses_no_address(site):
    """A story that expires leaves its notice, and its tag an empty page with empty feeds."""
    built = site({A: story(tags="[Rare]", expires="2026-11-24")})
    record(built.root)
    later = site(LEDGER={"enforce": True}, NOW="2026-11-25")
    assert later.page("/tag/rare/").select_one(".empty")
    assert later.exists("/tag/rare/feed.atom")
    assert "/tag/rare/" not in later.text("/tag/")


@pytest.mark.slow
def test_only_a_production_build_is_held_to_the_ledger(site):
    assert site({A: story(), LEDGER: "/lost/\n"}).exists("/ai/2026/11/a/")
    assert losses(site)[0].startswith("content/data/ledger.txt:1:1: /lost/ was published")


@pytest.mark.slow
def test_the_ledger_does_not_depend_on_the_path_of_the_site(site):
    built = site({A: story()})
    record(built.root)
    site(SITEURL="https://example.org/paper", LEDGER={"enforce": True})


def test_a_line_that_is_no_address_is_an_error(site):
    with pytest.raises(
        ContentError, match=r"ledger.txt:2:1: '<<<<<<< HEAD' is not a valid address"
    ):
        site({A: story(), LEDGER: "/ai/\n<<<<<<< HEAD\n"})


@pytest.mark.slow
@given(st.sets(st.from_regex(r"/[^\s/][^\n\r\x00-\x1f\x85\u2028\u2029\s]*", fullmatch=True)))
def test_a_ledger_reads_as_it_was_written(addresses):
    found, problems = parse_ledger(ledger_text(addresses))
    assert set(found) == addresses
    assert not problems
