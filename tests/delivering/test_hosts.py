"""The printed configurations of nginx, Caddy and Apache, each tried by serving a site with it."""

import gzip
import http.client
import re
import shutil
import ssl
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import brotli
import pytest

from newsroom.building.build import build
from newsroom.delivering.hosts.configuration import SERVERS
from newsroom.desk.hosting import host
from newsroom.problems import ContentError
from newsroom.text.urls import IMMUTABLE
from tests.conftest import CONF, REGISTRIES, ROOT, story, write_files
from tests.delivering.servers import running
from tests.ports import free_port

pytestmark = pytest.mark.slow

LONG = "Some words of a story that is long enough to be compressed. " * 20
ODD = [
    "/x$uri/", '/q"uote/', "/;semi{}/", "/~tilde/", "/Foo/", "/foo/", "/Ä/", "/x'y/", "/default",
    "/(a.b)*+[c]|^/", "/{path}/", "/%{REQUEST_URI}/", "/" + "é" * 120 + "/" + "ü" * 120 + "/",
]  # fmt: skip
"""Old addresses with signs that mean something to one of the servers."""
RULES = "".join(f"'{path.replace(chr(39), 2 * chr(39))}': /ai/2026/11/a/#x\n" for path in ODD)
FILES = {
    **REGISTRIES,
    "content/articles/ai/2026/a.md": story("A", LONG, aliases="[/old/a/, /Old/Ärger/]"),
    "content/articles/ai/2026/b.md": story("B", lang="de"),
    "content/data/redirects.yml": "/gone/: gone\n/rss.xml: /feed.rss\n/a b/: /ai/\n" + RULES,
    "content/files/talk.mp3": bytes(range(256)) * 40,
    "content/files/.well-known/security.txt": "Contact: mailto:desk@news.example\n",
    "content/files/.secret": "secret",
}


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Served:
    """A site that a real server serves; ``output`` is its folder."""

    name: str
    port: int
    base: str
    output: Path

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", self.base + path, headers={"Host": self.host, **names})
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def asset(self, pattern: str) -> str:
        [file] = self.output.glob(pattern)
        return f"/{file.relative_to(self.output).as_posix()}"


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    """A folder that the user of a server may read."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-hosts-"))
    folder.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    yield folder
    shutil.rmtree(folder)


def serve(server: str, base: str, workshop: Path, **settings) -> Iterator[Served]:
    port = free_port()
    folder = workshop / f"{server}{port}"
    folder.mkdir()
    write_files(folder, FILES)
    overrides = {
        "PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "site"),
        "CACHE_PATH": str(folder / "cache"), "SITEURL": f"http://127.0.0.1:{port}{base}",
        "NOW": "2026-11-23T12:00:00+00:00", "JOBS": 1, "SEARCH": {"when": "always"},
        "LANGUAGES": {"de": {}}, **settings,
    }  # fmt: skip
    build(CONF, overrides)
    text = host(CONF, overrides, server, root=str(folder / "site"))
    (folder / "run").mkdir()
    with running(server, text, folder / "run", port):
        yield Served(server, port, base, folder / "site")


@pytest.fixture(scope="module", params=[*SERVERS])
def served(request, workshop) -> Iterator[Served]:
    forms = {"PRECOMPRESS": {"forms": ("br", "gzip")}}
    yield from serve(request.param, "", workshop, **forms)


@pytest.fixture(scope="module", params=[*SERVERS])
def below(request, workshop) -> Iterator[Served]:
    """A site below a folder, whose files are not compressed before."""
    yield from serve(request.param, "/paper", workshop)


def check_headers(answer: Answer) -> None:
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Strict-Transport-Security" not in answer.headers  # this one has no TLS


TYPES = {
    "/": "text/html; charset=utf-8",
    "/ai/2026/11/a/": "text/html; charset=utf-8",
    "/feed.atom": "application/atom+xml; charset=utf-8",
    "/feed.rss": "application/rss+xml; charset=utf-8",
    "/ai/feed.json": "application/feed+json; charset=utf-8",
    "/manifest.webmanifest": "application/manifest+json; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/talk.mp3": "audio/mpeg",
}


def test_the_server_reads_it_without_a_warning_of_its_types(served):
    run = served.output.parent / "run"
    said = "".join(
        file.read_text("utf-8") for name in ("said", "log") if (file := run / name).exists()
    )
    assert "duplicate" not in said


def test_every_style_sheet_is_served_and_kept_if_its_name_has_a_hash(served):
    sheets = [f"/{file.relative_to(served.output).as_posix()}"
              for file in served.output.glob("theme/**/*.css")]  # fmt: skip
    assert len(sheets) > 5  # the bundle, and those of kinds of pages
    for sheet in sheets:
        answer = served.get(sheet)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        kept = "immutable" in answer.headers["Cache-Control"]
        assert kept == bool(IMMUTABLE.match(sheet)), sheet


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
@pytest.mark.parametrize("path", TYPES)
def test_every_kind_of_file_has_its_type_whatever_its_coding(served, path, coding):
    answer = served.get(path, Accept_Encoding=coding)
    assert answer.status == 200
    assert answer.headers["Content-Type"].lower() == TYPES[path]
    assert answer.headers["Cache-Control"] == "no-cache"
    check_headers(answer)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
READERS = ("", "*/*", "application/atom+xml, application/rss+xml;q=0.9, text/html;q=0.1")


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
@pytest.mark.parametrize("path", ["/feed.atom", "/ai/feed.rss", "/de/feed.atom"])
def test_browsers_get_a_feed_as_xml_and_feed_readers_by_its_name(served, path, coding):
    check_feed(served, path, coding)


@pytest.mark.parametrize("path", ["/feed.atom", "/ai/feed.rss"])
def test_feeds_below_a_folder_have_both_types(below, path):
    check_feed(below, path, "")


def varies(answer: Answer) -> set[str]:
    lines = answer.headers.get_all("Vary", ())
    return {one.strip().lower() for line in lines for one in line.split(",")}


def check_feed(server: Served, path: str, coding: str) -> None:
    own = f"application/{path.rpartition('.')[2]}+xml; charset=utf-8"
    page = server.get(path, Accept_Encoding=coding, Accept=BROWSER)
    assert page.headers["Content-Type"].lower() == "application/xml; charset=utf-8"
    for accept in READERS:
        answer = server.get(path, Accept_Encoding=coding, **({"Accept": accept} if accept else {}))
        assert answer.headers["Content-Type"].lower() == own
        assert answer.body == page.body
    for one in (page, answer):
        assert {"accept", *["accept-encoding"] * bool(coding)} <= varies(one)
        assert one.headers["Content-Encoding"] == (coding or None)
        check_headers(one)
    lost = server.get(f"/nowhere{path}", Accept=BROWSER)
    assert (lost.status, b"<h1" in lost.body) == (404, True)
    assert lost.headers["Content-Type"].lower() == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/ai/feed.atom", "/ai/feed.rss"])
def test_a_feed_reads_as_a_page_in_a_browser(served, chromium, path):
    page = chromium.new_page()
    try:
        page.goto(f"http://{served.host}{path}")
        assert page.get_by_text("Copy the address of this page into a feed reader").is_visible()
        assert not page.get_by_text("http://www.w3.org").is_visible()
        link = page.get_by_role("link", name="A", exact=True)
        assert link.is_visible()
        size = "getComputedStyle(document.querySelector('title')).fontSize"
        assert page.evaluate(size) == "36px"  # the style sheet was allowed and read
        link.click()
        assert page.locator("h1").inner_text() == "A"
    finally:
        page.close()


@pytest.mark.parametrize("path", ["/", "/ai/2026/11/a/", "/feed.atom", "/ai/feed.json"])
def test_files_come_in_the_best_form_that_the_browser_knows(served, path):
    plain = served.get(path)
    assert "Content-Encoding" not in plain.headers
    small = served.get(path, Accept_Encoding="gzip, deflate, br")
    assert small.headers["Content-Encoding"] == "br"
    assert brotli.decompress(small.body) == plain.body
    assert "accept-encoding" in varies(small)
    zipped = served.get(path, Accept_Encoding="gzip")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    file = served.output / f"{path.lstrip('/')}{'index.html' if path.endswith('/') else ''}.gz"
    assert zipped.body == file.read_bytes()  # not compressed once more, and worse
    assert "Content-Encoding" not in served.get(path, Accept_Encoding="br;q=0").headers


def test_assets_are_kept_for_ever_and_pages_are_asked_for_again(served):
    for pattern in ("theme/site.*.css", "theme/fonts/inter-roman.*.woff2", "theme/icon-512.*.png"):
        answer = served.get(served.asset(pattern))
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for coding in ("", "br"):
        first = served.get("/", Accept_Encoding=coding)
        again = served.get("/", Accept_Encoding=coding, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
        check_headers(again)


def test_old_addresses_answer_301_with_and_without_slash(served):
    base = f"http://{served.host}"
    for path, target in {
        "/old/a/": "/ai/2026/11/a/", "/old/a": "/ai/2026/11/a/", "/rss.xml": "/feed.rss",
        "/Old/%C3%84rger/": "/ai/2026/11/a/", "/a%20b/": "/ai/",
    }.items():  # fmt: skip
        answer = served.get(path)
        assert answer.status == 301, path
        assert answer.headers["Location"].removeprefix(base) == target
    if served.name != "nginx":  # its maps know no case
        assert served.get("/OLD/A/").status == 404


@pytest.mark.parametrize("path", ODD)
def test_old_addresses_may_hold_any_sign(served, path):
    answer = served.get(quote(path))
    if served.name == "apache" and len(quote(path)) > 1000:  # its lists have no longer lines
        assert (answer.status, b"This page has moved" in answer.body) == (200, True)
        return
    assert answer.status == 301
    location = answer.headers["Location"].removeprefix(f"http://{served.host}")
    assert location == "/ai/2026/11/a/#x"


def test_what_is_gone_answers_410_with_its_page(served):
    for path in ("/gone/", "/gone"):
        answer = served.get(path)
        assert answer.status == 410
        assert b"No longer available" in answer.body
        assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
        check_headers(answer)


def test_what_is_not_there_answers_404_with_the_page_of_the_site(served):
    page = (served.output / "404.html").read_bytes()
    for path in ("/nowhere/", "/x/feed.atom", "/theme/site.0123456789ab.css", "/media/x.jpg"):
        for coding in ("", "br"):
            answer = served.get(path, Accept_Encoding=coding)
            assert answer.status == 404
            back = brotli.decompress if answer.headers["Content-Encoding"] else bytes
            assert back(answer.body) == page
            assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
            assert answer.headers["Cache-Control"] == "no-cache"  # it may be there tomorrow
            check_headers(answer)


def check_languages_and_search(server: Served) -> None:
    """The error page of each language is there, and only the search may run WebAssembly."""
    for folder in ("", "/de"):
        lost = server.get(f"{folder}/nowhere/")
        assert lost.status == 404
        assert (
            lost.body == (server.output / f"{folder.lstrip('/')}/404.html".lstrip("/")).read_bytes()
        )
        found = server.get(f"{folder}/search/")
        assert found.status == 200
        assert "'wasm-unsafe-eval'" in found.headers["Content-Security-Policy"]
        assert len(found.headers.get_all("Content-Security-Policy")) == 1
    for path in ("/", "/de/", "/ai/2026/11/a/", "/nowhere/", "/search/2026/pagefind.js"):
        answer = server.get(path)
        check_headers(answer)
        assert "wasm" not in answer.headers["Content-Security-Policy"], path
    packed = server.get("/search/", Accept_Encoding="br")
    assert "'wasm-unsafe-eval'" in packed.headers["Content-Security-Policy"]


def test_each_language_has_its_error_page_and_the_search_its_policy(served):
    check_languages_and_search(served)


def test_languages_and_search_work_below_a_folder(below):
    check_languages_and_search(below)


def test_a_part_of_a_sound_can_be_asked_for(served):
    answer = served.get("/talk.mp3", Range="bytes=256-511")
    assert answer.status == 206
    assert answer.body == bytes(range(256))
    assert answer.headers["Content-Range"] == "bytes 256-511/10240"


def test_hidden_files_are_closed_except_those_of_the_web(served):
    for path in ("/.secret", "/.hosting/nginx-redirects.map", "/.newsroom-files", "/.git/config"):
        assert served.get(path).status == 404, path
    assert served.get("/.well-known/security.txt").status == 200


def test_folders_are_not_listed_and_get_their_slash(served):
    assert served.get("/theme/").status in (403, 404)
    answer = served.get("/ai/2026/11/a")
    assert answer.status in (301, 308)
    assert answer.headers["Location"].endswith("/ai/2026/11/a/")


def test_nothing_outside_of_the_site_is_served(served):
    (served.output.parent / "outside.txt").write_text("no")
    for path in ("/../outside.txt", "/%2e%2e/outside.txt", "/ai/..%2f..%2foutside.txt"):
        assert served.get(path).status in (400, 403, 404), path


def test_a_site_below_a_folder_is_served_there(below):
    page = below.get("/ai/2026/11/a/", Accept_Encoding="gzip")
    assert page.status == 200
    assert page.headers["Content-Encoding"] == "gzip"  # on the way
    check_headers(page)
    assert (
        below.get("/ai/feed.json").headers["Content-Type"] == "application/feed+json; charset=utf-8"
    )
    asset = below.get(below.asset("theme/site.*.css"))
    assert asset.headers["Cache-Control"].endswith("immutable")
    moved = below.get("/old/a/")
    assert moved.status == 301
    assert moved.headers["Location"].endswith("/paper/ai/2026/11/a/")
    folder = below.get("/ai")
    assert folder.status in (301, 308)
    assert folder.headers["Location"].endswith("/paper/ai/")
    gone = below.get("/gone/")
    assert (gone.status, b"No longer available" in gone.body) == (410, True)
    lost = below.get("/nowhere/")
    assert (lost.status, b"<h1" in lost.body) == (404, True)
    assert below.get("/.secret").status == 404
    assert below.get("/.well-known/security.txt").status == 200


@pytest.mark.parametrize("server", SERVERS)
def test_a_site_without_any_list_of_redirects_is_served(server, workshop):
    port = free_port()
    folder = workshop / f"empty{port}"
    write_files(folder, {"site/index.html": "<p>Hello", "site/404.html": "none"})
    write_files(folder, {**REGISTRIES, "content/articles/ai/2026/a.md": story()})
    overrides = {"PATH": str(folder / "content"), "SITEURL": f"http://127.0.0.1:{port}",
                 "CACHE_PATH": str(folder / "cache"), "OUTPUT_PATH": str(folder / "o")}  # fmt: skip
    text = host(CONF, overrides, server, root=str(folder / "site"))
    (folder / "run").mkdir()
    with running(server, text, folder / "run", port):
        assert Served(server, port, "", folder).get("/").status == 200


@pytest.mark.parametrize("server", SERVERS)
def test_with_tls_the_site_says_so_and_plain_http_leads_there(server, workshop):
    port, plain = free_port(), free_port()
    folder = workshop / f"tls{port}"
    files = {**REGISTRIES, "content/articles/ai/2026/a.md": story()}
    write_files(folder, {**files, "site/index.html": "<p>Hello", "run/none": ""})
    pair = [str(folder / name) for name in ("cert.pem", "key.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-out", pair[0], "-keyout", pair[1]], check=True, capture_output=True,
    )  # fmt: skip
    overrides = {"PATH": str(folder / "content"), "SITEURL": "https://127.0.0.1",
                 "CACHE_PATH": str(folder / "cache"), "OUTPUT_PATH": str(folder / "o")}  # fmt: skip
    text = host(CONF, overrides, server, root=str(folder / "site"), cert=pair[0], key=pair[1])
    text = re.sub(r"\b443\b", str(port), text)  # only root may listen at the usual ports
    text = re.sub(r"(listen |\[::\]:|\*:)80\b", rf"\g<1>{plain}", text)
    ports = (port,) if server == "caddy" else (port, plain)  # Caddy leads there by itself
    with running(server, text, folder / "run", *ports):
        trust = ssl.create_default_context(cafile=pair[0])
        trust.check_hostname = False
        with urlopen(f"https://127.0.0.1:{port}/", context=trust) as answer:
            assert answer.read() == b"<p>Hello"
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        if plain in ports:
            led = Served(server, plain, "", folder).get("/x/?y=1")
            assert led.status == 301
            assert led.headers["Location"].startswith("https://127.0.0.1/x/")


@pytest.mark.parametrize("server", SERVERS)
def test_behind_a_proxy_any_name_is_answered_in_plain_http(server, workshop):
    port = free_port()
    folder = workshop / f"behind{port}"
    files = {**REGISTRIES, "content/articles/ai/2026/a.md": story()}
    write_files(folder, {**files, "site/index.html": "<p>Hello", "run/none": ""})
    overrides = {"PATH": str(folder / "content"), "SITEURL": "https://post.example",
                 "CACHE_PATH": str(folder / "cache"), "OUTPUT_PATH": str(folder / "o")}  # fmt: skip
    text = host(CONF, overrides, server, root=str(folder / "site"), behind=port)
    with running(server, text, folder / "run", port):
        for name in ("post.example", "10.0.0.7"):
            answer = Served(server, port, "", folder).get("/", Host=name)
            assert (answer.status, answer.body) == (200, b"<p>Hello")
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def policy(site, files, **settings) -> dict[str, str]:
    """Return the directives of the policy of a site."""
    built = site({"content/articles/ai/2026/a.md": story(), **files}, **settings)
    overrides = {
        "PATH": str(built.root / "content"), "OUTPUT_PATH": str(built.output),
        "CACHE_PATH": str(built.root / ".cache"), "SITEURL": "http://news.example",
        "NOW": "2026-11-23T12:00:00+00:00", **settings,
    }  # fmt: skip
    text = host(CONF, overrides, "nginx", root="/srv/x")
    line = text.split('add_header Content-Security-Policy "')[1].split('"')[0]
    return dict(one.split(" ", 1) for one in line.split("; "))


def test_a_server_whose_list_is_not_written_is_named(site, capsys):
    policy(site, {}, REDIRECTS={"hosts": ("s3",)})
    assert "neither 301 nor 410: add 'nginx' to its hosts" in capsys.readouterr().err


def test_a_plain_site_is_allowed_nothing_from_elsewhere_but_films(site):
    found = policy(site, {})
    assert found == {
        "default-src": "'self'", "img-src": "'self' https:", "media-src": "'self' https:",
        "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
        "object-src": "'none'", "frame-ancestors": "'self'",
        "frame-src": "https://player.vimeo.com https://www.youtube-nocookie.com",
    }  # fmt: skip


def test_what_settings_and_stories_name_is_allowed(site):
    body = "https://mastodon.social/@ann/109876543210987654\n"
    found = policy(
        site, {"content/articles/ai/2026/b.md": story("B", body)},
        NEWSLETTER={"action": "https://lists.example/join"},
        COMMENTS={"provider": "isso", "server": "https://comments.example"},
        MARKETS={"refresh": "https://figures.example/m.json"},
    )  # fmt: skip
    assert found["form-action"] == "'self' https://lists.example"
    assert "https://comments.example" in found["connect-src"]
    assert "https://mastodon.social" in found["frame-src"]


@pytest.mark.parametrize(
    ("root", "said"),
    [
        ("tests/publication", "drafts would be served"),
        ("tests", "drafts would be served"),
        ("tests/publication/output", "drafts would be served"),
        ("/srv/a b", "cannot be written into a configuration"),
        ("srv;", "cannot be written into a configuration"),
    ],
)  # fmt: skip
def test_a_folder_that_must_not_be_served_is_refused(site, root, said):
    built = site({"content/articles/ai/2026/a.md": story()})
    path = str(ROOT / root) if root.startswith("tests") else root
    overrides = {"PATH": str(built.root / "content"), "CACHE_PATH": str(built.root / ".cache")}
    with pytest.raises(ContentError, match=said):
        host(CONF, overrides, "nginx", root=path)
