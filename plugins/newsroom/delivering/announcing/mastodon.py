"""Mastodon: one status for each story (https://docs.joinmastodon.org/methods/statuses/).

The same ``Idempotency-Key`` within an hour gives the same status, so that a request may be
repeated.
"""

import hashlib
import re
from dataclasses import replace

import httpx

from newsroom.delivering.announcing.options import AnnounceOptions
from newsroom.delivering.announcing.posts import Announcement, fitting
from newsroom.delivering.notices.post import RefusedError, ask

MOST = 500
URL_LENGTH = 23
"""Characters of a status, and those for which each address counts, where a server says neither."""
_MENTION = re.compile(r"(?<![\w/=])@(?=\w)")


class Mastodon:
    """An account on a server; ``token`` may write statuses."""

    name = "mastodon"

    def __init__(self, client: httpx.Client, options: AnnounceOptions, token: str) -> None:
        self._client = client
        self._server = options.mastodon
        self._visibility = options.visibility
        self._headers = {"Authorization": f"Bearer {token}"}
        self._most, self._url_length = MOST, URL_LENGTH
        self.notes: list[str] = []

    def open(self) -> None:
        """Ask for the limits of the server, and whether it knows us.

        Raises:
            NoticeError: it does not answer, or does not take the token.
        """
        url = f"{self._server}/api/v2/instance"
        answer = ask(self._client, "GET", url)
        try:
            limits = answer.json()["configuration"]["statuses"]
            self._most = int(limits["max_characters"])
            self._url_length = int(limits["characters_reserved_per_url"])
        except (ValueError, KeyError, TypeError):
            pass  # an older server: then the usual limits count
        me = f"{self._server}/api/v1/accounts/verify_credentials"
        try:
            ask(self._client, "GET", me, headers=self._headers)
        except RefusedError as error:
            # A token that may only write cannot ask who it is.
            if error.status != httpx.codes.FORBIDDEN:
                raise

    def text(self, post: Announcement) -> str:
        """Return the text of a post.

        Raises:
            TooLongError: its headline is too long.
        """
        # A name in a headline must not call who has it here.
        title = _MENTION.sub("@\u2060", post.title)
        return fitting(replace(post, title=title), self._most, self._url_length)

    def send(self, post: Announcement, text: str, _card: object) -> str:
        """Announcement it, and return its address.

        Raises:
            NoticeError: it was not taken.
        """
        key = hashlib.sha256(f"{self._server} {post.key}".encode()).hexdigest()
        answer = ask(
            self._client, "POST", f"{self._server}/api/v1/statuses",
            headers={**self._headers, "Idempotency-Key": key},
            data={
                "status": text, "language": language_of(post.lang), "visibility": self._visibility,
            },
        )  # fmt: skip
        try:
            return str(answer.json()["url"])
        except (ValueError, KeyError, TypeError):
            return ""  # it was taken without saying where


def language_of(tag: str) -> str:
    """Return a language as servers know it: of regions they know only those of Chinese."""
    return tag if tag.startswith("zh-") else tag.partition("-")[0]
