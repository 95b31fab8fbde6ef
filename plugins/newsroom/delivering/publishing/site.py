"""The files of a finished site, as the output folder holds them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from newsroom.delivering.publishing.digests import Digests
from newsroom.delivering.publishing.types import is_text
from newsroom.files.paths import path_mistake
from newsroom.files.precompressed import SUFFIXES
from newsroom.problems import ContentError, Problem

LISTS = ".hosting/"
"""Below it are files for hosts, such as nginx: no reader asks for them."""
ENCODINGS = {suffix.removeprefix("."): name for name, suffix in SUFFIXES.items()}
"""Endings of files that hold another one compressed, and the names of ``Content-Encoding``."""
_OWN = (".newsroom-files",)
"""Notes of the build that are of no use to anybody else."""
_MOVES = ".hosting/s3-redirects.json"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """``digest`` is that of the bytes; ``size`` is in bytes."""

    path: str
    source: Path
    size: int
    digest: str


@dataclass(frozen=True)
class BuiltSite:
    """All files by path; ``packed``: path of a text → encoding → the file that holds it so.

    ``moved`` maps paths of redirect pages to where they lead, ``gone`` are those of pages that say
    that a story was withdrawn; both are empty unless ``REDIRECTS`` lists ``s3``.
    """

    folder: Path
    files: dict[str, SiteFile] = field(default_factory=dict)
    packed: dict[str, dict[str, SiteFile]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    @property
    def all_files(self) -> dict[str, SiteFile]:
        """The files and their compressed siblings."""
        siblings = (one for packed in self.packed.values() for one in packed.values())
        return {**self.files, **{one.path: one for one in siblings}}

    @property
    def for_readers(self) -> dict[str, SiteFile]:
        """The files that readers ask for, for hosts that compress by themselves."""
        return {path: one for path, one in self.files.items() if not path.startswith(LISTS)}


def read_site(folder: Path, digests: Path | None = None) -> BuiltSite:
    """Read the site in ``folder``; the file ``digests`` remembers what did not change.

    Raises:
        ContentError: it is not one that can be published.
    """
    found = {path: entry for path, entry in _walk(folder) if path not in _OWN}
    problems = [
        Problem(entry.path, f"no host can take this file ({why})", "rename or delete it")
        for path, entry in found.items()
        if (why := path_mistake(path) or _not_plain(entry))
    ]
    if "index.html" not in found:
        remedy = "build the site first; content/ needs at least one story"
        problems.append(Problem(str(folder), "there is no front page", remedy))
    if problems:
        raise ContentError(problems)
    known = Digests(digests)
    sources = {path: Path(found[path].path) for path in sorted(found)}
    files = {path: SiteFile(path, at, *known.of(at)) for path, at in sources.items()}
    known.save()
    packed: dict[str, dict[str, SiteFile]] = {}
    for path in found:
        base, _, ending = path.rpartition(".")
        if ending in ENCODINGS and base in files and is_text(base):
            packed.setdefault(base, {})[ENCODINGS[ending]] = files.pop(path)
    moves = orjson.loads(files[_MOVES].source.read_bytes()) if _MOVES in files else {}
    moved = {one["Key"]: one["WebsiteRedirectLocation"] for one in moves.get("moved", ())}
    return BuiltSite(folder, files, packed, moved, frozenset(moves.get("gone", ())))


def _walk(folder: Path | str, inner: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{inner}{entry.name}/")
            else:
                yield inner + entry.name, entry


def _not_plain(entry: os.DirEntry[str]) -> str:
    return "" if entry.is_file(follow_symlinks=False) else "it is a link or no file"
