"""Running a command and measuring it: wall time, CPU time, memory of it and of its children."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_INTERVAL = 0.05
_AS_USUAL = {"PYTHONDONTWRITEBYTECODE": ""}
"""Modules are compiled once, as on any machine; only images for containers forbid it."""


class CommandError(Exception):
    """A command that failed; its last lines are the message."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run. Seconds of wall and of CPU time, children included; memory in bytes.

    ``largest`` is the peak of the largest process. ``total`` is the peak of the memory of all
    processes together, pages that they share counted once (Linux: proportional set size); it is 0
    where it was not watched, as watching takes time.
    """

    seconds: float
    cpu: float
    largest: int
    total: int = 0


def run(
    command: Sequence[str], folder: Path, log: Path, *, watch: bool = False, limit: float = 3600
) -> Sample:
    """Run ``command`` in ``folder``; what it prints goes to ``log``.

    Raises:
        CommandError: it ended with another status than 0, or not within ``limit`` seconds.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the commands are those of contenders.py
            command, cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            env=os.environ | _AS_USUAL, start_new_session=True,
        )  # fmt: skip
        watcher = _Watcher(process.pid)
        alarm = threading.Timer(limit, _end, (process.pid,))
        alarm.start()
        if watch:
            watcher.start()
        try:
            # Only wait4 tells what this child and its children used, and not those before it.
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        except BaseException:
            _end(process.pid)
            raise
        finally:
            alarm.cancel()
            watcher.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = log.read_text("utf-8", errors="replace").splitlines()[-20:]
        raise CommandError("\n".join([" ".join(command), *last]))
    largest = usage.ru_maxrss * _MAXRSS_UNIT
    total = max(largest, watcher.peak) if watch else 0  # the peak may lie between two looks
    return Sample(seconds, usage.ru_utime + usage.ru_stime, largest, total)


def _end(session: int) -> None:
    """End a command and all processes that it started."""
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)


class _Watcher(threading.Thread):
    """Looks again and again how much memory the processes of a session have."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._over = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._over.wait(_INTERVAL):
            now = sum(map(_proportional_size, _processes(self._session)))
            self.peak = max(self.peak, now)

    def stop(self) -> None:
        if self.is_alive():
            self._over.set()
            self.join()


def _processes(session: int) -> list[Path]:
    """Return the folders in /proc of the processes of a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session:
            found.append(folder)
    return found


def _proportional_size(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
