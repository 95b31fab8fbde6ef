"""Files as they are published, made once and checked: pictures in sizes, copies without metadata.

A rendition is in the cache under a name that says from which file it was made, how wide (0 for a
copy), in which way, and which bytes it has: what is damaged there is made again.
"""

import hashlib
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newsroom.engine.code_digest import digest_of_code
from newsroom.files.atomic import draft_of
from newsroom.files.blob_cache import BlobCache
from newsroom.files.file_signatures import FileSignatures
from newsroom.media.facts import Facts, MediaError, Note
from newsroom.media.files import copy_clean, examine
from newsroom.media.pictures import SAVE, encode

COPY = 0
"""The width of a copy."""
_KEPT = 20
"""What so many builds that made renditions did not use is deleted."""
_ABANDONED = 3600
"""Seconds after which a draft has nobody any more who would finish it."""
_NOTES = "notes.json"
_SUFFIX = {True: ".copy", False: ".webp"}
_PIXELS = ("media/pictures.py", "media/colours.py")
_PACKAGES = ("Pillow", "lxml", "mutagen", "pikepdf")


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was found; ``digest`` is that of its bytes."""

    digest: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file of the cache and the digest of its bytes."""

    file: Path
    digest: str


class Renditions:
    """The renditions in ``folder``, made in WebP ``quality`` (1–100)."""

    def __init__(self, folder: Path, quality: int) -> None:
        code = digest_of_code(["media/"], _PACKAGES).hex()
        pixels = digest_of_code(_PIXELS, _PACKAGES[:1])
        self._folder, self._quality = folder, quality
        self._way = _digest(str(quality).encode() + pixels)[:8]
        self._copied = code[:8]
        self._blobs = BlobCache(folder, f"pictures 2 {code}")
        notes: dict[str, Any] = orjson.loads(self._blobs.get(_NOTES) or b"{}")
        kept = {path: (stamp, known) for path, (stamp, known) in notes.get("files", {}).items()}
        self._signatures = FileSignatures[Any](kept, "")
        self._kept = kept
        self._build: int = notes.get("build", 0)
        self._used: dict[str, int] = notes.get("used", {})
        self._asked: set[str] = set()
        self._there = self._look()
        self._worked = False

    def original(self, file: Path) -> Original:
        """Return what there is to know of a file.

        Raises:
            MediaError: it cannot be published.
            OSError: it cannot be read.
        """
        path = str(file.absolute())
        if known := self._signatures.get(path):
            return _restored(*known)
        with file.open("rb") as stream:
            status = os.fstat(stream.fileno())
            digest = hashlib.file_digest(stream, _hash).hexdigest()
        facts = examine(file)
        self._worked = True
        noted = [
            digest,
            facts.kind,
            facts.form,
            facts.width,
            facts.height,
            list(map(list, facts.notes)),
        ]
        self._signatures.note(path, status, noted)
        return Original(digest, facts)

    def find(self, original: Original, width: int) -> Rendition | None:
        """Return the rendition, if it is there with the bytes that it was made with."""
        key = self._key(original, width)
        digest = self._there.get(key, "")
        file = self._file(key, width, digest)
        try:
            if not digest or self._signatures.get(str(file)) != digest:
                with file.open("rb") as stream:
                    status = os.fstat(stream.fileno())
                    found = hashlib.file_digest(stream, _hash).hexdigest()
                if found != digest:
                    return None
                self._signatures.note(str(file), status, digest, own=True)
        except OSError:
            return None
        self._asked.add(file.name)
        return Rendition(file, digest)

    def make(self, source: Path, original: Original, width: int) -> Rendition:
        """Make a rendition of ``source`` in the cache.

        Raises:
            MediaError: the file is damaged.
        """
        key = self._key(original, width)
        try:
            with draft_of(self._folder / key) as draft:
                if width == COPY:
                    copy_clean(source, original.facts, draft)
                else:
                    encode(source, draft, source.name, width, self._quality)
                with draft.open("rb") as stream:
                    digest = hashlib.file_digest(stream, _hash).hexdigest()
                file = self._file(key, width, digest)
                draft.replace(file)
        except (OSError, ValueError, SyntaxError) as error:
            raise MediaError(f"{source.name} is damaged ({error})", SAVE) from None
        self._worked = True
        self._asked.add(file.name)
        self._signatures.note(str(file), file.stat(), digest, own=True)
        return Rendition(file, digest)

    def keep(self) -> None:
        """Remember what is known, and delete what was not used for long, if anything was made."""
        if not self._worked:
            return
        self._build += 1
        used = self._used | dict.fromkeys(self._asked, self._build)
        gone = {name for name, build in used.items() if build <= self._build - _KEPT}
        for name in gone:
            (self._folder / name).unlink(missing_ok=True)
        files = {
            path: noted
            for path, noted in (self._kept | self._signatures.new).items()
            if Path(path).exists()
        }
        used = {name: build for name, build in used.items() if name not in gone}
        notes = {"build": self._build, "used": used, "files": files}
        self._blobs.put(_NOTES, orjson.dumps(notes))

    def _key(self, original: Original, width: int) -> str:
        return f"{original.digest}-{width}-{self._copied if width == COPY else self._way}"

    def _file(self, key: str, width: int, digest: str) -> Path:
        return self._folder / f"{key}-{digest}{_SUFFIX[width == COPY]}"

    def _look(self) -> dict[str, str]:
        """Return the renditions that are there: what they are of, and their digests."""
        there = {}
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name.endswith(".draft"):
                    if time.time() - entry.stat().st_mtime > _ABANDONED:
                        Path(entry.path).unlink(missing_ok=True)
                elif entry.name.endswith(tuple(_SUFFIX.values())):
                    key, _, digest = entry.name.rpartition(".")[0].rpartition("-")
                    there[key] = digest
        return there


def _restored(digest: str, kind: Any, form: str, width: int, height: int, notes: Any) -> Original:
    return Original(digest, Facts(kind, form, width, height, tuple(Note(*note) for note in notes)))


def _hash(data: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(data, digest_size=12)


def _digest(data: bytes) -> str:
    return _hash(data).hexdigest()
