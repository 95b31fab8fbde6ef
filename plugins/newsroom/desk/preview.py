"""The preview: the site as writers see it, rebuilt when a file is saved, reloaded in the browser.

Drafts and scheduled stories are shown, ``/desk/`` lists all stories by state, and every story says
what a check finds in it. When a build fails, the last good pages stay and the browser shows the
mistakes above them.
"""

import errno
import json
import threading
import time
import traceback
from collections.abc import Iterable, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from watchfiles import Change, watch

from newsroom.desk.build import build
from newsroom.desk.checking.findings import Finding, check_options
from newsroom.desk.checking.inspector import Inspector, subjects_of
from newsroom.edition import Edition
from newsroom.problems import ContentError, Problem

EVENTS = "/-/events"
NOTES = "/-/notes"
SCRIPT = "/-/preview.js"
PORTS = 20
"""So many ports are tried when the one that was asked for is taken."""
RECENT = 500
"""Of an archive the newest stories are checked, and those that were saved since the start."""
_TAG = f'<script src="{SCRIPT}" defer></script></body>'.encode()


class News:
    """What browsers are told: the state of the last build, and what a check says of it.

    Builds are numbered from the time of the start, so that a page of an earlier preview reloads.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._build = self._checked = int(time.time() * 1000)
        self._mistakes: list[dict[str, str]] = []
        self._notes: list[dict[str, str]] = []

    def publish(self, mistakes: Iterable[Problem]) -> None:
        """Announce a build, with its mistakes when it failed."""
        with self._changed:
            self._mistakes = [_told(one) for one in mistakes]
            self._build += 1
            self._changed.notify_all()

    def note(self, notes: list[dict[str, str]]) -> None:
        """Announce what was found in the last good build."""
        with self._changed:
            if notes != self._notes:
                self._notes = notes
                self._checked += 1
                self._changed.notify_all()

    def wait(self, seen: tuple[int, int], seconds: float) -> tuple[tuple[int, int], str]:
        """Return what is new, once it is not ``seen`` or time is over: its numbers and as JSON."""
        with self._changed:
            self._changed.wait_for(lambda: (self._build, self._checked) != seen, seconds)
            event = {"build": self._build, "notes": self._checked, "mistakes": self._mistakes}
            return (self._build, self._checked), json.dumps(event)

    def notes(self, url: str) -> list[dict[str, str]]:
        """Return the notes on the page at ``url``, all of them without one."""
        with self._changed:
            return [note for note in self._notes if not url or note["url"] == url]


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the output folder, adds the preview's script to pages, and streams events."""

    def __init__(self, *args: Any, news: News, **kwargs: Any) -> None:
        self.news = news
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == EVENTS:
            self._stream()
        elif path == NOTES:
            notes = self.news.notes(unquote(query.removeprefix("page=")))
            self._send(200, "application/json", json.dumps(notes).encode())
        elif path == SCRIPT:
            self._send(200, "text/javascript", Path(__file__).with_suffix(".js").read_bytes())
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        if file.is_dir() and path.endswith("/"):
            file /= "index.html"
        if file.is_file() and file.suffix == ".html":
            self._send(200, "text/html; charset=utf-8", _with_script(file))
        elif file.is_dir() or file.is_file():
            super().do_GET()
        else:
            missing = Path(self.directory, "404.html")
            body = _with_script(missing) if missing.is_file() else b"Not built yet" + _TAG
            self._send(404, "text/html; charset=utf-8", body)

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen, text = (0, 0), "retry: 500\n\n"
        while True:
            try:
                self.wfile.write(text.encode())
                self.wfile.flush()
            except OSError:  # the page was left
                return
            seen, event = self.news.wait(seen, 15)
            text = f"data: {event}\n\n"

    def log_message(self, *_: Any) -> None:
        """Say nothing of single requests."""


def _with_script(file: Path) -> bytes:
    return file.read_bytes().replace(b"</body>", _TAG, 1)


