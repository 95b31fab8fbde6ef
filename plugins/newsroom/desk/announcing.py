"""The task ``./inv announce``: new stories on Mastodon and Bluesky, each once.

Setting: ``ANNOUNCE``.

``content/data/announced.txt`` says what was announced; a line is on the disk before the next step.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import httpx

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.building.lock import alone
from newsroom.delivering.announcing.bluesky import Bluesky
from newsroom.delivering.announcing.live_page import TIMEOUT, LivePage, NotOutError, live_page
from newsroom.delivering.announcing.mastodon import Mastodon
from newsroom.delivering.announcing.options import AnnounceOptions, mistakes, secret_of
from newsroom.delivering.announcing.posts import Announcement, TooLongError
from newsroom.delivering.credentials import credential
from newsroom.delivering.digest.journal import Journal
from newsroom.delivering.notices.post import NoticeError
from newsroom.desk.announcements import Announcements, named
from newsroom.model import Article
from newsroom.options import load_options
from newsroom.problems import ContentError

LEDGER = "announced.txt"
REPEATABLE = timedelta(minutes=55)
"""Mastodon knows the key of a request for an hour."""

BEGUN = "from now on new stories are announced; what is already published is not"
BEFORE_ANY = "the first run sends nothing: it notes what is already published"


class AnnouncingError(Exception):
    """Something needs a person: not announced, or withdrawn since; says what to do."""


class Network(Protocol):
    """An account on a network."""

    name: str
    notes: list[str]

    def open(self) -> None: ...

    def text(self, post: Announcement) -> str: ...

    def send(self, post: Announcement, text: str, card: LivePage) -> str: ...


def announce(
    conf: Path, overrides: Mapping[str, Any], names: Sequence[str] = (), *, dry: bool = False
) -> str:
    """Announce what is new, or the stories of these ``names``, and say what was done.

    Raises:
        ContentError: content or settings have mistakes, or there is no such story.
        AnnouncingError: some of it could not be announced.
    """
    edition = dry_run(conf, overrides, signals.enrich, publishing=not dry)
    options = load_options(edition.settings, "ANNOUNCE", AnnounceOptions)
    accounts = options.by_account()
    secrets = dict.fromkeys(map(secret_of, accounts), "none") if dry else os.environ
    if found := mistakes(options, secrets):
        raise ContentError(found)
    wanted, said, failed = named(edition, names), [], []
    with alone(edition.cache / "announcing"):
        journal = Journal(edition.content / "data" / LEDGER, edition.now)
        for account, own in accounts.items():
            # What fails on one account does not keep back the others.
            round_ = AnnouncingRound(account, own, Announcements(edition, own, journal))
            round_.announce(wanted, dry=dry)
            said += round_.said
            failed += round_.failed
    if failed:
        raise AnnouncingError("\n".join([*said, *failed]))
    return "\n".join(said) or "Nothing new to announce."


class AnnouncingRound:
    """One round on one account: what was ``said`` and what ``failed`` are for the editor."""

    def __init__(
        self, account: str, options: AnnounceOptions, announcements: Announcements
    ) -> None:
        self._account = account
        self._options = options
        self._announcements = announcements
        self._journal = announcements.journal
        self.said: list[str] = []
        self.failed: list[str] = []

    def announce(self, wanted: Sequence[Article], *, dry: bool) -> None:
        """Announce the ``wanted`` stories, without any what is new."""
        name = self._account
        if not wanted and self._journal.state(name) is None:
            self.said.append(f"{name}: {BEFORE_ANY if dry else BEGUN}")
            if not dry:
                self._announcements.begin(name)
            return
        chosen = self._named(wanted) if wanted else self._new()
        if posts := list(map(self._announcements.announcement, chosen)):
            with httpx.Client(timeout=TIMEOUT) as client:
                network = self._network(client)
                if dry:
                    self._show(network, posts)
                else:
                    self._send_all(client, network, posts)
        if not wanted:
            self._remind(dry=dry)

    def _remind(self, *, dry: bool) -> None:
        """Say once which posts lead to stories that were withdrawn: only people delete posts."""
        for whom in self._announcements.withdrawn(self._account):
            address = self._journal.detail(whom)
            post = f"its post, {address}" if address else "its post"
            self.failed.append(
                f"{self._account}: {whom.partition(':')[2]} was withdrawn: delete {post}"
            )
            if not dry:
                self._journal.note("left", whom, f"withdrawn; the post was {address}".rstrip())

    def _network(self, client: httpx.Client) -> Network:
        secret = credential(os.environ, secret_of(self._account))
        kind = Mastodon if self._account.startswith("mastodon") else Bluesky
        return kind(client, self._options, secret)

    def _named(self, wanted: Sequence[Article]) -> list[Article]:
        own = [one for one in wanted if self._announcements.speaks(self._account, one)]
        sent = [one for one in own if self._announcements.was_sent(self._account, one)]
        self.said += [f"{self._account}: {one.source} was announced before" for one in sent]
        return [one for one in own if one not in sent]

    def _new(self) -> list[Article]:
        """Return the stories of this round, and say how many are left for another."""
        found, most = self._announcements.new(self._account), self._options.most
        if rest := len(found[most:]):
            self.said.append(
                f"{self._account}: {rest} more wait for the next run (ANNOUNCE 'most')"
            )
        return found[:most]

    def _show(self, network: Network, posts: Sequence[Announcement]) -> None:
        for post in posts:
            try:
                self.said.append(f"{self._account} would get:\n{network.text(post)}\n")
            except TooLongError as error:
                self.failed.append(f"{post.source}: {self._account}: {error}")

    def _send_all(
        self, client: httpx.Client, network: Network, posts: Sequence[Announcement]
    ) -> None:
        try:
            network.open()
        except NoticeError as error:
            remedy = f"look at the server, at ANNOUNCE and at {secret_of(self._account)}"
            self.failed.append(f"{self._account}: {error}: {remedy}, and run the same again")
            return
        for post in posts:
            if not self._send(client, network, post):
                return

    def _send(self, client: httpx.Client, network: Network, post: Announcement) -> bool:
        """Announce one story; return whether others may follow on this network."""
        whom = self._announcements.whom(self._account, post.key)
        if self._may_be_there(network, whom):
            return True
        try:
            text = network.text(post)
            card = live_page(client, post.url, post.title)
        except TooLongError as error:
            self.failed.append(f"{post.source}: {self._account}: {error}")
            return True
        except NotOutError as error:
            self.said.append(f"{self._account}: {post.source} waits: {error}")
            return True
        self._journal.note("sending", whom)
        try:
            address = network.send(post, text, card)
        except NoticeError as error:
            self._journal.note("failed", whom, str(error))
            self.failed.append(f"{self._account}: {post.source} was not announced: {error}")
            return error.refused
        self._journal.note("sent", whom, address)
        self.said += [f"{self._account}: {one}" for one in network.notes]
        self.said.append(f"{self._account}: {post.title} {address}".rstrip())
        network.notes.clear()
        return True

    def _may_be_there(self, network: Network, whom: str) -> bool:
        """Whether an earlier run ended while it sent this, so long ago that nobody can tell."""
        journal, now = self._journal, self._announcements.edition.now
        if network.name != "mastodon" or journal.state(whom) != "sending":
            return False
        if datetime.fromisoformat(journal.since(whom)) > now - REPEATABLE:
            return False
        self.failed.append(
            f"{self._account}: nobody knows whether {whom} was announced on {journal.since(whom)}: "
            f"look at the account; write `sent` or `failed` for `sending` in {journal.file}"
        )
        return True
