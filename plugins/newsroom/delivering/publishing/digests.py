"""Digests of the files of a site, remembered: a file that nobody has touched is not read again.

It counts as untouched while size, time of the last change, time of the last change of its place and
number on the disk are the same, as git does it. A file that changed a moment ago is read again next
time, since it may change once more within the same tick of the clock.
"""

import hashlib
import time
from contextlib import suppress
from pathlib import Path

import orjson

from newsroom.files.atomic import write_file

MOMENT = 2_000_000_000
"""Nanoseconds: clocks of disks are coarser than those of processors."""


class Digests:
    """``file`` keeps them from run to run; without one, each file is read."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._last: dict[str, list[object]] = {}
        self._next: dict[str, list[object]] = {}
        if file:
            with suppress(OSError, ValueError):  # it only saves time
                found = orjson.loads(file.read_bytes())
                self._last = found if isinstance(found, dict) else {}

    def of(self, source: Path) -> tuple[int, str]:
        """Return size and digest of a file."""
        about = source.stat()
        state = [about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino]
        name = str(source)
        known = self._last.get(name)
        if isinstance(known, list) and known[:-1] == state:
            self._next[name] = known
            return about.st_size, str(known[-1])
        data = source.read_bytes()
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if about.st_ctime_ns < time.time_ns() - MOMENT:
            self._next[name] = [*state, digest]
        return len(data), digest

    def save(self) -> None:
        if self._file and self._next != self._last:
            write_file(self._file, orjson.dumps(self._next))
