"""Signatures of files: one with the same size and times as before need not be opened again.

Git's index works like this. Every write gives a file a new time of change, which nobody can set.
Only a write within the same tick of the clock, after the file was read, could go unseen. So a file
is remembered only if its last write was a while ago.
"""

import os
import time
from collections.abc import Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

_REST = 100_000_000
"""Nanoseconds: many ticks of any clock that tells parts of a second."""
_SECOND = 1_000_000_000


class FileSignatures(Generic[T]):
    """What is known of files by their path: ``kept`` from other runs, and ``new``.

    All of it holds as long as ``seal`` is the same, which covers everything else that shapes it.
    """

    def __init__(self, kept: Mapping[str, tuple[str, T]], seal: str) -> None:
        self.kept = kept
        self._seal = seal
        self._now = time.time_ns()
        self.new: dict[str, tuple[str, T]] = {}

    def get(self, path: str, kind: str = "") -> T | None:
        """Return what is known of the file at ``path``, if it is the one that was read.

        ``kind`` is that under which it was noted.

        Raises:
            OSError: it is not there.
        """
        status = os.stat(path)  # noqa: PTH116 - a Path costs more than the call
        stamp, known = self.kept.get(path, ("", None))
        return known if stamp == self._stamp(status, kind) else None

    def note(
        self, path: str, status: os.stat_result, known: T, kind: str = "", *, own: bool = False
    ) -> None:
        """Remember a file; ``status`` is what it looked like before it was read.

        ``own``: this program has just written it, and nobody else does.
        """
        changed = status.st_ctime_ns
        # Some file systems tell whole seconds only; some names are not valid text.
        at_rest = self._now - changed > _REST and changed % _SECOND
        if (own or at_rest) and path.isprintable():
            self.new[path] = self._stamp(status, kind), known

    def _stamp(self, status: os.stat_result, kind: str) -> str:
        file = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        return f"{self._seal} {kind} {file}"
