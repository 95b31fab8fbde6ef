"""The report holds causes: what only follows from them comes when they are gone, or never."""

import re
from pathlib import Path

import pytest

from newsroom.building.build import build
from newsroom.checking.check import check
from newsroom.problems import ContentError, Problem
from tests.checking.test_agreement import checked, overrides, refused
from tests.conftest import CONF, REGISTRIES, story, write_files

A, B, C, D = (f"content/articles/ai/2026/{name}.md" for name in "abcd")
SECTIONS, AUTHORS = "content/data/sections.yml", "content/data/authors.yml"

# Every way in which a file can name the story a.md.
NAMING_A = {
    B: story(
        "B", "[a](a.md) [b](/ai/2026/11/a/) [c](/old/a/) [d](a.md#part)",
        related="[a]", series="Parts", part="2", tags="[Law]",
    ),
    C: story("C", "[tag](/tag/rare/) [month](/archive/2026/10/)", lang="de", translation_of="a"),
    "content/pages/p.md": "---\ntitle: P\n---\n[a](../articles/ai/2026/a.md)\n",
    "content/data/front.yml": "lead: a\npackages:\n  - {title: T, stories: 'a, b'}\n",
    "content/data/redirects.yml": "/x/: /ai/2026/11/a/\n",
    "content/data/ledger.txt": "/ai/2026/11/a/\n/old/a/\n/ai/2026/11/b/\n",
    "content/data/newsletters/2026-w46.yml": (
        "subject: S\nheadlines:\n  - {title: T, url: /ai/2026/11/a/, section: AI, minutes: 1}\n"
    ),
}  # fmt: skip
OWN = {"series": "Parts", "part": "1", "tags": "[Law, Rare]", "aliases": "[/old/a/]"}
WRONG = {
    "a date": story("A", "Text.", **OWN | {"date": "soon"}),
    "a key": story("A", "Text.", titel="x", **OWN),
    "an author": story("A", "Text.", author="nobody", **OWN),
    "a section": story("A", "Text.", section="nothing", **OWN),
    "its header": "---\ntitle: [\n---\nText.\n",
    "its end": "---\ntitle: A\n",
    "its bytes": b"---\ntitle: \xe9\n---\n",
    "everything": "",
}  # fmt: skip
MENU = {"MENUITEMS": (("Lead", "/ai/2026/11/a/"),)}


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONG)
def test_a_story_with_a_mistake_is_reported_once(tmp_path, wrong):
    write_files(tmp_path, REGISTRIES | NAMING_A | {A: WRONG[wrong]})
    (said,) = refused(tmp_path, **MENU)
    assert said.startswith(f"{A}:")
    assert checked(tmp_path, **MENU) == [said]


def test_a_story_is_known_by_its_own_slug_also_with_a_mistake(tmp_path):
    named = {B: story("B", "[x](/ai/2026/11/other/)", related="[other]")}
    write_files(tmp_path, REGISTRIES | named | {A: story(slug="other", date="soon")})
    assert len(refused(tmp_path)) == 1


def test_a_page_with_a_mistake_is_reported_once(tmp_path):
    menu = {"MENUITEMS": (("About", "/about/"),)}
    files = {A: story(body="[a](/about/)"), "content/pages/about.md": "---\ntitel: A\n---\nx\n"}
    write_files(tmp_path, REGISTRIES | files)
    said = refused(tmp_path, **menu)
    assert {line.split(":")[0] for line in said} == {"content/pages/about.md"}


def test_the_mistakes_of_other_stories_are_reported_as_well(tmp_path):
    others = {D: story("D", "[x](nowhere.md) [y](/ai/nowhere/)", related="[none]")}
    write_files(tmp_path, REGISTRIES | NAMING_A | others | {A: WRONG["a date"]})
    assert [line.split(": ")[1] for line in refused(tmp_path)] == [
        "date", "no story 'none'", "no story 'nowhere.md'", "no page /ai/nowhere/",
    ]  # fmt: skip


BROKEN = {"yaml": "ai: [\n", "list": "- ai\n", "bytes": b"ai:\n  name: \xe9\n"}
NAMES = ("sections", "authors", "tags", "redirects", "series", "markets")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", BROKEN)
def test_a_registry_that_cannot_be_read_is_all_that_is_reported_of_it(tmp_path, name, kind):
    files = {
        **{path: text for path, text in NAMING_A.items() if "redirects" not in path},
        A: story("A", markets="[rain]", **OWN),
        "content/data/markets.yml": "rain:\n  question: Q?\n  provider: manifold\n"
        "  url: https://manifold.markets/a/b\n",
        "content/data/tags.yml": "rare:\n  name: Rare\n  aliases: [Raré]\n",
        f"content/data/{name}.yml": BROKEN[kind],
    }
    write_files(tmp_path, REGISTRIES | files)
    (said,) = refused(tmp_path)
    assert said.startswith(f"content/data/{name}.yml:")
    assert checked(tmp_path) == [said]


