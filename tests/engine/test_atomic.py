"""The old site or the new one, never a mixture: killed, interrupted or out of room at any time."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest

from newsroom.problems import ContentError
from newsroom.writing import staging
from newsroom.writing.staging import MANIFEST, StagingFolder
from tests.conftest import story, write_files
from tests.engine.processes import group, large_publication, run, start, write_site
from tests.engine.publication import differences, snapshot
from tests.engine.test_exactness import NIGHTLY

MANY = {f"content/articles/ai/{n}.md": story(f"S{n}", tags=f"[t{n}]") for n in range(20)}


@pytest.fixture
def editions(tmp_path):
    """Build two editions of a site, name → files, and the folder where the second one is live."""
    found = {}
    for name in ("One", "Two"):
        write_site(tmp_path, large_publication(name))
        run(tmp_path)
        found[name] = snapshot(tmp_path / "output")
    assert len(differences(found["One"], found["Two"])) > 150
    return found


def processes_of(folder):
    """Return the arguments of processes that work on a folder."""
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if str(folder) in line]


def test_a_build_that_is_killed_leaves_one_of_both_sites(tmp_path, editions):
    chance = random.Random(7)  # noqa: S311 - the same every time
    live = "Two"
    for number in range(80 if NIGHTLY else 4):
        wanted = "One" if live == "Two" else "Two"
        write_site(tmp_path, large_publication(wanted))
        if number % 3 == 0:
            shutil.rmtree(tmp_path / ".cache")
        process = start(tmp_path)
        time.sleep(chance.uniform(0.4, 1.6))
        process.kill()
        process.communicate()
        site = snapshot(tmp_path / "output")
        found = [name for name in editions if not differences(editions[name], site)]
        assert found, f"a mixture after {number} builds"
        run(tmp_path)
        assert not differences(editions[wanted], snapshot(tmp_path / "output"))
        live = wanted
    assert not processes_of(tmp_path)


class Stumble:
    """Ends a build at a chosen change of staging: an audit hook, which Python keeps for good."""

    EVENTS = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir")

    def __init__(self) -> None:
        self.left = -1
        sys.addaudithook(self)

    def __call__(self, event, arguments):
        if self.left < 0 or not (event in self.EVENTS or event == "open"):
            return
        writes = event != "open" or "w" in str(arguments[1])
        if writes and ".staging" in str(arguments[0]):
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt


@pytest.fixture(scope="module")
def stumble():
    return Stumble()


@pytest.mark.parametrize("step", range(0, 240, 1 if NIGHTLY else 40))
def test_a_build_that_ends_at_any_step_leaves_the_old_site(site, tmp_path, stumble, step):
    site(MANY)
    site({"content/articles/ai/0.md": story("Second")})
    last = snapshot(tmp_path / "output")
    stumble.left = step
    try:
        site({"content/articles/ai/1.md": story("Third"), "content/articles/ai/2.md": story("x")})
    except KeyboardInterrupt:
        assert not differences(last, snapshot(tmp_path / "output"))
    stumble.left = -1
    built = snapshot(site().output)
    site(OUTPUT_PATH=str(tmp_path / "clean"))
    assert not differences(built, snapshot(tmp_path / "clean"))


def test_ctrl_c_ends_all_with_one_line(tmp_path):
    write_site(tmp_path, large_publication("One", 5))
    run(tmp_path)
    last = snapshot(tmp_path / "output")
    write_site(tmp_path, large_publication("Two", 500))
    process = start(tmp_path, "--jobs=2")
    limit = time.monotonic() + 30
    while len(group(process.pid)) < 3 and time.monotonic() < limit:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, err) == ("", "Interrupted.\n")
    assert not group(process.pid)
    assert not differences(last, snapshot(tmp_path / "output"))
    places = [tmp_path, *(tmp_path / ".cache").rglob("*")]
    assert not [path for place in places for path in place.glob("*draft*")]


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_leaves_the_old_site(site, small_disk, jobs):
    output = small_disk / "output"
    site({**MANY, "content/files/a.bin": bytes(1_000_000)}, OUTPUT_PATH=str(output), JOBS=jobs)
    last = snapshot(output)
    for number in range(3):
        with pytest.raises(ContentError, match=r"cannot be written \(no space left on device\)"):
            site({"content/files/a.bin": os.urandom(2_500_000 + 100_000 * number),
                  "content/data/sections.yml": f"ai:\n  name: AI{number}\n"},
                 OUTPUT_PATH=str(output), JOBS=jobs)  # fmt: skip
        assert not differences(last, snapshot(output))
    site({"content/files/a.bin": b"small"}, OUTPUT_PATH=str(output), JOBS=jobs)
    assert (output / "a.bin").read_bytes() == b"small"


def test_a_file_that_may_not_be_so_large_leaves_the_old_site(site, tmp_path):
    last = snapshot(site(MANY).output)
    write_files(tmp_path, {"content/files/big.bin": bytes(700_000)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, limits[1]))
    try:
        with pytest.raises(ContentError, match=r"big\.bin: cannot be written \(file too large\)"):
            site()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not differences(last, snapshot(tmp_path / "output"))


def test_a_failed_build_of_nothing_leaves_nothing(site, tmp_path):
    with pytest.raises(ContentError):
        site({"content/articles/ai/a.md": "no front matter"})
    assert not (tmp_path / "output").exists()


def test_folders_are_exchanged_where_no_single_step_can(tmp_path, monkeypatch):
    monkeypatch.setattr(staging.sys, "platform", "other")
    output = tmp_path / "output"
    for content in (b"one", b"two"):
        change = StagingFolder(output, {"a": content.decode()})
        change.prepare()
        (change.folder.path / "a").write_bytes(content)
        change.exchange()
        assert (output / "a").read_bytes() == content
    assert (tmp_path / ".output.staging/a").read_bytes() == b"one"
    aside = tmp_path / ".output.staging.aside"
    output.rename(aside)  # as if it had ended here
    StagingFolder(output, {"a": "two"})
    assert (output / "a").exists()
    assert not aside.exists()


def test_a_link_to_the_output_folder_stays_one(site, tmp_path):
    place = tmp_path / "www" / "site"
    place.mkdir(parents=True)
    link = tmp_path / "output"
    link.symlink_to(place)
    site(MANY)
    site({"content/articles/ai/0.md": story("Second")})
    assert link.is_symlink()
    assert "Second" in (place / "index.html").read_text()


def test_everything_that_no_build_made_is_kept(site, tmp_path):
    output = site(MANY).output
    odd = os.fsdecode(b"caf\xe9 \n\x85.txt")
    (output / odd).write_text("odd")
    (output / "elsewhere").symlink_to("ai", target_is_directory=True)
    (output / "broken").symlink_to("nowhere")
    (output / ".well-known").mkdir()
    (output / ".well-known" / "x").write_text("x")
    for title in ("Second", "Third", "Fourth"):
        site({"content/articles/ai/0.md": story(title)})
        assert (output / odd).read_text() == "odd"
        assert (output / "elsewhere" / "index.html").exists()
        assert (output / "broken").is_symlink()
        assert (output / ".well-known" / "x").read_text() == "x"
    assert site().result.edition.written == 0


def test_a_page_that_became_a_link_is_made_again(site):
    output = site(MANY).output
    for target in ("nowhere", "ai"):
        page = output / "index.html"
        page.unlink()
        page.symlink_to(target)
        assert site().result.edition.written == 1
        assert not page.is_symlink()
        assert page.is_file()


@pytest.mark.parametrize("text", ["", "nonsense", "\0\0\n ? \n", None])
def test_a_damaged_manifest_makes_every_file_again(site, tmp_path, text):
    expected = snapshot(site(MANY).output)
    manifest = tmp_path / "output" / MANIFEST
    if text is None:
        manifest.write_bytes(manifest.read_bytes()[:1000])
    else:
        manifest.write_text(text)
    assert not differences(expected, snapshot(site().output))


def test_clean_makes_every_file_again(site, tmp_path):
    built = site(MANY)
    expected = snapshot(built.output)
    (built.output / "index.html").write_text("spoilt")
    assert site().text("/index.html") == "spoilt"
    built = site(CLEAN=True)
    assert built.result.edition.written == len(built.result.edition.jobs)
    assert not differences(expected, snapshot(built.output))


def test_a_second_build_waits_and_says_so(tmp_path):
    write_site(tmp_path, large_publication("One", 60))
    first, second = start(tmp_path), start(tmp_path)
    told = [process.communicate(timeout=60)[1] for process in (first, second)]
    assert first.returncode == second.returncode == 0
    waited = [text for text in told if text]
    assert len(waited) == 1
    assert re.fullmatch(r"Another run is at work on .*/output: waiting …\n", waited[0])
