"""The renditions of one still picture: ordered while stories are read, made when files are written.

So mistakes of texts are reported before anything is encoded, and a preview encodes only what a
browser asks for.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.media.encoding import Size
from newsroom.media.facts import MediaError
from newsroom.problems import ContentError, Problem
from newsroom.reading.media_library.originals import Original
from newsroom.reading.media_library.renditions import Renditions, suffix_of


@dataclass(frozen=True, eq=False)
class Still:
    """The stills that are made of one source, ``sizes`` by their keys (a ``Batch`` of jobs).

    ``path`` names the source in reports.
    """

    renditions: Renditions
    source: Path
    path: str
    original: Original
    sizes: dict[str, Size] = field(default_factory=dict)

    def add(self, size: Size) -> str:
        """Order a size; return its key."""
        key = self.renditions.key(self.original, size)
        self.sizes[key] = size
        return key

    def missing(self, keys: Collection[str]) -> list[str]:
        find = self.renditions.find
        return [key for key in keys if find(key, suffix_of(self.sizes[key])) is None]

    def make(self, keys: Collection[str]) -> None:
        try:
            wanted = [self.sizes[key] for key in keys]
            self.renditions.make_sizes(self.source, self.original, wanted)
        except MediaError as error:
            raise ContentError([Problem(self.path, error.what, error.remedy)]) from None

    def file(self, key: str) -> Path:
        suffix = suffix_of(self.sizes[key])
        found = self.renditions.find(key, suffix)
        if found is None:
            self.make([key])
            found = self.renditions.find(key, suffix)
        if found is None:
            what, remedy = "the cache loses what is written to it", "look after the disk"
            raise ContentError([Problem(self.path, what, remedy)])
        return found.file
