"""Parsing many files at once, in as many processes as there are cores."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.reading.store import source_key

if TYPE_CHECKING:
    from newsroom.reading.parse import Parsed, Parser

FEW = 16
"""Up to so many files are parsed at once here: starting processes would take longer."""
_CHUNK = 32

Task = tuple[Path, str]
"""A file and what it is: ``"story"`` or ``"page"``."""


def parse_files(
    tasks: Sequence[Task], zone: str, fingerprint: bytes, workers: int
) -> Iterator[tuple[bytes, "Parsed"]]:
    """Parse files and yield (key, parsed) in the order of ``tasks``.

    The key is taken from the bytes that were parsed, should a file change in between.
    """
    if len(tasks) <= FEW or workers == 1:
        if tasks:
            yield from _parse(tasks, _parser(zone), fingerprint)
        return
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _start, (zone, fingerprint)) as pool:
        yield from chain.from_iterable(pool.map(_work, chunks))


def _parser(zone: str) -> "Parser":
    # Markdown and all that belongs to it is imported only when there is something to parse.
    from newsroom.reading.parse import Parser  # noqa: PLC0415

    return Parser(zone)


def _parse(
    tasks: Sequence[Task], parser: "Parser", fingerprint: bytes
) -> Iterator[tuple[bytes, "Parsed"]]:
    for path, kind in tasks:
        data = path.read_bytes()
        yield source_key(fingerprint, kind, data), parser.parse(data, kind)


# A worker keeps its parser between chunks; only it ever sees this name.
_worker: tuple["Parser", bytes]


def _start(zone: str, fingerprint: bytes) -> None:
    global _worker  # noqa: PLW0603 - the executor offers no other place for a worker's state
    _worker = _parser(zone), fingerprint


def _work(chunk: Sequence[Task]) -> list[tuple[bytes, "Parsed"]]:
    return list(_parse(chunk, *_worker))
