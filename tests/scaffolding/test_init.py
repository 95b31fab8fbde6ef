"""A new paper: small, in its own words, without a trace of the demo; whole or not at all."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from newsroom.building.build import build
from newsroom.checking.check import check
from newsroom.cli.program import main
from newsroom.problems import ContentError
from newsroom.scaffolding import extras
from newsroom.scaffolding.answers import HOSTS, Answers
from newsroom.scaffolding.extras import archive_of
from newsroom.scaffolding.files import STARTER, language_of, languages
from newsroom.scaffolding.init import compare_paper, start_paper
from newsroom.scaffolding.questions import complete
from newsroom.scaffolding.software import own_software
from newsroom.testing.runner import run_tests
from tests.conftest import write_files

GIVEN = {
    "name": 'Das "Blatt"', "url": "https://blatt.example", "lang": "de",
    "timezone": "Europe/Berlin", "sections": "Nachrichten, Kultur & Sport",
    "author": "Jana Müller", "host": "server",
}  # fmt: skip
TODAY = date(2026, 11, 24)


def answers(**changed: str) -> Answers:
    return complete(GIVEN | changed, None, TODAY)


def newsroom(*words, folder, **environment):
    return subprocess.run(
        [sys.executable, "-m", "newsroom", *words], cwd=folder, capture_output=True, text=True,
        check=False, stdin=subprocess.DEVNULL, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def software(tmp_path_factory):
    return own_software(tmp_path_factory.mktemp("software"))


@pytest.fixture(scope="module")
def paper(tmp_path_factory, software):
    folder = tmp_path_factory.mktemp("papers") / "blatt"
    start_paper(folder, answers(), software)
    return folder


def test_a_new_paper_is_small_and_has_everything(paper):
    found = (file.relative_to(paper).as_posix() for file in paper.rglob("*") if file.is_file())
    files = {path for path in found if not path.startswith(".git/")}
    assert len(files) < 35
    assert {
        "pelicanconf.py", "publishconf.py", "tasks.py", "inv", "requirements.txt", "README.md",
        "content/data/sections.yml", "content/data/authors.yml", "tests/test_paper.py",
        "content/articles/nachrichten/2026/welcome.md", "content/pages/about.md",
        "content/pages/masthead.md", "content/pages/privacy.md",
        "content/pages/corrections-policy.md", ".github/workflows/publish.yml", ".gitignore",
    } <= files  # fmt: skip
    assert os.access(paper / "inv", os.X_OK)
    assert len((paper / "pelicanconf.py").read_text("utf-8").splitlines()) <= 40


def test_the_facts_are_those_that_were_given(paper):
    registry = yaml.safe_load((paper / "content/data/sections.yml").read_text("utf-8"))
    assert registry == {
        "nachrichten": {"name": "Nachrichten"}, "kultur-sport": {"name": "Kultur & Sport"},
    }  # fmt: skip
    authors = yaml.safe_load((paper / "content/data/authors.yml").read_text("utf-8"))
    assert authors == {"jana-muller": {"name": "Jana Müller"}}
    assert 'SITENAME = "Das \\"Blatt\\""' in (paper / "pelicanconf.py").read_text("utf-8")


def test_a_new_paper_has_no_trace_of_the_demo(paper):
    for file in paper.rglob("*"):
        if file.is_file() and file.suffix in (".py", ".md", ".yml", ".txt", ""):
            text = file.read_text("utf-8", "replace")
            assert "The Forecast" not in text
            assert "forecast.example" not in text


def test_a_new_paper_passes_its_tests_and_lists_its_gaps(paper):
    assert run_tests(paper, paper / "tests")
    checked = newsroom("check", folder=paper)
    assert checked.returncode == 0
    assert "content/pages/masthead.md:6:1: info: nobody has answered" in checked.stdout
    assert "[gap]" in checked.stdout


def test_started_again_it_changes_nothing_and_says_what_differs(tmp_path):
    start_paper(tmp_path / "paper", answers())
    assert "as newsroom init writes it" in str(compare_paper(tmp_path / "paper"))
    (tmp_path / "paper/pelicanconf.py").write_text("mine", "utf-8")
    (tmp_path / "paper/theme/README.md").unlink()
    run = newsroom("init", "paper", "--yes", folder=tmp_path)
    assert run.returncode == 0
    assert "changed  pelicanconf.py" in run.stdout
    assert "missing  theme/README.md" in run.stdout
    assert (tmp_path / "paper/pelicanconf.py").read_text("utf-8") == "mine"
    assert not (tmp_path / "paper/theme/README.md").exists()


@pytest.mark.parametrize("host", HOSTS)
def test_a_paper_for_every_host_builds(tmp_path, software, host):
    start_paper(tmp_path / host, answers(host=host), software)
    built = newsroom("build", "--production", folder=tmp_path / host)
    assert built.returncode == 0, built.stderr
    for file in (tmp_path / host).rglob("*.y*ml"):
        yaml.safe_load(file.read_text("utf-8"))


@pytest.mark.parametrize("lang", languages())
def test_a_paper_in_every_language_builds_without_a_warning(tmp_path, software, lang, capsys):
    paper = tmp_path / "paper"
    start_paper(paper, answers(lang=lang), software)
    report = check(paper / "pelicanconf.py", {"JOBS": 1})
    assert not report.failed(strict=True), report.text("text")
    assert "[gap]" in report.text("text")
    built = build(paper / "publishconf.py", {"JOBS": 1})
    assert built.edition.problems.warnings == []
    assert capsys.readouterr() == ("", "")


# What no translation changes: placeholders, conditions, commands, settings and names of files.
_KEPT = re.compile(
    r"\[%.*?%\]|\[\[ [\w.]+ \]\]|^\w+: |<!-- gap: |\./inv(?: \w+)?|`(?!SSH)[\w./:-]+`"
    r"|\b[A-Z0-9]+_[A-Z_]+\b|\]\((?:/|[\w-]+\.md)|^(?:```\w*|#+ |[-!>] ?|\d\.|git \w+)",
    re.MULTILINE,
)


@pytest.mark.parametrize("lang", languages())
def test_the_texts_of_every_language_have_the_same_parts(lang):
    texts = STARTER / "languages"
    names = [path.relative_to(texts / "en") for path in (texts / "en").rglob("*.*")]
    assert {path.relative_to(texts / lang) for path in (texts / lang).rglob("*.*")} == set(names)
    for name in names:
        english, other = ((texts / one / name).read_text("utf-8") for one in ("en", lang))
        assert Counter(_KEPT.findall(other)) == Counter(_KEPT.findall(english)), name
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", other), name


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("pt-BR", "pt"), ("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans-SG", "zh"), ("zh-TW", "en"),
        ("zh-hant", "en"), ("zh-HK", "en"), ("sv", "en"), ("iw", "he"),
    ],
)  # fmt: skip
def test_the_texts_are_in_the_language_and_script_of_the_paper(lang, texts):
    assert language_of(answers(lang=lang)) == texts


def test_a_paper_without_texts_in_its_language_says_so(tmp_path, software):
    said = str(start_paper(tmp_path / "tw", answers(lang="zh-TW"), software))
    assert "Pages and README are in English: there are no texts in zh-TW yet." in said
    assert "title: Masthead" in (tmp_path / "tw/content/pages/masthead.md").read_text("utf-8")
    assert "in English" not in str(start_paper(tmp_path / "he", answers(lang="iw"), software))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "!?"}, "--name: '!?' has no letter: write the name of the paper"),
        ({"url": "blatt"}, "--url: 'blatt' is not a web address"),
        ({"url": "https://b.example/?a"}, "--url: 'https://b.example/?a' is not a web address"),
        ({"lang": "xx"}, "--lang: 'xx' is not a known language"),
        ({"timezone": "Berlin"}, "is not a known time zone: write one such as Europe/Berlin"),
        ({"sections": " , "}, "--sections: a paper needs a section"),
        ({"sections": "AI, ai"}, "'AI' and 'ai' would have the same address /ai/"),
        ({"sections": "Tag"}, "'Tag' would have the address /tag/, which the software uses itself"),
        ({"author": "–"}, "--author: '–' has no letter"),
        ({"host": "github"}, "--host: 'github' is not a known host: write one of github-pages"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_refused_with_what_to_write(changed, said):
    with pytest.raises(ContentError) as caught:
        answers(**changed)
    assert said in str(caught.value)


def test_all_wrong_answers_are_reported_at_once():
    with pytest.raises(ContentError, match="2 mistakes"):
        answers(lang="xx", host="y")


def test_a_wrong_answer_at_the_terminal_is_asked_for_again(capsys):
    replies = {"Language": iter(["xx", "fr"]), "Sections": iter(["Sport"])}

    def ask(text, _default):
        return next(replies[text.partition(" ")[0].rstrip(",")])

    found = complete(GIVEN | {"lang": "", "sections": ""}, ask, TODAY)
    assert (found.lang, found.sections) == ("fr", ("Sport",))
    assert "'xx' is not a known language" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "section", "author"),
    [("de", "Nachrichten", "Die Redaktion"), ("pt-BR", "Notícias", "A redação"),
     ("ar", "أخبار", "هيئة التحرير"), ("sv", "News", "The Newsroom")],
)  # fmt: skip
def test_names_that_nobody_gave_are_in_the_language(lang, section, author):
    nothing = dict.fromkeys(GIVEN, "")
    found = complete(nothing | {"lang": lang}, None, TODAY)
    assert (found.sections, found.author) == ((section,), author)
    asked = complete(nothing, lambda text, default: lang if "Language" in text else default, TODAY)
    assert (asked.sections, asked.author) == ((section,), author)


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path):
    write_files(tmp_path, {"full/a.txt": "mine"})
    run = newsroom("init", "full", "--yes", folder=tmp_path)
    assert run.returncode == 1
    assert run.stderr.startswith(
        "full: this folder is not empty: name a folder that does not exist"
    )
    assert [file.name for file in (tmp_path / "full").iterdir()] == ["a.txt"]


def test_the_empty_folder_in_which_one_is_stays(tmp_path):
    number = tmp_path.stat().st_ino
    run = newsroom("init", ".", "--yes", folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert tmp_path.stat().st_ino == number
    assert (tmp_path / "pelicanconf.py").is_file()


def test_without_git_one_line_says_so(tmp_path):
    run = newsroom("init", "paper", "--yes", folder=tmp_path, PATH="/nowhere")
    assert run.returncode == 1
    assert run.stderr.startswith("git: git is not installed: install it")
    assert not list(tmp_path.iterdir())


def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("newsroom.scaffolding.init.own_software", lambda _folder: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        start_paper(tmp_path / "paper", answers())
    assert not list(tmp_path.iterdir())


def test_a_lock_that_cannot_be_installed_is_named_with_a_remedy(tmp_path):
    shutil.copy(STARTER / "paper" / "inv", tmp_path)
    write_files(tmp_path, {"requirements.txt": "this is not a requirement\n"})
    run = subprocess.run(
        ["sh", "inv", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Invalid requirement" in run.stderr
    assert run.stderr.endswith("or restore the file: git checkout requirements.txt\n")


def wheel_of_a_program(folder: Path) -> str:
    """Write a wheel whose only program, ``newsroom``, says that it ran; return its name."""
    info = "mine-1.dist-info"
    files = {
        "mine.py": "def main():\n    print('it ran')\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: mine\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\nnewsroom = mine:main\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / "mine-1-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return "./mine-1-py3-none-any.whl"


def test_packages_of_the_paper_are_installed_too_and_again_when_the_list_changes(tmp_path):
    shutil.copy(STARTER / "paper" / "inv", tmp_path)
    write_files(tmp_path, {"requirements.txt": "", "packages.txt": wheel_of_a_program(tmp_path)})

    def inv() -> subprocess.CompletedProcess[str]:
        command = ["sh", "inv", "build"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert inv().stdout == "it ran\n"
    assert "Installing" not in inv().stderr
    write_files(tmp_path, {"packages.txt": "this is not a requirement\n"})
    run = inv()
    assert run.returncode == 1
    assert run.stderr.endswith("or restore the file: git checkout packages.txt\n")


def test_git_ignores_what_a_build_makes(paper):
    for name in ("output/a", ".output.staging/a", ".output.lock", ".cache/a", ".venv/a"):
        command = ["git", "check-ignore", "-q", name]
        assert subprocess.run(command, cwd=paper, check=False).returncode == 0, name


def test_the_demo_of_an_installed_package_is_refused_before_anything_is_written(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(extras, "clone", lambda: None)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["init", "paper", "--yes", "--demo"])
    assert "leave --demo out" in capsys.readouterr().err
    assert not any(tmp_path.iterdir())


def test_an_archive_comes_along(tmp_path):
    post = "---\ntitle: An old post\ndate: 2020-03-04\n---\nWords.\n"
    write_files(tmp_path, {"old/_posts/2020-03-04-an-old-post.md": post, "old/_config.yml": ""})
    run = newsroom("init", "paper", "--yes", "--import", "jekyll", "old", folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert list((tmp_path / "paper/content/articles").rglob("*an-old-post.md"))
    assert newsroom("build", folder=tmp_path / "paper").returncode == 0


def test_an_archive_that_is_not_there_stops_before_anything_is_written(tmp_path):
    with pytest.raises(ContentError, match="no such folder"):
        archive_of("hugo /nowhere")
    with pytest.raises(ContentError, match=r"unknown dialect 'hygo'.*did you mean 'hugo'"):
        archive_of("hygo .")
    run = newsroom("init", "paper", "--yes", "--import", "hugo", "nowhere", folder=tmp_path)
    assert run.returncode == 1
    assert not list(tmp_path.iterdir())
