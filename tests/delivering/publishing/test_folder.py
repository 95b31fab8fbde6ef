"""Releases in a folder: complete or not there, what did not change is there once, one goes back."""

import json
import os

import pytest

from newsroom.delivering.publishing.target import PublishingError
from newsroom.problems import ContentError
from tests.conftest import story, write_files
from tests.delivering.publishing.conftest import Paper, files_below, names_in, small_disk

pytestmark = pytest.mark.slow


@pytest.fixture
def paper(tmp_path, compiled, web):
    folder = tmp_path / "www"
    target = {"kind": "folder", "path": str(folder)}
    return Paper(tmp_path, web(folder / "current"), target, compiled)


def live(paper):
    return files_below(paper.root / "www/current")


def test_the_folder_is_the_site_and_a_second_run_does_nothing(paper):
    said = paper.publish()
    assert live(paper) == paper.output()
    assert f"live: release 1: {len(live(paper))} files sent" in said
    assert "3 read back" in said
    assert "nothing has changed since release 1" in paper.publish()


def test_one_edit_sends_what_changed_and_links_the_rest(paper):
    paper.publish()
    before = live(paper)
    paper.edit()
    planned = paper.publish(dry_run=True).splitlines()
    assert live(paper) == before
    assert "~ ai/2026/11/one/index.html" in planned
    assert not any("two/index.html" in line for line in planned)
    said = paper.publish()
    assert f"release 2: {len(planned) - 1} files sent" in said
    assert live(paper) == paper.output() != before
    old, new = (paper.root / "www/releases" / number for number in "12")
    same = "ai/2026/11/two/index.html"
    assert (old / same).stat().st_ino == (new / same).stat().st_ino
    assert files_below(old) == before


def test_rollback_serves_the_release_before_and_numbers_go_on(paper):
    paper.publish()
    first = live(paper)
    paper.edit()
    paper.publish()
    second = live(paper)
    assert "release 1 of" in paper.roll_back()
    assert live(paper) == first
    assert [line[:6] for line in paper.releases().splitlines()] == ["     2", "*    1"]
    paper.roll_back("2")
    assert live(paper) == second
    paper.roll_back("1")
    paper.edit(body="Third.")
    assert "release 3:" in paper.publish()
    assert live(paper) == paper.output()
    with pytest.raises(PublishingError, match="no release '9': use one of these: 1, 2, 3"):
        paper.roll_back("9")


def test_no_more_releases_are_kept_than_wanted(paper):
    paper.target["keep"] = 2
    for number in range(4):
        paper.edit(body=f"Version {number}.")
        paper.publish()
    assert names_in(paper.root / "www/releases") == ["3", "4"]
    assert names_in(paper.root / "www/.newsroom") == ["3.json.gz", "4.json.gz"]


def test_a_mistake_in_a_story_sends_nothing(paper):
    paper.publish()
    before = live(paper)
    write_files(paper.root, {"content/articles/ai/one.md": story("X", "[a](/nowhere/)")})
    with pytest.raises(ContentError, match="nowhere"):
        paper.publish()
    assert live(paper) == before


def test_the_removal_of_most_of_a_site_must_be_meant(paper):
    many = {f"content/articles/ai/s{n}.md": story(f"S{n}", tags=f"[t{n}]") for n in range(30)}
    write_files(paper.root, many)
    paper.publish()
    before = live(paper)
    for name in many:
        (paper.root / name).unlink()
    with pytest.raises(PublishingError, match=r"files would be removed: see --dry-run.*--removals"):
        paper.publish()
    assert live(paper) == before
    paper.publish(removals=True)
    assert live(paper) == paper.output()


