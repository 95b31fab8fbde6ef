"""A branch of a real git repository: a commit for each release, no more of them than wanted."""

import os
import subprocess
from functools import partial

import pytest

from newsroom.delivering.publishing.repository import Repository
from newsroom.delivering.publishing.target import PublishingError
from tests.conftest import write_files
from tests.delivering.publishing.conftest import Paper, Quiet, serving
from tests.delivering.publishing.sshd import ssh_server

pytestmark = pytest.mark.slow


def git(folder, *words, **options):
    command = ["git", "-C", str(folder), "-c", "safe.bareRepository=all", *words]
    done = subprocess.run(command, capture_output=True, check=True, **options)
    return done.stdout


@pytest.fixture
def remote(tmp_path):
    folder = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True)
    git(folder, "config", "uploadpack.allowFilter", "true")
    return folder


@pytest.fixture
def paper(tmp_path, compiled, remote):
    """Return a paper whose branch is served from the repository, as Pages hosts do it."""

    class Pages(Quiet):
        def do_GET(self):  # noqa: N802 - the library names it
            path = self.path[1:] + ("index.html" if self.path.endswith("/") else "")
            try:
                data = git(remote, "show", f"gh-pages:{path}")
            except subprocess.CalledProcessError:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    with serving(partial(Pages, directory=str(tmp_path))) as url:
        target = {"kind": "branch", "remote": f"file://{remote}", "domain": "news.example"}
        yield Paper(tmp_path, url, target, compiled)


def live(remote):
    names = git(remote, "ls-tree", "-r", "-z", "--name-only", "gh-pages").decode().split("\0")
    return {name: git(remote, "show", f"gh-pages:{name}") for name in names if name}


def site(paper):
    own = {".nojekyll": b"", "CNAME": b"news.example\n"}
    files = {path: one for path, one in paper.output().items() if not path.startswith(".hosting")}
    return {**files, **own}


def subjects(remote):
    return git(remote, "log", "--format=%s", "gh-pages").decode().splitlines()


def test_the_branch_is_the_site_with_what_pages_hosts_want(paper, remote):
    said = paper.publish()
    assert live(remote) == site(paper)
    assert "3 read back" in said
    assert "nothing has changed since release 1" in paper.publish()
    assert len(subjects(remote)) == 1


def test_an_edit_sends_what_changed_alone_from_a_machine_without_notes(paper, remote, tmp_path):
    write_files(paper.root, {"content/files/large.bin": os.urandom(2_000_000)})
    paper.publish()
    subprocess.run(["rm", "-rf", str(paper.root / ".cache/publishing")], check=True)
    paper.edit()
    paper.publish()
    assert live(remote) == site(paper)
    clone = paper.root / ".cache/publishing/live.git"
    size = sum(file.stat().st_size for file in clone.rglob("*") if file.is_file())
    assert size < 1_000_000, "what did not change was fetched"


def test_rollback_and_a_bounded_history(paper, remote):
    paper.target["keep"] = 3
    sites = {}
    for number in range(1, 6):
        paper.edit(body=f"Version {number}.")
        paper.publish()
        sites[number] = live(remote)
    assert [one.split(":")[0] for one in subjects(remote)] == ["Release 5", "Release 4",
                                                               "Release 3"]  # fmt: skip
    assert [line[:6] for line in paper.releases().splitlines()] == ["*    5", "     4", "     3"]
    paper.roll_back()
    assert live(remote) == sites[4]
    assert [line[:6] for line in paper.releases().splitlines()] == ["     5", "*    4"]
    paper.edit(body="Sixth.")
    assert "release 6: " in paper.publish()
    assert live(remote) == site(paper)


def test_somebody_elses_branch_is_not_replaced(paper, remote, tmp_path):
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "-q", str(remote), str(work)], check=True, capture_output=True)
    write_files(work, {"code.py": "pass\n"})
    git(work, "add", ".")
    identity = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
    git(work, *identity, "commit", "-qm", "Code")
    git(work, "push", "-q", "origin", "HEAD:gh-pages")
    with pytest.raises(
        PublishingError, match=r"1 files that no release put there, such as code.py"
    ):
        paper.publish()
    assert subjects(remote) == ["Code"]


def test_who_was_slower_replaces_nothing(paper, remote, tmp_path, compiled):
    paper.publish()
    other = Paper(tmp_path / "other", paper.url, paper.target, compiled)
    other.edit(body="From the other desk.")
    plain = Repository.push

    def push(self, tip, expected):
        Repository.push = plain
        paper.edit()
        paper.publish()
        plain(self, tip, expected)

    Repository.push = push
    try:
        with pytest.raises(PublishingError, match="another run has published here meanwhile"):
            other.publish()
    finally:
        Repository.push = plain
    assert live(remote) == site(paper)
    other.publish()
    assert live(remote) == site(other)


def test_a_host_that_refuses_and_one_that_is_not_there(paper, remote):
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(PublishingError, match="does not let this branch be replaced: allow") as it:
        paper.publish()
    assert str(it.value).endswith("Nothing is served yet.")
    paper.target["remote"] = f"file://{remote}x"
    with pytest.raises(PublishingError, match="no such repository, or it cannot be seen"):
        paper.publish()


def test_over_ssh_with_a_key_of_the_environment(paper, remote, tmp_path, monkeypatch):
    with ssh_server(tmp_path / "ssh") as server:
        monkeypatch.setenv("PUBLISH_SSH_KEY", server.key)
        paper.target["remote"] = f"ssh://{server.host}:{server.port}{remote}"
        with pytest.raises(PublishingError, match="the server's key is not known"):
            paper.publish()
        paper.target["host_key"] = server.host_key
        paper.publish()
        assert live(remote) == site(paper)


def test_a_password_in_the_address_is_refused(paper):
    paper.target["remote"] = "https://ann:secret@git.example/news.git"
    with pytest.raises(Exception, match="option 'remote' holds a password: leave it out") as it:
        paper.publish()
    assert "secret" not in str(it.value)
