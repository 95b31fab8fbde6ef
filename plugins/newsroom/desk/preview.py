"""The preview: the site as writers see it, rebuilt when a file is saved, reloaded in the browser.

Drafts and scheduled stories are shown. When a build fails, the last good pages stay and the
browser shows the mistakes above them.
"""

import json
import threading
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from newsroom.desk.build import build
from newsroom.problems import ContentError

EVENTS = "/-/events"
SCRIPT = "/-/preview.js"
_TAG = f'<script src="{SCRIPT}" defer></script></body>'.encode()


class News:
    """The state of the last build, and a way to wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self.mistakes: list[str] = []

    def publish(self, mistakes: list[str]) -> None:
        with self._changed:
            self.mistakes = mistakes
            self._number += 1
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of the last build, once it is not ``seen`` or time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != seen, seconds)
            return self._number


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the output folder, adds the preview's script to pages, and streams events."""

    def __init__(self, *args: Any, news: News, **kwargs: Any) -> None:
        self.news = news
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self._stream()
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
            body = _with_script(missing) if missing.is_file() else b"Not found"
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
        seen = -1
        while True:
            number = self.news.wait(seen, 15)
            data = json.dumps({"build": number, "mistakes": self.news.mistakes})
            try:
                self.wfile.write(f"data: {data}\n\n".encode())
                self.wfile.flush()
            except OSError:  # the page was left
                return
            seen = number

    def log_message(self, *_: Any) -> None:
        """Say nothing of single requests."""


def _with_script(file: Path) -> bytes:
    return file.read_bytes().replace(b"</body>", _TAG, 1)


def serve(conf: Path, overrides: Mapping[str, Any], port: int) -> None:
    """Build, serve on ``port`` of this machine, and build again on every save, until Ctrl-C."""
    news = News()
    settings = {**overrides, "PREVIEW": True, "SITEURL": f"http://localhost:{port}"}
    output = Path(settings["OUTPUT_PATH"])
    rebuild(conf, settings, news)
    output.mkdir(parents=True, exist_ok=True)
    handler = partial(PreviewHandler, news=news, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://localhost:{port}/ shows the site and its drafts; Ctrl-C ends it.")
        folders = [conf.parent / name for name in ("content", "theme", "plugins")]
        watched = [settings.get("PATH", folders[0]), *folders[1:], conf]
        for _ in watch(*filter(lambda place: Path(place).exists(), watched), debounce=200, step=50,
                       raise_interrupt=False):  # fmt: skip
            rebuild(conf, settings, news)


def rebuild(conf: Path, settings: Mapping[str, Any], news: News) -> None:
    """Build once and tell the browsers."""
    try:
        result = build(conf, settings)
    except ContentError as error:
        print(error)
        news.publish([str(problem) for problem in error.errors])
    else:
        print(result)
        news.publish([])
