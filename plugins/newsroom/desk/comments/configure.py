"""The configuration of Isso, made from the site's settings.

Setting: ``COMMENTS``.
"""

from collections.abc import Mapping
from configparser import RawConfigParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsroom.building.build import load_settings
from newsroom.desk.comments.install import PLACE
from newsroom.previewing.server import PORTS
from newsroom.problems import ContentError, Problem
from newsroom.settings.comments import CommentOptions, comment_options

PORT = 8100
_LOCAL = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class ServerFiles:
    """Where the server of a site lives: its project, options and files."""

    project: Path
    site_url: str
    options: CommentOptions

    @property
    def folder(self) -> Path:
        return self.project / PLACE

    @property
    def database(self) -> Path:
        source = "" if self.options.from_server else self.options.source
        return (self.project / (source or PLACE / "comments.db")).resolve()


def place_of(conf: Path, overrides: Mapping[str, Any]) -> ServerFiles:
    """Return where the server of the site that ``conf`` describes lives.

    Raises:
        ContentError: settings are wrong, or comments are not kept by Isso.
    """
    settings = load_settings(conf, overrides)
    options = comment_options(settings)
    if options.provider != "isso":
        what = f"comments of this site are kept by {options.provider!r}, not by Isso"
        raise ContentError([Problem("COMMENTS", what, "write 'provider': 'isso'")])
    return ServerFiles(Path(settings["PATH"]).resolve().parent, settings["SITEURL"], options)


def configuration(place: ServerFiles) -> dict[str, dict[str, str]]:
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


def write_configuration(place: ServerFiles) -> Path:
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
