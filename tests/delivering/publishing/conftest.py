"""A paper that is published, and servers on this machine to which it goes."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from newsroom.delivering.publishing.publish import PublishRequest
from newsroom.delivering.publishing.target import PublishingError
from newsroom.desk import publishing as desk
from tests.conftest import CONF, REGISTRIES, story, write_files

STORIES = {f"content/articles/ai/{slug}.md": story(slug.title()) for slug in ("one", "two")}


class Paper:
    """A small paper: ``publish`` does what the task does, with the target ``live``."""

    def __init__(
        self, root: Path, url: str, target: Mapping[str, Any], compiled: Path | None = None
    ) -> None:
        if compiled:
            shutil.copytree(compiled, root / ".cache/templates")
        self.root = root
        self.url = url
        self.target = dict(target)
        self.name = "live"
        write_files(root, {**REGISTRIES, **STORIES})

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "PATH": str(self.root / "content"),
            "OUTPUT_PATH": str(self.root / "output"),
            "CACHE_PATH": str(self.root / ".cache"),
            "SITEURL": self.url,
            "NOW": "2026-11-23T12:00:00+00:00",
            "JOBS": 1,
            "PUBLISH": {self.name: {"sample": 3, "wait": 1, **self.target}},
        }

    def publish(self, **wish: bool) -> str:
        return desk.publish(CONF, self.settings, self.name, PublishRequest(**wish))

    def edit(self, slug: str = "one", body: str = "Other words.") -> None:
        write_files(self.root, {f"content/articles/ai/{slug}.md": story(slug.title(), body)})

    def releases(self) -> str:
        return desk.list_releases(CONF, self.settings, self.name)

    def roll_back(self, number: str = "") -> str:
        return desk.roll_back(CONF, self.settings, number, self.name, unlock=False)

    def output(self) -> dict[str, bytes]:
        """Return path → bytes of the finished site, without the note of the build."""
        return files_below(self.root / "output")


class HostApi(BaseHTTPRequestHandler):
    """What the hosts of the tests have in common; ``account.live()`` is what readers get."""

    account: Any

    def send(self, data: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def is_for_readers(self) -> bool:
        """Answer a reader, and tell whether it was one: the API is below ``/api/``."""
        path = urlsplit(self.path).path
        if path.startswith("/api/"):
            return False
        found = self.account.live().get(unquote(path[1:]) + "index.html" * path.endswith("/"))
        self.send(found or b"", 404 if found is None else 200)
        return True

    def log_message(self, *_: object) -> None:
        pass


def files_below(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}
    files.pop(".newsroom-files", None)
    return files


def publish_together(*papers: Paper) -> list[str]:
    """Publish papers at the same time, and return what each run said, mistakes included."""
    for one in papers:
        one.publish(dry_run=True)  # it is built: one process cannot build two sites at once
    said = []

    def publish(one: Paper) -> None:
        try:
            said.append(one.publish())
        except PublishingError as error:
            said.append(str(error))

    threads = [threading.Thread(target=publish, args=(one,)) for one in papers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a disk of ``size`` at ``folder``; skip the test where that is not allowed."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    """Run a web server on this machine and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Serve folders to readers."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(partial(Quiet, directory=str(folder))))
