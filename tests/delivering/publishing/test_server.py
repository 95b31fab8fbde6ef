"""Releases on a server: a real sshd and rsync, with the key that opens one folder alone."""

import fcntl
import os
import shutil
import subprocess
import threading
import time

import pytest

from newsroom.delivering.publishing import server
from newsroom.delivering.publishing.locks import Lock, parse_lock
from newsroom.delivering.publishing.server import RemoteFolder
from newsroom.delivering.publishing.target import PublishingError
from tests.conftest import write_files
from tests.delivering.publishing.conftest import (
    Paper,
    files_below,
    names_in,
    publish_together,
    small_disk,
)
from tests.delivering.publishing.proxy import Proxy
from tests.delivering.publishing.sshd import make_key, ssh_server

pytestmark = pytest.mark.slow
OTHER = Lock(owner="the other desk", since="2026-11-23T12:00:00+00:00", token="another token")
GATE = """
#!/bin/sh
case "$SSH_ORIGINAL_COMMAND" in
reload) touch {www}/reloaded ;;
*) exec rrsync {www} ;;
esac
"""


@pytest.fixture(scope="module")
def ssh(tmp_path_factory):
    with ssh_server(tmp_path_factory.mktemp("server") / "ssh") as running:
        yield running


@pytest.fixture(autouse=True)
def short_wait(request, monkeypatch):
    """A lock settles in a second, for those who begin at the same time: only two of a test do."""
    if "publishers" not in request.node.name:
        monkeypatch.setattr(server, "SETTLE", 0.0)


@pytest.fixture
def www(tmp_path):
    folder = tmp_path / "www"
    folder.mkdir()
    return folder


@pytest.fixture
def paper(tmp_path, compiled, web, ssh, www, monkeypatch):
    monkeypatch.setenv("PUBLISH_SSH_KEY", ssh.key.strip())  # as CI cuts it
    ssh.restrict(f"rrsync {www}")
    target = {
        "kind": "server", "host": ssh.host, "port": ssh.port, "host_key": ssh.host_key
    }  # fmt: skip
    return Paper(tmp_path, web(www / "current"), target, compiled)


def live(paper):
    return files_below(paper.root / "www/current")


def test_a_key_that_opens_one_folder_is_enough(paper, www):
    said = paper.publish()
    assert live(paper) == paper.output()
    assert f"live: release 1: {len(live(paper))} files sent" in said
    assert "nothing has changed since release 1" in paper.publish()
    before = live(paper)
    paper.edit()
    paper.publish()
    assert live(paper) == paper.output() != before
    same = "ai/2026/11/two/index.html"
    first, second = (www / "releases" / number / same for number in "12")
    assert first.stat().st_ino == second.stat().st_ino
    assert [line[:6] for line in paper.releases().splitlines()] == ["*    2", "     1"]
    paper.roll_back()
    assert live(paper) == before
    assert not (www / ".newsroom/lock.json").exists()


def test_old_releases_are_deleted_there(paper, www):
    paper.target["keep"] = 2
    for number in range(3):
        paper.edit(body=f"Version {number}.")
        paper.publish()
    assert names_in(www / "releases") == ["2", "3"]
    assert names_in(www / ".newsroom") == ["2.json.gz", "3.json.gz"]
    assert live(paper) == paper.output()


def test_another_folder_is_named_with_a_key_that_may_do_anything(paper, ssh, www):
    ssh.restrict("")
    paper.target["path"] = str(www)
    paper.publish()
    assert live(paper) == paper.output()
    paper.target["path"] = str(www / "not/there")
    with pytest.raises(PublishingError, match="the folder is not there: create it"):
        paper.publish()


def test_the_hook_is_run_after_the_switch(paper, ssh, www, tmp_path):
    gate = tmp_path / "gate"
    write_files(tmp_path, {"gate": GATE.format(www=www)})
    gate.chmod(0o755)
    ssh.restrict(str(gate))
    paper.target["reload"] = "reload"
    paper.publish()
    assert (www / "reloaded").exists()
    paper.target["reload"] = "false"  # which the gate hands to rrsync
    paper.edit()
    with pytest.raises(PublishingError, match=r"'false' ended with .* Release 2 is served\.$"):
        paper.publish()


def test_another_key_of_the_server_stops_everything(paper, ssh, www, tmp_path):
    make_key(tmp_path / "other")
    paper.target["host_key"] = " ".join((tmp_path / "other.pub").read_text().split()[:2])
    with pytest.raises(PublishingError, match=r"key is not the one that is known: nothing was sen"):
        paper.publish()
    assert not names_in(www)


