"""Files as they are published, made once and checked: pictures in sizes, copies without metadata.

A rendition is in the cache under a name that says from which file it was made, how wide (0 for a
copy), in which way, and which bytes it has: what is damaged there is made again. Copies and
animations are made when they are ordered, stills with the files of the site (``stills.py``).
"""

import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from threading import get_ident
from typing import Any

import orjson

from newsroom.engine.code_digest import digest_of_code
from newsroom.engine.progress import track
from newsroom.files.atomic import draft_of
from newsroom.files.blob_cache import BlobCache
from newsroom.files.file_signatures import FileSignatures
from newsroom.media.encoding import Qualities, Size, encode_all
from newsroom.media.facts import MediaError
from newsroom.media.files import copy_clean, examine
from newsroom.media.pictures import SAVE, encode
from newsroom.reading.media_library.originals import Original, restored

COPY = 0
"""The width of a copy."""
_KEPT = 20
"""What so many builds that made renditions did not use is deleted."""
_ABANDONED = 3600
"""Seconds after which a draft has nobody any more who would finish it."""
_NOTES = "notes.json"
_COPIED = ".copy"
_SUFFIXES = (_COPIED, ".avif", ".webp", ".jpg", ".png")
_PIXELS = ("media/pictures.py", "media/encoding.py", "media/colours.py")
_QUICK = 40
"""So many pictures can be examined in a second or two."""
_PACKAGES = ("Pillow", "lxml", "mutagen", "pikepdf")


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file of the cache and the digest of its bytes."""

    file: Path
    digest: str


class Renditions:
    """The renditions in ``folder``, made in ``qualities``."""

    def __init__(self, folder: Path, qualities: Qualities) -> None:
        code = digest_of_code(["media/"], _PACKAGES).hex()
        pixels = digest_of_code(_PIXELS, _PACKAGES[:1])
        self._folder, self._qualities = folder, qualities
        self._way = _digest(repr(qualities).encode() + pixels)[:8]
        self._copied = code[:8]
        self._blobs = BlobCache(folder, f"pictures 3 {code}")
        notes: dict[str, Any] = orjson.loads(self._blobs.get(_NOTES) or b"{}")
        kept = {path: (stamp, known) for path, (stamp, known) in notes.get("files", {}).items()}
        self._signatures = FileSignatures[Any](kept, "")
        self._kept = kept
        self._build: int = notes.get("build", 0)
        self._used: dict[str, int] = notes.get("used", {})
        self._asked: set[str] = set()
        self._there = self._look()
        self._worked = False

    def look_at(self, files: Iterable[Path], workers: int) -> None:
        """Examine files that are not known yet, several at a time; mistakes are for later."""

        def look(file: Path) -> None:
            with suppress(MediaError, OSError):
                self.original(file)

        def is_new(file: Path) -> bool:
            with suppress(OSError):
                return self._signatures.get(str(file.absolute())) is None
            return False

        new = list(filter(is_new, dict.fromkeys(files)))
        with ThreadPoolExecutor(workers) as pool:
            looked = pool.map(look, new)
            for _ in track(looked, len(new), "Looking at pictures", quick=_QUICK):
                pass

    def original(self, file: Path) -> Original:
        """Return what there is to know of a file.

        Raises:
            MediaError: it cannot be published.
            OSError: it cannot be read.
        """
        path = str(file.absolute())
        if known := self._signatures.get(path):
            return restored(*known)
        with file.open("rb") as stream:
            status = os.fstat(stream.fileno())
            digest = hashlib.file_digest(stream, _hash).hexdigest()
        facts = examine(file)
        self._worked = True
        noted = [*astuple(replace(facts, notes=())), list(map(list, facts.notes))]
        self._signatures.note(path, status, [digest, *noted])
        return Original(digest, facts)

    def key(self, original: Original, made: "int | Size") -> str:
        """Return the name of a rendition: of a copy, of an animation of a width, or of a size."""
        if isinstance(made, Size):
            box = ".".join(map(str, made.box))
            way = "exact" if made.lossless else made.form
            kind = f"{made.width}x{made.height}-{box}-{made.form}-{way}"
        else:
            kind = str(made)
        key = f"{original.digest}-{kind}-{self._copied if made == COPY else self._way}"
        self._asked.add(key)
        return key

    def find(self, key: str, suffix: str) -> Rendition | None:
        """Return the rendition, if it is there with the bytes that it was made with."""
        digest = self._there.get(key, "")
        file = self._file(key, digest, suffix)
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
        return Rendition(file, digest)

    def make(self, source: Path, original: Original, width: int) -> Rendition:
        """Make a copy of ``source``, or an animation, in the cache.

        Raises:
            MediaError: the file is damaged.
        """
        key = self.key(original, width)
        try:
            with self._draft(key) as draft:
                if width == COPY:
                    copy_clean(source, original.facts, draft)
                else:
                    encode(source, draft, source.name, width, self._qualities.webp)
                return self._take(key, draft, suffix_of(width))
        except (OSError, ValueError, SyntaxError) as error:
            raise MediaError(f"{source.name} is damaged ({error})", SAVE) from None

    def make_sizes(self, source: Path, original: Original, sizes: Sequence[Size]) -> None:
        """Make sizes of a still in the cache; the file is opened once.

        Raises:
            MediaError: the file is damaged.
        """
        whole = original.facts.width, original.facts.height
        try:
            for size, data in encode_all(source, whole, sizes, self._qualities):
                key = self.key(original, size)
                with self._draft(key) as draft:
                    draft.write_bytes(data)
                    self._take(key, draft, suffix_of(size))
        except (OSError, ValueError, SyntaxError) as error:
            raise MediaError(f"{source.name} is damaged ({error})", SAVE) from None

    def _draft(self, key: str) -> AbstractContextManager[Path]:
        # Two threads may work on files that are alike.
        return draft_of(self._folder / f"{get_ident()}-{key}")

    def _take(self, key: str, draft: Path, suffix: str) -> Rendition:
        with draft.open("rb") as stream:
            digest = hashlib.file_digest(stream, _hash).hexdigest()
        file = self._file(key, digest, suffix)
        draft.replace(file)
        self._worked = True
        self._there[key] = digest
        self._signatures.note(str(file), file.stat(), digest, own=True)
        return Rendition(file, digest)

    def keep(self) -> None:
        """Remember what is known, and delete what was not used for long, if anything was made."""
        if not self._worked:
            return
        self._build, self._worked = self._build + 1, False
        known = dict.fromkeys(self._there, self._build) | self._used
        used = known | dict.fromkeys(self._asked, self._build)
        gone = {key for key, build in used.items() if build <= self._build - _KEPT}
        for key in gone & self._there.keys():
            for suffix in _SUFFIXES:
                self._file(key, self._there[key], suffix).unlink(missing_ok=True)
        files = {
            path: noted
            for path, noted in (self._kept | self._signatures.new).items()
            if Path(path).exists()
        }
        used = {key: build for key, build in used.items() if key not in gone}
        notes = {"build": self._build, "used": used, "files": files}
        self._blobs.put(_NOTES, orjson.dumps(notes))

    def _file(self, key: str, digest: str, suffix: str) -> Path:
        return self._folder / f"{key}-{digest}{suffix}"

    def _look(self) -> dict[str, str]:
        """Return the renditions that are there: what they are of, and their digests."""
        there = {}
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name.endswith(".draft"):
                    if time.time() - entry.stat().st_mtime > _ABANDONED:
                        Path(entry.path).unlink(missing_ok=True)
                elif entry.name.endswith(_SUFFIXES):
                    key, _, digest = entry.name.rpartition(".")[0].rpartition("-")
                    there[key] = digest
        return there


def suffix_of(made: int | Size) -> str:
    if isinstance(made, Size):
        return f".{made.form}"
    return _COPIED if made == COPY else ".webp"


def _hash(data: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(data, digest_size=12)


def _digest(data: bytes) -> str:
    return _hash(data).hexdigest()
