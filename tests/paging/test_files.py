"""Files of content/files win over those that would be made, and lose against pages."""

import shutil

import pytest

from newsroom.problems import ContentError
from tests.conftest import story
from tests.writing.test_writer import snapshot

A = "content/articles/ai/2026/a.md"
RULES = {"content/data/redirects.yml": "/old/: /ai/\n"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["robots.txt", "_redirects", "404.html", "sitemap.xml", "feed.rss"]
)
def test_an_own_file_takes_the_place_of_the_one_that_would_be_made(site, name):
    made = site({A: story(), **RULES})
    assert made.text(f"/{name}") != "my own"
    built = site({f"content/files/{name}": "my own"})
    assert built.text(f"/{name}") == "my own"
    assert not built.warnings
    assert f"content/files/ replaces what would be made: {name}\n" in built.result.report(
        profile=False
    )


@pytest.mark.slow
def test_the_site_is_that_of_a_clean_build_when_an_own_file_comes_and_goes(site, tmp_path):
    own = tmp_path / "content/files/robots.txt"
    site({A: story(), **RULES})
    own.parent.mkdir()
    for text in ("one", "two", None):
        if text:
            own.write_text(text)
        else:
            own.unlink()
        incremental = snapshot(site().output)
        for folder in ("output", ".output.staging", ".cache"):
            shutil.rmtree(tmp_path / folder)
        assert snapshot(site().output) == incremental


@pytest.mark.parametrize("name", ["ai/2026/11/a/index.html", "index.html", "ai/index.html"])
def test_an_own_file_replaces_no_page(site, name):
    with pytest.raises(ContentError) as caught:
        site({A: story(), f"content/files/{name}": "my own"})
    assert str(caught.value).startswith(f"content/files/{name}: a page has this address: ")


def test_files_that_nothing_else_makes_are_copied(site):
    built = site({A: story(), "content/files/CNAME": "news.example", "content/files/.x/_y": "z"})
    assert built.text("/CNAME") == "news.example"
    assert built.text("/.x/_y") == "z"
    assert "replaces" not in built.result.report(profile=False)
