"""The bounds of what is read: no link in content or theme leads to a file outside of them.

Sets: ``edition.own_files``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from newsroom.edition import Edition
from newsroom.jobs import CopyJob
from newsroom.paths import is_within, path_mistake
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries import unreadable

FILES = "files/"
"""The folder of content whose files are copied to the root of the site."""


def keep_within(edition: Edition) -> None:
    """Look at every name in content and theme before a file is opened; list the own files.

    Raises:
        ContentError: a link leads to a file outside, or a folder cannot be read.
    """
    own: dict[str, Path] = {}
    problems: list[Problem] = []
    of_theme = ((folder, "theme") for folder in edition.theme.own_folders)
    for root, name in ((edition.content, "content"), *of_theme):
        closed: list[OSError] = []
        for inner, entry in walk(root, closed):
            path = f"{name}/{inner}"
            if entry.is_symlink():
                problems += link_problems(Path(entry.path), root, path)
            if not inner.isprintable() and (mistake := path_mistake(inner)):
                what = f"a file cannot have this name ({mistake})"
                edition.problems.error(ascii(path)[1:-1], what, "rename it")
            elif name == "content" and inner.startswith(FILES) and entry.is_file():
                own[inner.removeprefix(FILES)] = Path(entry.path)
        problems += [unreadable(str(error.filename), error) for error in closed]
    edition.problems.extend(problems)
    if any(problem.level == "error" for problem in problems):
        raise ContentError(edition.problems.errors)
    edition.own_files = {name: CopyJob(name, own[name]) for name in sorted(own)}


def walk(root: Path, closed: list[OSError]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file and link below ``root`` with its path from there; none for no folder.

    Folders that cannot be read are added to ``closed``.
    """
    waiting = [""] if root.is_dir() else []
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(root / inner) as found:
                entries = list(found)
        except OSError as error:
            closed.append(error)
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{inner}{entry.name}/")
            else:
                yield inner + entry.name, entry


def link_problems(link: Path, root: Path, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a symbolic link: one to a folder, or one to a file outside."""
    if link.is_dir():
        what = "a symbolic link to a folder is not followed"
        yield Problem(path, 0, 0, what, "copy the folder", "warning")
    elif link.is_file() and not is_within(root, link):
        what = f"a symbolic link to a file outside of {path.partition('/')[0]}/ is not followed"
        yield Problem(path, 0, 0, what, "copy the file")
