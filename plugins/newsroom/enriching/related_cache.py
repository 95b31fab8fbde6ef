"""What related news remembers of its last run: its lists, and arrays to bring them up to date.

One file, a ``.npz`` (an uncompressed zip of arrays) with the lists as one member more, so that
these can be read without numpy. It may be missing, damaged or of other code or options: then
nothing is remembered. What cannot be written is forgotten.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from newsroom.engine.code_digest import digest_of_code
from newsroom.files.atomic import draft_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

_LISTS = "lists.json"
_CODE = ("enriching/", "problems.py", "engine/")
_PACKAGES = ("numpy",)


@dataclass(frozen=True)
class Lists:
    """Lists of ids by id; ``edition`` is a digest of the stories that they were made of.

    ``filled`` are the ids of those that were too short without stories of the same time.
    """

    edition: str = ""
    related: dict[str, list[str]] = field(default_factory=dict)
    filled: list[str] = field(default_factory=list)


class RelatedCache:
    """The file at ``path``, as far as it was written with these ``options``; None: no file."""

    def __init__(self, path: Path | None, options: object) -> None:
        self._path = path
        self._version = f"{digest_of_code(_CODE, _PACKAGES).hex()} {options}"

    def read_lists(self) -> Lists:
        """Return the lists of the last run."""
        if self._path is None or not self._path.exists():
            return Lists()
        try:
            with ZipFile(self._path) as file:
                version, edition, ids, rows, filled = json.loads(file.read(_LISTS))
            if version != self._version:
                return Lists()
            lists = ([ids[place] for place in row] for row in rows)
            return Lists(edition, dict(zip(ids, lists, strict=True)), filled)
        except Exception as error:  # a damaged file can be made again
            log.info("%s: not used (%s)", self._path, error)
            return Lists()

    def read_arrays(self) -> dict[str, "NDArray[Any]"]:
        """Return the arrays that were written with the lists; none if they cannot be read."""
        import numpy as np

        if self._path is None:
            return {}
        try:
            with np.load(self._path, allow_pickle=False) as file:
                return {name: file[name] for name in file.files if name != _LISTS}
        except Exception as error:  # as above
            log.info("%s: not used (%s)", self._path, error)
            return {}

    def write(self, lists: Lists, arrays: Mapping[str, "NDArray[Any]"]) -> None:
        """Put lists and arrays in the place of the last ones, all at once."""
        import numpy as np

        if self._path is None:
            return
        ids = list(lists.related)
        place = {one: number for number, one in enumerate(ids)}
        rows = [[place[other] for other in row] for row in lists.related.values()]
        text = json.dumps([self._version, lists.edition, ids, rows, lists.filled])
        try:
            with draft_of(self._path) as draft:
                with draft.open("wb") as stream:
                    np.savez(stream, allow_pickle=False, **arrays)
                with ZipFile(draft, "a") as file:
                    file.writestr(_LISTS, text)
                draft.replace(self._path)
        except OSError as error:
            log.warning("%s: cannot be written (%s)", self._path, error)