def test_what_is_wrong_with_stories_alone_comes_after_an_unreadable_registry(tmp_path):
    files = {SECTIONS: "ai: [\n", A: story(date="soon"), B: story(section="x", related="[none]")}
    write_files(tmp_path, REGISTRIES | files)
    said = refused(tmp_path)
    assert [line.split(":")[0] for line in said] == [SECTIONS, A]
    assert checked(tmp_path) == said


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (SECTIONS, "ai:\n  nam: AI\n"),
        (SECTIONS, "ai: AI\n"),
        (SECTIONS, "AI:\n  name: AI\n"),
        (AUTHORS, "olivia-scott:\n  bio: B\n"),
        (AUTHORS, "olivia-scott:\n  name: Olivia\n  rol: x\n"),
        ("content/data/tags.yml", "law:\n  name: Law\n  aliases: [Lawé, Lawe]\n  x: y\n"),
        ("content/data/series.yml", "parts:\n  name: Parts\n  parts: many\n"),
        ("content/data/markets.yml", "rain:\n  question: Q?\n"),
    ],
)
def test_an_entry_with_a_mistake_is_not_missing(tmp_path, file, text):
    own = {"series": "Parts", "part": "1"}
    own |= {"tags": "[Lawé]"} if "tags" in file else {}
    own |= {"markets": "[rain]"} if "markets" in file else {}
    also = {"tags": "[Lawe]"} if "tags" in file else {}
    write_files(tmp_path, REGISTRIES | {file: text})
    write_files(tmp_path, {A: story(**own), B: story("B", "[a](a.md)", **also)})
    said = refused(tmp_path)
    assert said
    assert {line.split(":")[0] for line in said} == {file}
    assert checked(tmp_path) == said


@pytest.mark.slow
def test_a_damaged_picture_is_reported_once_and_a_missing_one_wherever_it_is_named(tmp_path):
    image = "{src: x.png, alt: A red square}"
    files = {path: story(path, image=image) for path in (A, B, C)}
    write_files(tmp_path, REGISTRIES | files | {"content/media/x.png": b"text"})
    (said,) = refused(tmp_path)
    assert said.startswith(f"{A}:5:14: x.png is not a picture")
    assert checked(tmp_path) == [said]
    (tmp_path / "content/media/x.png").unlink()
    assert [line.split(":")[0] for line in refused(tmp_path)] == [A, B, C]


def test_settings_and_registries_come_before_templates_and_stories():
    paths = ["/ai/index.html", B, "content/data/tags.yml", "templates/base.html", A, "SITEURL"]
    error = ContentError([Problem(path, "what", "remedy", line=1, column=1) for path in paths])
    order = ["SITEURL", "content/data/tags.yml", "templates/base.html", A, B, "/ai/index.html"]
    assert [problem.path for problem in error.errors] == order


REMEDIES = (
    (r"add to data/(\w+)\.yml the lines `([\w-]+):` and `  name: ([^`]+)`", "entry"),
    (r"add to content/data/redirects\.yml `([^`]+: )[^`]*`.*`\1?(gone)`", "redirect"),
    (r"add `(aliases: \[[^`]+\])` to (\S+)", "alias"),
    (r"did you mean '([^']+)'\?", "word"),
    (r"write `status: published` in (\S+),", "publish"),
)


def follow(root: Path, problem: Problem) -> bool:
    """Do what the remedy of a problem says; return whether it could be followed blindly."""
    for pattern, kind in REMEDIES:
        if not (match := re.search(pattern, problem.remedy)):
            continue
        if kind == "entry":
            file = root / f"content/data/{match[1]}.yml"
            file.write_text(f"{file.read_text()}{match[2]}:\n  name: {match[3]}\n")
        elif kind == "redirect":
            file = root / "content/data/redirects.yml"
            file.write_text(f"{file.read_text() if file.exists() else ''}{match[1]}gone\n")
        elif kind == "alias":
            file = root / match[2]
            file.write_text(file.read_text().replace("---\n", f"---\n{match[1]}\n", 1))
        elif kind == "publish":
            file = root / match[1]
            file.write_text(file.read_text().replace("status: draft", "status: published"))
        else:
            file = root / problem.path
            lines = file.read_text().split("\n")
            old = re.search(r"'([^']+)'", problem.what)
            assert old
            lines[problem.line - 1] = lines[problem.line - 1].replace(old[1], match[1])
            file.write_text("\n".join(lines))
        return True
    return False


@pytest.mark.slow
def test_following_the_remedies_one_by_one_comes_to_an_end(tmp_path):
    """Each step takes the first mistake away, and none brings another one."""
    files = {
        A: story("A", status="daft", tags="[Law]"),
        B: story("B", related="[aa]", author="Eva Lund", section="Money"),
        C: story("C", slug="moved", body="[a](/ai/2026/11/a/)"),
        D: story("D", status="draft"),
        "content/data/front.yml": "lead: movd\n",
        "content/data/ledger.txt": "/ai/2026/11/c/\n/ai/2026/11/d/\n/world/2026/10/z/\n/tag/sea/\n",
    }
    write_files(tmp_path, REGISTRIES | files)
    seen: list[str] = []
    for _ in range(20):
        report = check(CONF, overrides(tmp_path))
        errors = [one for one in report.findings if one.level == "error"]
        if not errors:
            break
        one = errors[0]
        said = str(one)
        assert said not in seen, f"following it did not help: {said}"
        seen.append(said)
        assert follow(
            tmp_path, Problem(one.path, one.what, one.remedy, line=one.line, column=one.column)
        ), said
    else:
        pytest.fail("it does not come to an end")
    assert len(seen) >= 6
    build(CONF, overrides(tmp_path))
