"""What files looked like when they were read: one that still does need not be opened again.

As git's index does it. Every write gives a file another time of change, which nobody can set; only
a write within the same tick of the clock, after the file was read, could go unseen. So a file is
remembered only once it has been at rest.
"""

import os
import time
from collections.abc import Mapping

_REST = 100_000_000
"""Nanoseconds: many ticks of any clock that tells parts of a second."""
_SECOND = 1_000_000_000


class Stamps:
    """Stamps and keys of files by path: those ``kept`` from other runs, and ``new`` ones.

    Keys hold as long as the ``fingerprint`` does of what shapes a parse beside the file itself.
    """

    def __init__(self, kept: Mapping[str, tuple[str, bytes]], fingerprint: str) -> None:
        self._kept = kept
        self._fingerprint = fingerprint
        self._now = time.time_ns()
        self.new: dict[str, tuple[str, bytes]] = {}

    def key(self, path: str, kind: str) -> bytes | None:
        """Return the key of a file of ``kind``, if it is the one that was read.

        Raises:
            OSError: it is not there.
        """
        stamp, key = self._kept.get(path, ("", None))
        status = os.stat(path)  # noqa: PTH116 - a Path costs more than the call
        return key if stamp == self._stamp(status, kind) else None

    def note(self, path: str, kind: str, status: os.stat_result, key: bytes) -> None:
        """Remember a file; ``status`` is what it looked like before it was read."""
        changed = status.st_ctime_ns
        # Some file systems tell whole seconds only; some names are no text.
        if self._now - changed > _REST and changed % _SECOND and path.isprintable():
            self.new[path] = self._stamp(status, kind), key

    def _stamp(self, status: os.stat_result, kind: str) -> str:
        file = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        return f"{self._fingerprint} {kind} {file}"
