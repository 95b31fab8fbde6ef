"""Addresses of media: one for each file, even if others have similar names.

A picture is published as WebP under its stem (``protest-480.webp``), so that ``protest.jpg`` and
``protest.png`` want one address; so do names that differ in case or in the form of their accents,
on hosts that do not tell them apart. The first of them, JPEG before PNG, keeps the plain name; the
suffix goes into the name of the others (``protest-png-480.webp``).
"""

import os
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import chain, count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from newsroom.files.paths import is_source

PICTURE_SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp",
)  # fmt: skip


def stems(folders: Collection[Path]) -> dict[Path, str]:
    """Return file → stem of its address, for all files that are published into one folder."""
    found: dict[Path, str] = {}
    taken: set[str] = set()
    rivals = []
    for file in chain.from_iterable(map(_files, folders)):
        stem = _nfc(PurePosixPath(file.name).stem)
        if (key := _key(file, stem)) in taken:
            rivals.append((file, stem))
        else:
            taken.add(key)
            found[file] = stem
    for file, stem in rivals:
        suffix = file.suffix.lower().removeprefix(".")
        forms = chain([f"{stem}-{suffix}"], (f"{stem}-{suffix}-{number}" for number in count(2)))
        found[file] = next(form for form in forms if _key(file, form) not in taken)
        taken.add(_key(file, found[file]))
    return found


def places(content: Path, target: str, folder: Path) -> Iterator[Path]:
    """Yield where a file may be that a text names: next to the text, else below content/media."""
    path = target.partition("#")[0].partition("?")[0]
    # What looks like a part, a query or a percent sign may belong to the name of the file.
    for name in dict.fromkeys((unquote(path), unquote(target), path, target)):
        inner = name.removeprefix("/media/").lstrip("/")
        yield from (folder / name.lstrip("/"), content / "media" / inner, content / inner)


def same_name(folder: Path, name: str) -> Path | None:
    """Return the file in ``folder`` whose name differs only in how its accents are stored, or in
    the case of its suffix: systems that do not tell such names apart have found it.
    """
    wanted = _form(name)
    return next(
        (file for file in _files(folder) if _form(file.name) == wanted and file.is_file()), None
    )


def _form(name: str) -> str:
    stem, dot, suffix = _nfc(name).rpartition(".")
    return f"{stem}{dot}{suffix.lower()}"


def folded(path: str) -> str:
    """Return what two paths have in common that some hosts do not tell apart."""
    return _nfc(path).casefold()


def _files(folder: Path) -> Iterator[Path]:
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        found = [entry.name for entry in entries if not is_source(entry.name)]
    yield from (folder / name for name in sorted(found, key=_rank))


def _rank(name: str) -> tuple[int, bool, str]:
    suffix = PurePosixPath(name).suffix.lower()
    rank = PICTURE_SUFFIXES.index(suffix) if suffix in PICTURE_SUFFIXES else len(PICTURE_SUFFIXES)
    return rank, name != _nfc(name), name


def _key(file: Path, stem: str) -> str:
    suffix = file.suffix.lower()
    return folded(stem if suffix in PICTURE_SUFFIXES else stem + suffix)


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
