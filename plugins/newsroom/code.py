"""The code that this process runs, as digests: what it makes may be kept only as long as it stays.

Digests are taken when the code is loaded, not when they are asked for: who edits a module while a
process runs has not changed what that process does.
"""

import hashlib
import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

_HERE = Path(__file__).parent


def _digests(folder: Path) -> dict[str, bytes]:
    """Return path relative to ``folder`` → digest of the bytes, in the order of the paths."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.py")}
    return {name: hashlib.blake2b(files[name].read_bytes()).digest() for name in sorted(files)}


_LOADED = _digests(_HERE)


def digest_of_code(inside: Sequence[str], packages: Sequence[str]) -> bytes:
    """Return the digest of the modules of this package below ``inside``, and of other packages.

    ``inside`` are beginnings of paths relative to this package, such as ``reading/``.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name, file in _LOADED.items():
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
    """Return the digest of the plugins of a site that are no part of this package.

    That is all code in ``folders`` (``PLUGIN_PATHS``), and the loaded modules ``names`` with all
    that stands beside them in a package.
    """
    digest = hashlib.blake2b(digest_size=16)
    for folder in map(Path, folders):
        for path, file in _digests(folder).items():
            if not (folder / path).is_relative_to(_HERE):
                digest.update(path.encode() + file)
    for name in names:
        module = sys.modules.get(name)
        if module and module.__file__ and not name.startswith(f"{_HERE.name}."):
            place = Path(module.__file__)
            package = _digests(place.parent) if hasattr(module, "__path__") else {}
            digest.update(name.encode() + place.read_bytes() + b"".join(package.values()))
    return digest.digest()
