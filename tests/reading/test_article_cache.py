"""Unchanged stories come from the article cache; whatever concerns one builds it again."""

import shutil

import pytest

from newsroom.reading.assembly import stories
from newsroom.reading.sources.parse import Parser
from tests.conftest import story

pytestmark = pytest.mark.slow  # each test builds several times

FILES = {
    f"content/articles/ai/{n}.md": story(f"Story {n}", f"Words of {n}.", tags="[law]")
    for n in range(8)
}
PATH = "content/articles/ai/0.md"
PAGE = "/ai/2026/11/0/"


@pytest.fixture
def built(monkeypatch):
    """The slugs of articles that were built, not fetched."""
    slugs = []
    build = stories._article

    def noted(*args):
        article = build(*args)
        slugs.append(article.slug)
        return article

    monkeypatch.setattr(stories, "_article", noted)
    return slugs


@pytest.fixture
def paper(site, built):
    """Build the site again with changes, and return the page of one story."""
    site(FILES)
    assert sorted(built) == [str(n) for n in range(8)]
    built.clear()
    return lambda files=(), **settings: site(dict(files), **settings).text(PAGE)


def test_stories_that_stay_as_they_are_are_not_built_again(paper, built):
    assert "Story 0" in paper()
    assert "Words of 0, and more." in paper({PATH: story("Story 0", "Words of 0, and more.")})
    assert built == ["0"]


def test_what_a_story_names_builds_it_anew(paper, built):
    assert "Law and order" in paper({"content/data/tags.yml": "law:\n  name: Law and order\n"})
    assert len(built) == 8
    authors = "olivia-scott:\n  name: Olivia Stone\n"
    assert "Olivia Stone" in paper({"content/data/authors.yml": authors})
    assert len(built) == 16
    assert "https://other.example" in paper(SITEURL="https://other.example")
    assert len(built) == 24


def test_what_a_story_says_of_others_is_looked_up_each_time(paper, tmp_path):
    link = story("Story 0", "See [that](1.md).", related="[2]")
    assert 'href="/ai/2026/11/1/"' in paper({PATH: link})
    renamed = {"content/articles/ai/1.md": story("Story 1", slug="one")}
    assert 'href="/ai/2026/11/one/"' in paper(renamed)
    assert "Hidden" not in paper({"content/articles/ai/2.md": story("Hidden", status="draft")})


def test_warnings_are_told_each_time(paper, site):
    paper({PATH: story("Story 0", "Some <blink>words</blink>.", date="2026-11-20")})
    for _ in range(2):
        (warning,) = site().result.edition.problems.warnings
        assert "was taken out of the text" in warning.what


def test_bodies_that_the_store_lost_are_parsed_again(paper, tmp_path):
    (tmp_path / ".cache/parsed.sqlite3").unlink()
    shutil.rmtree(tmp_path / "output")
    assert "Words of 0." in paper()


def test_a_damaged_morgue_is_not_used(paper, built, tmp_path):
    file = tmp_path / ".cache/articles"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert "Words of 0." in paper()
    assert len(built) == 8


def test_two_stories_of_the_same_bytes_are_two(paper, built):
    copies = {f"content/articles/ai/{n}.md": story("One", "Same.", slug=None) for n in (0, 9)}
    assert "Same." in paper(copies)
    paper({"content/articles/ai/9.md": story("Other", "Another one.")})
    assert "Same." in paper({"content/articles/ai/8.md": story("One", "Same.")})


def test_nothing_is_parsed_for_the_morgue(paper, monkeypatch):
    monkeypatch.setattr(Parser, "parse", None)
    assert "Words of 0." in paper(CLEAN=True)
