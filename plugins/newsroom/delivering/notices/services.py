"""Who is sent what: IndexNow pages, a WebSub hub feeds, the cache in front of the site all files.

IndexNow: https://www.indexnow.org/documentation. WebSub leaves open how a publisher tells its hub;
all public hubs take ``hub.mode=publish`` with ``hub.url``, some want ``hub.topic``.
"""

import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import orjson

from newsroom.delivering.notices.post import post
from newsroom.delivering.notices.purge import purging
from newsroom.delivering.publishing.changes import Changes
from newsroom.delivering.publishing.notices import Publication, is_feed
from newsroom.delivering.publishing.sample import address
from newsroom.delivering.publishing.site import LISTS
from newsroom.files.precompressed import SUFFIXES
from newsroom.settings.notices import NoticeOptions, key_path

INDEXNOW, HUB, PURGE = "indexnow", "hub", "purge"
BATCH = 10_000
"""Most addresses in one request to IndexNow."""


@dataclass(frozen=True)
class Service:
    """``send`` takes up to ``batch`` addresses, and raises NoticeError where they were not taken.

    ``news`` are the addresses of a publication that the service is sent.
    """

    name: str
    batch: int
    send: Callable[[httpx.Client, Sequence[str]], None]
    news: Callable[[Publication, Changes], Iterable[str]]


def services(options: NoticeOptions, hub: str, url: str, paper: Path, list_: Path) -> list[Service]:
    """Return who is sent notices of the site at ``url``; ``list_`` is the file for the cache."""
    purge = purging(shlex.split(options.purge), paper, list_)
    found = [Service(PURGE, sys.maxsize, purge, cached)]
    if options.indexnow:
        server = options.indexnow_server
        found.append(Service(INDEXNOW, BATCH, _indexnow(server, options.indexnow, url), _pages))
    if hub:
        found.append(Service(HUB, 1, _ping(hub), _feeds))
    return found


def cached(made: Publication, changes: Changes) -> Iterable[str]:
    """Return the address of each file that changed, hidden pages too, sorted.

    New ones are in it: a cache may have kept the answer that there is nothing.
    """
    endings = tuple(SUFFIXES.values())
    paths = (*changes.added, *changes.changed, *changes.removed)
    seen = (one for one in paths if not one.startswith(LISTS) and not one.endswith(endings))
    return sorted({address(made.url, path) for path in seen})


def _pages(made: Publication, _changes: Changes) -> Iterable[str]:
    every = (*made.added, *made.changed, *made.removed)
    return sorted(one for one in every if not is_feed(one))


def _feeds(made: Publication, _changes: Changes) -> Iterable[str]:
    return sorted(one for one in (*made.added, *made.changed) if is_feed(one))


def _indexnow(server: str, key: str, url: str) -> Callable[[httpx.Client, Sequence[str]], None]:
    about: Mapping[str, str] = {
        "host": urlsplit(url).netloc, "key": key, "keyLocation": f"{url}/{key_path(key)}"
    }  # fmt: skip

    def send(client: httpx.Client, addresses: Sequence[str]) -> None:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        body = orjson.dumps({**about, "urlList": list(addresses)})
        post(client, server, content=body, headers=headers)

    return send


def _ping(hub: str) -> Callable[[httpx.Client, Sequence[str]], None]:
    def send(client: httpx.Client, addresses: Sequence[str]) -> None:
        for feed in addresses:
            post(client, hub, data={"hub.mode": "publish", "hub.url": feed, "hub.topic": feed})

    return send
