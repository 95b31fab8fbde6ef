"""What a check calls an error a build refuses, with the same words, and the other way round."""

from pathlib import Path

import pytest

from newsroom.building.build import build
from newsroom.checking.check import check
from newsroom.problems import ContentError
from tests.conftest import CONF, REGISTRIES, story, write_files
from tests.invalid.test_invalid_sites import SITES

pytestmark = pytest.mark.slow  # each test builds several times

A, B, C = (f"content/articles/ai/2026/{name}.md" for name in "abc")
PNG = bytes.fromhex("89504e470d0a1a0a")
DRAFT, LATER = {"status": "draft"}, {"date": "2026-12-24"}
LIVE = "\n\n## 2026-11-23 13:00 Held back\n\n"

FAULTS = {
    **{name: files for name, (files, _) in SITES.items()},
    "nothing": {A: story()},
    "a dead address": {A: story(body="[x](/ai/nowhere/)")},
    "a dead address of its own host": {A: story(body="[x](https://news.example/nowhere/)")},
    "a link without address": {A: story(body="[x]()")},
    "a part that is not there": {A: story(body="[x](#nothing)")},
    "a dead address in a page": {"content/pages/p.md": "---\ntitle: P\n---\n[x](/no/)\n"},
    "a dead address in a draft": {A: story(body="[x](/no/)", **DRAFT)},
    "a dead file in a draft": {A: story(body="[x](no.md) ![y](no.png)", **DRAFT)},
    "a dead file in a story of the future": {A: story(body="[x](no.md)", **LATER)},
    "a missing picture of a draft": {A: story(image="{src: no.png, alt: A}", **DRAFT)},
    "a damaged picture of a draft": {
        A: story(image="{src: x.png, alt: A}", **DRAFT), "content/media/x.png": PNG,
    },
    "a dead link in an update that is held back": {
        A: story(body=f"Now.{LIVE}[x](/no/) [y](no.md)", label="live", date="2026-11-23 09:00"),
    },
    "a link to a draft": {A: story(body="[b](b.md) [c](/ai/2026/11/b/)"), B: story(**DRAFT)},
    "a redirect to a draft": {
        A: story(**DRAFT), "content/data/redirects.yml": "/x/: /ai/2026/11/a/\n",
    },
    "a redirect to the series of a draft": {
        A: story(series="Parts", **DRAFT), "content/data/redirects.yml": "/x/: /series/parts/\n",
    },
    "an alias of a draft that is a page": {A: story(aliases="[/ai/]", **DRAFT)},
    "one alias of a story and a draft": {
        A: story(aliases="[/x/]"), B: story("B", aliases="[/x/]", **LATER),
    },
    "a redirect at the address of a draft": {
        A: story(**DRAFT), "content/data/redirects.yml": "/ai/2026/11/a/: gone\n",
    },
    "a circle": {A: story(), "content/data/redirects.yml": "/x/: /y/\n/y/: /x/\n"},
    "two pages of one address": {A: story(), "content/files/ai/index.html": "x"},
    "several": {
        A: story(author="nobody", body="[x](/no/)"), B: story("B", titel="x"),
        C: story("C", "[x](/no/)", related="[none]"), "content/data/front.yml": "lead: none\n",
    },
    "a ledger that is no ledger": {A: story(), "content/data/ledger.txt": "/ai/\n<<<<\n"},
    "a lost address": {A: story(), "content/data/ledger.txt": "/ai/2026/11/a/\n/lost/\n"},
    "a story made a draft again": {
        A: story(**DRAFT), "content/data/ledger.txt": "/ai/2026/11/a/\n",
    },
    "a story with another slug": {
        A: story(slug="b"), "content/data/ledger.txt": "/ai/2026/11/a/\n",
    },
    "an unknown market": {A: story(markets="[x]", **DRAFT)},
    "an issue with a dead address": {
        A: story(**DRAFT),
        "content/data/newsletters/2026-w46.yml": (
            "subject: S\nheadlines:\n  - {title: T, url: /ai/2026/11/a/, section: AI, minutes: 1}\n"
        ),
    },
}  # fmt: skip


def overrides(root: Path, **settings) -> dict[str, object]:
    return {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"),
        "SITEURL": "https://news.example",
        "NOW": "2026-11-23T12:00:00+00:00",
        "JOBS": 1,
        "LEDGER": {"enforce": True},
        **settings,
    }


def refused(root: Path, **settings) -> list[str]:
    """Return the errors with which a production build ends, with ``PREVIEW`` a preview."""
    try:
        build(CONF, overrides(root, **settings))
    except ContentError as error:
        return list(map(str, error.errors))
    return []


def checked(root: Path, **settings) -> list[str]:
    """Return the errors that a check finds, in the form of a build."""
    try:
        report = check(CONF, overrides(root, **settings))
    except ContentError as error:
        return list(map(str, error.errors))
    found = [one for one in report.findings if one.level == "error"]
    return [str(one).replace(": error: ", ": ").removesuffix(f" [{one.rule}]") for one in found]


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_a_preview_and_a_production_build_refuse_the_same(tmp_path, name):
    write_files(tmp_path, REGISTRIES | FAULTS[name])
    said = refused(tmp_path)
    assert checked(tmp_path) == said
    assert refused(tmp_path, PREVIEW=True, ON_DEMAND=True) == said
    assert bool(said) is (name not in ("nothing", "a part that is not there", "a link to a draft",
                                       "a redirect at the address of a draft"))  # fmt: skip


