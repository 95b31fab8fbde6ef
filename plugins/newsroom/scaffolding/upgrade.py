"""Bringing a paper to another version of the software, and showing what that changes.

Everything is prepared next to the paper: the new software in an environment of its own, both
versions of the files that ``newsroom init`` writes, and the site as each version builds it. The
paper itself changes last, and all at once. Git takes it back.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsroom import __version__
from newsroom.files.git import ask_git
from newsroom.problems import ContentError, Problem
from newsroom.scaffolding.answers import RECORD, read_answers
from newsroom.scaffolding.comparison import compare
from newsroom.scaffolding.merging import Merge, merge
from newsroom.scaffolding.software import PACKAGES, Software, built, software_in

Say = Callable[[str], None]
"""Says what is being done: an upgrade takes a minute."""
_VERSION = re.compile(r"v?\d+\.\d+\.\d+")


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """What an upgrade did, and what the new version says of the paper."""

    text: str
    mistakes: str

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.text, self.mistakes)))


def upgrade(paper: Path, target: str, say: Say) -> Upgrade:
    """Bring ``paper`` to the software that ``target`` names: a wheel, its address, or one of git.

    Raises:
        ContentError: nothing was changed; the text says why.
    """
    answers = read_answers(paper)
    if answers is None:
        remedy = f"start a paper with newsroom init; it writes {RECORD}"
        raise _mistake(str(paper), "this paper was not made by newsroom init", remedy)
    if ask_git(paper, "status", "--porcelain", "--untracked-files=no").strip():
        remedy = "commit them, or put them away with git stash"
        raise _mistake(str(paper), "some changes are not committed", remedy)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        say("Getting the new version …")
        new = _fetched(target, answers.source, folder)
        _check_version(new)
        say(f"Installing newsroom {new.version} …")
        python = _installed(new, paper / PACKAGES, folder / "venv")
        say("Comparing the files of the paper …")
        record = paper / RECORD
        before = _paper_of(sys.executable, record, folder / "before") | _pinned(paper)
        after = _paper_of(str(python), record, folder / "after") | pinned(new)
        change = merge(paper, before, after)
        say("Building the paper with both versions …")
        pages, mistakes = _built_with_both(paper, change, python, folder)
        added = " ".join(change.new(paper))
        undo = "git checkout ." + (f" && git clean -f {added}" if added else "")
        change.apply(paper)
    lines = [pages, f"Files of the paper, from newsroom {__version__} to {new.version}:"]
    lines += change.lines() or ["  none changes"]
    lines.append(f"Look at all of it with git diff, then commit it. To undo it: {undo}")
    return Upgrade(text="\n".join(filter(None, lines)), mistakes=mistakes)


def _fetched(target: str, source: str, folder: Path) -> Software:
    """Return the software that ``target`` names; ``source`` is where the paper's came from."""
    place = folder / "fetched"
    place.mkdir()
    if "://" in target:
        return built(target, place)
    if target and Path(target).is_file():
        return software_in(Path(target).resolve())
    if target and Path(target).is_dir():
        return built(str(Path(target).resolve()), place)
    if target and not _VERSION.fullmatch(target):
        remedy = "name a version, a wheel, the address of one, or git+https://…@VERSION"
        raise _mistake(target, "there is no such file", remedy)
    if not source:
        what = f"it is not known where to find {f'version {target}' if target else 'new versions'}"
        remedy = f"name a wheel or an address, or write `source: git+https://…` into {RECORD}"
        raise _mistake(RECORD, what, remedy)
    return built(f"{source}@v{target.removeprefix('v') or _newest(source)}", place)


def _newest(source: str) -> str:
    """Return the highest version that is tagged in a repository."""
    listed = ask_git(Path.cwd(), "ls-remote", "--tags", "--", source.removeprefix("git+")).decode()
    versions = re.findall(r"refs/tags/v(\d+\.\d+\.\d+)$", listed, re.MULTILINE)
    if not versions:
        raise _mistake(source, "no version is tagged there", "name a commit: git+https://…@COMMIT")
    return str(max(versions, key=_order))


