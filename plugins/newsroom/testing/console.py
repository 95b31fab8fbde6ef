"""What a browser complains about when it opens a page of the paper."""

import functools
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from newsroom.engine.browsers import FLAGS, chromium
from newsroom.testing.built import BuiltPaper

OPTIONS = ("--headless", *FLAGS, "--enable-logging=stderr", "--dump-dom")
_MESSAGE = re.compile(r'CONSOLE[^"]*"(.*)", source:')
SECONDS = 60


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


@contextmanager
def _served(paper: BuiltPaper) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(paper.output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def console_errors(paper: BuiltPaper, address: str) -> list[str]:
    """Return what Chromium writes to its console when it opens a page."""
    program = chromium() or ""
    with _served(paper) as root, tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(  # noqa: S603 - a browser that is installed
            [program, *OPTIONS, f"--user-data-dir={profile}", root + address],
            capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip
    return _MESSAGE.findall(done.stderr)
