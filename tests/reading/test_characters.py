"""What XML and HTML cannot hold is refused where it was written, in every plain text."""

from xml.etree import ElementTree as ET

import pytest

from newsroom.problems import ContentError
from tests.conftest import REGISTRIES, story

A = "content/articles/ai/2026/a.md"
BELL = r'"a\x07b"'


def mistakes(site, files) -> list[str]:
    with pytest.raises(ContentError) as caught:
        site(files)
    return [str(problem) for problem in caught.value.errors]


def test_every_field_of_a_story_is_looked_at(site):
    matter = {
        "deck": BELL,
        "author": None,
        "authors": f"[olivia-scott, {BELL}]",
        "tags": f"[{BELL}, Law]",
        "summary": r'"\uFFFE"',
        "image": f"{{src: {BELL}, alt: {BELL}, caption: {BELL}, credit: {BELL}}}",
        "series": BELL,
        "slug": BELL,
        "aliases": r'["/a\x00b/"]',
        "corrections": f"[{{date: 2026-11-21, text: {BELL}}}]",
        "canonical": r'"https://a.example/\x07"',
        "sources": f"[{{title: {BELL}, url: 'https://a.example/'}}]",
    }
    found = mistakes(site, {A: story(r"A \u202etitle", **matter)})
    assert [line.split(": ")[1] for line in found] == [
        "title", "deck", "authors.1", "tags.0", "summary", "image.src", "image.alt",
        "image.caption", "image.credit", "series", "slug", "aliases.0", "corrections.0.text",
        "canonical", "sources.0.title",
    ]  # fmt: skip
    assert found[0].startswith(f"{A}:2:8: title: the character U+202E cannot be shown: delete it")


def test_classic_headers_are_looked_at(site):
    (problem,) = mistakes(
        site, {A: "Title: A\x07b\nDate: 2026-11-20\nAuthor: olivia-scott\n\nText.\n"}
    )
    assert problem.startswith(f"{A}:1:8: title: the character U+0007 cannot be shown")


def test_registries_and_redirects_are_looked_at(site):
    found = mistakes(
        site,
        {
            **REGISTRIES,
            A: story(),
            "content/data/sections.yml": f"ai: {{name: AI, description: {BELL}}}\n",
            "content/data/authors.yml": f"olivia-scott: {{name: O, role: {BELL}, bio: {BELL}}}\n",
            "content/data/tags.yml": f"law: {{name: Law, aliases: [{BELL}]}}\n",
            "content/data/series.yml": f"run: {{name: {BELL}, description: {BELL}}}\n",
            "content/data/redirects.yml": r'"/a\x07/": /ai/' + "\n",
        },
    )
    found = [line for line in found if line.startswith("content/data/")]
    assert [line.split(":")[0].rpartition("/")[2] for line in found] == [
        "authors.yml", "authors.yml", "redirects.yml", "sections.yml", "series.yml", "series.yml",
        "tags.yml",
    ]  # fmt: skip
    assert all("U+0007" in line for line in found)


@pytest.mark.parametrize("name", ["SITENAME", "SITESUBTITLE", "SITEDESCRIPTION"])
def test_texts_of_settings_are_looked_at(site, name):
    with pytest.raises(ContentError, match=f"^{name}: the character U\\+0007 cannot be shown"):
        site({A: story()}, **{name: "a\x07b"})


@pytest.mark.slow
def test_what_html_encodes_reaches_no_feed(site):
    built = site({A: story(body="Text &#7; and &#x202E; here, zero&#x200b;width.\n\n`&#7;`")})
    for name in ("feed.atom", "feed.rss"):
        ET.fromstring(built.text(name))  # noqa: S314 - our own file
    for path in ("/ai/2026/11/a/", "/feed.atom", "/feed.json"):
        assert "\x07" not in built.text(path)
        assert "\u202e" not in built.text(path)
    assert "zero\u200bwidth" in built.text("/ai/2026/11/a/")
    assert [line for line in built.warnings if "U+0007 was taken out" in line]
