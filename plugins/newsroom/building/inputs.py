"""What the next edition will be made of: content, theme, settings and code, as one digest.

Nothing of Pelican is imported here, since that takes longer than to compare ten thousand stories.
"""

import hashlib
import os
import runpy
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from newsroom.defaults import PLUGINS, with_defaults
from newsroom.engine.clock import edition_time, time_zone
from newsroom.engine.code_digest import digest_of_code, digest_of_plugins
from newsroom.files.blob_cache import BlobCache
from newsroom.files.cache_folder import cache_folder
from newsroom.files.file_signatures import FileSignatures
from newsroom.languages.folders import FOLDER, PACKAGE
from newsroom.problems import ContentError
from newsroom.settings.modules import importing_from
from newsroom.themes.layers import open_theme

NOTE = "last-build"
"""Name of what was noted after the last build, in the folder of the caches."""
_SMALL = 256 * 1024  # bytes: file_digest clears a buffer of this size for each file

_FREE = {"NOW", "JOBS", "CACHE_PATH"}
"""Settings that are compared otherwise, or shape no page."""
_ALWAYS_BUILD = {"CLEAN", "EXPLAIN", "PREVIEW", "ON_DEMAND"}


class DoubtError(Exception):
    """The inputs cannot be compared."""


@dataclass(frozen=True)
class Inputs:
    """What an edition is about to be made of.

    ``files`` are digests by path, below ``folders``. Thanks to ``signatures``, a file that did not
    change is not opened again. ``kept`` is what was noted after the last build.
    """

    digest: str
    moment: datetime
    output: Path
    folders: tuple[str, ...]
    files: dict[str, str]
    signatures: dict[str, tuple[str, str]]
    kept: dict[str, Any]
    blobs: BlobCache


def take_stock(conf: Path, overrides: Mapping[str, Any]) -> Inputs | None:
    """Return what a build with these settings is made of now; ``None`` if that is in doubt."""
    try:
        return _inputs(conf.resolve(), overrides)
    except (DoubtError, ContentError, OSError, LookupError, TypeError, ValueError):
        return None  # the build reports mistakes


def _inputs(conf: Path, overrides: Mapping[str, Any]) -> Inputs:
    values = {**with_defaults(_values_of(conf)), **overrides}
    if not _ALWAYS_BUILD.isdisjoint(name for name, value in values.items() if value):
        raise DoubtError
    content, output, cache = (
        conf.parent / values[name] for name in ("PATH", "OUTPUT_PATH", "CACHE_PATH")
    )
    theme = open_theme(values, conf.parent)
    blobs = BlobCache(cache_folder(cache), "")
    kept = orjson.loads(blobs.get(NOTE) or b"{}")
    signatures = FileSignatures[str](kept.get("signatures", {}), "")
    catalogues = (content.parent / FOLDER, PACKAGE)
    there = (folder for folder in catalogues if folder.is_dir())
    folders = str(content), *map(str, theme.folders), *map(str, there)
    files = read_files(folders, signatures)
    known = {path: signatures.new.get(path) or signatures.kept.get(path) for path in files}
    given = {name: it for name, it in values.items() if name.isupper() and name not in _FREE}
    parts = [given, [*folders, str(output)], _code(conf, values), sorted(files.items())]
    return Inputs(
        digest=digest_of(
            orjson.dumps(parts, _plain, orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
        ),
        moment=edition_time(values.get("NOW"), time_zone(values["TIMEZONE"])),
        output=output,
        folders=folders,
        files=files,
        signatures={path: stamp for path, stamp in known.items() if stamp},
        kept=kept,
        blobs=blobs,
    )


def _values_of(conf: Path) -> dict[str, Any]:
    """Run the settings file, as Pelican does."""
    try:
        with importing_from(conf.parent):
            return runpy.run_path(str(conf), run_name="settings")
    except Exception as error:  # a settings file is code: anything may go wrong in it
        raise DoubtError from error


def read_files(folders: Iterable[str], signatures: FileSignatures[str]) -> dict[str, str]:
    """Return the digest of every file below ``folders`` by its path."""
    return dict(chain.from_iterable(_files(folder, signatures) for folder in folders))


def _files(folder: str, signatures: FileSignatures[str]) -> Iterator[tuple[str, str]]:
    """Yield every file below ``folder`` with the digest of its bytes."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, signatures)
            elif not entry.is_file(follow_symlinks=False):
                raise DoubtError  # a link may lead anywhere, a pipe may never end
            else:
                yield entry.path, signatures.get(entry.path) or _read(entry.path, signatures)


def _read(path: str, signatures: FileSignatures[str]) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - a Path costs more than the call
        status = os.fstat(file.fileno())
        small = status.st_size <= _SMALL
        whole = hashlib.blake2b(file.read()) if small else hashlib.file_digest(file, "blake2b")
        digest = whole.hexdigest()[:32]
    signatures.note(path, status, digest)
    return digest


def _code(conf: Path, values: Mapping[str, Any]) -> str:
    """Return the digest of all code that a build runs: plugins, and packages by their versions."""
    folders = tuple(str(conf.parent / folder) for folder in values["PLUGIN_PATHS"])
    for name in set(values["PLUGINS"]).difference(PLUGINS):
        if not (isinstance(name, str) and any(_holds(folder, name) for folder in folders)):
            raise DoubtError  # a plugin that is not in the paper
    packages = sorted(
        entry.name
        for folder in filter(os.path.isdir, sys.path)
        for entry in os.scandir(folder)
        if entry.name.endswith(".dist-info")
    )
    own = digest_of_code([""], ()) + digest_of_plugins(folders, ())
    return digest_of(own + "\n".join(packages).encode())


def _holds(folder: str, module: str) -> bool:
    place = Path(folder, *module.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def digest_of(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    """Return what stands for a value in JSON.

    Raises:
        TypeError: it cannot be seen from outside whether it is the same.
    """
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError
