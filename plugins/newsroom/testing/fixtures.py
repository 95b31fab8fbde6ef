"""pytest's plugin for papers: it builds the paper once, and gives it to the tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from newsroom.desk.build import build
from newsroom.problems import ContentError
from newsroom.testing.built import BuiltPaper

PAPER = "NEWSROOM_PAPER"
"""Variable of the environment that names the folder of the paper."""


def pytest_configure(config: pytest.Config) -> None:
    """Let tests import the plugins of the paper."""
    sys.path[:0] = [str(paper_folder() / "plugins"), str(paper_folder())]


def paper_folder() -> Path:
    """Return the folder of the paper that is tested."""
    return Path(os.environ[PAPER])


@pytest.fixture(scope="session")
def paper() -> Path:
    """The folder of the paper."""
    return paper_folder()


@pytest.fixture(scope="session")
def built_paper(paper: Path) -> Iterator[BuiltPaper]:
    """The paper as ``./inv build --production`` makes it, in a folder that vanishes afterwards."""
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        # The cache is the paper's: texts that did not change need not be read again.
        overrides = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(paper / ".cache")}
        try:
            result = build(paper / "publishconf.py", overrides)
        except ContentError as error:
            pytest.fail(str(error), pytrace=False)
        yield BuiltPaper(result.edition, output)
