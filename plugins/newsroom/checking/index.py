"""The index: what connects one source with others, kept between checks.

A check of a few files reads these and their neighbours only. One file of the cache says which these
are; it may be deleted. For each source it has size and time, and the names, tags and series by
which others may depend on it. What changed since is read again; the parse store tells by the hash
of the bytes whether anything in it is new.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

import orjson

from newsroom.edition import PagedEdition
from newsroom.engine.code_digest import digest_of_code
from newsroom.files.blob_cache import BlobCache
from newsroom.problems import Problems
from newsroom.reading.frontmatter.rules import read_rules
from newsroom.reading.sources.parse_store import Store, parse_fingerprint
from newsroom.reading.sources.parsed_story import Matter
from newsroom.reading.sources.read_files import ReadFile
from newsroom.reading.sources.source_files import SourceFile, find_sources
from newsroom.reading.sources.source_reader import read_sources
from newsroom.text.urls import file_slug

_NAME = "check-index"
_FEW = 20
"""Sources that changed are cheaper to read again than the whole file is to write."""
_JUST_NOW = 2_000_000_000
"""Nanoseconds: a file that was so young could change again without another time."""


class IndexedSource(NamedTuple):
    """``names`` are last parts of addresses: of the slug and of former addresses.

    ``time`` is when the file last changed (ctime, which nobody can set), in nanoseconds.
    """

    size: int
    time: int
    names: Sequence[str]
    tags: Sequence[str]
    in_series: bool


@dataclass(frozen=True)
class SourceIndex:
    """Every source of the content folder by its path, and what it can be met by."""

    sources: Mapping[str, SourceFile]
    entries: Mapping[str, IndexedSource]

    def named(self, names: Iterable[str]) -> set[str]:
        """Return the paths of sources with one of these names."""
        wanted = frozenset(names)
        return {path for path, it in self.entries.items() if not wanted.isdisjoint(it.names)}

    def tagged(self, tags: Iterable[str]) -> set[str]:
        """Return the paths of sources with one of these tags, spelt so."""
        wanted = frozenset(tags)
        return {path for path, it in self.entries.items() if not wanted.isdisjoint(it.tags)}


def last_part(address: str) -> str:
    """Return what an address and another spelling of it have in common: its last part."""
    path = unquote(address).partition("#")[0].partition("?")[0]
    return path.removesuffix("index.html").rstrip("/").rpartition("/")[2]


def facts(source: SourceFile, matter: Matter | None, size: int, time: int) -> IndexedSource:
    """Return the entry of a source; one with mistakes has no front matter."""
    if matter is None:
        return IndexedSource(size, time, [file_slug(source.inner)], [], False)
    own = matter.slug or file_slug(source.inner)
    names = [own, *map(last_part, matter.aliases)]
    return IndexedSource(size, time, names, matter.tags, bool(matter.series))


def open_index(edition: PagedEdition, store: Store) -> SourceIndex:
    """Return the index of the content folder as it is now, and keep it for the next time."""
    content, project = edition.content, edition.content.parent
    found = find_sources(content / "articles", project, "story")
    found += find_sources(content / "pages", project, "page")
    rules = read_rules(edition.settings)
    seal = parse_fingerprint(rules) + digest_of_code(["checking/"], ())
    blobs, now = BlobCache(edition.cache, seal.hex()), time.time_ns()
    kept, written = _load(blobs)
    entries: dict[str, IndexedSource] = {}
    stale: dict[SourceFile, tuple[int, int]] = {}
    for source in found:
        try:
            status = os.stat(f"{source.folder}/{source.inner}")  # noqa: PTH116 - a Path costs more
        except OSError:
            continue  # the check itself says so
        seen = status.st_size, status.st_ctime_ns
        entry = kept.get(source.path)
        if entry and seen == (entry.size, entry.time) and entry.time < written - _JUST_NOW:
            entries[source.path] = entry
        else:
            stale[source] = seen
    read = _read(list(stale), edition, store) if stale else ()
    matters = {file.source: file.story.matter for file in read}
    for source, seen in stale.items():
        entries[source.path] = facts(source, matters.get(source), *seen)
    if len(stale) > _FEW or len(entries) != len(kept):
        blobs.put(_NAME, orjson.dumps([now, {path: tuple(it) for path, it in entries.items()}]))
    return SourceIndex({source.path: source for source in found}, entries)


def _read(sources: list[SourceFile], edition: PagedEdition, store: Store) -> Iterator[ReadFile]:
    return read_sources(sources, store, read_rules(edition.settings), edition.workers, Problems())


def _load(blobs: BlobCache) -> tuple[dict[str, IndexedSource], int]:
    """Return the kept entries and when they were noted."""
    written, kept = orjson.loads(blobs.get(_NAME) or b"[0, {}]")
    return {path: IndexedSource(*entry) for path, entry in kept.items()}, written
