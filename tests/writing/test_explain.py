"""A build says why it made a file again, and where its time went."""

import pytest

from newsroom.problems import ContentError
from tests.conftest import story

pytestmark = pytest.mark.slow  # each test builds several times

A = "content/articles/ai/2026/a.md"
B = "content/articles/world/2026/b.md"
FILES = {A: story("First", "Some words."), B: story("Second")}
URL = "/ai/2026/11/a/"


def explanation(built):
    return built.result.edition.explanation


def test_a_new_file_is_called_new(site):
    assert "is new" in explanation(site(FILES, EXPLAIN=URL))


def test_a_file_that_is_as_it_was_is_said_to_be(site):
    site(FILES)
    assert "as it was" in explanation(site(EXPLAIN=URL))


def test_an_edit_is_named_and_shown(site):
    site(FILES)
    text = explanation(site({A: story("First", "Other words.")}, EXPLAIN="ai/2026/11/a/index.html"))
    changed, _, same = text.partition("the same")
    assert "article" in changed
    assert "code and settings" in same
    assert "<p>Some&nbsp;words.</p>" in text
    assert "<p>Other&nbsp;words.</p>" in text


def test_a_setting_is_named(site):
    site(FILES)
    text = explanation(site(SITENAME="Another", EXPLAIN=URL))
    assert "site" in text.partition("the same")[0]


def test_a_lost_file_is_named(site):
    built = site(FILES)
    (built.output / "ai/2026/11/a/index.html").unlink()
    assert "missing" in explanation(site(EXPLAIN=URL))


def test_a_clean_build_gives_itself_as_the_reason(site):
    site(FILES)
    assert "--clean" in explanation(site(EXPLAIN=URL, CLEAN=True))


def test_a_file_that_the_site_has_not_is_a_mistake(site):
    with pytest.raises(ContentError, match="the site has no file"):
        site(FILES, EXPLAIN="/no/such/page/")


def test_a_profile_counts_what_was_done(site):
    first = site(FILES).result
    assert first.edition.profile.counts["parsed"] == 2
    assert first.edition.profile.counts["files made"] == len(first.edition.jobs)
    assert first.edition.profile.files["story.html"] == 2
    again = site().result
    assert again.edition.profile.counts["parsed"] == 0
    assert again.edition.profile.counts["files as they were"] == len(again.edition.jobs)
    report = again.report(profile=True)
    assert "enriching.related" in report
    assert "2 sources, 0 parsed" in report


def test_a_profile_sums_what_several_workers_spent(site):
    files = {f"content/articles/ai/{n}.md": story(f"Story {n}") for n in range(150)}
    profile = site(files, JOBS=2).result.edition.profile
    assert profile.files["story.html"] == 150
    assert profile.templates["story.html"] > 0
