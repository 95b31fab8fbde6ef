"""./inv check on whole sites: what is read, chosen, fixed, compared and printed."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from newsroom.checking.check import CheckReport, check
from newsroom.problems import ContentError
from newsroom.text.materiality import changes, words_of
from tests.conftest import CONF, REGISTRIES, story, write_files

LONG = "A sentence with a [source](https://example.org/) and eight words. " * 8 + "End."
Check = Callable[..., CheckReport]


@pytest.fixture
def checked(tmp_path: Path) -> Check:
    """Check the site of some files; calling it again adds or replaces files."""

    def run(files: dict[str, str | bytes], paths: tuple[str, ...] = (), **options) -> CheckReport:
        write_files(tmp_path, REGISTRIES | files)
        overrides = {
            "PATH": str(tmp_path / "content"),
            "CACHE_PATH": str(tmp_path / ".cache"),
            "SITEURL": "https://news.example",
            "NOW": "2026-11-23T12:00:00+00:00",
            "JOBS": 1,
            **options.pop("settings", {}),
        }
        paths = tuple(str(tmp_path / path) for path in paths)
        return check(CONF, overrides, paths, **options)

    return run


def told(report: CheckReport) -> list[tuple[str, int, str]]:
    """Return (name of the file, line, rule) of each finding."""
    return [(Path(one.path).name, one.line, one.rule) for one in report.findings]


def test_a_clean_site_has_nothing_to_mend(checked, tmp_path):
    report = checked({"content/articles/ai/a.md": story(body=LONG)})
    assert not report.findings
    assert not report.failed(strict=True)
    assert report.summary().startswith("1 file: nothing to fix, checked in ")
    assert not (tmp_path / "output").exists()


@pytest.mark.slow
def test_several_processes_find_what_one_finds(checked):
    text = "Of the the law and {n}."
    files = {
        f"content/articles/ai/{n}.md": story(f"Story {n}", text.format(n=n)) for n in range(70)
    }
    one = checked(files)
    assert one.findings
    assert checked({}, settings={"JOBS": 2}).findings == one.findings


def test_registries_of_a_folder_with_another_name_are_checked(checked, tmp_path):
    files = REGISTRIES | {
        "content/articles/ai/alpha.md": story(body=LONG),
        "content/data/front.yml": "lead: alpa\n",
    }
    files = {path.replace("content/", "site/"): text for path, text in files.items()}
    options = {"settings": {"PATH": str(tmp_path / "site")}}
    (finding,) = checked(files, ("site/data/front.yml",), **options).findings
    assert str(finding).startswith("site/data/front.yml:1:7: error: no story 'alpa'")


def test_an_address_that_is_taken_is_told_once(checked):
    files = {f"content/articles/ai/{folder}/a.md": story(body=LONG) for folder in ("2025", "2026")}
    (finding,) = checked(files).findings
    assert "is taken by content/articles/ai/2025/a.md" in finding.what


def test_mistakes_of_the_front_page_are_told(checked):
    files = {
        "content/articles/ai/alpha.md": story(body=LONG),
        "content/articles/ai/old.md": story(body=LONG, expires="2026-11-21"),
        "content/data/front.yml": "lead: alpa\nthird: old\nsections:\n  ai: brief\n",
    }
    report = checked(files, ("content/data/front.yml",))
    assert told(report) == [("front.yml", 4, "content")]  # the schema comes first
    report = checked({"content/data/front.yml": "lead: alpa\nthird: old\n"})
    assert [(one.line, one.level) for one in report.findings] == [(1, "error"), (2, "warning")]


def test_mistakes_of_the_build_come_together_with_the_findings_of_rules(checked):
    report = checked(
        {
            "content/articles/ai/a.md": story(body=LONG + " Of the the law. [x](/ai/nowhere/)"),
            "content/articles/ai/b.md": story("B", LONG, author="olivia-scot"),
            "content/articles/ai/c.md": story("C", LONG, titel="x"),
            "content/articles/ai/d.md": story("D", LONG, tags="[law]"),
            "content/articles/ai/e.md": story("E", LONG, tags="[Law, LAW]"),
        }
    )
    assert told(report) == [
        ("a.md", 6, "doubled-word"),
        ("a.md", 6, "broken-link"),
        ("b.md", 4, "content"),
        ("c.md", 5, "content"),
        ("d.md", 5, "content"),
        ("e.md", 5, "content"),
    ]
    assert [one.level for one in report.findings] == [
        "warning", "error", "error", "error", "warning", "warning",
    ]  # fmt: skip
    assert report.failed(strict=False)


def test_links_find_every_kind_of_page(checked):
    links = " ".join(
        f"[x]({address})"
        for address in ("/", "/ai/", "/tag/law/", "/author/olivia-scott/", "/archive/2026/11/",
                        "/feed.atom", "/about/", "b.md", "b.md#part", "/old/", "/2026.pdf",
                        "https://news.example/ai/2026/11/b/#part", "#main", "/about/#us")
    )  # fmt: skip
    report = checked(
        {
            "content/articles/ai/a.md": story(body=f"{LONG}\n\n{links}\n", tags="[Law]"),
            "content/articles/ai/b.md": story(
                "B", f"{LONG}\n\n## Part\n\n{LONG}", aliases="[/old/]"
            ),
            "content/pages/about.md": "---\ntitle: About\n---\n## Us\n\nWe.\n",
            "content/files/2026.pdf": b"%PDF",
        }
    )
    assert told(report) == [("a.md", 9, "moved-link")]


def test_wrong_links_stand_at_their_place(checked):
    body = (
        f"{LONG}\n\n[a](/ai/2026/11/later/) [b](b.md#prat) [c](#no-part)\n\n[d](/ai/2025/11/b/)\n"
    )
    report = checked(
        {
            "content/articles/ai/a.md": story(body=body),
            "content/articles/ai/b.md": story("B", f"{LONG}\n\n## Part\n\n{LONG}"),
            "content/articles/ai/later.md": story("Later", LONG, status="draft"),
        }
    )
    places = {(one.rule, one.line, one.column) for one in report.findings}
    assert places == {
        ("unpublished-link", 8, 5),
        ("broken-fragment", 8, 33),
        ("broken-fragment", 8, 44),
        ("broken-link", 10, 5),
    }
    assert "/ai/2026/11/b/" in report.findings[-1].remedy


def test_a_link_to_a_story_with_mistakes_is_not_reported_too(checked):
    files = {
        "content/articles/ai/a.md": story(body=LONG + " [x](/ai/2026/11/b/)"),
        "content/articles/ai/b.md": story("B", LONG, date="soon"),
    }
    assert told(checked(files)) == [("b.md", 3, "content")]


def test_only_the_chosen_paths_are_reported(checked):
    files = {
        "content/articles/ai/a.md": story(body=LONG + " The the."),
        "content/articles/world/b.md": story("B", LONG, author="nobody"),
    }
    report = checked(files, ("content/articles/ai",))
    assert told(report) == [("a.md", 6, "doubled-word")]
    assert "errors in 1 other file," in report.summary()
    with pytest.raises(ContentError, match="no such file below content/"):
        checked(files, ("content/articles/none.md",))


@pytest.mark.slow
def test_levels_of_the_setting_count(checked):
    files = {"content/articles/ai/a.md": story(body=LONG + " The the.")}
    off = checked(files, settings={"CHECK": {"levels": {"doubled-word": "off"}}})
    assert not off.findings
    grave = checked(files, settings={"CHECK": {"levels": {"doubled-word": "error"}}})
    assert grave.failed(strict=False)
    plain = checked(files)
    assert not plain.failed(strict=False)
    assert plain.failed(strict=True)


def test_fix_mends_what_is_safe_and_says_so(checked, tmp_path):
    text = story(body=LONG + " Of the the law. He he had.").replace("\n", "\r\n").encode()
    report = checked({"content/articles/ai/a.md": b"\xef\xbb\xbf" + text}, fix=True)
    assert report.fixed == (
        "content/articles/ai/a.md: fixed byte order mark, Windows line ends, doubled 'the'",
    )
    fixed = (tmp_path / "content/articles/ai/a.md").read_bytes()
    assert fixed == story(body=LONG + " Of the law. He he had.").encode()
    assert told(report) == [("a.md", 6, "doubled-word")]
    assert [file.name for file in (tmp_path / "content/articles/ai").iterdir()] == ["a.md"]


def findings_of(report: CheckReport, form: str):
    return json.loads(report.text(form))


def test_the_report_comes_in_five_formats(checked):
    report = checked(
        {
            "content/articles/ai/a,1.md": story(body=LONG + " Of the the 100% law."),
            "content/articles/ai/b.md": story("B", LONG, author="nobody"),
        }
    )
    text = report.text("text").splitlines()
    assert text[0] == (
        "content/articles/ai/a,1.md:6:537: warning: 'the' is repeated: "
        "delete one of the two [doubled-word]"
    )
    assert findings_of(report, "json")[0] == {
        "path": "content/articles/ai/a,1.md", "line": 6, "column": 537, "rule": "doubled-word",
        "level": "warning", "what": "'the' is repeated", "remedy": "delete one of the two",
    }  # fmt: skip
    github = report.text("github").splitlines()
    assert github[0].startswith(
        "::warning file=content/articles/ai/a%2C1.md,line=6,col=537,title=doubled-word::'the' "
    )
    assert github[1].startswith(
        "::error file=content/articles/ai/b.md,line=4,col=9,title=content::"
    )
    gitlab = findings_of(report, "gitlab")
    assert [one["severity"] for one in gitlab[:2]] == ["minor", "major"]
    assert gitlab[0]["location"] == {"path": "content/articles/ai/a,1.md", "lines": {"begin": 6}}
    assert len({one["fingerprint"] for one in gitlab}) == len(gitlab)
    sarif = findings_of(report, "sarif")
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    first = run["results"][0]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    assert first["level"] == "warning"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/articles/ai/a%2C1.md"
    assert place["region"] == {"startLine": 6, "startColumn": 537}
    with pytest.raises(ContentError, match="did you mean 'json'"):
        checked({}, form="jsn")


@pytest.fixture
def repository(tmp_path: Path) -> Callable[..., None]:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=Desk", "-c", "user.email=desk@news.example")
        subprocess.run(["git", "-C", str(tmp_path), *name, *arguments], check=True)

    git("init", "-q", "-b", "main")
    return git


def commit(git: Callable[..., None]) -> None:
    git("add", "-A", "content")
    git("commit", "-q", "-m", "An edition")


@pytest.mark.slow
def test_changed_files_are_those_of_git(checked, repository):
    slip = story(body=LONG + " The the.")
    files = {f"content/articles/ai/{name}.md": slip for name in ("old", "edited")}
    checked(files)
    commit(repository)
    edited = {
        "content/articles/ai/edited.md": slip + "More.\n",
        "content/articles/ai/größe new.md": slip,
    }
    report = checked(edited, changed=True)
    assert [name for name, *_ in told(report)] == ["edited.md", "größe new.md"]
    assert report.files == 2


@pytest.mark.slow
def test_a_change_that_breaks_another_file_is_seen_among_the_changed_ones(checked, repository):
    checked(
        {
            "content/articles/ai/a.md": story(body=LONG + " The the."),
            "content/articles/ai/b.md": story("B", LONG + " [a](a.md)"),
            "content/data/ledger.txt": "/ai/2026/11/a/\n/ai/2026/11/b/\n",
        }
    )
    commit(repository)
    repository("mv", "content/articles/ai/a.md", "content/articles/ai/c.md")
    report = checked({}, changed=True, settings={"LEDGER": {"enforce": True}})
    assert told(report) == [("ledger.txt", 1, "content"), ("b.md", 6, "content"),
                            ("c.md", 6, "doubled-word")]  # fmt: skip
    assert "aliases: [/ai/2026/11/a/]` to content/articles/ai/c.md" in report.findings[0].remedy


@pytest.mark.slow
def test_a_deleted_story_is_a_change(checked, repository):
    checked(
        {
            "content/articles/ai/a.md": story(body=LONG),
            "content/data/ledger.txt": "/ai/2026/11/a/\n",
        }
    )
    commit(repository)
    repository("rm", "-q", "content/articles/ai/a.md")
    report = checked({}, changed=True, settings={"LEDGER": {"enforce": True}})
    assert told(report) == [("ledger.txt", 1, "content")]


def test_without_git_the_reason_is_said(checked):
    with pytest.raises(ContentError, match="not a git repository"):
        checked({"content/articles/ai/a.md": story()}, changed=True)


FACTS = "The council voted on the plan for the harbour, and most members did support it. " + LONG


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "silent"),
    [
        ({"body": FACTS.replace("voted", "votted")}, False),  # a typo
        ({"body": FACTS.replace("The council", "Late last night the council", 1)}, False),
        ({"body": FACTS.replace(" and ", " – ", 1).replace(",", ";")}, False),
        ({"body": FACTS.replace("did support", "did not support")}, True),
        ({"body": FACTS + " It costs 12 million."}, True),
        ({"body": FACTS + " One more sentence says a thing that nobody had read before."}, True),
        ({"body": FACTS + " It costs 12 million.", "updated": "2026-11-22"}, False),
        ({"body": FACTS + " It costs 12 million.", "label": "live"}, False),
        ({"body": FACTS + " It costs 12 million.", "status": "draft"}, False),
        (
            {
                "body": FACTS + " It costs 12 million.",
                "corrections": "[{date: 2026-11-22, text: The cost was added.}]",
            },
            False,
        ),
    ],
)
def test_a_published_text_may_not_change_in_silence(checked, repository, edit, silent):
    file = "content/articles/ai/a.md"
    checked({file: story(body=FACTS)})
    commit(repository)
    report = checked({file: story(**edit)}, against="HEAD")
    assert ("silent-change" in {one.rule for one in report.findings}) is silent


@pytest.mark.slow
def test_a_silent_change_is_seen_through_a_rename_and_says_what_to_write(checked, repository):
    checked({"content/articles/ai/a.md": story(body=FACTS)})
    commit(repository)
    repository("mv", "content/articles/ai/a.md", "content/articles/ai/b.md")
    report = checked({"content/articles/ai/b.md": story(body=FACTS + " In 1999.")}, against="main")
    (finding,) = report.findings
    assert (finding.path, finding.line) == ("content/articles/ai/b.md", 3)
    assert "updated: 2026-11-23 12:00" in finding.remedy


@pytest.mark.slow
def test_what_was_not_published_yet_may_change(checked, repository):
    file = "content/articles/ai/a.md"
    checked({file: story(body=FACTS, date="2026-12-24")})
    commit(repository)
    report = checked({file: story(body=FACTS + " In 1999.", date="2026-12-24")}, against="HEAD")
    assert not report.findings


@pytest.mark.slow
def test_an_unknown_commit_is_a_plain_mistake(checked, repository):
    checked({"content/articles/ai/a.md": story(body=LONG)})
    commit(repository)
    for ref in ("no-such-branch", "--output=x"):
        with pytest.raises(ContentError, match=f"no commit '{ref}'"):
            checked({}, against=ref)


def test_changes_count_words_and_let_typos_pass():
    before = words_of("The quick brown fox’s “tail” was 12 cm")
    assert changes(before, words_of('the quick, brown fox\'s "tail" was 12 cm')) == (0, [])
    assert changes(before, words_of("the quick brwon fox's tail was 12 cm")) == (0, [])
    assert changes(before, words_of("the slow brown fox's tail was 12 cm")) == (1, [])
    assert changes(before, words_of("the quick brown fox's tail was 13 cm")) == (1, [("12", "13")])


def test_updates_of_a_live_story_are_checked_like_any_text(checked):
    body = (
        LONG
        + "\n\n## 2026-11-23 09:30 A\n\nOf the the law. [x](/ai/nowhere/)"
        + "\n\n## 2026-11-23 13:00 Held back\n\n[up](#update-2026-11-23-0930) [y](#nothing)\n"
    )
    file = "content/articles/ai/a.md"
    report = checked({file: story(body=body, label="live", date="2026-11-23 09:00")})
    assert told(report) == [
        ("a.md", 11, "doubled-word"),
        ("a.md", 11, "broken-link"),
        ("a.md", 15, "broken-fragment"),
    ]
