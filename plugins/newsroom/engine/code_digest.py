"""The code that this process runs, as digests: what it makes may be kept only as long as it stays.

A process runs one version of the code. The digest of a file is taken once, before it is loaded;
later edits do not count, since they do not change what the process does. A module that was edited
before it is loaded for the first time is refused: its digest would be wrong.
"""

import hashlib
import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from newsroom.problems import ContentError, Problem

_HERE = Path(__file__).parents[1]
_TAKEN: dict[str, bytes] = {}
"""Digests of files by path, as they were when they were first seen."""


class OneVersion(MetaPathFinder):
    """Finds modules as Python does, and refuses those that were edited since they were digested."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what Python's own finder finds.

        Raises:
            ContentError: the file is not what it was when its digest was taken.
        """
        spec = PathFinder.find_spec(name, path, target)
        origin = spec.origin if spec else None
        if origin in _TAKEN and _digest_of_file(Path(origin)) != _TAKEN[origin]:
            what = "this code was edited after the process started"
            raise ContentError([Problem(origin, what, "start the command again")])
        return spec


sys.meta_path.insert(sys.meta_path.index(PathFinder), OneVersion())


def _digest_of_file(file: Path) -> bytes:
    return hashlib.blake2b(file.read_bytes()).digest()


def _digest(file: Path) -> bytes:
    name = str(file)
    if name not in _TAKEN:
        _TAKEN[name] = _digest_of_file(file)
    return _TAKEN[name]


def _digests(folder: Path, but: Path | None = None) -> dict[str, bytes]:
    """Return path relative to ``folder`` → digest of the code, in the order of the paths.

    What is in the folder ``but`` is left out.
    """
    files: dict[str, Path] = {}
    for root, folders, names in os.walk(folder):
        inner = Path(root)
        if but and inner.is_relative_to(but):
            folders.clear()  # It need not be walked either.
            continue
        below = inner.relative_to(folder)
        files |= {(below / name).as_posix(): inner / name for name in names if name.endswith(".py")}
    return {name: _digest(files[name]) for name in sorted(files)}


_OWN = _digests(_HERE)


def digest_of_code(inside: Sequence[str], packages: Sequence[str]) -> bytes:
    """Return the digest of the modules of this package below ``inside``, and of other packages.

    ``inside`` are beginnings of paths relative to this package, such as ``reading/``.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name, file in _OWN.items():
        if name.startswith(tuple(inside)):
            digest.update(name.encode() + file)
    for package in packages:
        digest.update(f"{package}={_version(package)}\n".encode())
    return digest.digest()


@cache
def _version(package: str) -> str:
    return version(package)


@cache
def digest_of_plugins(folders: tuple[str, ...], names: tuple[str, ...]) -> bytes:
    """Return the digest of the plugins of a site that are not in this package.

    That is all code in ``folders`` (``PLUGIN_PATHS``), and the loaded modules ``names`` with the
    rest of their package. Ask for the folders before anything in them is loaded.
    """
    digest = hashlib.blake2b(digest_size=16)
    for folder in map(Path, folders):
        for path, file in _digests(folder, but=_HERE).items():
            digest.update(path.encode() + file)
    for name in names:
        module = sys.modules.get(name)
        if module and module.__file__ and not name.startswith(f"{_HERE.name}."):
            place = Path(module.__file__)
            package = _digests(place.parent) if hasattr(module, "__path__") else {}
            digest.update(name.encode() + _digest(place) + b"".join(package.values()))
    return digest.digest()
