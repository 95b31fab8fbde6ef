"""A file that looks as it did when it was read is not opened again; any other one is."""

import os
import time

import pytest

from newsroom.files import file_signatures
from newsroom.files.file_signatures import FileSignatures

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "story.md"
    path.write_text("one")
    time.sleep(0.15)  # at rest
    return path


def read(file, kind="story", **known):
    """Return the signatures of a run that read ``file``."""
    first = FileSignatures({}, "seal")
    first.note(str(file), file.stat(), "known", kind, **known)
    return first.new


@pytest.mark.slow
def test_a_file_at_rest_is_known_again(file):
    assert FileSignatures(read(file), "seal").get(str(file), "story") == "known"


@pytest.mark.slow
def test_another_kind_or_seal_is_another_thing(file):
    assert FileSignatures(read(file), "other").get(str(file), "story") is None
    assert FileSignatures(read(file), "seal").get(str(file), "page") is None


@pytest.mark.slow
def test_a_change_shows_though_size_and_date_are_what_they_were(file):
    kept, before = read(file), file.stat()
    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert FileSignatures(kept, "seal").get(str(file), "story") is None


@pytest.mark.slow
def test_a_file_in_the_place_of_another_is_another_one(file, tmp_path):
    kept, before = read(file), file.stat()
    other = tmp_path / "other"
    other.write_text("two")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert FileSignatures(kept, "seal").get(str(file), "story") is None


def test_a_file_that_was_just_written_is_read_once_more(tmp_path):
    file = tmp_path / "young.md"
    file.write_text("one")
    assert read(file) == {}
    assert read(file, own=True)


@pytest.mark.slow
def test_where_clocks_tell_whole_seconds_only_nothing_is_remembered(file, monkeypatch):
    monkeypatch.setattr(file_signatures, "_SECOND", 1)
    assert read(file) == {}


@pytest.mark.slow
def test_a_file_that_is_gone_is_missed(file):
    kept = read(file)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        FileSignatures(kept, "seal").get(str(file), "story")
