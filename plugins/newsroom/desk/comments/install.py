"""Installs Isso into an environment of its own: it shares nothing with the build."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from newsroom.files.lock import locked
from newsroom.files.resources import resource
from newsroom.problems import ContentError, Problem

LOCK = resource("requirements") / "comments.txt"
PLACE = Path(".comments")
"""Folder of the server and, in a site that keeps them there, of its comments: it is not a cache."""


def installed(project: Path, lock: Path = LOCK) -> Path:
    """Return the program ``isso`` of a paper, installing it where that was not done yet.

    ``lock`` names its packages with their hashes.

    Raises:
        ContentError: it cannot be installed; the text says what is missing.
        OSError: the folder cannot be written.
    """
    venv = project / PLACE / "venv"
    stamp, program = venv / "installed.txt", venv / "bin/isso"
    venv.parent.mkdir(mode=0o700, exist_ok=True)
    with locked(venv.parent / "install.lock"):  # two that start at once install it once
        if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
            print(f"Installing Isso into {venv} (once) …", file=sys.stderr, flush=True)
            _install(lock, venv)
            shutil.copy(lock, stamp)
    return program


def _install(lock: Path, venv: Path) -> None:
    shutil.rmtree(venv, ignore_errors=True)
    commands: list[list[str | Path]] = [
        [sys.executable, "-m", "venv", venv],
        [venv / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--require-hashes", "-r", lock],
    ]  # fmt: skip
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise ContentError([_failure(lock, done.stderr)])


def _failure(lock: Path, said: str) -> Problem:
    missing = []
    if not any(map(shutil.which, ("cc", "gcc", "clang"))):
        missing.append("a C compiler (Debian: apt install gcc libc6-dev)")
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        missing.append("the headers of Python (Debian: apt install python3-dev)")
    remedy = f"install {' and '.join(missing)}" if missing else "see the line above, then try again"
    # The last line of pip that says anything is the reason; what is before it is the way there.
    lines = [line.strip() for line in said.splitlines() if "error" in line.lower()]
    what = f"Isso cannot be installed ({lines[-1] if lines else 'pip failed'})"
    return Problem(str(lock), what, remedy)
