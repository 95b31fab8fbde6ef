"""Which files are stories, and how links find them."""

import unicodedata

import pytest

from tests.conftest import story

pytestmark = pytest.mark.slow


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


def test_markdown_in_another_folder_is_named(site) -> None:
    built = site({
        "content/articles/ai/a.md": story(),
        "content/drafts/b.md": story("B"),
        "content/data/c.mkd": "C",
        "content/d.markdown": "D",
        "content/media/README.md": "For editors.",
        "content/files/e.md": "Published as it is.",
    })  # fmt: skip
    assert [line.partition(" ")[0] for line in built.warnings] == [
        "content/data/c.mkd:", "content/d.markdown:", "content/drafts/b.md:",
    ]  # fmt: skip
    assert "move it into content/articles/<section>/" in built.warnings[0]


def test_an_address_with_a_space_leads_there_with_a_warning(site) -> None:
    body = "First.\n\n[a](https://e.example/a b.pdf) [b](/a b.txt) [c](<https://e.example/c d>)"
    built = site({"content/articles/ai/a.md": story(body=body), "content/files/a b.txt": "x"})
    hrefs = [link["href"] for link in built.page("ai/2026/11/a").select(".story-body a")]
    assert hrefs == [
        "https://e.example/a%20b.pdf", "/a%20b.txt", "https://e.example/c%20d",
    ]  # fmt: skip
    assert [line.partition(" ")[0] for line in built.warnings] == [
        "content/articles/ai/a.md:8:1:"
    ] * 2
    assert "'https://e.example/a b.pdf' holds a space: write %20" in built.warnings[1]


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
