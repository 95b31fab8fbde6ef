"""An upgrade, as a newsroom does it: two versions as wheels, a paper of the older one."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from newsroom import __version__
from newsroom.scaffolding.software import built
from tests.conftest import ROOT, story, write_files

NEWER = "99.0.0"
PARTS = (
    "plugins",
    "theme",
    "docs",
    "requirements",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
)


def run(*command, folder):
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    identity = {f"GIT_{who}_{what}": "x@news.example" for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")}  # fmt: skip
    plain = {"PIP_NO_COMPILE": "0"}  # so pip takes --no-compile: few of the modules are used
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False,
        env=kept | identity | plain,
    )  # fmt: skip


def commit(paper):
    assert run("git", "add", "-A", folder=paper).returncode == 0
    assert run("git", "commit", "-qm", "x", folder=paper).returncode == 0


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """The wheel of this version, and that of a newer one with another footer."""
    place = tmp_path_factory.mktemp("wheels")
    source = place / "newer"
    source.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)
    package = source / "plugins/newsroom"
    init = package / "__init__.py"
    init.write_text(init.read_text("utf-8").replace(__version__, NEWER), "utf-8")
    footer = source / "theme/templates/macros/footer.html"
    footer.write_text(footer.read_text("utf-8").replace("<footer", "<footer data-newer"), "utf-8")
    starter = package / "scaffolding/starter/paper"
    with (starter / "dot-gitignore").open("a") as file:
        file.write("/newer/\n")
    conf = starter / "pelicanconf.py.jinja"
    conf.write_text(conf.read_text("utf-8").replace("Facts about", "The facts about"), "utf-8")
    (place / "1").mkdir()
    (place / "2").mkdir()
    return built(str(ROOT), place / "1").wheel, built(str(source), place / "2").wheel


def test_a_wheel_holds_the_documents(wheels):
    names = set(ZipFile(wheels[0]).namelist())
    documents = {f"newsroom/docs/{file.name}" for file in (ROOT / "docs").glob("*.md")}
    assert documents
    assert documents <= names


def make_environment(folder, wheel, place):
    """Make an environment with a wheel, and the packages of this one; an upgrade installs all."""
    pip = [sys.executable, "-m", "pip", "--python", folder, "install", "-q", "--no-deps", wheel]
    for command in ([sys.executable, "-m", "venv", "--without-pip", folder], pip):
        done = run(*command, folder=place)
        assert done.returncode == 0, done.stderr
    own = sysconfig.get_path("purelib", vars={"base": str(folder)})
    other = sysconfig.get_path("purelib")
    Path(own, "shared.pth").write_text(f"{other}\n", "utf-8")


@pytest.fixture(scope="module")
def paper(tmp_path_factory, wheels):
    """A paper that this version made, with the software installed from its wheel."""
    place = tmp_path_factory.mktemp("paper")
    first = place / "venv"
    make_environment(first, wheels[0], place)
    given = ("--name", "The Paper", "--url", "https://paper.example")
    done = run(first / "bin/newsroom", "init", "paper", "--yes", *given, folder=place)
    assert done.returncode == 0, done.stderr
    folder = place / "paper"
    (folder / ".venv").symlink_to(first)
    shutil.copy(folder / "requirements.txt", first / "installed.txt")
    write_files(folder, {"content/articles/news/2026/one.md": story(author="the-newsroom")})
    conf = folder / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace('SITESUBTITLE = ""', 'SITESUBTITLE = "Own"'))
    commit(folder)
    return folder


def test_an_upgrade_brings_the_new_version_and_shows_what_changes(paper, wheels):
    done = run("./inv", "upgrade", wheels[1], folder=paper)
    assert done.returncode == 0, done.stderr
    assert "    +  <footer data-newer" in done.stdout.replace("    +      <", "    +  <")
    assert ".gitignore: updated" in done.stdout
    assert "pelicanconf.py: merged with your edits" in done.stdout
    conf = (paper / "pelicanconf.py").read_text("utf-8")
    assert conf.startswith('"""The facts about')
    assert 'SITESUBTITLE = "Own"' in conf
    assert [file.name for file in (paper / "vendor").iterdir()] == [wheels[1].name]
    assert wheels[1].name in (paper / "requirements.txt").read_text("utf-8")
    assert run("git", "worktree", "list", folder=paper).stdout.count("\n") == 1
    undo = done.stdout.strip().rpartition("To undo it: ")[2]
    assert run("sh", "-c", undo, folder=paper).returncode == 0
    assert run("git", "status", "--porcelain", folder=paper).stdout == ""


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere.whl", "nowhere.whl: there is no such file: name a version, a wheel"),
        ("README.md", "this is not a wheel of newsroom: name a file pelican_newsroom-VERSION"),
        ("", "it is not known where to find new versions: name a wheel or an address"),
        ("1.2.3", "it is not known where to find version 1.2.3"),
        ("git+https://localhost:1/x", "git+https://localhost:1/x: the software cannot be fetched"),
    ],
)
def test_a_version_that_cannot_be_used_changes_nothing(paper, target, said):
    done = run("./inv", "upgrade", *filter(None, [target]), folder=paper)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert run("git", "status", "--porcelain", folder=paper).stdout == ""


def test_over_changes_that_are_not_committed_there_is_no_upgrade(paper, wheels):
    readme = paper / "README.md"
    before = readme.read_text("utf-8")
    readme.write_text("mine", "utf-8")
    done = run("./inv", "upgrade", wheels[1], folder=paper)
    readme.write_text(before, "utf-8")
    assert done.returncode == 1
    assert "some changes are not committed: commit them" in done.stderr


def test_an_older_version_is_refused(paper, wheels, tmp_path):
    older = Path(shutil.copy(wheels[0], tmp_path))
    old = older.with_name(older.name.replace(__version__, "0.0.1"))
    with zipfile.ZipFile(older) as one, zipfile.ZipFile(old, "w") as other:
        for name in one.namelist():
            data = one.read(name)
            if name.endswith("/METADATA"):
                data = data.replace(f"Version: {__version__}".encode(), b"Version: 0.0.1")
            other.writestr(name, data)
    done = run("./inv", "upgrade", old, folder=paper)
    assert done.returncode == 1
    assert f"version 0.0.1 is older than {__version__}" in done.stderr
