"""Which addresses a publication added, changed and removed: what others are sent notices of.

The record of the last publication of a target is ``publications/<NAME>.json`` in the folder of the
caches. In it are feeds, and the pages that the sitemap names or named before: nobody is sent the
address of a hidden story.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path

import httpx
import orjson

from newsroom.delivering.publishing.changes import Changes
from newsroom.delivering.publishing.sample import address
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.target import Delivery, Release
from newsroom.files.atomic import write_file

_LOC = re.compile(rb"<loc>([^<]+)</loc>")
_FEED = re.compile(r"(.*/)?feed\.(atom|rss|json)")
_TIMEOUT = 20


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One publication: what was added, changed and removed, as absolute addresses, sorted."""

    target: str
    release: int
    at: str
    url: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def publication(
    name: str, url: str, delivery: Delivery, before: frozenset[str] = frozenset()
) -> Publication:
    """Return the record of a publication of the site at ``url``; its sitemap named ``before``."""
    listed = before.union(*map(_addresses, _sitemaps(delivery.site)))
    return record(name, url, delivery.release, delivery.changes, listed)


def record(
    name: str, url: str, release: Release, changes: Changes, listed: frozenset[str]
) -> Publication:
    """Return the record of ``changes``, with pages that are among the ``listed`` addresses."""

    def shown(paths: Iterable[str]) -> tuple[str, ...]:
        found = {address(url, path): path for path in paths}
        return tuple(sorted(at for at, path in found.items() if at in listed or is_feed(path)))

    return Publication(
        target=name, release=release.number, at=release.at, url=url,
        added=shown(changes.added), changed=shown(changes.changed), removed=shown(changes.removed),
    )  # fmt: skip


def save(made: Publication, folder: Path) -> Path:
    """Write the record below ``folder`` and return its file."""
    file = folder / "publications" / f"{made.target}.json"
    write_file(file, orjson.dumps(asdict(made), option=orjson.OPT_INDENT_2))
    return file


def listed_before(url: str) -> frozenset[str]:
    """Return the addresses that the sitemap of the site names while it is still the old one.

    Without an answer there are none: then no notice is sent of pages that left.
    """
    found: set[str] = set()
    with suppress(httpx.HTTPError, httpx.InvalidURL), httpx.Client(timeout=_TIMEOUT) as client:
        waiting = [f"{url}/sitemap.xml"]
        while waiting and (answer := client.get(waiting.pop())).status_code == 200:
            named = _addresses(answer.content)
            if b"<sitemapindex" in answer.content:
                waiting += [one for one in named if one.startswith(f"{url}/sitemap-")]
            else:
                found |= named
    return frozenset(found)


def _sitemaps(site: BuiltSite) -> Iterable[bytes]:
    return (
        one.source.read_bytes()
        for path, one in site.files.items()
        if path.startswith("sitemap") and path.endswith(".xml")
    )


def _addresses(sitemap: bytes) -> set[str]:
    return {unescape(at.decode()) for at in _LOC.findall(sitemap)}


def is_feed(path: str) -> bool:
    """Return whether a path or an address is that of a feed."""
    return bool(_FEED.fullmatch(path))
