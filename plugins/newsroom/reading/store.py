"""The parse store: every file is parsed once, ever.

One SQLite file under the cache folder maps a key (the bytes of a source and everything that shapes
the parse) to a record and its HTML. It may be deleted, truncated or shared by two builds at any
time: what cannot be read from it is parsed again.
"""

import hashlib
import importlib.metadata
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.problems import ContentError, Problem

if TYPE_CHECKING:
    from newsroom.reading.parse import Parsed

log = logging.getLogger(__name__)

_PACKAGES = ("markdown", "pygments", "typogrify", "smartypants", "nh3", "pydantic", "PyYAML")
_BATCH = 500
_SCHEMA = """
CREATE TABLE IF NOT EXISTS parsed (
    key BLOB PRIMARY KEY, record TEXT NOT NULL, html TEXT NOT NULL
) WITHOUT ROWID
"""


def parse_fingerprint(zone: str) -> bytes:
    """Return the digest of all that shapes a parse beside the source itself."""
    digest = hashlib.blake2b(zone.encode(), digest_size=16)
    for package in _PACKAGES:
        digest.update(f"{package}={importlib.metadata.version(package)}\n".encode())
    here = Path(__file__).parent
    for file in sorted([*here.rglob("*.py"), here.parent / "urls.py", here.parent / "options.py"]):
        digest.update(file.relative_to(here.parent).as_posix().encode() + file.read_bytes())
    return digest.digest()


def source_key(fingerprint: bytes, kind: str, data: bytes) -> bytes:
    return hashlib.blake2b(fingerprint + kind.encode() + data, digest_size=16).digest()


class Store:
    """Parsed files by key. A store that cannot be used is empty and forgets: the build goes on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process = os.getpid()
        self._nameless = False
        self._connection = self._open() or self._reopen_empty()

    def records(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the records that are there."""
        found: dict[bytes, str] = {}
        try:
            for batch in _batches(keys):
                marks = ",".join("?" * len(batch))
                query = f"SELECT key, record FROM parsed WHERE key IN ({marks})"  # noqa: S608
                found.update(self._connection.execute(query, batch))
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return {}
        return found

    def html(self, key: bytes) -> str:
        """Return the body of a file that was parsed in this run or an earlier one.

        Raises:
            ContentError: the cache was damaged while the build ran.
        """
        query = "SELECT html FROM parsed WHERE key = ?"
        if os.getpid() != self._process:  # SQLite forbids a connection to cross a fork
            self._connection, self._process = sqlite3.connect(self._path), os.getpid()
        try:
            return str(self._connection.execute(query, (key,)).fetchone()[0])
        except (sqlite3.DatabaseError, TypeError):
            what, remedy = "the cache was damaged during the build", "build again"
            raise ContentError([Problem(str(self._path), 0, 0, what, remedy)]) from None

    @property
    def crosses_forks(self) -> bool:
        """Whether a forked worker can read it: not so for the nameless stand-in."""
        return not self._nameless

    def add(self, parsed: Iterable[tuple[bytes, "Parsed"]]) -> None:
        rows = ((key, item.record, item.html) for key, item in parsed)
        query = "INSERT OR REPLACE INTO parsed VALUES (?, ?, ?)"
        while batch := list(islice(rows, _BATCH)):
            try:
                with self._connection:
                    self._connection.executemany(query, batch)
            except sqlite3.DatabaseError as error:
                self._give_up(error)
                self._connection.executemany(query, batch)

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_SCHEMA)
        except (sqlite3.Error, OSError) as error:
            log.warning("%s: the cache cannot be used (%s): building without it", self._path, error)
            return None
        return connection

    def _reopen_empty(self) -> sqlite3.Connection:
        # A nameless database on disk: bounded memory, and gone when the run ends.
        self._nameless = True
        connection = sqlite3.connect("")
        connection.execute(_SCHEMA)
        return connection

    def _give_up(self, error: sqlite3.Error) -> None:
        log.warning("%s: the cache is damaged (%s): building without it", self._path, error)
        self._path.unlink(missing_ok=True)
        self._connection = self._reopen_empty()


def _batches(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
