"""An archive on disk: its files, their texts, the facts in its configuration."""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from newsroom.desk.importing.values.headers import Header, UnreadableError, read_header
from newsroom.files.paths import is_within
from newsroom.text.characters import taken_out

LARGEST = 2_000_000
"""Bytes: larger articles are refused when the site is built."""
HTML_SUFFIXES = (".html", ".htm")
STORY_SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".mdwn", *HTML_SUFFIXES)
FOREIGN_TEXTS = (".rst", ".org", ".textile", ".adoc", ".ipynb")
MEDIA_SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff",
    ".pdf", ".mp3", ".ogg", ".wav", ".mp4", ".webm", ".mov", ".zip", ".csv", ".tsv", ".xls",
    ".xlsx", ".doc", ".docx", ".ppt", ".pptx", ".txt", ".woff", ".woff2", ".ttf", ".m4a", ".aac",
    ".oga", ".opus", ".flac", ".m4v", ".ogv", ".vtt", ".srt", ".epub", ".odt", ".ods", ".odp",
    ".geojson",
})  # fmt: skip
MADE_BY_TOOLS = frozenset({"_site", "node_modules", "__pycache__", "venv"})
NOT_CONTENT = frozenset({
    "_layouts", "_includes", "_sass", "_plugins", "vendor", "public", "resources", "themes",
    "layouts", "archetypes", "output",
})  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85]")


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file of the archive with its front matter; ``path`` is relative to the archive.

    ``page``: where it is among the pages of the old site (``about/team``); empty for a story.
    """

    path: str
    file: Path
    header: Header
    page: str = ""


def walk(root: Path, *, is_site: bool) -> tuple[list[Path], list[str]]:
    """Return every file below ``root``, sorted, and the folders that were passed over.

    In a whole site (``is_site``) the folders of themes, builds and templates are passed over too.
    Symbolic links to folders are not followed, so a loop of them ends nothing.
    """
    files: list[Path] = []
    passed: list[str] = []
    for folder, names, found in os.walk(root):
        here = Path(folder)
        for name in sorted(names):
            of_site = is_site and here == root and name in NOT_CONTENT
            if of_site or name in MADE_BY_TOOLS or name.startswith("."):
                names.remove(name)
                passed.append((here / name).relative_to(root).as_posix() + "/")
        files += [here / name for name in found if not name.startswith(".")]
    return sorted(files, key=lambda file: file.relative_to(root).as_posix()), sorted(passed)


def read_text(file: Path, site: Path) -> tuple[str, list[str]]:
    """Return the text of a file, line ends as ``\\n``, and what had to be changed to get it.

    Raises:
        UnreadableError: no permission, a broken link or one that leads out of ``site``, or a
            binary file.
    """
    try:
        if file.exists() and not file.is_file():
            raise UnreadableError("this is not an ordinary file", "delete it, or copy its text")
        if file.exists() and not is_within(site, file):
            what = "a symbolic link leads to a file outside of the archive"
            raise UnreadableError(what, "copy the file into the archive")
        data = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnreadableError(f"the file cannot be read ({reason})", "make it readable") from None
    changes: list[str] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif b"\0" in data[:8192]:
        raise UnreadableError("this is a binary file", "delete it, or give it its own suffix")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            changes.append(f"line {line} is not valid UTF-8, so the file was read as Windows-1252")
            text = data.decode("cp1252", "replace")
    text, count = _CONTROLS.subn("", text)
    if count:
        changes.append(f"{count} control characters were taken out")
    return re.sub(r"\r\n?|[\u2028\u2029]", "\n", text), changes


def read_source(
    file: Path, path: str, site: Path, *, classic: bool
) -> tuple[ArchiveFile | None, list[str]]:
    """Read a file; ``None`` when it has no front matter.

    Raises:
        UnreadableError: the file or its front matter cannot be read.
    """
    text, changes = read_text(file, site)
    header = read_header(text, path, classic=classic)
    return (ArchiveFile(path, file, header) if header else None), changes


def without_header(file: Path, path: str, site: Path) -> tuple[ArchiveFile, list[str]]:
    """Read a file that is all text: its title is its first heading, its date is in its name."""
    text, changes = read_text(file, site)
    return ArchiveFile(path, file, Header({}, {}, text, 1)), changes


def site_root(folder: Path, markers: frozenset[str]) -> Path:
    """Return the folder of the whole site: ``folder`` or one of the two above it that has a marker.

    Configuration, author files and images lie there when only the posts are imported.
    """
    for candidate in (folder, *folder.parents[:2]):
        if any((candidate / marker).exists() for marker in markers):
            return candidate
    return folder


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), without marks that nobody sees, its spaces single."""
    text = re.sub(r"[\u200b\u2060\ufeff\u00ad\u200e\u200f]", "", unicodedata.normalize("NFC", text))
    return " ".join(taken_out(text)[0].split())
