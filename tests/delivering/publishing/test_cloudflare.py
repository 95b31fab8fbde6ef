"""Deployments at Cloudflare Pages: its own wrangler, and a server that keeps what its API says."""

import base64
import json
import os
import re
import shutil
from email import policy
from email.parser import BytesParser
from urllib.parse import urlsplit

import pytest

from newsroom.delivering.publishing import cloudflare, pages_limits
from newsroom.delivering.publishing.site import BuiltSite, SiteFile
from newsroom.delivering.publishing.target import PublishingError
from newsroom.delivering.publishing.wrangler import find_wrangler
from newsroom.problems import ContentError
from tests.conftest import ROOT, write_files
from tests.delivering.publishing.conftest import HostApi, Paper, serving

PROJECT = "/api/accounts/acc/pages/projects/news"
JWT = ".".join(["e30", base64.urlsafe_b64encode(b'{"exp": 9999999999}').decode(), "x"])


class Account:
    """The project ``news``: deployments, newest last; files are kept by wrangler's own hashes."""

    def __init__(self):
        self.deployments, self.blobs, self.served, self.uploads = [], {}, "", []
        self.refuses = ""

    def find(self, name):
        return next((one for one in self.deployments if one["id"] == name), None)

    def deploy(self, form):
        name = f"d{len(self.deployments)}"
        self.deployments.append({
            "id": name, "url": f"https://{name}.news.pages.dev", "environment": "production",
            "created_on": "2026-11-23T12:00:00Z", "aliases": None,
            "latest_stage": {"name": "deploy", "status": "success"},
            "deployment_trigger": {"metadata": {"branch": form["branch"].decode(),
                                                "commit_message": form["commit_message"].decode()}},
            "manifest": json.loads(form["manifest"]),
            "settings": {one: form.get(one, b"") for one in ("_headers", "_redirects")},
        })  # fmt: skip
        self.served = name
        return self.find(name)

    def live(self):
        manifest = self.find(self.served)["manifest"] if self.served else {}
        return {path[1:]: self.blobs[one] for path, one in manifest.items()}


def shown(deployment):
    return deployment and {key: one for key, one in deployment.items()
                           if key not in ("manifest", "settings")}  # fmt: skip


def handler(owner):
    class Api(HostApi):
        account = owner

        def answer(self, value, status=200, errors=()):
            body = {"success": not errors, "result": value, "errors": list(errors), "messages": []}
            self.send(json.dumps(body).encode(), status)

        def form(self):
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            parts = BytesParser(policy=policy.HTTP).parsebytes(head + self.body()).iter_parts()
            return {part.get_param("name", header="Content-Disposition"):
                    part.get_payload(decode=True) for part in parts}  # fmt: skip

        def handle_one(self):
            if self.is_for_readers():
                return None
            path = urlsplit(self.path).path
            wanted = JWT if path.startswith("/api/pages/assets/") else "right"
            if self.headers["Authorization"] != f"Bearer {wanted}":
                self.body()
                error = {"code": 10000, "message": "Authentication error"}
                return self.answer(None, 403, [error])
            if path != PROJECT and not path.startswith((PROJECT + "/", "/api/pages/assets/")):
                error = {"code": 8000007, "message": "Project not found."}
                return self.answer(None, 404, [error])
            return self.known(self.command, path.removeprefix(PROJECT))

        def known(self, method, path):
            account = self.account
            if account.refuses and re.search(account.refuses, f"{method} {path}"):
                self.body()
                error = {"code": 8000030, "message": "The deployment is too large."}
                return self.answer(None, 413, [error])
            if path == "":
                configs = {"production": {}, "preview": {}}
                served = shown(account.find(account.served))
                return self.answer(
                    {
                        "name": "news",
                        "production_branch": "trunk",
                        "deployment_configs": configs,
                        "canonical_deployment": served,
                    }
                )
            if path == "/upload-token":
                return self.answer({"jwt": JWT})
            if path == "/api/pages/assets/check-missing":
                hashes = json.loads(self.body())["hashes"]
                return self.answer([one for one in hashes if one not in account.blobs])
            if path == "/api/pages/assets/upload":
                for one in json.loads(self.body()):
                    account.blobs[one["key"]] = base64.b64decode(one["value"])
                    account.uploads.append(one["key"])
                return self.answer(None)
            if path == "/api/pages/assets/upsert-hashes":
                self.body()
                return self.answer(None)
            if path == "/deployments" and method == "POST":
                return self.answer(shown(account.deploy(self.form())))
            if path == "/deployments":
                return self.answer([shown(one) for one in account.deployments[::-1]])
            name, _, verb = path.removeprefix("/deployments/").partition("/")
            if verb == "rollback":
                self.body()
                account.served = name
            if method == "DELETE":
                account.deployments.remove(account.find(name))
                return self.answer(None)
            return self.answer(shown(account.find(name)))

        do_GET = do_POST = do_DELETE = handle_one  # noqa: N815 - the library wants these names

    return Api


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def paper(tmp_path, compiled, account, monkeypatch):
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "right")
    monkeypatch.setenv("CLOUDFLARE_ACCOUNT_ID", "acc")
    monkeypatch.setenv("PATH", f"{ROOT / 'node_modules/.bin'}{os.pathsep}{os.environ['PATH']}")
    with serving(handler(account)) as url:
        target = {"kind": "cloudflare", "project": "news", "api": f"{url}/api", "keep": 2}
        yield Paper(tmp_path, url, target, compiled)


