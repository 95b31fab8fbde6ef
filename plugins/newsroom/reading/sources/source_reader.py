"""Reading source files: each is parsed once, and known by its bytes from then on."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from newsroom.files.file_signatures import FileSignatures
from newsroom.problems import ContentError, Problem, Problems
from newsroom.reading.frontmatter.rules import Rules
from newsroom.reading.registries.registry import unreadable
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.parsed_story import (
    Mistake,
    UnreadStory,
    load_story,
)
from newsroom.reading.sources.pool import Pool
from newsroom.reading.sources.read_files import Kept, ReadFile, read_file
from newsroom.reading.sources.source_files import SourceFile

if TYPE_CHECKING:  # Markdown is imported only when there is something to parse
    from newsroom.reading.sources.parse import Parsed


LARGEST = 2_000_000
"""Bytes of the largest article: far beyond any story, and what a page can still show."""


def read_sources(
    sources: list[SourceFile], store: Store, rules: Rules, workers: int, problems: Problems,
    load_kept: Callable[[], Mapping[str, Kept]] = dict, *, in_background: bool = False,
    unread: list[tuple[SourceFile, UnreadStory]] | None = None,
) -> Iterator[ReadFile]:  # fmt: skip
    """Yield every source with its record, parsing those that the store does not know.

    ``load_kept`` gives those by path that need not be taken from the store; with ``in_background``
    another process parses a few others meanwhile. Files with mistakes are reported and left out;
    ``unread`` gets what is known of them.
    """
    pool = Pool(rules, workers)
    signatures = FileSignatures(store.signatures(), pool.fingerprint.hex())
    keyed = dict(_keys(sources, pool, signatures, problems))
    by_key = {key: source for source, key in keyed.items()}
    store.parse_again = partial(_parse_again, pool, by_key)
    known = store.known(by_key)
    unknown = [source for key, source in by_key.items() if key not in known]
    with pool.parsing(unknown, in_background=in_background) as parsed:
        kept = load_kept()
        same = {
            source.path: ReadFile(source, *kept[source.path])
            for source, key in keyed.items()
            if key in known and source.path in kept and kept[source.path][0] == key
        }
        others = {key: source for source, key in keyed.items() if source.path not in same}
        records = store.records([key for key in others if key in known])
        store.add(_remembered(parsed, records), signatures.new)
    lost = [source for key, source in others.items() if key not in records]
    with pool.parsing(lost) as parsed:
        store.add(_remembered(parsed, records), signatures.new)
    for source, key in keyed.items():
        file = same.get(source.path)
        if file is None:
            if key not in records:
                problems.add(_changed(source.path))
                continue
            story = load_story(records[key])
            if isinstance(story, UnreadStory):
                problems.extend(_problems(source, story.problems))
                if unread is not None:
                    unread.append((source, story))
                continue
            file = read_file(source, key, records[key], story)
        if not file.plain:
            problems.extend(_problems(source, file.story.problems))
        yield file
    if unread is not None and len(keyed) < len(sources):
        nothing = UnreadStory(problems=[])
        unread += [(source, nothing) for source in sources if source not in keyed]


def _problems(source: SourceFile, mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    for line, column, what, remedy, level in mistakes:
        yield Problem(source.path, what, remedy, line=line, column=column, level=level)


def _keys(
    sources: list[SourceFile], pool: Pool, signatures: FileSignatures[bytes], problems: Problems
) -> Iterator[tuple[SourceFile, bytes]]:
    """Yield every source with what finds its parse in the store; unreadable ones are reported."""
    for source in sources:
        path = f"{source.folder}/{source.inner}"
        try:
            key = signatures.get(path, source.kind)
            if key is None:
                if not os.path.isfile(path):  # noqa: PTH113 - a Path costs more than the call
                    problems.add(_no_file(source.path))  # reading a pipe may never end
                    continue
                with open(path, "rb") as file:  # noqa: PTH123 - a Path costs more than the call
                    status, data = os.fstat(file.fileno()), file.read()
                if len(data) > LARGEST:
                    problems.add(_too_large(source.path, len(data)))
                    continue
                key = pool.key(source.kind, data)
                signatures.note(path, status, key, source.kind)
        except OSError as error:
            problems.add(unreadable(source.path, error))
        else:
            yield source, key


def _no_file(path: str) -> Problem:
    return Problem(path, "this is not a file", "put a Markdown file in its place")


def _too_large(path: str, size: int) -> Problem:
    what = f"the file has {size / 1e6:.1f} MB, an article at most {LARGEST / 1e6:.0f}"
    return Problem(path, what, "split it, or link to the data")


def _parse_again(pool: Pool, sources: Mapping[bytes, SourceFile], key: bytes) -> "Parsed":
    """Parse a file again that was parsed before, for a store that lost it.

    Raises:
        ContentError: the file is not what it was.
    """
    try:
        found, parsed = pool.parse(sources[key])
    except OSError as error:
        raise ContentError([unreadable(sources[key].path, error)]) from None
    if found != key:
        raise ContentError([_changed(sources[key].path)])
    return parsed


def _changed(path: str) -> Problem:
    return Problem(path, "the file changed during the build", "build again")


def _remembered(
    parsed: Iterator[tuple[bytes, "Parsed"]], records: dict[bytes, bytes]
) -> Iterator[tuple[bytes, "Parsed"]]:
    for key, item in parsed:
        records[key] = item.record
        yield key, item
