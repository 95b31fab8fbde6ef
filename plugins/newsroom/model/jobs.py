"""What paging orders and writing delivers: one job for each file of the site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class PageJob:
    """Render ``template`` with ``context`` into ``path`` (relative to the output folder)."""

    path: str
    template: str
    context: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileJob:
    """Write the bytes that ``build(*inputs)`` returns. ``build`` is a function of a module."""

    path: str
    build: Callable[..., bytes]
    inputs: tuple[Any, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopyJob:
    """Copy ``source``, a file of the project or of the cache, unchanged.

    ``digest`` is that of its bytes, where it is known: then they need not be read to compare.
    """

    path: str
    source: Path
    digest: str = ""


Job = PageJob | FileJob | CopyJob