def test_a_server_that_nobody_knows_is_not_trusted(paper, www, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    del paper.target["host_key"]
    with pytest.raises(PublishingError, match=r"the server's key is not known: run ssh-keyscan"):
        paper.publish()
    assert not names_in(www)


def test_a_wrong_key_and_a_silent_server_are_named(paper, monkeypatch, tmp_path):
    make_key(tmp_path / "wrong")
    monkeypatch.setenv("PUBLISH_SSH_KEY", (tmp_path / "wrong").read_text())
    with pytest.raises(PublishingError, match="refuses the key: set PUBLISH_SSH_KEY"):
        paper.publish()
    monkeypatch.setenv("PUBLISH_SSH_KEY", "no key at all")
    with pytest.raises(PublishingError, match="refuses the key: set PUBLISH_SSH_KEY"):
        paper.publish()
    paper.target["port"] = 1
    with pytest.raises(PublishingError, match="the server does not answer: check 'host'"):
        paper.publish()


def test_a_full_disk_there_leaves_the_old_site(paper, www):
    with small_disk(www, "2m"):
        paper.publish()
        before = live(paper)
        write_files(paper.root, {"content/files/large.bin": os.urandom(3_000_000)})
        with pytest.raises(PublishingError, match="the disk of the server is full") as failed:
            paper.publish()
        assert str(failed.value).endswith("Release 1 is still served.")
        assert live(paper) == before
        (paper.root / "content/files/large.bin").unlink()
        paper.edit()
        paper.publish()
        assert live(paper) == paper.output()


def test_a_run_that_lost_its_lock_does_not_switch(paper, www, monkeypatch):
    paper.publish()
    before = live(paper)
    send = RemoteFolder.send

    def send_and_lose_the_lock(self, delivery):
        send(self, delivery)
        (www / ".newsroom/lock.json").write_bytes(OTHER.data())

    monkeypatch.setattr(RemoteFolder, "send", send_and_lose_the_lock)
    paper.edit()
    with pytest.raises(PublishingError, match="the other desk has been publishing here"):
        paper.publish()
    assert live(paper) == before
    assert parse_lock((www / ".newsroom/lock.json").read_bytes()) == OTHER


def test_two_publishers_do_not_mix(paper, www, tmp_path, compiled):
    other = Paper(tmp_path / "other", paper.url, paper.target, compiled)
    other.edit(body="From the other desk.")
    said = publish_together(paper, other)
    assert any("release 1: " in one for one in said), said
    assert live(paper) in (paper.output(), other.output())
    assert not (www / ".newsroom/lock.json").exists()


def test_another_rsync_in_the_folder_is_waited_for(paper, www):
    paper.publish()
    paper.edit()
    folder = os.open(www, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # as rrsync does
    threading.Timer(3, os.close, [folder]).start()
    paper.publish()
    assert live(paper) == paper.output()


def test_a_line_that_breaks_leaves_the_old_site_and_the_next_run_goes_on(paper, ssh, www):
    paper.publish()
    before = live(paper)
    files = {f"content/files/{n}.bin": os.urandom(50_000) for n in range(20)}
    write_files(paper.root, files)
    proxy = Proxy(ssh.port)
    port, paper.target["port"] = paper.target["port"], proxy.port
    try:
        proxy.left = 400_000
        with pytest.raises(PublishingError, match="the connection was lost"):
            paper.publish()
    finally:
        proxy.close()
    assert live(paper) == before
    paper.target["port"] = port
    begun = {file.name: file.stat().st_ino for file in (www / "releases/2").glob("*.bin")}
    assert 0 < len(begun) < 20
    paper.publish(unlock=True)
    assert live(paper) == paper.output()
    now = {name: (www / "current" / name).stat().st_ino for name in begun}
    assert now == begun, "what was there was sent again"
    assert names_in(www / "releases") == ["1", "3"]


def test_readers_always_find_a_front_page_while_the_link_is_changed(paper, www):
    paper.publish()
    misses, over = [], threading.Event()

    def read():
        while not over.is_set():
            try:
                (www / "current/index.html").read_bytes()
            except OSError as error:
                misses.append(error)
            time.sleep(0.0001)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2):
        paper.edit(body=f"Version {number}.")
        paper.publish()
        paper.roll_back()
    time.sleep(0.1)
    over.set()
    reader.join()
    assert not misses


def test_what_the_user_there_may_not_write_is_said(paper, ssh, www):
    if os.getuid() != 0:
        pytest.skip("only root can make a folder that rsync may not write")
    if (
        not shutil.which("chattr")
        or subprocess.run(["chattr", "+i", str(www)], capture_output=True, check=False).returncode
    ):
        pytest.skip("this file system has no immutable folders")
    try:
        with pytest.raises(PublishingError, match="does not let this user write or delete there"):
            paper.publish()
    finally:
        subprocess.run(["chattr", "-i", str(www)], check=True)
