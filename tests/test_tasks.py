"""The command line itself: a slip is one line that says what to write."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import __version__
from tests.conftest import REGISTRIES, ROOT, story, write_files


def test_a_file_that_cannot_be_written_is_named(program, tmp_path):
    write_files(tmp_path, REGISTRIES)
    (tmp_path / "content/data/ledger.txt").symlink_to("sections.yml/ledger.txt")
    run = program("ledger", "--content", tmp_path / "content")
    assert run.returncode == 1
    assert "data/sections.yml: file exists: fix the permissions" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["build", "--jobs=-1"], 1, "--jobs is a whole number from 0 to 1024, not '-1'"),
        (["build", "--jobs", "all"], 1, "--jobs is a whole number from 0 to 1024, not 'all'"),
        (["serve", "--port", "http"], 1, "--port is a whole number from 1 to 65535, not 'http'"),
        (["serve", "--port", "65536"], 1, "--port is a whole number from 1 to 65535, not '65536'"),
        (["due", "--format", "xml"], 1, "--format 'xml' is not known: write text or github"),
        (["host", "iis"], 1, "The web server 'iis' is not known: write nginx, caddy or apache"),
        (
            ["host", "ngnix"],
            1,
            "The web server 'ngnix' is not known: write nginx, caddy or apache "
            "(did you mean 'nginx'?)",
        ),
        (["hottest"], 1, "Name the logs: ./inv hottest /var/log/nginx/access.log*"),
        (["import"], 1, "Name the folder of the archive: ./inv import --from hugo PATH"),
        (["card"], 1, "Name the story or page: ./inv card FILE"),
        (["bild"], 2, "There is no task 'bild': did you mean build?"),
        (["zzz"], 2, "There is no task 'zzz': newsroom lists what there is"),
        (
            ["build", "--producton"],
            2,
            "build has no option --producton: did you mean --production?",
        ),
        (["build", "-p"], 2, "build has no option -p: newsroom build --help lists what there is"),
        (["build", "--now"], 2, "--now needs a value: --now=…"),
        (["build", "--clean=yes"], 2, "--clean takes no value: leave out =yes."),
        (["build", "all"], 2, "build takes no word 'all': see newsroom build --help."),
    ],
)
def test_a_slip_on_the_command_line_gets_one_line(program, command, code, said):
    run = program(*command)
    assert (run.returncode, run.stderr) == (code, f"{said}\n")


@pytest.mark.parametrize("ask", [["--help"], ["-h"], []])
def test_the_program_lists_every_task(program, ask):
    run = program(*ask)
    assert run.returncode == 0
    assert "  build " in run.stdout
    assert "  hottest " in run.stdout


@pytest.mark.parametrize("ask", [["check", "--help"], ["--help", "check"], ["help", "check"]])
def test_every_task_has_a_page_of_help(program, ask):
    run = program(*ask)
    assert run.returncode == 0
    assert run.stdout.startswith("Usage: newsroom check [PATH…] [--OPTIONS]\n")
    assert "--strict" in run.stdout


def test_the_program_says_its_version(program):
    assert program("--version").stdout == f"newsroom {__version__}\n"


@pytest.mark.slow
def test_outside_of_a_paper_a_task_says_how_to_get_one(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "NEWSROOM_PAPER"}
    run = subprocess.run(
        [sys.executable, "-m", "newsroom", "build"], cwd=tmp_path, capture_output=True, text=True,
        check=False, env=environment,
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr.startswith("There is no paper here (no pelicanconf.py in ")
    assert "newsroom init FOLDER" in run.stderr


@pytest.mark.parametrize("words", [["--version"], ["init", "paper", "--yes", "--host", "ftp"]])
def test_what_needs_no_paper_runs_though_the_tasks_of_the_folder_are_broken(
    program, tmp_path, words
):
    write_files(
        tmp_path, {"pelicanconf.py": "", "tasks.py": "from newsroom.cli import of_tomorrow\n"}
    )
    run = program(*words, cwd=tmp_path)
    assert "of_tomorrow" not in run.stderr
    assert run.stdout.startswith("newsroom") or "'ftp' is not a known host" in run.stderr


def test_paths_are_relative_to_the_current_folder(program, tmp_path):
    here = tmp_path / "here"
    write_files(here, REGISTRIES | {"content/articles/ai/a.md": story()})
    run = program("build", "--content=content", "--output=site", "--cache=cache", cwd=here)
    assert run.returncode == 0, run.stderr
    assert (here / "site/index.html").is_file()


def test_the_bootstrap_runs_the_tasks_of_its_own_folder(program, tmp_path):
    venv = Path(sys.prefix)
    stamp = venv / "installed-runtime.txt"
    if not stamp.exists():
        pytest.skip("this environment was not made by ./inv")
    write_files(tmp_path, REGISTRIES | {"content/articles/ai/a.md": story()})
    write_files(tmp_path, {"requirements/runtime.txt": stamp.read_bytes()})
    shutil.copy(ROOT / "inv", tmp_path)
    (tmp_path / ".venv").symlink_to(venv)
    run = subprocess.run(
        [tmp_path / "inv", "build", "--now=2026-11-23"], cwd="/", capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "output/ai/2026/11/a/index.html").is_file()