def pinned(software: Software) -> dict[str, bytes]:
    """Return the files that say which software a paper uses."""
    return {
        "requirements.txt": software.requirements().encode(),
        f"vendor/{software.wheel.name}": software.wheel.read_bytes(),
    }


def _pinned(paper: Path) -> dict[str, bytes]:
    """Return these files as they were written for the version that the paper uses."""
    found: dict[str, bytes] = {}
    for wheel in (paper / "vendor").glob("pelican_newsroom-*.whl"):
        found |= pinned(software_in(wheel))
    return found


def _check_version(new: Software) -> None:
    if _order(new.version) < _order(__version__):
        what = f"version {new.version} is older than {__version__}, which the paper uses"
        raise _mistake(new.wheel.name, what, "to go back, undo the upgrade with git revert")


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])


def _installed(software: Software, packages: Path, venv: Path) -> Path:
    """Install the software with what it needs and what the paper adds, and return its Python."""
    lock = venv.parent / "requirements.txt"
    (venv.parent / "vendor").mkdir()
    (venv.parent / "vendor" / software.wheel.name).write_bytes(software.wheel.read_bytes())
    lock.write_text(software.requirements(), "utf-8")
    python = venv / "bin/python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    commands = [[sys.executable, "-m", "venv", str(venv)],
                [*install, "--require-hashes", "-r", lock.name]]  # fmt: skip
    if packages.is_file():
        commands.append([*install, "-r", str(packages.absolute())])
    for command in commands:
        done = _run(command, venv.parent)
        if done.returncode:
            said = [line.strip() for line in done.stderr.splitlines() if "ERROR" in line]
            what = f"it cannot be installed ({said[-1] if said else 'pip failed'})"
            raise _mistake(software.wheel.name, what, "check the network, then try again")
    return python


def _paper_of(python: str, record: Path, folder: Path) -> dict[str, bytes]:
    """Return the files that the software of ``python`` writes for the same answers."""
    command = [python, "-m", "newsroom", "init", str(folder), f"--record={record}"]
    done = _run(command, folder.parent)
    if done.returncode:
        what = f"this version cannot write the paper's files ({done.stderr.strip()})"
        raise _mistake(str(record), what, "report this as a fault of newsroom")
    files = (file for file in folder.rglob("*") if file.is_file())
    paths = {file.relative_to(folder).as_posix(): file for file in files}
    left_out = (".git/", "vendor/", "requirements.txt")
    return {path: file.read_bytes() for path, file in paths.items()
            if not path.startswith(left_out)}  # fmt: skip


def _built_with_both(paper: Path, change: Merge, python: Path, folder: Path) -> tuple[str, str]:
    """Return how the pages differ, and the mistakes that the new version finds."""
    now = f"--now={datetime.now(UTC).isoformat(timespec='seconds')}"
    old, new = folder / "old", folder / "new"
    build = ["-m", "newsroom", "build", "--production", now]
    with _worktree(paper, folder / "tree") as tree:
        before = _run([sys.executable, *build, f"--output={old}", f"--cache={folder / 'c1'}"], tree)
        change.apply(tree)
        after = _run([str(python), *build, f"--output={new}", f"--cache={folder / 'c2'}"], tree)
    if after.returncode:
        said = after.stderr.strip()
        return (
            "",
            f"The new version does not build the paper:\n{said}\nFix this, or undo the upgrade.",
        )
    if before.returncode:
        return "The old version did not build the paper, so that pages cannot be compared.", ""
    return compare(old, new).text(), ""


@contextmanager
def _worktree(paper: Path, place: Path) -> Iterator[Path]:
    """Give the paper as it is committed, in a folder of its own."""
    ask_git(paper, "worktree", "add", "--quiet", "--detach", str(place))
    try:
        yield place
    finally:
        ask_git(paper, "worktree", "remove", "--force", str(place))


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    gone = ("NEWSROOM_PAPER", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    return subprocess.run(  # noqa: S603 - no shell
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _mistake(path: str, what: str, remedy: str) -> ContentError:
    return ContentError([Problem(path, what, remedy)])
