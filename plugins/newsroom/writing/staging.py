"""The output folder and its staging folder: files change in staging, then both change places.

A build brings the staging folder up to date, file by file. The live folder stays as it is until one
``rename`` exchanges both. Until then the old site is there, after it the new
one. The old folder becomes the staging of the next build, so that only differences are written, and
files that are equal are one file with two names (hard links).

Each folder carries a manifest: which files builds made, and from what (their fingerprints). It
names them by marks, since it may be published.
"""

import ctypes
import errno
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from newsroom.files.atomic import write_file
from newsroom.files.paths import folders_of
from newsroom.problems import ContentError, Problem

MANIFEST = ".newsroom-files"
"""In the output folder: a line for each file that builds made, its fingerprint and its mark."""
UNSURE = "?"
"""Fingerprint of a file that a build was about to change when it ended."""
FOREIGN = "-"
"""Fingerprint of a file that no build made: it is kept as it is."""

_AT_FDCWD, _EXCHANGE = -100, 2
_MARK = re.compile(r"[0-9a-f]{24}")


def mark(name: str) -> str:
    """Return what a manifest calls a file: it is published, and names of hidden stories are not."""
    return hashlib.blake2b(os.fsencode(name), digest_size=12).hexdigest()


class SiteFolder:
    """A folder of files, and its manifest: ``made`` maps the marks of files to fingerprints."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = os.fspath(path)
        self.made: dict[str, str] = {}
        with suppress(OSError):
            for line in os.fsdecode((path / MANIFEST).read_bytes()).split("\n"):
                fingerprint, _, name = line.partition(" ")
                if name:  # in clear, as earlier versions wrote it, or its mark
                    self.made[name if _MARK.fullmatch(name) else mark(name)] = fingerprint

    def files(self) -> dict[str, bool]:
        """Return the path of every file that is really there → whether it is a link.

        Raises:
            OSError: a folder cannot be read.
        """
        found = dict(_files(self._name)) if self.path.exists() else {}
        found.pop(MANIFEST, None)
        return found

    def is_whole(self) -> bool:
        """Return whether every file of the manifest is there."""
        return self.made.keys() <= set(map(mark, self.files()))

    def write_manifest(self, made: Mapping[str, str]) -> None:
        lines = [f"{made[name]} {name}\n" for name in sorted(made)]
        write_file(self.path / MANIFEST, "".join(lines))
        self.made = dict(made)


class StagingFolder:
    """One change of the site at ``output`` to the files of ``wanted`` (path → fingerprint).

    ``afresh`` makes all of them again.

    Raises:
        OSError: a folder cannot be read.
    """

    def __init__(self, output: Path, wanted: Mapping[str, str], *, afresh: bool = False) -> None:
        output = output.resolve()  # a link to a folder stays a link
        staging = _staging_of(output)
        _finish_exchange(staging, output)
        self.live = SiteFolder(output)
        self.folder = SiteFolder(staging)
        self.wanted = wanted
        self._afresh = afresh
        self._there = self.live.files()
        self._marks = {name: mark(name) for name in wanted.keys() | self._there.keys()}
        made = self.live.made
        self._current = (
            set()
            if afresh
            else {
                name
                for name, fingerprint in wanted.items()
                if made.get(self._marks[name]) == fingerprint
                and self._there.get(name) is False  # no link
            }
        )
        stale = made.keys() - {self._marks[name] for name in wanted}
        self.to_make = sorted(wanted.keys() - self._current)
        self.changed = bool(self.to_make or any(made[one] != FOREIGN for one in stale))
        self._foreign: set[str] = set()

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint with which the live site's file was made."""
        return self.live.made.get(mark(name))

    def has(self, name: str) -> bool:
        """Return whether the live site has the file."""
        return name in self._there

    def prepare(self) -> None:
        """Make room in the staging folder for the files ``to_make``, and give it all others.

        Raises:
            OSError: the disk is full or a folder cannot be written.
        """
        made = self.live.made
        others = self._there.keys() - self.wanted.keys()
        foreign = {name for name in others if made.get(self._marks[name], FOREIGN) == FOREIGN}
        # Where the site needs a folder, nothing else can stay: a link would lead its files away.
        self._foreign = foreign - folders_of(self.wanted)
        final = {**self.wanted, **dict.fromkeys(self._foreign, FOREIGN)}
        before = self.folder.made
        if not before:
            shutil.rmtree(self.folder.path, ignore_errors=True)
        there = self.folder.files()
        good = (
            set()
            if self._afresh
            else {
                name
                for name, fingerprint in final.items()
                if before.get(self._marks[name]) == fingerprint != FOREIGN
                and there.get(name) is False
            }
        )
        sure = {self._marks[name]: final[name] for name in good}
        unsure = before.keys() | {self._marks[name] for name in final}
        self.folder.write_manifest({**dict.fromkeys(unsure, UNSURE), **sure})
        for name in there.keys() - good:
            (self.folder.path / name).unlink(missing_ok=True)
            if name not in final:
                _drop_empty_folders(self.folder.path, (self.folder.path / name).parent)
        for name in (self._current | self._foreign) - good:
            _link(self.live.path / name, self.folder.path / name)

    def exchange(self) -> None:
        """Put the staging folder in the place of the live folder.

        Only once all of it is on the disk, so that a power cut cannot halve the site.
        """
        final = {**self.wanted, **dict.fromkeys(self._foreign, FOREIGN)}
        self.folder.write_manifest({self._marks[name]: final[name] for name in final})
        _flush(self.folder.path)
        if self.live.path.exists():
            _exchange(self.folder.path, self.live.path)
        else:
            self.folder.path.rename(self.live.path)


def discard_staging(output: Path) -> None:
    """Remove the staging folder: the next build makes it again from the live folder."""
    shutil.rmtree(_staging_of(output.resolve()), ignore_errors=True)


def _staging_of(output: Path) -> Path:
    return output.with_name(f".{output.name}.staging")


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _files(root: str) -> Iterator[tuple[str, bool]]:
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        with os.scandir(f"{root}/{inner}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{inner}{entry.name}/")
                else:
                    yield inner + entry.name, entry.is_symlink()


def _flush(folder: Path) -> None:
    """Wait until everything that was written to this file system is on the disk (Linux)."""
    if sys.platform == "linux":
        handle = os.open(folder, os.O_RDONLY)
        try:
            ctypes.CDLL(None).syncfs(handle)
        finally:
            os.close(handle)


def _exchange(staging: Path, live: Path) -> None:
    """Exchange two folders, in one step where the system can do it (Linux)."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(staging), os.fsencode(live)
        if libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0:
            return
        number = ctypes.get_errno()
        if number == errno.EBUSY:
            what = "the output folder is a mount point and cannot be exchanged"
            remedy = "name a folder inside it with --output"
            raise ContentError([Problem(str(live), what, remedy)])
    live.rename(_aside(staging))
    staging.rename(live)
    _aside(staging).rename(staging)


def _finish_exchange(staging: Path, live: Path) -> None:
    """Bring an exchange to its end that was made in three steps and interrupted."""
    if _aside(staging).exists():
        if not live.exists():
            staging.rename(live)
        _aside(staging).rename(staging)


def _aside(staging: Path) -> Path:
    return staging.with_name(f"{staging.name}.aside")


def _drop_empty_folders(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
