"""git, run as a program."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from newsroom.problems import ContentError, Problem


def run_git(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in ``folder`` and return what came of it, ``None`` if git is not installed.

    ``environment`` is added to that of this process.
    """
    command = ["git", "-C", str(folder), "-c", "core.quotePath=off", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and callers resolve what users name
            command, env={**os.environ, **(environment or {})}, capture_output=True, check=False,
            input=stdin,
        )  # fmt: skip
    except FileNotFoundError:
        return None


def ask_git(folder: Path, *arguments: str, failure: str = "", given: bytes | None = None) -> bytes:
    """Run git and return what it prints; ``failure`` says what is wrong when it fails.

    ``given`` is what it reads from standard input.

    Raises:
        ContentError: git is not installed, or it failed.
    """
    done = run_git(folder, *arguments, stdin=given)
    if done is None:
        remedy = "install it (Debian: apt install git; macOS: xcode-select --install)"
        raise ContentError([Problem("git", "git is not installed", remedy)])
    if done.returncode:
        what = failure or done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        remedy = "run this in a git repository, and name a commit, branch or tag of it"
        raise ContentError([Problem("git", what, remedy)])
    return done.stdout
