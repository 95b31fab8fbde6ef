"""Fixtures: a test contains its site, builds it for real, and reads the pages that came out."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup

from newsroom.building.build import Result, build
from tests.chromium import chromium
from tests.isso import isso, isso_database, isso_empty, isso_program
from tests.order import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_ignore_collect,
    pytest_runtest_call,
)
from tests.scratch import pytest_unconfigure
from tests.untouched import pytest_sessionfinish, pytest_sessionstart

ROOT = Path(__file__).parent.parent
PUBLICATION = ROOT / "tests/publication"
CONF, PUBLISHCONF = PUBLICATION / "pelicanconf.py", PUBLICATION / "publishconf.py"
"""The settings of the tests: no test reads those of the paper at the top level."""
os.environ["PYTHONPATH"] = str(ROOT / "plugins")  # of programs that tests start
os.environ.pop("NEWSROOM_PAPER", None)  # ./inv names the paper at the top level
# Below nohup, or in the background of a script, programs that tests start would ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
__all__ = ["chromium", "isso", "isso_database", "isso_empty", "isso_program", "pytest_addoption",
           "pytest_collection_modifyitems", "pytest_configure", "pytest_ignore_collect",
           "pytest_runtest_call",
           "pytest_sessionfinish", "pytest_sessionstart", "pytest_unconfigure"]  # fmt: skip

REGISTRIES = {
    "content/data/sections.yml": """
        ai:
          name: AI
          description: Models, labs and law.
        world:
          name: World
        """,
    "content/data/authors.yml": """
        olivia-scott:
          name: Olivia Scott
          bio: Covers the law of machines.
        sam-reed:
          name: Sam Reed
        """,
}

STORY = """
    ---
    title: A plain story
    date: 2026-11-20T09:00:00+00:00
    author: olivia-scott
    tags: [Law]
    ---
    A first sentence of some words.
    """


@dataclass(repr=False)
class BuiltSite:
    """A site that was built; paths are relative to its output folder."""

    root: Path
    result: Result

    @property
    def output(self) -> Path:
        return self.root / "output"

    def text(self, path: str) -> str:
        file = self.output / path.lstrip("/")
        return (file / "index.html" if file.is_dir() else file).read_text("utf-8")

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(path), "html.parser")

    def exists(self, path: str) -> bool:
        return (self.output / path.lstrip("/")).exists()

    def files(self) -> set[str]:
        found = (file for file in self.output.rglob("*") if file.is_file())
        return {file.relative_to(self.output).as_posix() for file in found}

    @property
    def warnings(self) -> list[str]:
        return [str(problem) for problem in self.result.edition.problems.warnings]


def write_files(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a site given inline; texts are dedented."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(dedent(content).removeprefix("\n"), "utf-8")


SiteBuilder = Callable[..., BuiltSite]


@pytest.fixture(autouse=True)
def no_process_left() -> Iterator[None]:
    """Whatever a test has begun beside it has ended with it."""
    yield
    assert not active_children()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates as the cache of a build keeps them: four fifths of a small site's time.

    Each is sealed with its source, the settings and the code, so a build takes none that is wrong.
    """
    root = tmp_path_factory.mktemp("compiled")
    folders = {"OUTPUT_PATH": str(root / "output"), "CACHE_PATH": str(root / "cache")}
    build(CONF, {"NOW": "2026-11-23T12:00:00+00:00", "JOBS": 1, **folders})
    return root / "cache/templates"


def give_templates(compiled: Path, cache: Path, give: Callable[..., Any] = shutil.copy2) -> None:
    """Put compiled templates into the cache of a site: one that has others ignores them."""
    if not (cache / "templates").exists():  # a test may have two of the fixtures that give them
        shutil.copytree(compiled, cache / "templates", copy_function=give)


@pytest.fixture
def site(tmp_path: Path, compiled: Path, request: pytest.FixtureRequest) -> SiteBuilder:
    """Build the site of some files, with the real theme and plugins; settings by name.

    Calling it twice in a test builds the same site again, with files added or replaced.
    """
    # Links are quicker. The cache never writes into its files, but some of the slow tests do.
    give = os.link if request.config.getoption("fast") else shutil.copy2
    give_templates(compiled, tmp_path / ".cache", give)

    def build_site(files: Mapping[str, str | bytes] | None = None, **settings: Any) -> BuiltSite:
        if not (tmp_path / "content" / "data").exists():
            write_files(tmp_path, REGISTRIES)
        write_files(tmp_path, files or {})
        overrides = {
            "PATH": str(tmp_path / "content"),
            "OUTPUT_PATH": str(tmp_path / "output"),
            "CACHE_PATH": str(tmp_path / ".cache"),
            "SITEURL": "https://news.example",
            "NOW": "2026-11-23T12:00:00+00:00",
            "JOBS": 1,
            **settings,
        }
        return BuiltSite(tmp_path, build(CONF, overrides))

    return build_site


def story(title: str = "A plain story", body: str = "Some words.", **matter: Any) -> str:
    """Return the file of a story; ``matter`` replaces or adds lines of front matter."""
    lines = {
        "title": f'"{title}"',
        "date": "2026-11-20T09:00:00+00:00",
        "author": "olivia-scott",
        **matter,
    }
    header = "\n".join(f"{key}: {value}" for key, value in lines.items() if value is not None)
    return f"---\n{header}\n---\n{body}\n"


class Program:
    """The command ``newsroom`` in a paper with the settings of the tests."""

    def __init__(self, paper: Path, compiled: Path) -> None:
        self.paper = paper
        give_templates(compiled, paper / ".cache")
        for conf in (CONF, PUBLISHCONF):
            shutil.copy(conf, paper)

    def __call__(
        self, *words: str | Path, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "newsroom", *words], cwd=cwd or self.paper, text=True,
            capture_output=True, check=False,
            env={**os.environ, "NEWSROOM_PAPER": str(self.paper), **environment},
        )  # fmt: skip


@pytest.fixture
def program(tmp_path: Path, compiled: Path) -> Program:
    """Run the command ``newsroom`` on a paper in ``tmp_path``."""
    return Program(tmp_path, compiled)
