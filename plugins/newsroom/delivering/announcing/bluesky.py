"""Bluesky: one post for each story, with its card (https://docs.bsky.app/docs/advanced-guides/posts).

The name of a record follows from its story, so that it is there once, however often it is sent.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import httpx

from newsroom.delivering.announcing.live_page import LivePage
from newsroom.delivering.announcing.options import AnnounceOptions
from newsroom.delivering.announcing.posts import Announcement, fitting
from newsroom.delivering.notices.post import NoticeError, ask

MOST = 300
MOST_BYTES = 1_000_000
"""Graphemes of a post, and bytes of a picture."""
POSTS = "app.bsky.feed.post"
_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"


class Bluesky:
    """An account; ``password`` is an app password."""

    name = "bluesky"

    def __init__(self, client: httpx.Client, options: AnnounceOptions, password: str) -> None:
        self._client = client
        self._server = options.bluesky_server
        self._login = {"identifier": options.bluesky, "password": password}
        self._headers: dict[str, str] = {}
        self._did = ""
        self.notes: list[str] = []

    def open(self) -> None:
        """Open a session.

        Raises:
            NoticeError: the server does not answer, or does not take handle and password.
        """
        url = self._url("com.atproto.server.createSession")
        answer = ask(self._client, "POST", url, json=self._login)
        try:
            session = answer.json()
            self._headers = {"Authorization": f"Bearer {session['accessJwt']}"}
            self._did = session["did"]
        except (ValueError, KeyError, TypeError):
            raise NoticeError(f"{url} answers without a session") from None

    def text(self, post: Announcement) -> str:
        """Return the text of a post.

        Raises:
            TooLongError: its headline is too long.
        """
        return fitting(post, MOST)

    def send(self, post: Announcement, text: str, card: LivePage) -> str:
        """Announcement it, and return its address.

        Raises:
            NoticeError: it was not taken.
        """
        key = record_key(post)
        record = {
            "$type": POSTS,
            "text": text,
            "facets": facets(post, text),
            "langs": [post.lang],
            "createdAt": datetime.now(UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
            "embed": {"$type": "app.bsky.embed.external", "external": self._card(post, card)},
        }
        body = {"repo": self._did, "collection": POSTS, "rkey": key, "record": record}
        try:
            url = self._url("com.atproto.repo.createRecord")
            ask(self._client, "POST", url, headers=self._headers, json=body)
        except NoticeError:
            if not self._is_there(key):
                raise
        return f"https://bsky.app/profile/{self._login['identifier']}/post/{key}"

    def _card(self, post: Announcement, card: LivePage) -> dict[str, Any]:
        found: dict[str, Any] = {
            "uri": post.url, "title": card.title, "description": card.description,
        }  # fmt: skip
        if blob := self._picture(card):
            found["thumb"] = blob
        return found

    def _picture(self, card: LivePage) -> Any:
        """Return the picture of the page, put on the server; ``None`` where there is none."""
        if not card.image:
            return None
        picture = ask(self._client, "GET", card.image)
        if (size := len(picture.content)) > MOST_BYTES:
            self.notes.append(
                f"{card.image} has {size / 1e6:.1f} MB, {MOST_BYTES / 1e6:.0f} are allowed: "
                "the post has no picture"
            )
            return None
        kind = picture.headers.get("Content-Type", "").partition(";")[0] or card.image_type
        headers = {**self._headers, "Content-Type": kind}
        url = self._url("com.atproto.repo.uploadBlob")
        answer = ask(self._client, "POST", url, headers=headers, content=picture.content)
        try:
            return answer.json()["blob"]
        except (ValueError, KeyError, TypeError):
            raise NoticeError(f"{url} answers without a blob") from None

    def _is_there(self, key: str) -> bool:
        """Whether a request that seemed to fail had been taken, by this run or an earlier one."""
        wanted = {"repo": self._did, "collection": POSTS, "rkey": key}
        try:
            ask(self._client, "GET", self._url("com.atproto.repo.getRecord"), params=wanted)
        except NoticeError:
            return False
        return True

    def _url(self, method: str) -> str:
        return f"{self._server}/xrpc/{method}"


def facets(post: Announcement, text: str) -> list[dict[str, Any]]:
    """Return what in a text is a link or a hashtag; places are counted in bytes of UTF-8."""
    features = [
        *((f"#{tag}", {"$type": "app.bsky.richtext.facet#tag", "tag": tag}) for tag in post.tags),
        (post.url, {"$type": "app.bsky.richtext.facet#link", "uri": post.url}),
    ]
    data, found, start = text.encode(), [], len(post.title.encode())
    for word, feature in features:
        place = data.find(word.encode(), start)
        if place < 0:
            continue  # hashtags for which there was no room
        start = place + len(word.encode())
        found.append({"index": {"byteStart": place, "byteEnd": start}, "features": [feature]})
    return found


def record_key(post: Announcement) -> str:
    """Return the name of a story's record (a TID): its time, and ten bits of its address."""
    clock = int.from_bytes(hashlib.sha256(post.key.encode()).digest()[:2]) & 1023
    number = (post.moment << 10 | clock) & (1 << 63) - 1
    return "".join(_SIGNS[number >> shift & 31] for shift in range(60, -1, -5))
