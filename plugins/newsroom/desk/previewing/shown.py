"""The site that a preview shows: each file is made when a browser asks for it, and not before.

So a saved story is seen as soon as the site is laid out, however many pages it has.
"""

import threading
from dataclasses import dataclass
from html import escape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from newsroom.edition import Edition
from newsroom.problems import ContentError

_TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".webp": "image/webp",
          ".avif": "image/avif", ".woff2": "font/woff2"}  # fmt: skip
"""What Python's own table does not know everywhere."""
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets; ``location`` is where it shall ask instead."""

    status: int
    kind: str
    body: bytes
    location: str = ""


class Shown:
    """The last good edition. Several browsers may ask while the next one is read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._edition: Edition | None = None

    def replace(self, edition: Edition) -> None:
        with self._lock:
            self._edition = edition

    def answer(self, path: str) -> Answer:
        """Return what stands at ``path``, the path of an address."""
        name = unquote(path).lstrip("/")
        if name.endswith("/") or not name:
            name += "index.html"
        with self._lock:  # templates and the parse store serve one at a time
            if self._edition is None:
                return Answer(503, _HTML, b"<body>Not built yet</body>")
            if name in self._edition.jobs:
                return self._file(name, 200)
            if f"{name}/index.html" in self._edition.jobs:
                return Answer(301, _HTML, b"", f"{path}/")
            return self._file("404.html", 404)

    def _file(self, name: str, status: int) -> Answer:
        edition = self._edition
        job = edition.jobs.get(name) if edition else None
        if not (edition and edition.make and job):
            return Answer(404, _HTML, b"<body>No such page</body>")
        try:
            made = edition.make(job)
            data = made.read_bytes() if isinstance(made, Path) else made
        except ContentError as error:
            return _failure("\n".join(map(str, error.errors)))
        except OSError as error:
            return _failure(str(error))
        return Answer(status, media_type(name), data)


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    known = _TYPES.get(Path(name).suffix.lower()) or guess_type(name, strict=False)[0]
    kind = known or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _failure(text: str) -> Answer:
    page = f"<!doctype html><title>Not made</title><body><pre>{escape(text)}</pre></body>"
    return Answer(500, _HTML, page.encode())
