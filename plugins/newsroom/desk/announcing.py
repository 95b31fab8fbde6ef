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
from newsroom.delivering.announcing.options import SECRETS, AnnounceOptions, mistakes
from newsroom.delivering.announcing.posts import Announcement, TooLongError, hashtags
from newsroom.delivering.digest.journal import Journal
from newsroom.delivering.notices.post import NoticeError
from newsroom.edition import Edition
from newsroom.model import Article
from newsroom.options import load_options, suggestion
from newsroom.problems import ContentError, Problem

LEDGER = "announced.txt"
BEFORE = timedelta(days=7)
"""How old the stories are that the first run notes; what is older is not announced by itself."""
REPEATABLE = timedelta(minutes=55)
"""Mastodon knows the key of a request for an hour."""


class AnnouncingError(Exception):
    """Something was not announced; says what was, and what to do about the rest."""


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
    if found := mistakes(options, SECRETS_FOR_TRYING if dry else os.environ):
        raise ContentError(found)
    file = edition.content / "data" / LEDGER
    with alone(edition.cache / "announcing"):
        run = Run(edition, options, Journal(file, edition.now), named(edition, names))
        for network in options.networks:
            run.announce_on(network, dry=dry)
    if run.failed:
        raise AnnouncingError("\n".join([*run.said, *run.failed]))
    return "\n".join(run.said) or "Nothing new to announce."


SECRETS_FOR_TRYING = dict.fromkeys(SECRETS.values(), "none")


def named(edition: Edition, names: Sequence[str]) -> list[Article]:
    """Return the stories of these slugs, files or addresses.

    Raises:
        ContentError: a story is not there, or readers cannot see it.
    """
    found, problems = [], []
    for name in names:
        for one in edition.articles:
            if name in (one.slug, one.source, one.url, edition.site.absolute(one.url)):
                found.append(one)
                break
        else:
            near = suggestion(name, [one.slug for one in edition.articles])
            remedy = f"name one that readers can see by its slug{near}"
            problems.append(Problem("announce", f"there is no story {name!r}", remedy))
    if problems:
        raise ContentError(problems)
    return found


class Run:
    """One run: what was ``said`` and what ``failed`` are for the editor."""

    def __init__(
        self, edition: Edition, options: AnnounceOptions, journal: Journal, wanted: list[Article]
    ) -> None:
        self._edition = edition
        self._options = options
        self._journal = journal
        self._wanted = wanted
        self.said: list[str] = []
        self.failed: list[str] = []

    def announce_on(self, name: str, *, dry: bool) -> None:
        """Announce on one network; what fails there does not keep back the others."""
        if not self._wanted and self._journal.state(name) is None:
            if not dry:
                self._begin(name)
            self.said.append(
                f"{name}: from now on new stories are announced; what is already published is not"
            )
            return
        stories = self._new(name)
        if not stories:
            return
        with httpx.Client(timeout=TIMEOUT) as client:
            network = self._network(client, name)
            if dry:
                for one in stories:
                    self._show(network, self._post(one))
                return
            try:
                network.open()
            except NoticeError as error:
                remedy = f"look at the server, at ANNOUNCE and at {SECRETS[name]}"
                self.failed.append(f"{name}: {error}: {remedy}, and run the same again")
                return
            for one in stories:
                if not self._send(client, network, self._post(one)):
                    return

    def _begin(self, name: str) -> None:
        """Note what readers see already; a story that comes later may still have an earlier date."""
        now = self._edition.now
        for one in self._edition.articles:
            if one.published > now - BEFORE:
                self._journal.note("left", self._whom(name, one.id), "was there before")
        self._journal.note("started", name)

    def _network(self, client: httpx.Client, name: str) -> Network:
        secret = os.environ.get(SECRETS[name], "")
        if name == "mastodon":
            return Mastodon(client, self._options, secret)
        return Bluesky(client, self._options, secret)

    def _new(self, network: str) -> list[Article]:
        """Return the stories that must be announced, the oldest first."""
        options, journal = self._options, self._journal
        if self._wanted:
            every = self._wanted
        else:
            started = datetime.fromisoformat(journal.since(network))
            since = max(started - BEFORE, self._edition.now - timedelta(hours=options.hours))
            every = [
                one for one in self._edition.articles
                if one.published > since and self._counts(one)
            ]  # fmt: skip
        done = ("sent",) if self._wanted else ("sent", "left")
        left = [one for one in every if journal.state(self._whom(network, one.id)) not in done]
        for one in self._wanted if len(left) < len(self._wanted) else ():
            if one not in left:
                self.said.append(f"{network}: {one.source} was announced before")
        left.sort(key=lambda one: (one.published, one.url))
        if len(left) > options.most:
            rest = len(left) - options.most
            self.said.append(f"{network}: {rest} more wait for the next run (ANNOUNCE 'most')")
        return left[: options.most]

    def _whom(self, network: str, key: str) -> str:
        """Return how the ledger calls a story on a network: by its lasting id."""
        return f"{network}:{key.removeprefix(self._edition.site.url)}"

    def _counts(self, article: Article) -> bool:
        options = self._options
        return (
            (options.sponsored or not article.sponsor)
            and (not options.sections or article.section.slug in options.sections)
            and (not options.languages or article.lang in options.languages)
        )

    def _post(self, article: Article) -> Announcement:
        return Announcement(
            key=article.id,
            title=article.social_title,
            url=self._edition.site.absolute(article.url),
            tags=hashtags([tag.name for tag in article.tags], self._options.hashtags),
            lang=article.lang,
            source=article.source,
            moment=round(article.published.timestamp() * 1_000_000),
        )

    def _show(self, network: Network, post: Announcement) -> None:
        try:
            self.said.append(f"{network.name} would get:\n{network.text(post)}\n")
        except TooLongError as error:
            self.failed.append(f"{post.source}: {network.name}: {error}")

    def _send(self, client: httpx.Client, network: Network, post: Announcement) -> bool:
        """Announce one story; return whether others may follow on this network."""
        whom = self._whom(network.name, post.key)
        if self._may_be_there(network, whom):
            return True
        try:
            text = network.text(post)
            card = live_page(client, post.url, post.title)
        except TooLongError as error:
            self.failed.append(f"{post.source}: {network.name}: {error}")
            return True
        except NotOutError as error:
            self.said.append(f"{network.name}: {post.source} waits: {error}")
            return True
        self._journal.note("sending", whom)
        try:
            address = network.send(post, text, card)
        except NoticeError as error:
            self._journal.note("failed", whom, str(error))
            self.failed.append(f"{network.name}: {post.source} was not announced: {error}")
            return error.refused
        self._journal.note("sent", whom, address)
        self.said += [f"{network.name}: {one}" for one in network.notes]
        self.said.append(f"{network.name}: {post.title} {address}".rstrip())
        network.notes.clear()
        return True

    def _may_be_there(self, network: Network, whom: str) -> bool:
        """Whether an earlier run ended while it sent this, so long ago that nobody can tell."""
        journal = self._journal
        if network.name != "mastodon" or journal.state(whom) != "sending":
            return False
        if datetime.fromisoformat(journal.since(whom)) > self._edition.now - REPEATABLE:
            return False
        self.failed.append(
            f"{network.name}: nobody knows whether {whom} was announced on {journal.since(whom)}: "
            f"look at the account; write `sent` or `failed` for `sending` in {journal.file}"
        )
        return True
