"""Running the tests of a paper, in a process of their own: other tasks load none of it."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAPER = "NEWSROOM_PAPER"
"""Variable of the environment that names the folder of the paper."""


def run_tests(paper: Path, own: Path | None, only: str = "") -> bool:
    """Run the tests that every paper must pass, then those in ``own``; tell whether all passed.

    ``only`` chooses tests by their names.
    """
    command = [
        sys.executable, "-m", "pytest", "-c", str(HERE / "pytest.ini"), "--rootdir", str(paper),
        "-p", "newsroom.testing.fixtures", "--no-header", "-q",
    ]  # fmt: skip
    command += ["-k", only] if only else []
    command.append(str(HERE / "test_every_paper.py"))
    if own and any(own.rglob("test_*.py")):
        command.append(str(own))
    environment = {**os.environ, PAPER: str(paper), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - no shell
    return done.returncode in (0, 5)  # 5: no test has such a name
