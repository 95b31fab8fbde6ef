"""On which networks new stories are announced, and which of them.

Setting: ``ANNOUNCE``. Environment: ``MASTODON_TOKEN``, ``BLUESKY_PASSWORD``; of an account for one
language ``MASTODON_TOKEN_DE``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, NonNegativeInt, PositiveInt

from newsroom.delivering.credentials import REMEDY, credential, token_flaw
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


Server = Annotated[str, AfterValidator(_server)]
Handle = Annotated[str, AfterValidator(_handle)]


@dataclass(frozen=True)
class LanguageAccounts:
    """The accounts of one language."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    mastodon: Server = ""
    bluesky: Handle = ""
    bluesky_server: Server = "https://bsky.social"


@dataclass(frozen=True)
class AnnounceOptions:
    """Setting ``ANNOUNCE``: where and how new stories are announced.

    ``mastodon`` is a server, ``bluesky`` a handle; an empty one is not used. ``hashtags`` is how
    many of a story's tags are in a post. A story that is older than ``hours`` is not announced any
    more, and one run announces at most ``most``. ``sections`` and ``languages`` are those whose
    stories count; without any, all do. Stories in a language of ``accounts`` go there alone.
    """

    mastodon: Server = ""
    visibility: Literal["public", "unlisted"] = "public"
    bluesky: Handle = ""
    bluesky_server: Server = "https://bsky.social"
    hashtags: NonNegativeInt = 0
    hours: PositiveInt = 24
    most: PositiveInt = 10
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sponsored: bool = False
    accounts: dict[str, LanguageAccounts] = field(default_factory=dict)

    @property
    def networks(self) -> tuple[str, ...]:
        return tuple(name for name in SECRETS if getattr(self, name))

    def by_account(self) -> dict[str, "AnnounceOptions"]:
        """Return what counts for each account: ``mastodon``, ``bluesky-de``."""
        found = dict.fromkeys(self.networks, self)
        for lang, own in self.accounts.items():
            options = replace(
                self, mastodon=own.mastodon, bluesky=own.bluesky, languages=(lang,),
                bluesky_server=own.bluesky_server, accounts={},
            )  # fmt: skip
            found |= {f"{name}-{lang}": options for name in options.networks}
        return found


def secret_of(account: str) -> str:
    """Return the variable that holds the secret of an account: ``MASTODON_TOKEN_DE``."""
    network, _, lang = account.partition("-")
    return "_".join(filter(None, (SECRETS[network], lang.upper().replace("-", "_"))))


def mistakes(options: AnnounceOptions, environment: Mapping[str, str]) -> list[Problem]:
    """Return what is missing before anything can be announced."""
    if not options.by_account():
        what, remedy = "it names no network", "set 'mastodon' to a server, or 'bluesky' to a handle"
        return [Problem("ANNOUNCE", what, remedy)]
    found = []
    for account in options.by_account():
        variable = secret_of(account)
        if not credential(environment, variable):
            remedy = _REMEDIES[account.partition("-")[0]]
            found.append(Problem("ANNOUNCE", f"{variable} is not in the environment", remedy))
        elif flaw := token_flaw(environment, variable):
            found.append(Problem("ANNOUNCE", flaw, REMEDY))
    return found


_REMEDIES = {
    "mastodon": "set it to an access token that may write:statuses (Preferences, Development)",
    "bluesky": "set it to an app password (Settings, Privacy and security, App passwords)",
}
