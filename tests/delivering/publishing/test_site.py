"""Reading a finished site: its files, their digests, and what no host can take."""

import os

import orjson
import pytest

from newsroom.delivering.publishing.site import read_site
from newsroom.problems import ContentError
from tests.conftest import write_files


@pytest.fixture
def folder(tmp_path):
    write_files(tmp_path / "output", {"index.html": "one", "ai/index.html": "two"})
    return tmp_path / "output"


@pytest.fixture
def old_enough(monkeypatch):
    monkeypatch.setattr("newsroom.delivering.publishing.digests.MOMENT", -(10**12))


def test_a_file_that_nobody_touched_is_not_read_again(folder, tmp_path, old_enough):
    notes = tmp_path / "notes/digests.json"
    before = read_site(folder, notes)
    # Were it read, its digest would be the right one.
    kept = orjson.loads(notes.read_bytes())
    name = str(folder / "ai/index.html")
    kept[name][-1] = "remembered"
    notes.write_bytes(orjson.dumps(kept))
    after = read_site(folder, notes)
    assert after.files["ai/index.html"].digest == "remembered"
    assert after.files["index.html"] == before.files["index.html"]


def test_a_file_that_changed_is_read_though_size_and_time_are_the_same(
    folder, tmp_path, old_enough
):
    notes = tmp_path / "notes/digests.json"
    before = read_site(folder, notes)
    page = folder / "index.html"
    times = page.stat()
    page.write_text("eno", "utf-8")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = read_site(folder, notes)
    assert after.files["index.html"].digest != before.files["index.html"].digest
    assert after.files == read_site(folder).files


def test_a_file_of_this_moment_is_read_again(folder, tmp_path):
    notes = tmp_path / "notes/digests.json"
    read_site(folder, notes)
    assert not notes.exists() or not orjson.loads(notes.read_bytes())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": 1}'])
def test_damaged_notes_only_cost_time(folder, tmp_path, text):
    (tmp_path / "digests.json").write_text(text, "utf-8")
    assert read_site(folder, tmp_path / "digests.json").files == read_site(folder).files


def test_links_are_refused_those_of_folders_too(folder, tmp_path):
    (folder / "link.html").symlink_to(folder / "index.html")
    (folder / "more").symlink_to(tmp_path)
    with pytest.raises(ContentError) as caught:
        read_site(folder)
    said = str(caught.value)
    assert "link.html: no host can take this file (it is a link or no file): rename" in said
    assert "more: no host can take this file" in said