@pytest.mark.slow
def test_a_deployment_is_the_site_and_an_edit_sends_what_it_lacks(paper, account, capfd):
    write_files(paper.root, {
        "wrangler.toml": 'name = "old"\npages_build_output_dir = "output"\n',
        "content/data/redirects.yml": "/old/: /ai/2026/11/one/\n",
    })  # fmt: skip
    assert "release 1: " in paper.publish()
    wanted = {path: one for path, one in paper.output().items()
              if not path.startswith((".hosting", "_redirects"))}  # fmt: skip
    assert account.live() == wanted
    [deployment] = account.deployments
    assert deployment["deployment_trigger"]["metadata"]["branch"] == "trunk"
    headers = deployment["settings"]["_headers"].decode()
    assert headers.startswith("/*\n  Content-Security-Policy: default-src 'self'")
    for path in (path for path in wanted if path.startswith("theme/site.")):
        assert f"/{path}\n  Cache-Control: public, max-age=31536000, immutable\n" in headers
    assert deployment["settings"]["_redirects"] == b"/old/ /ai/2026/11/one/ 301\n"
    assert "nothing has changed since release 1" in paper.publish()
    account.uploads.clear()
    paper.edit()
    planned = paper.publish(dry_run=True).splitlines()[:-1]
    assert not account.uploads
    paper.publish()
    assert 0 < len(account.uploads) <= len(planned) < len(wanted)
    assert account.live()["ai/2026/11/one/index.html"].count(b"Other words.") > 0
    assert not capfd.readouterr().err.count("warning")
    # Another machine does not know what is there: it says so, and uploads nothing for that.
    shutil.rmtree(paper.root / ".cache/publishing")
    account.uploads.clear()
    assert "release 3: " in paper.publish()
    assert "does not say what release 2 holds: every file counts as new" in capfd.readouterr().err
    assert not account.uploads
    assert [one["id"] for one in account.deployments] == ["d1", "d2"]  # keep


@pytest.mark.slow
def test_rollback_shows_a_deployment_again(paper, account):
    paper.publish()
    before = account.live()
    paper.edit()
    paper.publish()
    paper.roll_back()
    assert account.live() == before
    assert [line[:6] for line in paper.releases().splitlines()] == ["     2", "*    1"]
    assert "~ ai/2026/11/one/index.html" in paper.publish(dry_run=True)


