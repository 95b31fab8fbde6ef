"""The task ``./inv comments``: Isso, running with a configuration made of the site's settings."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from newsroom.desk.comments.configure import (
    ServerFiles,
    configuration,
    place_of,
    write_configuration,
)
from newsroom.desk.comments.install import installed
from newsroom.problems import ContentError, Problem
from newsroom.settings.comments import address_hash
from newsroom.text.urls import is_mail_address

SECONDS = 20
"""So long a server may take to start."""
_SQLITE = b"SQLite format 3\0"


@contextmanager
def serving(place: ServerFiles, program: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run Isso until the end of the block, which begins when it answers.

    Raises:
        ContentError: it does not start.
    """
    listen = urlsplit(configuration(place)["server"]["listen"])
    if listen.port:
        _check_free(listen.hostname or "", listen.port)
    command: list[str | Path] = [program, "-c", write_configuration(place), "run"]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own words
        try:
            if listen.port:
                _wait(process, f"http://{listen.netloc}/info")
            yield process
        finally:
            process.terminate()


def run(conf: Path, overrides: Mapping[str, Any]) -> str:
    """Run the comment server until Ctrl-C.

    Raises:
        ContentError: settings are wrong, or it cannot be installed or started.
        OSError: the folder cannot be written.
    """
    place = place_of(conf, overrides)
    check_database(place.database)
    # A supervisor's way to say it; Isso must not be left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with serving(place, installed(conf.resolve().parent)) as process:
            where = place.options.server or configuration(place)["server"]["listen"]
            print(f"Comments at {where} are kept in {place.database}; Ctrl-C ends it.", flush=True)
            status = process.wait()
    except KeyboardInterrupt:
        return "\nThe comment server has ended."
    problem = Problem("isso", f"the server ended with status {status}", "see its last lines")
    raise ContentError([problem])


def writer_hash(conf: Path, overrides: Mapping[str, Any], address: str) -> str:
    """Return what marks the writer with this e-mail address as one of the newsroom.

    Raises:
        ContentError: settings are wrong, or this is not a valid address.
    """
    if not is_mail_address(address):
        remedy = "write the e-mail address with which they comment"
        raise ContentError([Problem("--mark", f"{address!r} is not a valid address", remedy)])
    return address_hash(address, place_of(conf, overrides).options.salt)


def check_database(file: Path) -> None:
    """Make sure that Isso may write into ``file``, which need not exist.

    Raises:
        ContentError: it is a file of something else.
    """
    if file.exists() and not (file.is_file() and file.read_bytes()[:16] in (b"", _SQLITE)):
        remedy = "name another file as 'source' in COMMENTS, or move this one away"
        raise ContentError([Problem(str(file), "this is not a database of Isso", remedy)])


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            what = f"cannot listen at {host}:{port} ({(error.strerror or str(error)).lower()})"
            remedy = "end the other ./inv comments, or write another port into COMMENTS['server']"
            raise ContentError([Problem("COMMENTS", what, remedy)]) from None


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(address, timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    what = f"Isso does not answer at {address}"
    remedy = "see what it says above; its options are those of COMMENTS['isso']"
    raise ContentError([Problem("isso", what, remedy)])
