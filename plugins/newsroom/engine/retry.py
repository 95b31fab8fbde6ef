"""Trying again what may work later."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=Exception)

LONGEST_PAUSE = 60.0
"""Seconds: who asks for a longer pause gets this one."""


class BusyError(Exception):
    """It may work later; ``pause`` is what the server asks for, in seconds."""

    def __init__(self, what: str, pause: float = 0) -> None:
        super().__init__(what)
        self.pause = pause


def wanted_pause(header: str) -> float:
    """Return the seconds of a ``Retry-After``; as a date, or absent, it asks for none."""
    return float(header) if header.isdecimal() else 0


def retry(
    work: Callable[[], T],
    failures: type[E] | tuple[type[E], ...],
    attempts: int,
    pause: Callable[[int, E], float],
) -> T:
    """Return what ``work`` returns; where one of ``failures`` happens, do it again after a pause.

    ``pause`` gives its seconds from the number of the attempt that failed, from 1, and the failure.
    The failure of the last of ``attempts`` is raised.
    """
    for attempt in range(1, attempts):
        try:
            return work()
        except failures as error:
            seconds = pause(attempt, error)
        time.sleep(min(seconds, LONGEST_PAUSE))
    return work()
