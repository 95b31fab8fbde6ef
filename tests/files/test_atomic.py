"""Writing a file in one step."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsroom.files.atomic import draft_of, write_file
from newsroom.files.lock import locked


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_a_file_is_written_with_its_folder(tmp_path):
    file = tmp_path / "new/folder/a.txt"
    write_file(file, "één\n")
    assert file.read_bytes() == "één\n".encode()
    assert names(file.parent) == ["a.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(TypeError):
        write_file(file, 1)
    with pytest.raises(UnicodeEncodeError), draft_of(file) as draft:
        draft.write_text("half \ud800", "utf-8")
    assert file.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_who_may_read_a_file_stays_the_same(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("old")
    file.chmod(0o640)
    write_file(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "own").mkdir()
    link = tmp_path / "link.txt"
    link.symlink_to("own/file.txt")
    write_file(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "own/file.txt").read_text() == "new"


def test_a_name_of_the_greatest_length_can_be_written(tmp_path):
    name = "é" * 127
    write_file(tmp_path / name, "x")
    assert names(tmp_path) == [name]


@pytest.mark.slow
def test_a_lock_is_waited_for_and_ends_with_its_process(tmp_path):
    lock, said = tmp_path / "new/one.lock", []
    code = (
        "import sys, time; from pathlib import Path; from newsroom.files.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"

        def kill() -> None:
            said.append("waiting")
            other.kill()

        start = time.monotonic()
        with locked(lock, kill):
            said.append("held")
    assert said == ["waiting", "held"]
    assert time.monotonic() - start < 30