MENU = {"MENUITEMS": (("Here", "/ai/"), ("Abroad", "https://x.example/"), ("Imprint", "/imprint/"))}


def test_a_dead_entry_of_a_menu_is_refused(tmp_path):
    write_files(tmp_path, REGISTRIES | {A: story()})
    (said,) = refused(tmp_path, **MENU)
    assert said.startswith("MENUITEMS: no page /imprint/: ")
    assert checked(tmp_path, **MENU) == [said]
    write_files(tmp_path, {"content/pages/imprint.md": "---\ntitle: Imprint\n---\nWe.\n"})
    assert refused(tmp_path, **MENU) == checked(tmp_path, **MENU) == []


def test_a_build_that_is_not_for_production_leaves_the_menu_alone(site):
    assert not site({A: story()}, **MENU).warnings


def test_a_menu_is_not_held_against_other_content(tmp_path):
    write_files(tmp_path, REGISTRIES | {A: story()})
    assert refused(tmp_path) == checked(tmp_path) == []


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({"broken-link": "warning"}, []),
        ({"broken-fragment": "error"}, ["no page", "no part"]),
        ({"broken-link": "off", "doubled-word": "error"}, ["is repeated"]),
    ],
)
def test_levels_of_the_setting_count_in_builds_too(tmp_path, levels, words):
    write_files(tmp_path, REGISTRIES | {A: story(body="Of the the [x](/no/) [y](#z).")})
    settings = {"CHECK": {"levels": levels}}
    said = refused(tmp_path, **settings)
    assert checked(tmp_path, **settings) == said
    assert len(said) == len(words)
    assert all(any(word in line for line in said) for word in words)


def test_a_rule_that_is_misspelt_is_refused_by_both(tmp_path):
    write_files(tmp_path, REGISTRIES | {A: story()})
    settings = {"CHECK": {"levels": {"broken-lnk": "off"}}}
    (said,) = refused(tmp_path, **settings)
    assert "unknown rule 'broken-lnk'" in said
    assert checked(tmp_path, **settings) == [said]


BROKEN = {
    "an unclosed block": ("story.html", "{% if article %}\n", "templates/story.html:1:1: "),
    "an unknown filter": (
        "story.html", "{# A story #}\n{{ article.title | shout }}", "templates/story.html:2:1: ",
    ),
    "a part of a page": (
        "partials/tags.html", "{% for tag in %}", "templates/partials/tags.html:1:1: ",
    ),
    "what a card does not have": (
        "partials/related.html", "{{ article.picked }}", "templates/partials/related.html:1:1: ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_check_finds_the_template_that_a_build_refuses(tmp_path, name):
    file, text, place = BROKEN[name]
    write_files(tmp_path, REGISTRIES | {A: story(), f"theme/templates/{file}": text})
    theme = {"THEME": str(tmp_path / "theme")}
    (said,) = refused(tmp_path, **theme)
    assert said.startswith(f"theme/{place}")
    assert checked(tmp_path, **theme) == [said]


def test_a_template_that_no_page_needs_may_be_broken(tmp_path):
    broken = {"theme/templates/notes.html": "{% if %}"}
    write_files(tmp_path, REGISTRIES | {A: story()} | broken)
    theme = {"THEME": str(tmp_path / "theme")}
    assert refused(tmp_path, **theme) == checked(tmp_path, **theme) == []


def test_a_check_of_one_file_says_nothing_of_templates(tmp_path):
    broken = {"theme/templates/story.html": "{% if %}"}
    write_files(tmp_path, REGISTRIES | {A: story()} | broken)
    theme = {"THEME": str(tmp_path / "theme")}
    report = check(CONF, overrides(tmp_path, **theme), [str(tmp_path / A)])
    assert not [one for one in report.findings if one.level == "error"]


OTHERS = {f"content/articles/world/2026/w{number}.md": story(f"W {number}") for number in range(9)}
TAKEN = {
    "another slug": story(slug="b"),
    "a draft": story(**DRAFT),
    "a date in the future": story(date="2026-12-24"),
    "another section": story(section="world"),
    "nothing": story(),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_check_of_one_file_reports_the_address_that_it_would_lose(tmp_path, name):
    ledger = {"content/data/ledger.txt": "/ai/2026/11/a/\n/world/2026/11/w1/\n"}
    write_files(tmp_path, REGISTRIES | OTHERS | ledger | {A: TAKEN[name]})
    report = check(CONF, overrides(tmp_path), [str(tmp_path / A)])
    lost = [one.what for one in report.findings if one.path == "content/data/ledger.txt"]
    assert lost == ([] if name == "nothing" else [
        "/ai/2026/11/a/ was published and would be lost"
    ])  # fmt: skip
    other = check(CONF, overrides(tmp_path), [str(tmp_path / next(iter(OTHERS)))])
    assert not [one for one in other.findings if one.path == "content/data/ledger.txt"]
