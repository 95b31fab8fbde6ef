"""Which files are stories, and how links find them."""

import unicodedata

import pytest

from tests.conftest import story


def test_suffixes_may_be_in_capitals(site) -> None:
    built = site({
        "content/articles/ai/upper.MD": story("Upper"),
        "content/articles/ai/long.Markdown": story("Long"),
    })  # fmt: skip
    assert built.exists("ai/2026/11/upper/")
    assert built.exists("ai/2026/11/long/")
    assert not built.warnings


def test_a_file_that_nobody_reads_is_named(site) -> None:
    built = site({
        "content/articles/ai/a.md": story(body="[Notes](notes.txt)"),
        "content/articles/ai/b.mkd": story("B"),
        "content/articles/ai/c.rst": "C\n=\n",
        "content/articles/ai/d.md.bak": story("D"),
        "content/articles/ai/notes.txt": "Notes\n",
        "content/articles/ai/data.csv": "a,b\n",
        "content/articles/ai/.hidden": "",
    })  # fmt: skip
    assert [line.partition(" ")[0] for line in built.warnings] == [
        "content/articles/ai/b.mkd:", "content/articles/ai/c.rst:", "content/articles/ai/d.md.bak:",
    ]  # fmt: skip
    assert "rename it to b.md" in built.warnings[0]


NAMES = ["with space.md", "a#b.md", "what?.md", "100%.md", "caf\u00e9.md", "UPPER.MD", "a+b&c.md"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["quoted", "pointed", "plain"])
def test_a_link_finds_a_story_whatever_its_file_is_called(site, name, form) -> None:
    from urllib.parse import quote

    written = {"quoted": quote(name), "pointed": f"<{name}>", "plain": name}[form]
    built = site({
        f"content/articles/ai/{name}": story("Other", slug="other"),
        "content/articles/ai/a.md": story(body=f"[it]({written})"),
    })  # fmt: skip
    page = built.page("ai/2026/11/a")
    assert page.select_one('.prose a[href="/ai/2026/11/other/"]')


def test_accents_and_suffixes_may_be_stored_otherwise_than_they_are_written(site) -> None:
    stored = unicodedata.normalize("NFD", "déjà.md")
    built = site({
        f"content/articles/ai/{stored}": story("Other", slug="other"),
        "content/articles/ai/Law.MD": story("Law", slug="law"),
        "content/articles/ai/a.md": story(body="[a](déjà.md) [b](d%C3%A9j%C3%A0.md) [c](Law.md#x)"),
    })  # fmt: skip
    page = built.page("ai/2026/11/a")
    assert [a["href"] for a in page.select(".prose a")] == [
        "/ai/2026/11/other/", "/ai/2026/11/other/", "/ai/2026/11/law/#x",
    ]  # fmt: skip
