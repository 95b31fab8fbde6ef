"""The task ``./inv comments``: Isso with a configuration made of the site's settings.

Setting: ``COMMENTS``.
"""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from configparser import RawConfigParser
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from newsroom.comments import Options, address_hash, comment_options
from newsroom.desk.build import load_settings
from newsroom.desk.comments.install import PLACE, installed
from newsroom.desk.preview import PORTS
from newsroom.problems import ContentError, Problem

PORT = 8100
SECONDS = 20
"""So long a server may take to start."""
_LOCAL = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Place:
    """Where the server of a site lives: its project, options and files."""

    project: Path
    site_url: str
    options: Options

    @property
    def folder(self) -> Path:
        return self.project / PLACE

    @property
    def database(self) -> Path:
        source = "" if self.options.from_server else self.options.source
        return (self.project / (source or PLACE / "comments.db")).resolve()


def place_of(conf: Path, overrides: Mapping[str, Any]) -> Place:
    """Return where the server of the site that ``conf`` describes lives.

    Raises:
        ContentError: settings are wrong, or comments are not kept by Isso.
    """
    settings = load_settings(conf, overrides)
    options = comment_options(settings)
    if options.provider != "isso":
        what = f"comments of this site are kept by {options.provider!r}, not by Isso"
        raise ContentError([Problem("COMMENTS", 0, 0, what, "write 'provider': 'isso'")])
    return Place(Path(settings["PATH"]).resolve().parent, settings["SITEURL"], options)


def configuration(place: Place) -> dict[str, dict[str, str]]:
    """Return Isso's options by section: ours, then those of the setting."""
    site, options = urlsplit(place.site_url), place.options
    origin = f"{site.scheme}://{site.netloc}"
    hosts = [origin]
    if site.hostname in _LOCAL:  # a preview takes the next port that is free
        first = site.port or 80
        hosts = [f"{site.scheme}://{site.hostname}:{first + more}" for more in range(PORTS)]
    public = origin + options.server if options.server.startswith("/") else options.server
    server = urlsplit(public)
    port = server.port if server.hostname in _LOCAL and server.port != site.port else None
    ours = {
        "general": {"dbpath": str(place.database), "host": "\n".join(hosts), "max-age": "15m"},
        "moderation": {"enabled": "true"},
        "server": {
            "listen": f"http://127.0.0.1:{port or PORT}", "public-endpoint": public,
            "trusted-proxies": "127.0.0.1",
        },
        # A network of 256 addresses counts as one writer: it must not be held to three comments,
        # nor be kept from answering itself.
        "guard": {"enabled": "true", "ratelimit": "5", "direct-reply": "50",
                  "reply-to-self": "true", "require-author": "true"},
        # What a build makes of a text, as nearly as Isso can.
        "markup": {"renderer": "mistune"},
        "markup.mistune": {"plugins": "url", "parameters": "escape, hard_wrap"},
        "hash": {"salt": options.salt},
    }  # fmt: skip
    return {
        section: {**ours.get(section, {}), **options.isso.get(section, {})}
        for section in [*ours, *(name for name in options.isso if name not in ours)]
    }


def write_configuration(place: Place) -> Path:
    """Write Isso's file; it may hold a password, so that nobody else reads it."""
    parser = RawConfigParser()
    parser.read_dict(configuration(place))
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.database.parent.mkdir(parents=True, exist_ok=True)
    file = place.folder / "isso.cfg"
    file.touch(0o600)
    with file.open("w", encoding="utf-8") as out:
        parser.write(out)
    return file


@contextmanager
def serving(place: Place, program: Path, **popen: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run Isso until the end of the block, which begins when it answers.

    Raises:
        ContentError: it does not start.
    """
    listen = urlsplit(configuration(place)["server"]["listen"])
    if listen.port:
        _check_free(listen.hostname or "", listen.port)
    with subprocess.Popen([program, "-c", write_configuration(place), "run"], **popen) as process:
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
    """
    place = place_of(conf, overrides)
    with serving(place, installed(conf.resolve().parent)) as process:
        where = place.options.server or configuration(place)["server"]["listen"]
        print(f"Comments at {where} are kept in {place.database}; Ctrl-C ends it.", flush=True)
        try:
            status = process.wait()
        except KeyboardInterrupt:
            return "\nThe comment server has ended."
    problem = Problem("isso", 0, 0, f"the server ended with status {status}", "see its last lines")
    raise ContentError([problem])


def writer_hash(conf: Path, overrides: Mapping[str, Any], address: str) -> str:
    """Return what marks the writer with this e-mail address as one of the newsroom."""
    return address_hash(address, place_of(conf, overrides).options.salt)


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            what = f"cannot listen at {host}:{port} ({(error.strerror or str(error)).lower()})"
            remedy = "end the other ./inv comments, or write another port into COMMENTS['server']"
            raise ContentError([Problem("COMMENTS", 0, 0, what, remedy)]) from None


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
    raise ContentError([Problem("isso", 0, 0, what, "see what it says above")])
