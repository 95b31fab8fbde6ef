"""Progress on long work: a bar on a terminal, a line now and then elsewhere, nothing when quick."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

T = TypeVar("T")

QUICK = 200
"""Work of fewer steps is over before a bar would be read."""
_SECONDS = 10


def track(steps: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield ``steps`` while telling how far they are; ``what`` names the work."""
    if total < QUICK:
        yield from steps
    elif sys.stderr.isatty():
        with Progress(console=Console(stderr=True), transient=True) as bar:
            yield from bar.track(steps, total, description=what)
    else:
        last = time.monotonic()
        for number, step in enumerate(steps, 1):
            yield step
            if time.monotonic() - last > _SECONDS:
                print(f"{what}: {number:,} of {total:,}", file=sys.stderr)
                last = time.monotonic()
