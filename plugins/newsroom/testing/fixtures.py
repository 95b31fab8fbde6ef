"""pytest's plugin for papers: it builds the paper once, and gives it to the tests."""

import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from newsroom.building.build import Result, build
from newsroom.problems import ContentError
from newsroom.testing.built import BuiltPaper
from newsroom.testing.runner import PAPER

STAND_IN = "https://paper.example"


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
        given = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(paper / ".cache")}
        try:
            result = _build(paper / "publishconf.py", given)
        except ContentError as error:
            pytest.fail(str(error), pytrace=False)
        yield BuiltPaper(result.edition, output)


def _build(conf: Path, given: dict[str, str]) -> Result:
    """Build the paper. One that has no address yet gets one, and a warning."""
    try:
        return build(conf, given)
    except ContentError as error:
        if not all("SITEURL" in str(problem) for problem in error.errors):
            raise
        warnings.warn(f"built as {STAND_IN}: {error.errors[0]}", stacklevel=1)
        return build(conf, {**given, "SITEURL": STAND_IN})
