"""Files of the theme that others have replaced: they stay for a while, for pages in caches.

Setting: ``ASSETS``.

A browser, a proxy or a search engine may show a page of last week, which names the style sheet of
last week. The cache keeps each file whose name carries a hash, and since when it is replaced.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from newsroom.files.blob_cache import BlobCache
from newsroom.model.jobs import FileJob, Job
from newsroom.text.urls import IMMUTABLE

_INDEX = "index.json"


@dataclass(frozen=True)
class AssetOptions:
    """Setting ``ASSETS``: how many days replaced files of the theme are published further."""

    grace_days: int = 0


class Replaced:
    """What the cache knows: path of each file → the instant of its replacement, empty if current.

    The pages of a site do not depend on it. It only adds files that no page of today names.
    """

    def __init__(self, cache: Path, days: int) -> None:
        self._blobs = BlobCache(cache / "assets", "")
        self._days = timedelta(days=days)
        self._since: dict[str, str] = orjson.loads(self._blobs.get(_INDEX) or b"{}")

    def kept(self, current: Iterable[str], now: datetime) -> dict[str, bytes]:
        """Return the files that are not ``current`` and whose time is not over."""
        ages = self._aged(set(current), now)
        found = ((path, self._blobs.get(_key(path))) for path in ages if ages[path])
        return {path: data for path, data in found if data is not None}

    def remember(self, current: Iterable[str], output: Path, now: datetime) -> None:
        """Keep the files of an edition that has just been written to ``output``."""
        ages = self._aged(set(current), now)
        for path in ages:
            if not ages[path] and self._blobs.get(_key(path)) is None:
                self._blobs.put(_key(path), (output / path).read_bytes())
        for path in self._since.keys() - ages.keys():
            self._blobs.drop(_key(path))
        if ages != self._since:
            self._blobs.put(_INDEX, orjson.dumps(ages))
            self._since = ages

    def _aged(self, current: set[str], now: datetime) -> dict[str, str]:
        """Return what is known once ``current`` is published; what is too old is left out."""
        moment = now.astimezone(UTC)
        ages = dict.fromkeys(sorted(current), "")
        for path in sorted(self._since.keys() - current):
            since = self._since[path] or moment.isoformat()
            if datetime.fromisoformat(since) + self._days > moment:
                ages[path] = since
        return ages


def old_file(data: bytes) -> bytes:
    """Make a file that was replaced: its bytes as they were."""
    return data


def current_files(jobs: Mapping[str, Job]) -> list[str]:
    """Return the paths with a hash that this edition itself makes."""
    return [
        path
        for path, job in jobs.items()
        if IMMUTABLE.match(path) and not (isinstance(job, FileJob) and job.build is old_file)
    ]


def _key(path: str) -> str:
    return hashlib.blake2b(path.encode(), digest_size=12).hexdigest()
