"""A SQLite file that may be deleted, damaged, locked or shared by several builds at any time.

What cannot be read from it is not there, what cannot be written is not kept; a damaged file is
removed and begins again. Nobody who uses it has to care.
"""

import logging
import os
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path

log = logging.getLogger(__name__)

Rows = list[tuple[bytes, bytes]]
_PATIENCE = 30
"""Seconds to wait while another build writes."""
_CIRCUMSTANCES = {
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
"""Errors that are not the file's fault."""


class DamagedError(ValueError):
    """The file holds something else than what was written to it."""


_FAILURES = (sqlite3.Error, ValueError, OverflowError)
"""Damage may also show as a text or number that Python cannot read."""


class Database:
    """The file at ``path``; ``tables`` make it, and ``layout`` tells it from older ones.

    Values are sealed with their keys: SQLite itself does not notice a changed byte within one.
    """

    def __init__(self, path: Path, tables: Sequence[str], layout: int) -> None:
        self._path = path
        self._tables = tables
        self._layout = layout
        self._process = os.getpid()
        self._writable = True
        self._in_worker = False
        self._inherited: sqlite3.Connection | None = None
        self._connection = self._open()

    def survey(self, question: str, keys: Sequence[bytes] = ()) -> Rows | None:
        """Return what ``ask`` does; ``None`` when the file is damaged, and begins again."""
        usable = self._connection is not None
        rows = self.ask(question, keys)
        return None if usable and self._began_anew() else rows

    def keys(self, question: str, keys: Sequence[bytes] = ()) -> set[bytes]:
        """Return the keys that answer ``question``; none when the file is damaged, as above."""
        if self._connection:
            try:
                return {key for (key,) in self._connection.execute(question, keys)}
            except _FAILURES as error:
                self._connection = None
                self._give_up(error)
                self._began_anew()
        return set()

    def ask(self, question: str, keys: Sequence[bytes] = ()) -> Rows:
        """Return keys and texts in UTF-8: nothing when the file cannot be read."""
        self._leave_parent()
        if self._connection:
            try:
                rows = self._connection.execute(question, keys).fetchall()
                return [(key, unseal(key, sealed)) for key, sealed in rows]
            except _FAILURES as error:
                self._connection = None
                self._give_up(error)
        return []

    def number(self, question: str) -> int:
        """Return the one number that answers ``question``; 0 when the file cannot be read."""
        if self._connection:
            try:
                return int(self._connection.execute(question).fetchone()[0])
            except _FAILURES as error:
                self._give_up(error)
        return 0

    def write(self, *orders: tuple[str, Sequence[tuple[object, ...]]]) -> bool:
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

    def _began_anew(self) -> bool:
        """Open the file again if it was given up; return whether that was so."""
        if self._connection is not None:
            return False
        self._writable = True
        self._connection = self._open()
        return True

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # A preview reads bodies from the threads of its server, one at a time.
            connection = sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
            connection.execute("PRAGMA synchronous = OFF")  # what a crash damages will be seen
            if _layout(connection) != self._layout:
                connection.execute("PRAGMA journal_mode = DELETE")  # one file, also when killed
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    for order in self._tables if _layout(connection) != self._layout else ():
                        connection.execute(order)
        except (*_FAILURES, OSError) as error:
            self._give_up(error)
            return self._open() if _is_damage(error) and not self._path.exists() else None
        return connection

    def _leave_parent(self) -> None:
        """In a worker, connect again: SQLite forbids a connection to cross a fork.

        It must not even be closed here.
        """
        if os.getpid() != self._process and not self._in_worker:
            self._in_worker, self._inherited = True, self._connection
            self._connection = self._join()

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
            log.warning("%s: the cache was damaged (%s) and begins again", self._path, error)
        elif not self._in_worker:
            log.warning("%s: the cache cannot be used (%s): building without", self._path, error)


def _layout(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_damage(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _CIRCUMSTANCES
    return not isinstance(error, OSError)


def seal(key: bytes, text: str | bytes) -> bytes:
    """Return a text as the value that is kept under ``key``."""
    data = text.encode() if isinstance(text, str) else text
    return zlib.crc32(data, zlib.crc32(key)).to_bytes(4) + data


def unseal(key: object, sealed: object) -> bytes:
    """Return what was sealed.

    Raises:
        DamagedError: it is something else.
    """
    if isinstance(key, bytes) and isinstance(sealed, bytes):
        data = sealed[4:]
        if sealed[:4] == zlib.crc32(data, zlib.crc32(key)).to_bytes(4):
            return data
    raise DamagedError("a text is not what was written")
