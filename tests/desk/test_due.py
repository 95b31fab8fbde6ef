"""The next instant at which the site changes by itself."""

import os
import subprocess

import pytest
import yaml

from newsroom.desk.due import due
from newsroom.problems import ContentError
from tests.conftest import PUBLISHCONF, ROOT, story

A = "content/articles/ai/2026/a.md"
B = "content/articles/ai/2026/b.md"


@pytest.fixture
def ask(site):
    """Return a function that writes a site and asks what is due."""

    def ask_due(files, form="text", now="2026-11-23T12:00:00+00:00"):
        built = site(files)
        overrides = {
            "PATH": str(built.root / "content"),
            "OUTPUT_PATH": str(built.root / "elsewhere"),
            "CACHE_PATH": str(built.root / ".cache"),
            "NOW": now,
        }
        told = due(PUBLISHCONF, overrides, form)
        assert not (built.root / "elsewhere").exists()
        return told

    return ask_due


@pytest.mark.slow
def test_nothing_is_due_on_a_site_at_rest(ask):
    assert ask({A: story(expires="2026-11-22")}) == "Nothing is due."
    assert ask({}, "github") == "next="


@pytest.mark.slow
def test_a_scheduled_story_is_due_at_its_date(ask):
    told = ask({A: story("Later", date="2026-12-01T09:30:00+01:00"), B: story(date="2026-12-02")})
    assert told == (
        "2026-12-01T08:30:00+00:00 (in 7 days 20 h): “Later” is published "
        "(content/articles/ai/2026/a.md)"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("matter", "what"),
    [({"expires": "2026-11-24"}, "expires"), ({"breaking": "2026-11-24"}, "no longer breaking")],
)
def test_what_ends_is_due_at_its_end(ask, matter, what):
    told = ask({A: story("Now", **matter)})
    assert told.startswith("2026-11-24T00:00:00+00:00 (in 12 h): “Now” ")
    assert what in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("pinned: [{story: a, until: 2026-11-24}]", "“a” is no longer pinned"),
        (
            "packages: [{title: Sea, stories: [a, b], until: 2026-11-24}]",
            "the package “Sea” ends",
        ),
    ],
)
def test_what_ends_on_the_front_page_is_due_at_its_end(ask, text, what):
    told = ask({A: story("Now"), B: story("Then"), "content/data/front.yml": text})
    assert told == f"2026-11-24T00:00:00+00:00 (in 12 h): {what} (content/data/front.yml)"
    past = ask({"content/data/front.yml": text}, now="2026-11-24T00:00:00+00:00")
    assert past == "Nothing is due."


@pytest.mark.slow
def test_all_that_happens_at_one_instant_is_told(ask):
    told = ask({A: story("One", date="2026-11-24"), B: story("Two", expires="2026-11-24")})
    assert "“One” is published" in told
    assert "“Two” expires" in told


@pytest.mark.slow
def test_drafts_are_never_due(ask):
    files = {A: story(status="draft", date="2026-12-01", expires="2026-12-02")}
    assert ask(files) == "Nothing is due."


@pytest.mark.slow
def test_ci_gets_an_instant_that_sorts_and_no_headline(ask):
    told = ask({A: story("Covert", date="2026-12-01T00:30:00.5+01:00")}, "github")
    assert told == "next=2026-11-30T23:30:01Z"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "github"])
def test_a_build_at_the_instant_that_was_told_shows_the_change(site, ask, form):
    told = ask({A: story(date="2026-12-01T00:30:00.5+01:00")}, form)
    moment = told.removeprefix("next=").split(" ")[0]
    assert site({}, NOW=moment).exists("/ai/2026/11/a/" if "30T" in moment else "/ai/2026/12/a/")


@pytest.mark.slow
def test_mistakes_are_reported(ask):
    with pytest.raises(ContentError, match="unknown author"):
        ask({A: story(author="nobody")})


@pytest.mark.slow
@pytest.mark.parametrize("now", ["soon", "9999-12-31T23:59-12:00", "0001-01-01"])
def test_what_is_no_time_of_a_build_is_a_mistake(ask, now):
    with pytest.raises(ContentError, match=f"--now: '{now}' is not a valid time"):
        ask({}, now=now)


@pytest.mark.parametrize(
    ("event", "left", "expected"),
    [
        ("push", "next=\n", "true"),
        ("schedule", None, "true"),
        ("schedule", "next=\n", "false"),
        ("schedule", "next=9999-01-01T00:00:00Z\n", "false"),
        ("schedule", "next=2020-01-01T00:00:00Z\n", "true"),
    ],
)
def test_the_workflow_builds_on_schedule_only_what_is_due(tmp_path, event, left, expected):
    file = ROOT / ".github/workflows/publish.yml"
    if not file.exists():
        pytest.skip("the paper here is published in another way")
    workflow = yaml.safe_load(file.read_text("utf-8"))
    (script,) = [
        step["run"] for step in workflow["jobs"]["due"]["steps"] if step.get("id") == "compare"
    ]
    if left is not None:
        (tmp_path / "due.txt").write_text(left)
    environment = os.environ | {"EVENT": event, "GITHUB_OUTPUT": "told"}
    subprocess.run(["bash", "-ec", script], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "told").read_text() == f"build={expected}\n"
