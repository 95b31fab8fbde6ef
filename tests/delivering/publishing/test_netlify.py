"""Deploys at Netlify, against a server that keeps what the documented API promises."""

import hashlib
import json
import re
from urllib.parse import unquote

import pytest

from newsroom.delivering.publishing.target import PublishingError
from tests.delivering.publishing.conftest import HostApi, Paper, serving

pytestmark = pytest.mark.slow


class Account:
    """The site ``news`` and its deploys; files are kept by SHA-1, as the real one does."""

    def __init__(self):
        self.deploys, self.blobs, self.published, self.uploads = [], {}, "", []

    def deploy(self, name):
        return next(one for one in self.deploys if one["id"] == name)

    def settle(self, deploy):
        if set(deploy["files"].values()) <= self.blobs.keys() and deploy["state"] != "ready":
            deploy["state"], self.published = "ready", deploy["id"]

    def live(self):
        files = self.deploy(self.published)["files"] if self.published else {}
        return {path[1:]: self.blobs[sha] for path, sha in files.items()}


def handler(owner):
    class Api(HostApi):
        account = owner

        def answer(self, value, status=200):
            self.send(json.dumps(value).encode(), status)

        def do_GET(self):  # noqa: N802 - the library wants this name
            account, path = self.account, self.path.partition("?")[0]
            if self.is_for_readers():
                return
            if self.headers["Authorization"] != "Bearer right":
                self.answer({"message": "Access Denied"}, 401)
            elif path == "/api/sites/news":
                self.answer({"published_deploy": {"id": account.published}
                             if account.published else None})  # fmt: skip
            elif path == "/api/sites/news/deploys":
                self.answer(account.deploys[::-1])
            elif path == "/api/sites/news/files":
                files = account.deploy(account.published)["files"]
                self.answer([{"path": one, "sha": sha} for one, sha in files.items()])
            else:
                self.answer(account.deploy(path.rpartition("/")[2]))

        def do_POST(self):  # noqa: N802 - the library wants this name
            account = self.account
            if found := re.fullmatch(r"/api/sites/news/deploys/(\w+)/restore", self.path):
                account.published = found[1]
                return self.answer({})
            deploy = {**json.loads(self.body()), "id": f"d{len(account.deploys)}",
                      "created_at": "2026-11-23T12:00:00Z", "state": "uploading"}  # fmt: skip
            account.deploys.append(deploy)
            account.settle(deploy)
            required = sorted(set(deploy["files"].values()) - account.blobs.keys())
            return self.answer({"id": deploy["id"], "required": required})

        def do_PUT(self):  # noqa: N802 - the library wants this name
            account = self.account
            found = re.fullmatch(r"/api/deploys/(\w+)/files/(.+)", self.path)
            data, path = self.body(), unquote(found[2])
            account.uploads.append(path)
            deploy = account.deploy(found[1])
            assert deploy["files"][f"/{path}"] == hashlib.sha1(data).hexdigest()  # noqa: S324
            account.blobs[deploy["files"][f"/{path}"]] = data
            account.settle(deploy)
            self.answer({})

    return Api


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def paper(tmp_path, compiled, account, monkeypatch):
    monkeypatch.setenv("NETLIFY_AUTH_TOKEN", "right")
    with serving(handler(account)) as url:
        target = {"kind": "netlify", "site": "news", "api": f"{url}/api"}
        yield Paper(tmp_path, url, target, compiled)


def test_a_deploy_is_the_site_and_an_edit_sends_what_it_lacks(paper, account):
    paper.publish()
    live = {path: data for path, data in account.live().items() if path != "_headers"}
    wanted = {path: one for path, one in paper.output().items() if not path.startswith(".hosting")}
    assert live == wanted
    hashed = [path for path in wanted if path.startswith("theme/site.")]
    for path in hashed:
        assert (
            f"/{path}\n  Cache-Control: public, max-age=31536000, immutable\n".encode()
            in (account.live()["_headers"])
        )
    assert len(hashed) == 2
    headers = account.live()["_headers"]
    assert headers.startswith(b"/*\n  Content-Security-Policy: default-src 'self'")
    assert headers.count(b"*") == 1  # files without a hash change
    assert "nothing has changed since release 1" in paper.publish()
    account.uploads.clear()
    paper.edit()
    planned = [line[2:] for line in paper.publish(dry_run=True).splitlines()[:-1]]
    paper.publish()
    assert set(account.uploads) <= set(planned)
    assert "ai/2026/11/one/index.html" in account.uploads


def test_rollback_restores_a_deploy(paper, account):
    paper.publish()
    before = account.live()
    paper.edit()
    paper.publish()
    paper.roll_back()
    assert account.live() == before
    assert [line[:6] for line in paper.releases().splitlines()] == ["     2", "*    1"]


def test_a_wrong_or_missing_token_is_named(paper, monkeypatch, account):
    monkeypatch.setenv("NETLIFY_AUTH_TOKEN", "wrong")
    with pytest.raises(PublishingError, match=r"answers 401 .*: set NETLIFY_AUTH_TOKEN"):
        paper.publish()
    monkeypatch.delenv("NETLIFY_AUTH_TOKEN")
    with pytest.raises(PublishingError, match="NETLIFY_AUTH_TOKEN is not in the environment"):
        paper.publish()
    assert not account.deploys
