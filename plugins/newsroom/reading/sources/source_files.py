"""The source files of a folder, and which of them a link means."""

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from newsroom.files.paths import is_source, is_within
from newsroom.reading.sources.boundaries import walk
from newsroom.text.urls import file_slug


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file below ``folder``: ``path`` is relative to the project, ``inner`` to the folder."""

    folder: str
    path: str
    inner: str
    kind: str

    @property
    def file(self) -> Path:
        return Path(self.folder, self.inner)


def find_sources(folder: Path, project: Path, kind: str) -> list[SourceFile]:
    """Return the Markdown files below ``folder``, in the order of their paths."""
    root = os.fspath(folder)
    path = Path(os.path.relpath(folder, project)).as_posix()
    found = [
        SourceFile(folder=root, path=f"{path}/{inner}", inner=inner, kind=kind)
        for inner, entry in walk(folder, [])
        if is_source(inner)
        and not entry.name.startswith(".")
        # What is left out here has been reported, see boundaries.py.
        and not (entry.is_symlink() and not is_within(folder.parent, Path(entry.path)))
    ]
    return sorted(found, key=lambda source: source.inner)


def meant_sources(target: str, source: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield the paths of files that a link in ``source`` may mean, each with its part of the page.

    A path is relative to the file, or to the content folder. What looks like a part or a query may
    belong to the name of the file, and it may be written with percent signs.
    """
    folder = PurePosixPath(source.path).parent
    content = PurePosixPath(source.path[: -len(source.inner)]).parent
    path, _, part = target.partition("#")
    forms = {path: part, path.partition("?")[0]: part, target: "", target.partition("?")[0]: ""}
    for form, fragment in forms.items():
        for name in dict.fromkeys((form, unquote(form))):
            if is_source(name):
                for start in (folder, content):
                    yield posixpath.normpath(f"{start}/{name.lstrip('/')}"), fragment


def names_of(source: SourceFile, given: Iterable[str]) -> frozenset[str]:
    """Return the last parts of the addresses that a source may have."""
    own = (name.strip("/").rpartition("/")[2] for name in given)
    return frozenset([file_slug(source.inner), *own]) - {""}
