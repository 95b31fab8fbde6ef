"""A run of the tests leaves the project as it was: what git sees, and the paper at the top."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("content", "output", ".cache", ".comments")
"""Folders of the paper at the top level, which tests neither read nor write."""
STATE = pytest.StashKey[dict[str, object]]()


def state() -> dict[str, object]:
    """Return what is in the project: by name a digest of its bytes, or size and time."""
    found: dict[str, object] = {}
    command = ["git", "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    for line in filter(None, done.stdout.split("\0")):  # without git there is nothing here
        file = ROOT / line[3:]
        data = file.read_bytes() if file.is_file() else b""
        found[line] = hashlib.blake2b(data).hexdigest()
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*"):
            status = file.lstat()
            if not file.is_dir():
                found[str(file.relative_to(ROOT))] = status.st_size, status.st_mtime_ns
    return found


def is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


def pytest_sessionstart(session: pytest.Session) -> None:
    if not is_worker():
        session.config.stash[STATE] = state()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail when anything in the project changed meanwhile."""
    if is_worker():
        return
    before, after = session.config.stash[STATE], state()
    if changed := sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    ):
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line("")
        reporter.write_line("The tests changed the project (or you did, meanwhile):", red=True)
        for name in changed[:20]:
            reporter.write_line(f"  {name}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
