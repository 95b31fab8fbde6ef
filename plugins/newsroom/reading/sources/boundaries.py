"""The bounds of what is read: no link in content or theme leads to a file outside of them.

Sets: ``edition.own_files``, ``strays``.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from newsroom.edition import ReadEdition
from newsroom.files.paths import is_source, is_within, path_mistake
from newsroom.model.jobs import CopyJob
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries.registry import unreadable

FILES = "files/"
"""The folder of content whose files are copied to the root of the site."""

_FOR_EDITORS = ("README", "import-report")
_MARKDOWN = frozenset({".mkd", ".mkdn", ".mkdown", ".mdown", ".mdwn", ".mdtext", ".mdtxt", ".mdx"})
# What may be next to a story until it is used.
_MEDIA = (
    ".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp",
    ".aac", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav", ".m4v", ".mov", ".mp4",
    ".webm", ".srt", ".vtt", ".csv", ".geojson", ".json", ".ods", ".pdf", ".tsv", ".xlsx", ".zip",
)  # fmt: skip


def keep_within(edition: ReadEdition) -> None:
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
            elif name == "content" and is_stray(inner):
                edition.strays.append(inner)
        problems += [unreadable(str(error.filename), error) for error in closed]
    edition.problems.extend(problems)
    if any(problem.level == "error" for problem in problems):
        raise ContentError(edition.problems.errors)
    edition.own_files = {name: CopyJob(name, own[name]) for name in sorted(own)}


def is_stray(inner: str) -> bool:
    """Tell whether a file is with the stories or pages, and neither one of them nor media.

    In other folders only Markdown is stray: somebody took it for a story. A README and the report
    of an import are for editors.
    """
    folder, _, name = inner.partition("/")
    if folder not in ("articles", "pages"):
        path = PurePosixPath(inner)
        is_text = is_source(inner) or path.suffix.lower() in _MARKDOWN
        return is_text and path.stem not in _FOR_EDITORS
    return (
        not is_source(name)
        and not name.lower().endswith(_MEDIA)
        and not name.rpartition("/")[2].startswith(".")
    )


def name_strays(edition: ReadEdition, used: Collection[Path]) -> None:
    """Warn of files that no rule reads and no text links to, where stories may be meant."""
    for inner in sorted(edition.strays):
        file = edition.content / inner
        if file in used or file.is_dir():  # A link to a folder: ``link_problems`` names it.
            continue
        path = PurePosixPath(inner)
        if not inner.startswith(("articles/", "pages/")):
            remedy = "move it into content/articles/<section>/ or content/pages/"
        elif path.suffix.lower() in _MARKDOWN:
            remedy = f"rename it to {path.stem}.md"
        else:
            remedy = "save it as Markdown (.md) if it is a story, else move it out of this folder"
        edition.problems.warning(f"content/{inner}", "this file is not read", remedy)


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
        yield Problem(path, what, "copy the folder", level="warning")
    elif link.is_file() and not is_within(root, link):
        what = f"a symbolic link to a file outside of {path.partition('/')[0]}/ is not followed"
        yield Problem(path, what, "copy the file")
