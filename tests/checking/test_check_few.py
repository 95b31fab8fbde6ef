"""A check of a few files reads them and their neighbours, and finds what a check of all finds."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsroom.checking.findings import Finding, check_options
from newsroom.checking.index import last_part
from newsroom.checking.layout import check_all, check_few, quick_settings
from tests.conftest import CONF, REGISTRIES, story, write_files

LONG = "A sentence with a [source](https://example.org/) and eight words. " * 8 + "End."
PLAIN = {
    f"content/articles/world/2026/plain-{number}.md": story(
        f"Plain {number}", LONG, tags=f"[Plain, Of {number}]", aliases=f"[/old/plain-{number}/]"
    )
    for number in range(80)
}
# Each meets another file in its own way.
MEETING = {
    "same-slug": story("A", LONG, slug="plain-3", section="world"),
    "same-slug-elsewhere": story("A", LONG, slug="plain-4"),
    "twin-tag": story("A", LONG, tags="[of 4]"),
    "rival-tag": story("A", LONG, tags="[Ofß 5]"),
    "related": story("A", LONG, related="[plain-5]"),
    "related-nowhere": story("A", LONG, related="[plain-555]"),
    "translation": story("A", LONG, lang="de", translation_of="plain-6"),
    "alias-of-another": story("A", LONG, aliases="[/old/plain-7/]"),
    "alias-of-a-story": story("A", LONG, aliases="[/world/2026/11/plain-8/]"),
    "alias-of-a-page": story("A", LONG, aliases="[/about/]"),
    "alias-of-a-section": story("A", LONG, aliases="[/world/]"),
    "alias-of-a-listing": story("A", LONG, aliases="[/world/page/2/]"),
    "alias-of-a-tag": story("A", LONG, aliases="[/tag/of-5/]"),
    "alias-of-a-redirect": story("A", LONG, aliases="[/2019/x/]"),
    "links": story(
        "A",
        LONG
        + " [a](../../world/2026/plain-9.md) [b](/world/2026/11/plain-10/) [c](/about/)"
        + " [d](/world/page/2/) [e](/tag/of-11/) [f](/author/sam-reed/) [g](/2019/x/)",
    ),
    "links-to-parts": story("A", LONG + " [a](parts.md#there) [b](parts.md#gone)"),
    "links-nowhere": story("A", LONG + " [b](/world/2026/11/plain-999/)"),
    "links-amiss": story("A", LONG + " [b](/world/2026/11/related/)"),
    "links-to-no-file": story("A", LONG + " [b](plain-999.md)"),
    "links-to-moved": story("A", LONG + " [b](/old/plain-12/)"),
    "links-to-a-draft": story("A", LONG + " [b](draft.md) [c](/ai/2026/11/later/)"),
    "links-to-a-mistake": story("A", LONG + " [b](/ai/2026/11/broken/)"),
    "links-to-expired": story("A", LONG + " [b](/ai/2026/10/expired/)"),
    "part-one": story("A", LONG, series="Parts", part="1"),
    "part-two": story("A", LONG, series="parts", part="1"),
    "part-typo": story("A", LONG, series="Partz"),
    "nobody": story("A", LONG, author="nobody"),
    "broken": story("A", LONG, titel="x"),
    "draft": story("A", LONG + " Of the the law.", status="draft"),
    "later": story("A", LONG, date="2026-11-30"),
    "expired": story("A", LONG, date="2026-10-01", expires="2026-10-05"),
    "parts": story("A", LONG + "\n\n## There\n\nYes."),
    "live": story("A", LONG + "\n\n## 2026-11-20 10:00 B\n\n[x](parts.md#gone)", label="live"),
    "picture": story("A", LONG + " ![x](none.png)"),
    "empty": "",
}
SITE = {
    **PLAIN,
    **{f"content/articles/ai/2026/{name}.md": text for name, text in MEETING.items()},
    "content/pages/about.md": "---\ntitle: About\n---\n[x](/world/2026/11/plain-13/) [y](/no/)\n",
    "content/data/redirects.yml": "/2019/x/: /world/2026/11/plain-14/\n/2019/y/: /no/\n",
}
UNCERTAIN = {
    "related-nowhere", "alias-of-a-story", "alias-of-a-page",
    "alias-of-a-section", "alias-of-a-listing", "alias-of-a-tag", "alias-of-a-redirect", "links",
    "links-amiss", "links-nowhere", "links-to-no-file", "part-two", "nobody", "picture",
}  # fmt: skip
"""Where an error or a missing page would be all that a reading of the neighbours could say."""


class Desk:
    """Checks a site in both ways."""

    def __init__(self, root: Path) -> None:
        self.root = root
        overrides = {
            "PATH": str(root / "content"),
            "CACHE_PATH": str(root / ".cache"),
            "SITEURL": "https://news.example",
            "NOW": "2026-11-23T12:00:00+00:00",
            "JOBS": 1,
            "PREVIEW": True,
        }
        self.settings = quick_settings(CONF, overrides)
        self.options = check_options(self.settings)

    def few(self, *paths: str) -> list[Finding] | None:
        found = check_few(self.settings, set(paths), self.options)
        return found and sorted(found[1])

    def all(self, *paths: str) -> list[Finding]:
        return sorted(check_all(self.settings, set(paths), self.options)[1])

    def read(self, *paths: str) -> int:
        """Return how many stories a check of ``paths`` read."""
        found = check_few(self.settings, set(paths), self.options)
        assert found
        return len(found[0].with_page)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("site")
    write_files(root, REGISTRIES | SITE)
    return Desk(root)


@pytest.fixture(scope="module")
def everything(desk: Desk) -> list[Finding]:
    return sorted(check_all(desk.settings, None, desk.options)[1])


@pytest.mark.parametrize("name", MEETING)
def test_few_files_have_the_findings_of_a_check_of_all(desk, everything, name):
    path = f"content/articles/ai/2026/{name}.md"
    found = desk.few(path)
    if name in UNCERTAIN:
        assert found is None
    else:
        assert found == [finding for finding in everything if finding.path == path]


@pytest.mark.slow
def test_pages_and_plain_stories_have_them_too(desk, everything):
    for path in [*PLAIN][:15]:
        found = desk.few(path)
        assert found is None or found == [one for one in everything if one.path == path]
    assert desk.few("content/pages/about.md") is None  # a link of it leads nowhere


def test_several_files_are_checked_together(desk, everything):
    paths = [f"content/articles/ai/2026/{name}.md" for name in ("links-to-parts", "twin-tag")]
    assert desk.few(*paths) == [one for one in everything if one.path in paths]


@pytest.mark.slow
def test_no_more_than_the_neighbours_is_read(desk):
    assert desk.read("content/articles/ai/2026/parts.md") == 1
    assert desk.read("content/articles/ai/2026/related.md") == 2
    assert desk.read("content/articles/ai/2026/links-to-draft.md".replace("to-", "to-a-")) == 3


def test_what_concerns_every_story_is_checked_with_all(desk):
    assert desk.few("content/data/redirects.yml") is None
    assert desk.few(*[*PLAIN][:60]) is None


@pytest.fixture
def place(tmp_path: Path) -> Desk:
    write_files(tmp_path, REGISTRIES | PLAIN | {A: story("A", LONG, related="[plain-2]")})
    return Desk(tmp_path)


A = "content/articles/ai/2026/a.md"
OTHER = "content/articles/world/2026/plain-2.md"


@pytest.mark.slow
def test_the_index_follows_edits_of_other_files(place):
    assert place.few(A) == []
    write_files(place.root, {OTHER: story("Plain 2", LONG, slug="another")})
    assert place.few(A) is None
    assert "no story 'plain-2'" in place.all(A)[0].what
    write_files(place.root, {"content/articles/ai/plain-2.md": story("A", LONG)})
    assert place.few(A) == []
    write_files(place.root, {"content/articles/ai/b.md": story("A", LONG, slug="a")})
    assert place.few(A) == place.all(A) == []
    assert place.few("content/articles/ai/b.md") is None


@pytest.mark.slow
def test_the_index_follows_files_that_go_away_and_come_back(place):
    text = (place.root / OTHER).read_text()
    assert place.few(A) == []
    (place.root / OTHER).unlink()
    assert place.few(A) is None
    write_files(place.root, {OTHER: text})
    assert place.few(A) == []


@pytest.mark.slow
def test_an_edit_without_another_size_or_time_is_seen_while_it_is_young(place):
    file = place.root / OTHER
    assert place.few(A) == []
    before, alias = file.stat(), "aliases: [/old/plain-2/]"
    file.write_text(file.read_text().replace(alias, "slug: another".ljust(len(alias))))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert place.few(A) is None


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"[0, {}]", b"\xff" * 100])
def test_a_damaged_index_is_made_again(place, damage):
    assert place.few(A) == []
    index = place.root / ".cache/check-index"
    whole = index.read_bytes()
    index.write_bytes(damage)
    assert place.few(A) == []
    assert len(index.read_bytes()) == len(whole)


@pytest.mark.slow
def test_many_checks_of_a_file_make_the_store_forget_nothing(place):
    assert place.all(A) == []
    for number in range(25):
        write_files(place.root, {A: story("A", f"{LONG} {number}")})
        assert place.few(A) == []
    with closing(sqlite3.connect(place.root / ".cache/parsed.sqlite3")) as store:
        assert store.execute("SELECT count(*) FROM parsed").fetchone() == (len(PLAIN) + 26,)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/ai/2026/11/a/", "a"),
        ("/ai/2026/11/a", "a"),
        ("https://news.example/ai/2026/11/a/index.html#x", "a"),
        ("/old/a.html?x=1", "a.html"),
        ("/%E5%8C%97%E4%BA%AC/", "北京"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_an_address_is_known_by_its_last_part(address, part):
    assert last_part(address) == part
