"""The parse store: every file is parsed once, ever.

One SQLite file under the cache folder maps a key (the bytes of a source and everything that shapes
the parse) to a record, its HTML and its terms. It may be deleted, damaged, locked or shared by
several builds at any time: what cannot be read from it is parsed again, what cannot be written
stays in memory.
"""

import hashlib
import logging
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from newsroom.code import digest_of_code

if TYPE_CHECKING:
    from newsroom.reading.parse import Parsed

log = logging.getLogger(__name__)

KEPT = 20
"""What so many builds did not use is forgotten; builds that parse nothing do not count."""
_CODE = ("reading/", "urls.py", "options.py", "problems.py")
_PACKAGES = ("markdown", "pygments", "typogrify", "smartypants", "nh3", "pydantic", "PyYAML")
_BATCH = 500
_PATIENCE = 30
"""Seconds to wait while another build writes."""
_LAYOUT = 4
_KEEP = "INSERT OR REPLACE INTO parsed VALUES (?, ?, ?, ?)"
_READ = "INSERT OR REPLACE INTO files VALUES (?, ?, ?)"
_USE = "INSERT OR REPLACE INTO used VALUES (?, ?)"
_FORGET = "DELETE FROM parsed WHERE key IN (SELECT key FROM used WHERE build <= ?)"
_TABLES = (
    "DROP TABLE IF EXISTS parsed",
    "DROP TABLE IF EXISTS used",
    "DROP TABLE IF EXISTS files",
    "CREATE TABLE parsed (key BLOB PRIMARY KEY, record BLOB, html BLOB, terms BLOB)",
    "CREATE TABLE used (key BLOB PRIMARY KEY, build INTEGER) WITHOUT ROWID",
    "CREATE TABLE files (path TEXT PRIMARY KEY, key BLOB, stamp BLOB) WITHOUT ROWID",
    f"PRAGMA user_version = {_LAYOUT}",
)
_CIRCUMSTANCES = {
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
"""Errors that are not the file's fault."""


def parse_fingerprint(zone: str) -> bytes:
    """Return the digest of all that shapes a parse beside the source itself."""
    return digest_of_code(_CODE, _PACKAGES) + zone.encode()


def source_key(fingerprint: bytes, kind: str, data: bytes) -> bytes:
    return hashlib.blake2b(fingerprint + kind.encode() + data, digest_size=16).digest()


class DamagedError(ValueError):
    """The file holds something else than what was written to it."""


_FAILURES = (sqlite3.Error, ValueError, OverflowError)
"""Damage may also show as a text or number that Python cannot read."""


class Store:
    """Parsed files by key. ``parse_again`` is asked for what is there no more.

    A ``partial`` run does not use most of them and must not make them forgotten.
    """

    parse_again: Callable[[bytes], "Parsed"]

    def __init__(self, path: Path, *, partial: bool = False) -> None:
        self._path = path
        self._partial = partial
        self._process = os.getpid()
        self._spare: dict[bytes, Parsed] = {}
        self._seen: set[bytes] = set()
        self.parsed = 0
        self._writable = True
        self._in_worker = False
        self._inherited: sqlite3.Connection | None = None
        self._connection = self._open()

    def stamps(self) -> dict[str, tuple[str, bytes]]:
        """Return path → stamp and key of the files that were read."""
        if self._partial:
            return {}  # to open a few files is quicker
        rows = self._survey("SELECT key, stamp FROM files", ()) or []
        found = ((key, *seen.decode().partition("\n")) for key, seen in rows)
        return {path: (stamp, key) for key, path, _, stamp in found}

    def records(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the records that are there."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            question = f"SELECT key, record FROM parsed WHERE key IN ({marks})"  # noqa: S608
            rows = self._survey(question, batch)
            if rows is None:  # what was found has no body any more
                return {}
            found.update(rows)
        self._seen.update(found)
        return found

    def html(self, key: bytes) -> str:
        """Return the body of a file that was parsed in this run or an earlier one."""
        return self._part(key, "html")

    def terms(self, key: bytes) -> str:
        """Return what related news compares of a file that was parsed."""
        return self._part(key, "terms")

    def _part(self, key: bytes, name: Literal["html", "terms"]) -> str:
        if (spare := self._spare.get(key)) is not None:
            return str(getattr(spare, name))
        if os.getpid() != self._process and not self._in_worker:
            # SQLite forbids a connection to cross a fork: it must not even be closed here.
            self._in_worker, self._inherited = True, self._connection
            self._connection = self._join()
        question = f"SELECT key, {name} FROM parsed WHERE key = ?"  # noqa: S608
        found = dict(self._ask(question, (key,)))
        return found[key].decode() if key in found else str(getattr(self.parse_again(key), name))

    def add(
        self, parsed: Iterable[tuple[bytes, "Parsed"]], stamps: Mapping[str, tuple[str, bytes]]
    ) -> None:
        """Keep what was parsed and the stamps of files; forget what has not been used for long."""
        parsed = iter(parsed)
        batch = list(islice(parsed, _BATCH))
        if not batch:
            return  # a build that parses nothing writes nothing
        build = self._builds() + (not self._partial)
        while batch:
            self.parsed += len(batch)
            rows = [
                (key, *(_seal(key, text) for text in (item.record, item.html, item.terms)))
                for key, item in batch
            ]
            uses = [(key, build) for key, _ in batch]
            if not self._write((_KEEP, rows), (_USE, uses)):
                self._spare.update(batch)
            batch = list(islice(parsed, _BATCH))
        seen = [(path, key, _seal(key, f"{path}\n{st}")) for path, (st, key) in stamps.items()]
        if self._partial:
            self._write((_READ, seen))
            return
        self._write(
            (_READ, seen),
            (_USE, [(key, build) for key in sorted(self._seen)]),
            (_FORGET, [(build - KEPT,)]),
            ("DELETE FROM used WHERE build <= ?", [(build - KEPT,)]),
            ("DELETE FROM files WHERE key NOT IN (SELECT key FROM used)", [()]),
        )

    def _builds(self) -> int:
        """Return how many builds have written here."""
        if self._connection:
            try:
                question = "SELECT coalesce(max(build), 0) FROM used"
                return int(self._connection.execute(question).fetchone()[0])
            except _FAILURES as error:
                self._give_up(error)
        return 0

    def _survey(self, question: str, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]] | None:
        """Return what ``_ask`` does; ``None`` when the file is damaged, and begins anew."""
        usable = self._connection is not None
        rows = self._ask(question, keys)
        if usable and self._connection is None:
            self._writable = True
            self._connection = self._open()
            return None
        return rows

    def _ask(self, question: str, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        """Return keys and texts in UTF-8: nothing when the file cannot be read."""
        if self._connection:
            try:
                rows = self._connection.execute(question, keys).fetchall()
                return [(key, _unseal(key, sealed)) for key, sealed in rows]
            except _FAILURES as error:
                self._connection = None
                self._give_up(error)
        return []

    def _write(self, *orders: tuple[str, Sequence[tuple[object, ...]]]) -> bool:
        """Carry out all orders or none; return whether that was possible."""
        if not (self._connection and self._writable):
            return False
        try:
            with self._connection:
                for order, rows in orders:
                    self._connection.executemany(order, rows)
        except _FAILURES as error:
            self._give_up(error)
            return False
        return True

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # A preview reads bodies from the threads of its server, one at a time.
            connection = sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
            connection.execute("PRAGMA synchronous = OFF")  # what a crash damages will be seen
            if _layout(connection) != _LAYOUT:
                connection.execute("PRAGMA journal_mode = DELETE")  # one file, also when killed
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    for order in _TABLES if _layout(connection) != _LAYOUT else ():
                        connection.execute(order)
        except (*_FAILURES, OSError) as error:
            self._give_up(error)
            return self._open() if _is_damage(error) and not self._path.exists() else None
        return connection

    def _join(self) -> sqlite3.Connection | None:
        """Return a worker's own connection to the file."""
        try:
            address = f"{self._path.absolute().as_uri()}?mode=ro"
            return sqlite3.connect(address, timeout=_PATIENCE, uri=True)
        except sqlite3.Error:
            return None

    def _give_up(self, error: Exception) -> None:
        """Do without the file. A damaged one is removed, and who removes it says so."""
        self._writable = False
        if _is_damage(error):
            self._connection = None
            try:
                self._path.unlink()
            except OSError:
                return
            Path(f"{self._path}-journal").unlink(missing_ok=True)
            log.warning("%s: the cache was damaged (%s) and begins anew", self._path, error)
        elif not self._in_worker:
            log.warning("%s: the cache cannot be used (%s): building without", self._path, error)


def _layout(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_damage(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _CIRCUMSTANCES
    return not isinstance(error, OSError)


def _seal(key: bytes, text: str) -> bytes:
    data = text.encode()
    return zlib.crc32(data, zlib.crc32(key)).to_bytes(4) + data


def _unseal(key: object, sealed: object) -> bytes:
    """Return what was sealed; SQLite itself does not notice a changed byte within a value."""
    if isinstance(key, bytes) and isinstance(sealed, bytes):
        data = sealed[4:]
        if sealed[:4] == zlib.crc32(data, zlib.crc32(key)).to_bytes(4):
            return data
    raise DamagedError("a text is not what was written")
