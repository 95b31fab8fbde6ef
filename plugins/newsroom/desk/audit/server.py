"""Serves the finished site as a good host does: compressed, with its 404 page, on one address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsroom.desk.audit.finished_site import FinishedSite
from newsroom.desk.audit.weights import packed
from newsroom.text.urls import IMMUTABLE, page_path

_TYPES = {
    ".woff2": "font/woff2", ".avif": "image/avif", ".webp": "image/webp", ".js": "text/javascript",
    ".atom": "application/atom+xml", ".rss": "application/rss+xml",
}  # fmt: skip
_PACKED = ("text/", "application/", "image/svg")


class FinishedSiteHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: FinishedSite, *args: Any) -> None:
        self.site = site
        super().__init__(*args)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        inner = page_path(path.removeprefix(self.site.base))
        known = inner in self.site.files
        file = self.site.folder / (inner if known else "404.html")
        if not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = _TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        takes_brotli = "br" in self.headers.get("Accept-Encoding", "")
        packed = takes_brotli and kind.startswith(_PACKED)
        data = _compressed(file) if packed else file.read_bytes()
        self.send_response(HTTPStatus.OK if known else HTTPStatus.NOT_FOUND)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "br")
        if IMMUTABLE.match(inner):
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


@cache
def _compressed(file: Path) -> bytes:
    return packed(file.read_bytes())


@contextmanager
def served(site: FinishedSite) -> Iterator[str]:
    """Serve the site on this machine; yield the address of the host."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(FinishedSiteHandler, site)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
