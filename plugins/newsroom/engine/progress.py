"""Progress on long work: a bar on a terminal, a line now and then in a log, nothing when quick.

The bar's library is loaded where a bar is shown: most builds are over before that.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

QUICK = 200
"""Work of fewer steps is over before a bar would be read."""
_SECONDS = 10


def track(steps: Iterable[T], total: int, what: str, *, quick: int = QUICK) -> Iterator[T]:
    """Yield ``steps`` while telling how far they are; ``what`` names the work.

    Of fewer than ``quick`` steps nothing is shown.
    """
    if total < quick:
        yield from steps
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            yield from bar.track(steps, total, description=what)
    else:
        last = time.monotonic()
        for number, step in enumerate(steps, 1):
            yield step
            if time.monotonic() - last > _SECONDS:
                print(f"{what}: {number:,} of {total:,}", file=sys.stderr)
                last = time.monotonic()


@contextmanager
def metered(size: int, what: str) -> Iterator[Callable[[int], None]]:
    """Tell how far reading is; the body calls the function it gets with the bytes read since."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            reading = bar.add_task(what, total=size or None)
            yield lambda step: bar.advance(reading, step)
    else:
        done, last = 0, time.monotonic()

        def advance(step: int) -> None:
            nonlocal done, last
            done += step
            if time.monotonic() - last > _SECONDS:
                print(f"{what}: {done / 1e6:,.0f} of {size / 1e6:,.0f} MB", file=sys.stderr)
                last = time.monotonic()

        yield advance
