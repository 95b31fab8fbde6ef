"""The site that a preview shows: each file is made when a browser asks for it, and not before.

So a saved story is seen as soon as the site is laid out, however many pages it has.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from newsroom.edition import Edition
from newsroom.model.jobs import Job
from newsroom.problems import ContentError

_TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".webp": "image/webp",
          ".avif": "image/avif", ".woff2": "font/woff2"}  # fmt: skip
"""What Python's own table does not know everywhere."""
_HTML = "text/html; charset=utf-8"
_WATCHED = 8
"""So many pages may be open in browsers."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a browser gets; ``location`` is where it should ask instead."""

    status: int
    kind: str
    body: bytes
    location: str = ""


class LiveSite:
    """The last good edition, and pages of saved stories, which are shown before the next one.

    Several browsers may ask while the next one is read.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # templates and the parse store serve one at a time
        self._edition: Edition | None = None
        self._jobs: Mapping[str, Job] = {}
        self._answers: dict[str, Response] = {}

    @property
    def edition(self) -> Edition | None:
        return self._edition

    def show(self, edition: Edition) -> bool:
        """Show another edition; return whether pages that were just asked for differ in it."""
        with self._lock:
            self._edition, self._jobs = edition, edition.jobs
            return any(self._answer(path) != was for path, was in self._answers.items())

    def show_first(self, pages: Mapping[str, Job]) -> None:
        """Show these pages in place of the pages of the last edition."""
        with self._lock:
            self._jobs = {**self._jobs, **pages}

    def answer(self, path: str) -> Response:
        """Return the answer to a request for ``path``."""
        with self._lock:
            answer = self._answer(path)
            if answer.kind == _HTML:
                self._answers.pop(path, None)
                self._answers[path] = answer
                for oldest in list(self._answers)[:-_WATCHED]:
                    del self._answers[oldest]
            return answer

    def _answer(self, path: str) -> Response:
        name = unquote(path).lstrip("/")
        if name.endswith("/") or not name:
            name += "index.html"
        if self._edition is None:
            return Response(503, _HTML, b"<body>Not built yet</body>")
        if name in self._jobs:
            return self._file(name, 200)
        if f"{name}/index.html" in self._jobs:
            return Response(301, _HTML, b"", f"{path}/")
        return self._file("404.html", 404)

    def _file(self, name: str, status: int) -> Response:
        edition, job = self._edition, self._jobs.get(name)
        if not (edition and edition.make and job):
            return Response(404, _HTML, b"<body>No such page</body>")
        try:
            made = edition.make(job)
            data = made.read_bytes() if isinstance(made, Path) else made
        except ContentError as error:
            return _failure("\n".join(map(str, error.errors)))
        except OSError as error:
            return _failure(str(error))
        return Response(status, media_type(name), data)


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    known = _TYPES.get(Path(name).suffix.lower()) or guess_type(name, strict=False)[0]
    kind = known or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _failure(text: str) -> Response:
    page = f"<!doctype html><title>Not made</title><body><pre>{escape(text)}</pre></body>"
    return Response(500, _HTML, page.encode())
