"""The cache may be lost, damaged, full or shared: the site is right all the same."""

import logging
import os
import random
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from newsroom.files import cache_folder
from newsroom.reading.sources import parse_store
from newsroom.reading.sources.parse import Parser
from newsroom.reading.sources.parse_store import Store
from tests.conftest import story
from tests.engine.processes import large_publication, run, start, write_site
from tests.engine.publication import differences, snapshot
from tests.engine.test_exactness import NIGHTLY

FILES = {
    f"content/articles/ai/{n}.md": story(f"Story {n}", f"Words of {n}. " * 40, tags=f"[t{n}]")
    for n in range(30)
}


@pytest.fixture
def built(site, tmp_path, caplog):
    """Build a site with workers; the fixture builds it again, all of it, and returns the warnings.

    It fails when the bytes are not those of the first time.
    """
    caplog.set_level(logging.WARNING)
    expected = snapshot(site(FILES, JOBS=2).output)

    def again(**settings):
        caplog.clear()
        everything = {"CLEAN": True, "JOBS": 2, **settings}
        assert not differences(expected, snapshot(site(**everything).output))
        return [record.getMessage() for record in caplog.records]

    return again


def store_file(tmp_path):
    return tmp_path / ".cache" / "parsed.sqlite3"


def test_nothing_is_parsed_or_written_when_nothing_changed(built, site, tmp_path, monkeypatch):
    built()
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / ".cache").rglob("*")}
    monkeypatch.setattr(Parser, "parse", None)
    assert site().result.edition.written == 0
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / ".cache").rglob("*")} == before


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.9, 0.999])
def test_a_truncated_store_begins_anew(built, tmp_path, share):
    file = store_file(tmp_path)
    os.truncate(file, int(file.stat().st_size * share))
    assert len(built()) <= 1
    assert built() == []


@pytest.mark.parametrize("seed", range(200 if NIGHTLY else 12))
def test_a_store_with_any_bytes_changed_does_no_harm(built, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - the same every time
    data = bytearray(store_file(tmp_path).read_bytes())
    for _ in range(chance.choice([1, 10, 200])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    store_file(tmp_path).write_bytes(data)
    assert len(built()) <= 1
    built()
    assert built() == []


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99, None])
def test_other_damaged_files_are_made_again(built, tmp_path, share):
    files = [path for path in (tmp_path / ".cache").rglob("*") if path.is_file()]
    for file in files:
        if file == store_file(tmp_path):
            continue
        data = bytearray(file.read_bytes())
        if share is None:
            data[len(data) // 2] ^= 1
            file.write_bytes(data)
        else:
            os.truncate(file, int(len(data) * share))
    assert len(built()) <= 1
    assert built() == []


def test_a_store_of_another_kind_is_replaced(built, tmp_path):
    file = store_file(tmp_path)
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE parsed (key TEXT, whatever TEXT)")
        other.execute("PRAGMA user_version = 1")
    other.close()
    assert built() == []
    file.write_bytes(b"no database at all " * 100)
    assert len(built()) == 1
    assert built() == []


@pytest.mark.parametrize("name", [".cache", ".cache/parsed.sqlite3", ".cache/templates"])
def test_a_folder_where_a_file_should_be_and_the_other_way_round(built, tmp_path, name):
    path = tmp_path / name
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("a file")
    else:
        path.unlink()
        path.mkdir()
    assert len(built()) == (name != ".cache/templates")


@pytest.fixture
def small_disk(tmp_path):
    """Give a folder on a disk of its own: 2 MB, mounted by root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_cache_that_cannot_be_written(built, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert len(built(CACHE_PATH=str(small_disk))) == 1


def test_a_cache_on_a_full_disk(built, small_disk):
    assert len(built(CACHE_PATH=str(small_disk))) == 1


def test_a_disk_that_becomes_full_while_stories_are_kept(built, small_disk, monkeypatch):
    monkeypatch.setattr(cache_folder, "ROOM", 0)
    (small_disk / "ballast").write_bytes(bytes(2_080_000))
    messages = built(CACHE_PATH=str(small_disk / "c"))
    (message,) = [text for text in messages if "parsed.sqlite3" in text]
    assert "full" in message


def test_a_cache_that_vanishes_during_the_build(built, tmp_path, monkeypatch):
    records = Store.records

    def then_vanish(its, keys):
        found = records(its, keys)
        shutil.rmtree(tmp_path / ".cache")
        return found

    monkeypatch.setattr(Store, "records", then_vanish)
    built()


def test_a_body_that_was_lost_is_parsed_again(built, tmp_path):
    with sqlite3.connect(store_file(tmp_path)) as file:
        file.execute("UPDATE parsed SET html = x'00'")
    file.close()
    assert len(built(JOBS=1)) == 1
    assert built() == []


def test_what_has_not_been_used_for_long_is_forgotten(site, tmp_path, monkeypatch):
    monkeypatch.setattr(parse_store, "KEPT", 3)

    def entries():
        with sqlite3.connect(store_file(tmp_path)) as file:
            (count,) = file.execute("SELECT count(*) FROM parsed").fetchone()
            (uses,) = file.execute("SELECT count(*) FROM used").fetchone()
        file.close()
        assert count == uses
        return count

    site({"content/articles/ai/constant.md": story("Constant")})
    for number in range(8):
        site({"content/articles/ai/a.md": story("Edited", f"Version {number}.")})
    assert entries() == 3 + 1
    for _ in range(3):
        site()
    assert entries() == 3 + 1


def test_two_builds_of_one_site_at_once(tmp_path):
    write_site(tmp_path, large_publication("One", 60))
    for _ in range(9 if NIGHTLY else 1):
        shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
        both = [start(tmp_path), start(tmp_path)]
        told = [process.communicate(timeout=120) for process in both]
        assert [process.returncode for process in both] == [0, 0], told
        assert sum("waiting" in err for _, err in told) <= 1
        assert all(err.count("\n") <= 1 for _, err in told), told
    site = snapshot(tmp_path / "output")
    shutil.rmtree(tmp_path / "output")
    run(tmp_path)
    assert not differences(site, snapshot(tmp_path / "output"))


def test_two_builds_with_one_cache_at_once(tmp_path):
    write_site(tmp_path, large_publication("One", 60))
    run(tmp_path)
    expected = snapshot(tmp_path / "output")
    for _ in range(9 if NIGHTLY else 1):
        shutil.rmtree(tmp_path / ".cache")
        both = [start(tmp_path, output="left"), start(tmp_path, output="right")]
        told = [process.communicate(timeout=120) for process in both]
        assert [process.returncode for process in both] == [0, 0], told
        assert not any(err for _, err in told), told
        for output in ("left", "right"):
            assert not differences(expected, snapshot(tmp_path / output))
            shutil.rmtree(tmp_path / output)


def test_no_trace_of_drafts_is_left_in_the_cache(built, tmp_path):
    built()
    names = [path.name for path in Path(tmp_path / ".cache").rglob("*")]
    assert not [name for name in names if "draft" in name or "journal" in name]
