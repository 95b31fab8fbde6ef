"""The same input gives the same bytes: on any machine, in any folder, with any number of cores."""

import os
import shutil

import pytest

from tests.engine.processes import large_publication, run, write_site
from tests.engine.publication import differences, snapshot

PLUGIN = """
from newsroom import signals
from newsroom.model.jobs import FileJob
from {name}_words import WORDS

def text():
    return WORDS

def add(edition):
    edition.add(FileJob("words.txt", text, ()))

def register():
    signals.page.connect(add)
"""

EDIT = """
import sooner_words
from pathlib import Path

def edit(_):
    Path(sooner_words.__file__).write_text("WORDS = b'edited during'")

def register():
    signals.enrich.connect(edit)
    signals.page.connect(add)
"""


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """The site of a publication, built once."""
    root = tmp_path_factory.mktemp("reference")
    write_site(root, large_publication("One", 40))
    run(root, "--jobs=1", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    return snapshot(root / "output")


@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        ("2", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}),
        ("3", {"PYTHONHASHSEED": "77", "TZ": "America/St_Johns", "LC_ALL": "POSIX"}),
        ("1", {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8",
               "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "0"}),
    ],
)  # fmt: skip
def test_surroundings_leave_no_trace(tmp_path, reference, jobs, environment):
    root = tmp_path / "quite another" / "folder – ünïcode"
    write_site(root, large_publication("One", 40))
    run(root, f"--jobs={jobs}", **environment)
    assert not differences(reference, snapshot(root / "output"))


def test_the_order_of_files_on_the_disk_leaves_no_trace(tmp_path, reference):
    write_site(tmp_path / "first", large_publication("One", 40))
    files = [file for file in (tmp_path / "first").rglob("*") if file.is_file()]
    for file in sorted(files, key=lambda file: (file.stem[::-1], file)):
        copy = tmp_path / "second" / file.relative_to(tmp_path / "first")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        os.utime(copy, (1_000_000_000, 1_000_000_000))
    (tmp_path / "second/extra").mkdir(exist_ok=True)
    run(tmp_path / "second")
    assert not differences(reference, snapshot(tmp_path / "second/output"))


def test_an_edit_of_a_plugin_or_of_what_it_imports_changes_the_site(tmp_path):
    """In processes of their own, as a process keeps the modules that it has imported."""
    texts = {"longer": PLUGIN.format(name="longer"), "longer_words": "WORDS = b'one'\n"}
    write_site(tmp_path, large_publication("One", 5), texts)
    conf = tmp_path / "conf.py"
    conf.write_text(conf.read_text().replace(", 'longer_words'", ""))
    words = tmp_path / "output/words.txt"
    run(tmp_path)
    assert words.read_bytes() == b"one"
    (tmp_path / "extra/longer_words.py").write_text("WORDS = b'another'\n")
    run(tmp_path)
    assert words.read_bytes() == b"another"
    plugin = tmp_path / "extra/longer.py"
    plugin.write_text(plugin.read_text().replace("return WORDS", "return WORDS + b'!'"))
    run(tmp_path)
    assert words.read_bytes() == b"another!"
    expected = snapshot(tmp_path / "output")
    shutil.rmtree(tmp_path / ".cache")
    run(tmp_path, output="clean")
    assert not differences(expected, snapshot(tmp_path / "clean"))


def test_code_that_is_edited_during_a_build_counts_as_new_for_the_next(tmp_path):
    """The process goes on with the code that it loaded; its output must not pass for newer."""
    texts = {"sooner": PLUGIN.format(name="sooner") + EDIT, "sooner_words": "WORDS = b'one'\n"}
    write_site(tmp_path, large_publication("One", 5), texts)
    conf = tmp_path / "conf.py"
    conf.write_text(conf.read_text().replace(", 'sooner_words'", ""))
    run(tmp_path)
    assert (tmp_path / "output/words.txt").read_bytes() == b"one"
    run(tmp_path)
    assert (tmp_path / "output/words.txt").read_bytes() == b"edited during"
