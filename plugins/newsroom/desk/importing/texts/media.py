"""Pictures and files of the archive that its stories use: found, checked, copied once."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsroom.desk.importing.archive import MEDIA_SUFFIXES
from newsroom.desk.importing.values.stories import Story
from newsroom.files.atomic import write_file
from newsroom.files.paths import is_within
from newsroom.media.facts import MediaError
from newsroom.media.files import examine
from newsroom.media.pictures import check_picture
from newsroom.media.svg import measure
from newsroom.text.urls import slugify

_PICTURES = frozenset({
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".ico",
})  # fmt: skip
_PLAYED = frozenset({
    ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav", ".mp4", ".m4v", ".mov",
    ".webm",
})  # fmt: skip
_PLACES = ("", "static", "assets", "content", "content/images", "src", "public", "images")


@dataclass(slots=True, kw_only=True)
class MediaFolder:
    """Copies to ``target`` (content/media), below the year of the story.

    ``site`` bounds what may be copied. ``used`` holds the originals that were.
    """

    archive: Path
    site: Path
    target: Path
    counts: Counter[str]
    used: set[Path] = field(default_factory=set)
    _kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, address: str, story: Story) -> str | None:
        """Return the path below content/media of the file that ``address`` means.

        ``None``: the archive has no such file.

        Raises:
            ValueError: the file is not a picture, though it is called one.
        """
        name = unquote(urlsplit(address).path)
        for prefix in ("{static}", "{attach}", "{filename}", "|static|", "|filename|", "@/"):
            name = name.removeprefix(prefix)
        file = self._file(name, story)
        if file is None:
            return None
        _examine(file)
        self.used.add(file)
        return self.keep(file.name, file.read_bytes(), story)

    def keep(self, name: str, data: bytes, story: Story) -> str:
        """Write a file once per year of use; return its path below content/media.

        Raises:
            ValueError: it is not a picture, though it is called one.
        """
        digest = hashlib.blake2b(data, digest_size=8).hexdigest()
        suffix = Path(name).suffix.lower()
        if known := self._kept.get((story.year, digest + suffix)):
            return known
        if suffix not in MEDIA_SUFFIXES:
            raise ValueError("no file that a site shows")
        _check(data, name, suffix)
        stem = slugify(Path(name).stem)[:80].strip("-") or "file"
        path = f"{story.year}/{stem}{suffix}"
        file = self.target / path
        if file.exists() and file.read_bytes() != data:
            path = f"{story.year}/{stem}-{digest[:8]}{suffix}"
            file = self.target / path
        if not is_within(self.target.parent, file):
            raise ValueError("a symbolic link leads out of media/")
        if not file.exists():
            write_file(file, data)
        self._kept[story.year, digest + suffix] = path
        self.counts["media"] += 1
        return path

    def _file(self, name: str, story: Story) -> Path | None:
        if not name or Path(name).suffix.lower() not in MEDIA_SUFFIXES:
            return None
        return next((found for one in _names(name) if (found := self._at(one, story))), None)

    def _at(self, name: str, story: Story) -> Path | None:
        folders = [self.site / place for place in _PLACES] + [self.archive]
        if not name.startswith("/"):
            folders.insert(0, story.source.file.parent)
        for folder in folders:
            file = folder / name.lstrip("/")
            try:
                if file.is_file() and is_within(self.site, file):
                    return file
            except (OSError, ValueError):  # a name that no file system takes
                return None
        return None


def _names(name: str) -> Iterator[str]:
    """Yield the names under which a file may be there: the largest size first.

    WordPress writes ``a-300x200.jpg`` or ``a-scaled.jpg`` for a smaller copy of ``a.jpg``, Ghost
    ``size/w600/a.jpg``; a copy of their folder of pictures may begin at any part of the path.
    """
    of_export = re.search(r"(?:^|/)(wp-content/uploads|content/(?:images|media|files))/", name)
    if of_export is None:
        yield name
        return
    inner = name[of_export.end() :]
    full = re.sub(r"^size/w\d+(?:h\d+)?/(?:format/\w+/)?", "", inner)
    whole = re.sub(r"(?:-\d+x\d+|-scaled)(?=\.\w+$)", "", full)
    folders = of_export[1].split("/")
    for own in dict.fromkeys((whole, full, inner)):
        for first in range(len(folders) + 1):
            yield "/" + "/".join([*folders[first:], own])


def _examine(file: Path) -> None:
    """Look into a file as the build will.

    Raises:
        ValueError: it cannot be published, or is not what its name says.
    """
    suffix = file.suffix.lower()
    if suffix in _PICTURES or suffix == ".svg":
        return  # ``keep`` looks into pictures
    wanted = "player" if suffix in _PLAYED else "track" if suffix == ".vtt" else ""
    try:
        facts = examine(file)
    except MediaError as error:
        raise ValueError(error.what.removeprefix(file.name).strip(" :")) from error
    if wanted and facts.kind != wanted:
        what = "a sound or film that browsers play" if wanted == "player" else "captions"
        raise ValueError(f"not {what}")


def _check(data: bytes, name: str, suffix: str) -> None:
    try:
        if suffix == ".svg":
            measure(data, name)
        elif suffix in _PICTURES:
            check_picture(data, name)
    except MediaError as error:
        raise ValueError(error.what.removeprefix(name).strip(" :")) from error
