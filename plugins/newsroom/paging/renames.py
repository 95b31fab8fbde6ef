"""Renames that git knows of: where a deleted source went. Without git nothing is known."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsroom.files.git import run_git

COMMITS = 1000
"""How many of the last commits are searched."""


def renames(folder: Path) -> dict[str, str]:
    """Return old path → present path of every source below ``folder`` that git saw renamed.

    Paths are relative to the parent of ``folder``. Renames that are not committed count too.
    """
    now: dict[str, str] = {}
    for old, new in (*_in_the_folder(folder), *_committed(folder)):
        now.setdefault(old, now.get(new, new))
    return now


def _committed(folder: Path) -> Iterator[tuple[str, str]]:
    yield from _git(folder, "log", f"-{COMMITS}", "--format=", *_RENAMES, "--", folder.name)


def _in_the_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """Compare the folder with the last commit, through a copy of git's index.

    New files are announced in the copy (``add --intent-to-add``), or git would not see them.
    """
    with tempfile.TemporaryDirectory() as scratch:
        index = Path(scratch) / "index"
        real = _output(folder, "rev-parse", "--path-format=absolute", "--git-path", "index")
        if not real.strip() or not Path(real.strip()).exists():
            return
        shutil.copy(real.strip(), index)
        environment = {"GIT_INDEX_FILE": str(index)}
        _output(folder, "add", "--intent-to-add", "--", folder.name, **environment)
        yield from _git(folder, "diff", "HEAD", *_RENAMES, "--", folder.name, **environment)


_RENAMES = ("--relative", "--find-renames", "--diff-filter=R", "--name-status")


def _git(folder: Path, *arguments: str, **environment: str) -> Iterator[tuple[str, str]]:
    for line in _output(folder, *arguments, **environment).splitlines():
        if len(parts := line.split("\t")) == 3:
            yield parts[1], parts[2]


def _output(folder: Path, *arguments: str, **environment: str) -> str:
    """Return what git prints; nothing where there is no git, no repository or no commit."""
    done = run_git(folder.parent, *arguments, environment=environment)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else ""
