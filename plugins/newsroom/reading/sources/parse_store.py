"""The parse store: every file is parsed once, ever.

One SQLite file under the cache folder maps a key (the bytes of a source and everything that shapes
the parse) to a record, its HTML and its terms. What cannot be read from it is parsed again, what
cannot be written stays in memory.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from newsroom.engine.code_digest import digest_of_code
from newsroom.reading.sources.database import Database, seal

if TYPE_CHECKING:
    from newsroom.reading.frontmatter.rules import Rules
    from newsroom.reading.sources.parse import Parsed

KEPT = 20
"""What so many builds did not use is forgotten; builds that parse nothing do not count."""
_CODE = (
    "reading/", "embeds/", "languages/", "model/", "text/", "engine/", "files/",
    "offers.py", "options.py", "problems.py",
)  # fmt: skip
_PACKAGES = (
    "markdown", "markupsafe", "nh3", "numpy", "pydantic", "pydantic-core", "pygments", "PyYAML",
    "smartypants", "typogrify",
)  # fmt: skip
_BATCH = 500
_LAYOUT = 4
_BUILDS = "SELECT coalesce(max(build), 0) FROM used"
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


def parse_fingerprint(rules: "Rules") -> bytes:
    """Return the digest of all that shapes a parse, except for the source itself."""
    return digest_of_code(_CODE, _PACKAGES) + repr(rules).encode()


def source_key(fingerprint: bytes, kind: str, data: bytes) -> bytes:
    return hashlib.blake2b(fingerprint + kind.encode() + data, digest_size=16).digest()


class Store:
    """Parsed files by key. ``parse_again`` is asked for what is there no more.

    A ``partial`` run does not use most of them and must not make them forgotten.
    """

    parse_again: Callable[[bytes], "Parsed"]

    def __init__(self, path: Path, *, partial: bool = False) -> None:
        self._database = Database(path, _TABLES, _LAYOUT)
        self._partial = partial
        self._spare: dict[bytes, Parsed] = {}
        self._seen: set[bytes] = set()
        self.parsed = 0

    def signatures(self) -> dict[str, tuple[str, bytes]]:
        """Return path → stamp and key of the files that were read."""
        if self._partial:
            return {}  # to open a few files is quicker
        rows = self._database.survey("SELECT key, stamp FROM files") or []
        found = ((key, *seen.decode().partition("\n")) for key, seen in rows)
        return {path: (stamp, key) for key, path, _, stamp in found}

    def known(self, keys: Collection[bytes]) -> set[bytes]:
        """Return those of ``keys`` that are there, with body and terms."""
        if len(keys) < _BATCH:
            marks = ",".join("?" * len(keys))
            question = f"SELECT key FROM parsed WHERE key IN ({marks})"  # noqa: S608
            found = self._database.keys(question, list(keys))
        else:
            found = self._database.keys("SELECT key FROM parsed").intersection(keys)
        self._seen.update(found)
        return found

    def records(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the records that are there."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            question = f"SELECT key, record FROM parsed WHERE key IN ({marks})"  # noqa: S608
            rows = self._database.survey(question, batch)
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
        question = f"SELECT key, {name} FROM parsed WHERE key = ?"  # noqa: S608
        found = dict(self._database.ask(question, (key,)))
        return found[key].decode() if key in found else str(getattr(self.parse_again(key), name))

    def add(
        self, parsed: Iterable[tuple[bytes, "Parsed"]], signatures: Mapping[str, tuple[str, bytes]]
    ) -> None:
        """Keep what was parsed, and the signatures of files; forget what was not used for long."""
        parsed = iter(parsed)
        batch = list(islice(parsed, _BATCH))
        if not batch:
            return  # a build that parses nothing writes nothing
        build = self._database.number(_BUILDS) + (not self._partial)
        while batch:
            self.parsed += len(batch)
            rows = [
                (key, *(seal(key, text) for text in (item.record, item.html, item.terms)))
                for key, item in batch
            ]
            uses = [(key, build) for key, _ in batch]
            if not self._database.write((_KEEP, rows), (_USE, uses)):
                self._spare.update(batch)
            batch = list(islice(parsed, _BATCH))
        seen = [(path, key, seal(key, f"{path}\n{st}")) for path, (st, key) in signatures.items()]
        if self._partial:
            self._database.write((_READ, seen))
            return
        self._database.write(
            (_READ, seen),
            (_USE, [(key, build) for key in sorted(self._seen)]),
            (_FORGET, [(build - KEPT,)]),
            ("DELETE FROM used WHERE build <= ?", [(build - KEPT,)]),
            ("DELETE FROM files WHERE key NOT IN (SELECT key FROM used)", [()]),
        )
