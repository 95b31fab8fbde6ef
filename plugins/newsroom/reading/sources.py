"""Finding the source files of a folder and having each of them parsed, once."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsroom.problems import Problem, Problems
from newsroom.progress import track
from newsroom.reading.pool import Task, parse_files
from newsroom.reading.registries import unreadable
from newsroom.reading.store import Store, parse_fingerprint, source_key

if TYPE_CHECKING:  # Markdown is imported only when there is something to parse
    from newsroom.reading.parse import Parsed

LARGEST = 2_000_000
"""Bytes of the largest article: far beyond any story, and what a page can still show."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file below ``folder``: ``path`` is relative to the project, ``inner`` to the folder."""

    folder: str
    path: str
    inner: str
    kind: str

    @property
    def file(self) -> Path:
        return Path(self.folder, self.inner)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what parsing made of it; ``key`` finds its HTML in the store."""

    source: SourceFile
    key: bytes
    record: dict[str, Any]


def find_sources(folder: Path, project: Path, kind: str, problems: Problems) -> list[SourceFile]:
    """Return the Markdown files below ``folder``, in the order of their paths."""
    found = []
    root = os.fspath(folder)
    path = Path(os.path.relpath(folder, project)).as_posix()
    for place, folders, names in os.walk(root):
        inner = place[len(root) + 1 :].replace(os.sep, "/")
        within = f"{inner}/" if inner else ""
        for name in folders:
            if os.path.islink(f"{place}/{name}"):
                what = "a symbolic link to a folder is not followed"
                problems.warning(f"{path}/{within}{name}", what, "copy the folder")
        for name in names:
            if name.endswith((".md", ".markdown")) and not name.startswith("."):
                found.append(SourceFile(root, f"{path}/{within}{name}", within + name, kind))
    return sorted(found, key=lambda source: source.inner)


def read_sources(
    sources: list[SourceFile], store: Store, zone: str, workers: int, problems: Problems
) -> Iterator[ReadFile]:
    """Yield every source with its record, parsing those that the store does not know.

    Files with mistakes are reported and left out.
    """
    fingerprint = parse_fingerprint(zone)
    keyed = {}
    for source in sources:
        try:
            with open(f"{source.folder}/{source.inner}", "rb") as file:
                data = file.read()
        except OSError as error:
            problems.add(unreadable(source.path, error))
            continue
        if len(data) > LARGEST:
            what = f"the file has {len(data) / 1e6:.1f} MB, an article at most {LARGEST / 1e6:.0f}"
            problems.error(source.path, what, "split it, or link to the data")
            continue
        keyed[source] = source_key(fingerprint, source.kind, data)
    records = store.records(list(keyed.values()))
    unknown = {key: source for source, key in keyed.items() if key not in records}
    tasks: list[Task] = [(source.file, source.kind) for source in unknown.values()]
    parsed = parse_files(tasks, zone, fingerprint, workers)
    store.add(_remembered(track(parsed, len(tasks), "Reading"), records))
    for source, key in keyed.items():
        if key not in records:
            problems.error(source.path, "the file changed while it was read", "build again")
            continue
        record = json.loads(records[key])
        for line, column, what, remedy, level in record["problems"]:
            problems.add(Problem(source.path, line, column, what, remedy, level))
        if "matter" in record:
            yield ReadFile(source, key, record)


def _remembered(
    parsed: Iterator[tuple[bytes, "Parsed"]], records: dict[bytes, str]
) -> Iterator[tuple[bytes, "Parsed"]]:
    for key, item in parsed:
        records[key] = item.record
        yield key, item
