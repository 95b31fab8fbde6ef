"""The output folder and its twin: a site is changed beside the live one, then both change places.

A build brings the twin up to date, file by file, while the live folder stays as it is; one
``rename`` then exchanges them. Whatever happens before, the old site is there; after it, the new
one. The old folder becomes the twin of the next build, so that only differences are written, and
files that are equal are one file with two names (hard links).

Each folder carries a manifest: which files builds made, and from what (their fingerprints).
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from newsroom.problems import ContentError, Problem

MANIFEST = ".newsroom-files"
"""In the output folder: a line for each file that builds made, its fingerprint and its path."""
UNSURE = "?"
"""Fingerprint of a file that a build was about to change when it ended."""
FOREIGN = "-"
"""Fingerprint of a file that no build made: it is kept as it is."""

_AT_FDCWD, _EXCHANGE = -100, 2


class Folder:
    """A folder of files and the manifest of those that builds made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.made: dict[str, str] = {}
        try:
            lines = (path / MANIFEST).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for line in lines:
            fingerprint, _, name = line.partition(" ")
            if name:
                self.made[name] = fingerprint

    def files(self) -> set[str]:
        """Return the paths of all files that are really there."""
        found: set[str] = set()
        root = str(self.path)
        start = len(root) + 1
        for folder, _, names in os.walk(root):
            inner = folder[start:]
            prefix = f"{inner}/" if inner else ""
            found.update(prefix + name for name in names)
        found.discard(MANIFEST)
        return found

    def write_manifest(self, made: Mapping[str, str]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        draft = self.path / f"{MANIFEST}.draft"
        draft.write_text("".join(f"{made[name]} {name}\n" for name in sorted(made)), "utf-8")
        draft.replace(self.path / MANIFEST)
        self.made = dict(made)


class Twin:
    """One change of the site at ``output`` to the files of ``wanted`` (path → fingerprint)."""

    def __init__(self, output: Path, wanted: Mapping[str, str]) -> None:
        self.live = Folder(output)
        self.folder = Folder(output.with_name(f".{output.name}.twin"))
        self.wanted = wanted
        present = self.live.files()
        self._current = {
            name
            for name, fingerprint in wanted.items()
            if self.live.made.get(name) == fingerprint and name in present
        }
        self._foreign = {
            name for name in present - wanted.keys() if self.live.made.get(name, FOREIGN) == FOREIGN
        }
        stale = present - self._foreign - wanted.keys()
        self.to_make = sorted(wanted.keys() - self._current)
        self.changed = bool(self.to_make or stale)

    def prepare(self) -> None:
        """Make room in the twin for the files ``to_make``, and give it all others.

        Raises:
            OSError: the disk is full or a folder cannot be written.
        """
        final = {**self.wanted, **dict.fromkeys(self._foreign, FOREIGN)}
        before = self.folder.made
        if not before:
            shutil.rmtree(self.folder.path, ignore_errors=True)
        good = {
            name
            for name, fingerprint in final.items()
            if before.get(name) == fingerprint != FOREIGN and (self.folder.path / name).exists()
        }
        self.folder.write_manifest(
            {name: before[name] for name in good}
            | dict.fromkeys((final.keys() | before.keys()) - good, UNSURE)
        )
        for name in before.keys() - good:
            (self.folder.path / name).unlink(missing_ok=True)
            if name not in final:
                _drop_empty_folders(self.folder.path, (self.folder.path / name).parent)
        for name in (self._current | self._foreign) - good:
            _link(self.live.path / name, self.folder.path / name)

    def exchange(self) -> None:
        """Put the twin in the place of the live folder."""
        self.folder.write_manifest({**self.wanted, **dict.fromkeys(self._foreign, FOREIGN)})
        if self.live.path.exists():
            _exchange(self.folder.path, self.live.path)
        else:
            self.folder.path.rename(self.live.path)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _exchange(twin: Path, live: Path) -> None:
    """Exchange two folders, in one step where the system can do it (Linux)."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(twin), os.fsencode(live)
        if libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0:
            return
        number = ctypes.get_errno()
        if number == errno.EBUSY:
            what = "the output folder is a mount point and cannot be exchanged"
            remedy = "name a folder inside it with --output"
            raise ContentError([Problem(str(live), 0, 0, what, remedy)])
    aside = twin.with_name(f"{twin.name}.aside")
    live.rename(aside)
    twin.rename(live)
    aside.rename(twin)


def _drop_empty_folders(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
