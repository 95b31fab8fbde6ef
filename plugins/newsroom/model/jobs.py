"""What paging orders and writing delivers: one job for each file of the site."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class PageJob:
    """Render ``template`` with ``context`` into ``path`` (relative to the output folder).

    ``language`` is the further language whose words and facts the page has, if it has those.
    """

    path: str
    template: str
    context: Mapping[str, Any] = field(repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class FileJob:
    """Write the bytes that ``build(*inputs)`` returns. ``build`` is a function of a module."""

    path: str
    build: Callable[..., bytes]
    inputs: tuple[Any, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopyJob:
    """Copy ``source``, a file of the project or of the cache, unchanged.

    ``digest`` is the digest of its bytes. Where it is known, nothing is read to compare files.
    """

    path: str
    source: Path
    digest: str = ""


class Batch(Protocol):
    """Renditions that are made of one source, best all at once."""

    def missing(self, keys: Collection[str]) -> list[str]:
        """Return those of ``keys`` that are not made yet."""

    def make(self, keys: Collection[str]) -> None:
        """Make renditions.

        Raises:
            ContentError: the source is damaged.
        """

    def file(self, key: str) -> Path | bytes:
        """Return a rendition, or the file that has it; it is made if it is missing.

        Raises:
            ContentError: the source is damaged.
        """


@dataclass(frozen=True, slots=True)
class RenditionJob:
    """Copy the rendition ``key`` of ``batch``, which is made when it is needed.

    ``key`` covers all that shapes its bytes.
    """

    path: str
    key: str
    batch: Batch = field(repr=False, compare=False)


Job = PageJob | FileJob | CopyJob | RenditionJob