def serve(conf: Path, overrides: Mapping[str, Any], port: int) -> None:
    """Build, serve on this machine, and build again on every save, until Ctrl-C.

    Raises:
        ContentError: no port is free.
    """
    news = News()
    output = Path(overrides["OUTPUT_PATH"])
    try:
        with open_server(partial(PreviewHandler, news=news, directory=str(output)), port) as server:
            url = f"http://localhost:{server.server_port}"
            settings = {**overrides, "PREVIEW": True, "SITEURL": url}
            if server.server_port != port:
                print(f"Port {port} is taken, perhaps by another preview.")
            desk = Desk(conf, settings, news)
            rounds = watch(*watched(conf, settings), debounce=200, step=50, rust_timeout=200,
                           yield_on_timeout=True)  # fmt: skip
            next(rounds)  # from here on no change is missed, during builds neither
            desk.rebuild()
            output.mkdir(parents=True, exist_ok=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"{url}/ shows the site, {url}/desk/ all stories; Ctrl-C ends it.", flush=True)
            for changes in filter(None, rounds):
                desk.follow(changes)
    except KeyboardInterrupt:
        print("\nThe preview has ended.")


def open_server(handler: Any, port: int) -> ThreadingHTTPServer:
    """Return a server on ``port``, or on the next free one.

    Raises:
        ContentError: none of ``PORTS`` is free.
    """
    for candidate in range(port, port + PORTS):
        try:
            server = ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
        else:
            server.daemon_threads = True
            return server
    remedy = "name another one: --port 9000"
    what = f"ports {port} to {port + PORTS - 1} are taken"
    raise ContentError([Problem("--port", 0, 0, what, remedy)])


def watched(conf: Path, settings: Mapping[str, Any]) -> list[Path]:
    """Return the places where a change concerns the site."""
    content = Path(settings.get("PATH") or conf.parent / "content")
    places = [content, conf.parent / "theme", conf.parent / "plugins", conf]
    return [place for place in places if place.exists()]


class Desk:
    """Builds and checks again and again, and tells the browsers."""

    def __init__(self, conf: Path, settings: Mapping[str, Any], news: News) -> None:
        self._conf, self._settings, self._news = conf, settings, news
        self._inspector: Inspector | None = None
        self._saved: set[str] = set()

    def follow(self, changes: Iterable[tuple[Change, str]]) -> None:
        """Build after ``changes``; a plugin that is running stays as it was."""
        if any(path.endswith(".py") and path != str(self._conf) for _, path in changes):
            print("A plugin changed: end ./inv serve and start it again to see what it does now.")
        self._saved |= {path for _, path in changes}
        self.rebuild()

    def rebuild(self) -> None:
        try:
            result = build(self._conf, self._settings)
        except ContentError as error:
            print(error, flush=True)
            self._news.publish(error.errors)
        except Exception as error:  # a plugin may do anything; the preview stays
            traceback.print_exc()
            what = f"{type(error).__name__}: {error}"
            self._news.publish([Problem("plugins", 0, 0, what, "see the terminal")])
        else:
            print(result, flush=True)
            self._news.publish([])
            self._check(result.edition)

    def _check(self, edition: Edition) -> None:
        """Check after the browsers have reloaded: nobody waits for it."""
        try:
            options = check_options(edition.settings)
        except ContentError as error:
            print(error, flush=True)
            return
        if self._inspector is None or self._inspector.options != options:
            self._inspector = Inspector(options)
        urls = {subject.source: unquote(subject.url) for subject in subjects_of(edition)}
        found = self._inspector.findings(edition, self._paths(edition))
        self._news.note([_note(one, urls.get(one.path, "")) for one in found])

    def _paths(self, edition: Edition) -> set[str]:
        """Return the sources to check, relative to the project."""
        stories = [*edition.articles[:RECENT], *edition.drafts, *edition.hidden]
        project = edition.content.parent
        saved = [Path(path) for path in self._saved]
        return (
            {story.source for story in stories}
            | {document.source for document in edition.documents}
            | {problem.path for problem in edition.problems}
            | {file.relative_to(project).as_posix() for file in saved
               if file.is_relative_to(project)}
        )  # fmt: skip


def _told(problem: Problem) -> dict[str, str]:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return {"place": place, "what": problem.what, "remedy": problem.remedy}


def _note(finding: Finding, url: str) -> dict[str, str]:
    return {
        "url": url,
        "source": finding.path,
        "place": f"line {finding.line}," if finding.line else "",
        "level": finding.level,
        "rule": finding.rule,
        "what": finding.what,
        "remedy": finding.remedy,
    }
