"""How many requests a second a printed configuration answers: real servers on loopback, with wrk.

    python -m benchmarks.serving      # needs nginx, Caddy, Apache and wrk; writes SERVING.md

The site lies once without compressed files (the server compresses at each request), once with them
(``PRECOMPRESS``).
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus
from tests.conftest import CONF
from tests.delivering.servers import running
from tests.ports import free_port

from newsroom.building.build import build
from newsroom.delivering.hosts.configuration import SERVERS, Hosted, configuration
from newsroom.desk.hosting import PLAYERS

SECONDS, STORIES = 3, 60
FORMS = {"at each request": (), "before": ("br", "gzip")}
HEAD = f"""\
# Serving

Requests a second on loopback, of one page of a story (wrk, one thread, 32 connections,
{SECONDS} seconds; the client shares {os.cpu_count()} cores with the server). The configurations are
those that `newsroom host` prints, without TLS. Compare within the table: other work ran on the
machine.

| server | compressed | gzip | brotli | bytes with gzip | bytes with brotli | not changed (304) |
|---|---|---|---|---|---|---|
"""


def rows(folder: Path) -> Iterator[str]:
    """Yield a line of the table for each server and way."""
    Corpus(STORIES).write(folder / "content")
    for way, forms in FORMS.items():
        site = folder / f"site-{len(forms)}"
        overrides = {
            "PATH": str(folder / "content"), "OUTPUT_PATH": str(site), "JOBS": 1,
            "CACHE_PATH": str(folder / "cache"), "PRECOMPRESS": {"forms": forms},
        }  # fmt: skip
        edition = build(CONF, overrides).edition
        address = edition.articles[0].url
        for server in SERVERS:
            port = free_port()
            hosted = Hosted(
                url=f"http://127.0.0.1:{port}",
                root=str(site),
                policy=f"frame-src {PLAYERS[0]}",
                forms=forms,
            )
            work = folder / f"run-{port}"
            work.mkdir()
            with running(server, configuration(server, hosted), work, port):
                yield f"| {server} | {way} | {' | '.join(figures(f'{hosted.url}{address}'))} |"


def figures(url: str) -> list[str]:
    """Return the cells of one server: rates and bytes by coding, and the rate of 304."""
    gzip_rate, brotli_rate = (rate(url, f"Accept-Encoding: {one}") for one in ("gzip", "br"))
    sizes = [size(url, one) for one in ("gzip", "br")]
    tag = re.search(r"(?i)^etag: (.*?)\r?$", said_by("curl", "-sI", url), re.MULTILINE)
    same = rate(url, f"If-None-Match: {tag[1]}") if tag else "–"
    return [gzip_rate, brotli_rate, *sizes, same]


def rate(url: str, header: str) -> str:
    said = said_by("wrk", "-t1", "-c32", f"-d{SECONDS}s", "-H", header, url)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return f"{float(found[1]):,.0f}" if found and "Non-2xx or 3xx" not in said else "failed"


def size(url: str, coding: str) -> str:
    header = f"Accept-Encoding: {coding}"
    said = said_by("curl", "-s", "-o", "/dev/null", "-w", "%{size_download}", "-H", header, url)
    return f"{int(said):,}"


def said_by(*command: str) -> str:
    """Run a program of this page and return what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


if __name__ == "__main__":
    place = Path(tempfile.mkdtemp(prefix="newsroom-serving-"))
    place.chmod(0o755)
    try:
        text = HEAD + "\n".join(rows(place)) + "\n"
    finally:
        shutil.rmtree(place)
    (Path(__file__).parent / "SERVING.md").write_text(text, "utf-8")
    print(text)