def test_a_lock_keeps_a_second_publisher_away(paper):
    paper.publish()
    lock = paper.root / "www/.newsroom/lock.json"
    note = {"owner": "ann@desk", "since": "2999-01-01T00:00:00+00:00", "token": "a"}
    lock.write_text(json.dumps(note))
    paper.edit()
    with pytest.raises(PublishingError, match=r"live: ann@desk has .* ahead: wait.*add --unlock"):
        paper.publish()
    assert "release 2" in paper.publish(unlock=True)
    assert not lock.exists()
    lock.write_text(json.dumps({**note, "since": "2020-01-01T00:00:00+00:00"}))
    paper.edit(body="Once more.")
    assert "release 3" in paper.publish()  # nobody takes years


def test_a_full_disk_leaves_the_old_site(paper, tmp_path):
    disk = tmp_path / "www"
    disk.mkdir()
    with small_disk(disk, "1500k"):
        paper.publish()
        before = live(paper)
        write_files(paper.root, {"content/files/large.bin": os.urandom(3_000_000)})
        with pytest.raises(PublishingError, match="no space left on device: make room") as failed:
            paper.publish()
        assert str(failed.value).endswith("Release 1 is still served.")
        assert live(paper) == before
        assert names_in(disk / "releases") == ["1"]
        (paper.root / "content/files/large.bin").unlink()
        paper.edit()
        paper.publish()
        assert live(paper) == paper.output()


def test_a_site_that_is_served_from_elsewhere_is_noticed(paper, web, tmp_path):
    write_files(tmp_path / "other", {"index.html": "Another site"})
    paper.target["url"] = web(tmp_path / "other")
    with pytest.raises(PublishingError, match=r"not what was published; .* and 1 more: status 404"):
        paper.publish()
    paper.target["sample"] = 0
    paper.edit()
    assert "none read back" in paper.publish()


def test_notices_name_what_readers_could_find(paper):
    hidden = story("Hidden", status="hidden")
    write_files(paper.root, {"content/articles/ai/hidden.md": hidden})
    paper.publish()
    file = paper.root / ".cache/publications/live.json"
    first = json.loads(file.read_text())
    assert f"{paper.url}/ai/2026/11/one/" in first["added"]
    assert "hidden" not in file.read_text()
    (paper.root / "content/articles/ai/two.md").unlink()
    gone = {"/ai/2026/11/two/": "gone", "/ai/2026/11/hidden/": "gone"}
    (paper.root / "content/articles/ai/hidden.md").unlink()
    lines = "".join(f"{old}: {new}\n" for old, new in gone.items())
    write_files(paper.root, {"content/data/redirects.yml": lines})
    paper.publish()
    second = json.loads(file.read_text())
    assert f"{paper.url}/ai/2026/11/two/" in second["changed"]
    assert "hidden" not in file.read_text()
    assert not second["added"]


def test_links_among_the_files_are_refused(paper):
    paper.publish()
    (paper.root / "output/secret.txt").symlink_to("/etc/hostname")
    with pytest.raises(ContentError, match=r"secret.txt: no host can take this file"):
        paper.publish()


def test_the_command_publishes_lists_and_goes_back(program, tmp_path, web):
    paper = Paper(tmp_path, web(tmp_path / "www/current"), {})
    settings = 'PUBLISH = {"live": {"kind": "folder", "path": "www", "sample": 2}}\n'
    conf = tmp_path / "publishconf.py"
    conf.write_text(conf.read_text() + "LEDGER = {}\nMENUITEMS = ()\nCOMMENTS = {}\n" + settings)
    given = {"SITEURL": paper.url}
    run = program("publish", "--now=2026-11-23T12:00:00+00:00", **given)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("live: release 1: ")
    paper.edit()
    assert program("publish", "live", **given).stdout.startswith("live: release 2: ")
    assert "* " in program("releases", **given).stdout
    assert "release 1 of" in program("rollback", **given).stdout
    assert "release 2 of" in program("rollback", "2", "live", **given).stdout
    assert "release 1 of" in program("rollback", "live", **given).stdout
    assert program("rollback", "1", "2", **given).returncode == 2
    run = program("publish", "lives", **given)
    assert (run.returncode, run.stderr.splitlines()[0]) == (
        1,
        "PUBLISH: there is no target 'lives': use live (did you mean 'live'?)",
    )
