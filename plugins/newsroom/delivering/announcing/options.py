"""On which networks new stories are announced, and which of them.

Setting: ``ANNOUNCE``. Environment: ``MASTODON_TOKEN``, ``BLUESKY_PASSWORD``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, NonNegativeInt, PositiveInt

from newsroom.options import web_address
from newsroom.problems import Problem

_HANDLE = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*")
SECRETS = {"mastodon": "MASTODON_TOKEN", "bluesky": "BLUESKY_PASSWORD"}


def _server(text: str) -> str:
    if not text:
        return text
    web_address(text)
    if urlsplit(text).path.strip("/") or urlsplit(text).query:
        raise ValueError("write the address of the server alone, such as https://mastodon.example")
    return text.rstrip("/")


def _handle(text: str) -> str:
    if text and not _HANDLE.fullmatch(text):
        raise ValueError("write the handle without @, such as forecast.bsky.social")
    return text


@dataclass(frozen=True)
class AnnounceOptions:
    """Setting ``ANNOUNCE``: where and how new stories are announced.

    ``mastodon`` is a server, ``bluesky`` a handle; an empty one is not used. ``hashtags`` is how
    many of a story's tags are in a post. A story that is older than ``hours`` is not announced any
    more, and one run announces at most ``most``. ``sections`` and ``languages`` are those whose
    stories count; without any, all do.
    """

    mastodon: Annotated[str, AfterValidator(_server)] = ""
    visibility: Literal["public", "unlisted"] = "public"
    bluesky: Annotated[str, AfterValidator(_handle)] = ""
    bluesky_server: Annotated[str, AfterValidator(_server)] = "https://bsky.social"
    hashtags: NonNegativeInt = 0
    hours: PositiveInt = 24
    most: PositiveInt = 10
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sponsored: bool = False

    @property
    def networks(self) -> tuple[str, ...]:
        return tuple(name for name in SECRETS if getattr(self, name))


def mistakes(options: AnnounceOptions, environment: Mapping[str, str]) -> list[Problem]:
    """Return what is missing before anything can be announced."""
    if not options.networks:
        what, remedy = "it names no network", "set 'mastodon' to a server, or 'bluesky' to a handle"
        return [Problem("ANNOUNCE", what, remedy)]
    return [
        Problem("ANNOUNCE", f"{SECRETS[name]} is not in the environment", _REMEDIES[name])
        for name in options.networks
        if not environment.get(SECRETS[name])
    ]


_REMEDIES = {
    "mastodon": "set it to an access token that may write:statuses (Preferences, Development)",
    "bluesky": "set it to an app password (Settings, Privacy and security, App passwords)",
}
