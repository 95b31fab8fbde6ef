"""Code that is edited while a process runs: what the process makes is of the code it loaded."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from newsroom.enriching import related_cache
from newsroom.reading.sources import parse_store
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files
from tests.engine.publication import differences, snapshot

TEXT = "The court reads the law of the sea and the ships. " * 8
EXTRA = """
from newsroom import signals
from newsroom.model.jobs import FileJob

def build(_):
    return b"one"

def add(edition):
    edition.add(FileJob("extra.txt", build, (1,)))

def register():
    signals.page.connect(add)
"""
BUILD = """
from pathlib import Path
from newsroom.building.up_to_date import publish

def build():
    publish(Path("pelicanconf.py"), {"JOBS": 2, "NOW": "2026-11-23T12:00:00+00:00"})
"""
CHANGE = """
import sys
from pathlib import Path

name, old, new = sys.argv[1:]
code, content = Path("plugins", name), Path("content/articles/ai/7.md")
text = code.read_text("utf-8")
assert old in text
code.write_text(text.replace(old, new), "utf-8")
content.write_text(content.read_text("utf-8") + "One more sentence.", "utf-8")
"""
EDIT = f"""{CHANGE}
try:
    build()
except Exception as error:
    print(error)
"""
LOADED = """
import newsroom.building.build, newsroom.enriching.related, newsroom.enriching.shortlists
import newsroom.reading.assembly.content, newsroom.reading.sources.parse
"""
EDITS = [
    ("newsroom/enriching/vectors.py", "<< 32) - self.scores", "<< 32) + self.scores"),
    ("newsroom/enriching/related.py", "in others:", "in list(others)[::-1]:"),
    ("newsroom/reading/text/words.py", "return sum(map", "return 300 * sum(map"),
]
PLUGIN = ("extra_file.py", 'b"one"', 'b"another"')


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Return a site with a copy of the package, which may be edited."""
    return write_paper(tmp_path)


def write_paper(root: Path) -> Path:
    stories = {
        f"content/articles/ai/{n}.md": story(f"Ship {n}", TEXT + f"Word{n} word{n // 2}. " * n)
        for n in range(12)
    }
    write_files(root, {**REGISTRIES, **stories, "plugins/extra_file.py": EXTRA})
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copytree(ROOT / "plugins/newsroom", root / "plugins/newsroom", ignore=without)
    conf = CONF.read_text("utf-8")
    extra = "PLUGINS = ['extra_file']\nSITEURL = 'https://news.example'\nCOMMENTS = {}\n"
    (root / "pelicanconf.py").write_text(f"{conf}\n{extra}", "utf-8")
    return root


def run(root: Path, code: str, *arguments: str) -> str:
    """Run ``code`` in a process of its own, with the package of the site."""
    process = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=root, text=True, capture_output=True,
        check=False, env={**os.environ, "PYTHONPATH": str(root / "plugins")}, timeout=120,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    return process.stdout


CleanBuild = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def clean_build(tmp_path_factory: pytest.TempPathFactory) -> CleanBuild:
    """Run ``code`` in a new paper, build that, and return its site; each is made once."""

    @cache
    def build(code: str, *arguments: str) -> dict[str, bytes]:
        root = write_paper(tmp_path_factory.mktemp("clean"))
        run(root, code, *arguments)
        run(root, f"{BUILD}\nbuild()")
        return snapshot(root / "output")

    return build


def check_next_build(root: Path, clean: dict[str, bytes]) -> None:
    """Build in a new process: the site is the one that a clean build gives."""
    run(root, f"{BUILD}\nbuild()")
    assert not differences(clean, snapshot(root / "output"))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[0])
def test_code_that_is_edited_after_it_was_loaded(paper, clean_build, edit):
    run(paper, f"{BUILD}\nbuild()")
    assert not run(paper, BUILD + LOADED + EDIT, *edit)
    check_next_build(paper, clean_build(CHANGE, *edit))


@pytest.mark.parametrize("edit", [*EDITS, PLUGIN], ids=lambda edit: edit[0])
def test_code_that_is_edited_between_two_builds_of_a_process(paper, clean_build, edit):
    told = run(paper, f"{BUILD}\nbuild()\n{EDIT}", *edit)
    assert "Traceback" not in told
    check_next_build(paper, clean_build(CHANGE, *edit))


def test_a_plugin_that_is_edited_while_the_settings_change(paper, clean_build):
    change = """
with open("pelicanconf.py", "a") as file:
    file.write("PLUGINS.append('another')")
Path("plugins/another.py").write_text("def register():\\n    pass")
"""
    run(paper, f"{BUILD}\nbuild()\n{change}\n{EDIT}", *PLUGIN)
    check_next_build(paper, clean_build(f"{BUILD}{change}{CHANGE}", *PLUGIN))
    assert (paper / "output/extra.txt").read_text() == "another"


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[0])
def test_code_that_is_edited_before_it_is_loaded_is_refused(paper, clean_build, edit):
    told = run(paper, BUILD + EDIT, *edit)
    assert f"{edit[0]}: this code was edited after the process started: start the " in told
    assert not (paper / "output").exists()
    check_next_build(paper, clean_build(CHANGE, *edit))


LOADED_BY = {
    "newsroom.reading.sources.parse": parse_store,
    "newsroom.enriching.shortlists": related_cache,
}


@pytest.mark.parametrize("module", LOADED_BY)
def test_the_digest_of_a_cache_covers_all_code_that_its_content_depends_on(module):
    code = f"import sys, {module}\nfor one in sys.modules.values():"
    files = run(ROOT, f"{code}\n    print(getattr(one, '__file__', ''))").split()
    own = [file.partition("/plugins/newsroom/")[2] for file in files if "/newsroom/" in file]
    depends = {file for file in own if file != "__init__.py"}
    assert depends
    assert {file for file in depends if not file.startswith(LOADED_BY[module]._CODE)} == set()
