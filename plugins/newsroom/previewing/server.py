"""The preview's server: pages with its script in them, and a stream of events."""

import errno
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from newsroom.previewing.live_site import LiveSite, Response
from newsroom.previewing.server_events import ServerEvents
from newsroom.problems import ContentError, Problem

EVENTS = "/-/events"
NOTES = "/-/notes"
SCRIPT = "/-/preview.js"
STYLE = "/-/preview.css"
PORTS = 20
"""So many ports are tried when the one that was asked for is taken."""
_SCRIPT = Path(__file__).with_name("preview.js")
_STYLE = Path(__file__).with_name("preview.css")
_TAGS = (
    f'<link rel="stylesheet" href="{STYLE}"><script src="{SCRIPT}" defer></script></body>'
).encode()


class PreviewHandler(BaseHTTPRequestHandler):
    """Answers with files of ``live_site``, adds script and style to pages, streams events."""

    def __init__(
        self, *args: Any, events: ServerEvents, live_site: LiveSite, **kwargs: Any
    ) -> None:
        self.events, self.live_site = events, live_site
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == EVENTS:
            self._stream()
        elif path == NOTES:
            notes = self.events.notes(unquote(query.removeprefix("page=")))
            self._send(Response(200, "application/json", json.dumps(notes).encode()))
        elif path == SCRIPT:
            self._send(Response(200, "text/javascript", _SCRIPT.read_bytes()))
        elif path == STYLE:
            self._send(Response(200, "text/css", _STYLE.read_bytes()))
        else:
            self._send(self.live_site.answer(path))

    def _send(self, answer: Response) -> None:
        body = answer.body
        if answer.kind.startswith("text/html"):
            body = body.replace(b"</body>", _TAGS, 1)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if answer.location:
            self.send_header("Location", answer.location)
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
            seen, event = self.events.wait(seen, 15)
            text = f"data: {event}\n\n"

    def log_message(self, *_: Any) -> None:
        """Say nothing of single requests."""


def open_server(handler: Any, port: int) -> ThreadingHTTPServer:
    """Return a server on ``port``, or on the next free one.

    Raises:
        ContentError: none of ``PORTS`` is free.
    """
    last = min(port + PORTS, 65_536) - 1
    for candidate in range(port, last + 1):
        try:
            server = ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
        else:
            server.daemon_threads = True
            return server
    remedy = "name another one: --port 9000"
    what = f"ports {port} to {last} are taken"
    raise ContentError([Problem("--port", what, remedy)])