@pytest.mark.slow
def test_what_is_wrong_is_named_and_the_old_site_stays(paper, account, monkeypatch):
    paper.publish()
    live, served = account.live(), account.served
    paper.edit()
    account.refuses = "POST /deployments"
    said = r"wrangler failed \(.*too large.*\): run the same again.*Release 1 is still served"
    with pytest.raises(PublishingError, match=said):
        paper.publish()
    account.refuses = ""
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "wrong")
    said = "answers 403 .*: set CLOUDFLARE_API_TOKEN to a token with the right"
    with pytest.raises(PublishingError, match=said):
        paper.publish()
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "right")
    monkeypatch.setenv("CLOUDFLARE_ACCOUNT_ID", "other")
    with pytest.raises(PublishingError, match=r"answers 404 .*: set 'project' to the name"):
        paper.publish()
    monkeypatch.delenv("CLOUDFLARE_ACCOUNT_ID")
    with pytest.raises(PublishingError, match="CLOUDFLARE_ACCOUNT_ID is not in the environment"):
        paper.publish()
    monkeypatch.setenv("CLOUDFLARE_ACCOUNT_ID", "acc")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PublishingError, match="is not installed: run npm install"):
        paper.publish()
    assert (account.live(), account.served) == (live, served)


def site_of(tmp_path, files, sizes=None):
    write_files(tmp_path, files)
    made = {path: SiteFile(path, tmp_path / path, (sizes or {}).get(path, 1), "x")
            for path in files}  # fmt: skip
    return BuiltSite(tmp_path, made)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (dict.fromkeys(("a.html", "b.html", "c.html"), ""), "the site has 3 files, .* takes 2: "),
        ({"film.mp4": ""}, r"film.mp4: it has 30.0 MiB, Cloudflare Pages takes 25 MiB: make it"),
        ({"functions/index.html": ""}, "functions/index.html: Cloudflare's program leaves it out"),
        ({"a/node_modules/x.js": ""}, "node_modules/x.js: Cloudflare's program leaves it out"),
        ({"_redirects": "".join(f"/{one}/ /x/ 301\n" for one in range(2001))},
         "_redirects: 2,001 redirects without a pattern, Cloudflare Pages takes 2,000"),
        ({"_redirects": "".join(f"/{one}/* /x/ 301\n" for one in range(101))},
         "_redirects: 101 redirects with .* takes 100: take 'cloudflare' out of REDIRECTS"),
        ({"_redirects": f"# x\n/{'a' * 999}/ /x/ 301\n"}, "_redirects:2:1: a redirect has 1,"),
        ({"_headers": "".join(f"/{one}\n  A: b\n" for one in range(101))}, "101 rules, .* 100"),
        ({"_headers": f"/*\n  A: {'b' * 2000}\n"}, "_headers:2:1: a header has 2,005 signs"),
    ],
)  # fmt: skip
def test_limits_of_the_host_are_known_before_anything_is_sent(tmp_path, files, said):
    site = site_of(tmp_path, files, {"film.mp4": 30 * 1024 * 1024})
    with pytest.raises(ContentError, match=said):
        pages_limits.check(site, {"_headers": b""}, 2)


def test_what_is_within_the_limits_passes(tmp_path):
    redirects = "".join(f"/{one}/ /x/ 301\n" for one in range(2000))
    site = site_of(tmp_path, {"index.html": "", "a.html": "", "_redirects": redirects})
    pages_limits.check(site, {"_headers": b"/*\n  A: b\n"}, 2)


def test_the_program_of_the_paper_comes_before_that_of_the_machine(tmp_path):
    for folder in ("paper/node_modules/.bin", "machine"):
        write_files(tmp_path, {f"{folder}/wrangler": "#!/bin/sh\n"})
        (tmp_path / folder / "wrangler").chmod(0o755)
    machine = str(tmp_path / "machine")
    own = str(tmp_path / "paper/node_modules/.bin/wrangler")
    assert find_wrangler(tmp_path / "paper", machine) == own
    assert find_wrangler(tmp_path, machine) == f"{machine}/wrangler"


def test_a_project_has_a_name_of_pages_dev():
    assert not cloudflare.missing(cloudflare.CloudflareOptions(project="my-news"))
    [(what, remedy)] = cloudflare.missing(cloudflare.CloudflareOptions(project="My News"))
    assert (what, remedy) == ("option 'project' is 'My News'",
                              "write the name of the project, as in NAME.pages.dev")  # fmt: skip
