"""What writing sets, and with it the whole edition."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsroom.edition.paged import PagedEdition
from newsroom.model.jobs import Job


@dataclass(repr=False, kw_only=True)
class Edition(PagedEdition):
    """One run from end to end: what plugins get at every hook.

    ``written`` is how many files were made. ``explanation`` answers why a file was made again,
    where that was asked; ``make`` makes one file on demand.
    """

    written: int = 0
    explanation: str = ""
    make: Callable[[Job], bytes | Path] | None = None
