"""The publication of the tests: built once, served as a static host would, opened in Chromium."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from newsroom.building.build import build
from newsroom.desk.digest import DigestRequest, digest
from tests.conftest import CONF, PUBLICATION, ROOT, BuiltSite

POLICY = "default-src 'self'; frame-src https:; base-uri 'none'; form-action 'self' https:"

pytestmark = pytest.mark.browser


class StaticHost(SimpleHTTPRequestHandler):
    """Serves files with a strict content security policy, and 404.html for what is missing."""

    policy = POLICY
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".woff2": "font/woff2"}  # noqa: RUF012

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def galley(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The whole edition, with a newsletter that was made of it."""
    root = tmp_path_factory.mktemp("galley")
    shutil.copytree(PUBLICATION / "content", root / "content")
    overrides = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"),
        "NOW": "2026-11-23T12:00:00+00:00",
        "LISTINGS": {"per_page": 8},
        # Without a source: what somebody commented on this machine is not part of the edition.
        "COMMENTS": {"provider": "isso", "server": "http://localhost:8100"},
    }
    digest(CONF, overrides, DigestRequest(issue="2026-W47"))
    return BuiltSite(root, build(CONF, overrides))


@contextmanager
def serving(folder: Path, policy: str = POLICY) -> Iterator[str]:
    """Serve a folder under a content security policy, and yield the address."""
    kind = type("Host", (StaticHost,), {"policy": policy})
    handler = partial(kind, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def host(galley: BuiltSite) -> Iterator[str]:
    with serving(galley.output) as address:
        yield address


@pytest.fixture
def context(chromium: Browser, host: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=host, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def story_url(galley: BuiltSite) -> str:
    """A long story with a picture, tags, sources and related news."""
    stories = [article for article in galley.result.edition.articles if article.image]
    return max(stories, key=lambda article: (len(article.tags), article.url)).url


@pytest.fixture(scope="session")
def axe_script() -> str:
    file = ROOT / "node_modules/axe-core/axe.min.js"
    if not file.exists():
        pytest.fail("axe-core is needed: npm ci")
    return file.read_text("utf-8")


def pages_of(galley: BuiltSite) -> list[str]:
    """Return one address of every kind of page: that of the largest."""
    kinds: dict[str, tuple[int, str]] = {}
    for path, job in sorted(galley.result.edition.jobs.items()):
        template = getattr(job, "template", "")
        if template and path.endswith(".html") and template != "redirect.html":
            size = (galley.output / path).stat().st_size
            kinds[template] = max(kinds.get(template, (0, "")), (size, path))
    return ["/" + path.removesuffix("index.html") for _, path in kinds.values()]
