"""Pictures in the sizes that screens need: encoded once, and checked before they are used.

A rendition stands in the cache under a name that says from which picture it was made, how wide,
in which way, and which bytes it has: what is damaged there is made again.
"""

import hashlib
import os
import re
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
import PIL
from PIL import Image, ImageOps

from newsroom.shelf import Shelf
from newsroom.stamps import Stamps

_KEPT = 20
"""What so many builds that made renditions did not use is deleted."""
_ABANDONED = 3600
"""Seconds after which a draft has nobody any more who would finish it."""
_NOTES = "notes.json"
_SVG_SIZE = re.compile(
    rb"""<svg\b[^>]*?viewBox=["'][\d.eE+-]+[ ,]+[\d.eE+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"""
)
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)


class MediaError(Exception):
    """A picture or file that cannot be published."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class Original:
    """A picture as it was found; pixels, upright. ``scaled``: renditions are made of it."""

    digest: str
    width: int
    height: int
    scaled: bool


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file of the cache and the digest of its bytes."""

    file: Path
    digest: str


class Renditions:
    """The renditions in ``folder``, made in WebP ``quality`` (1–100)."""

    def __init__(self, folder: Path, quality: int) -> None:
        self._folder, self._quality = folder, quality
        self._way = _digest(f"{quality} {PIL.__version__}".encode())[:8]
        self._shelf = Shelf(folder, "pictures 1")
        notes: dict[str, Any] = orjson.loads(self._shelf.get(_NOTES) or b"{}")
        kept = {path: (stamp, known) for path, (stamp, known) in notes.get("files", {}).items()}
        self._stamps = Stamps[Any](kept, "")
        self._kept = kept
        self._build: int = notes.get("build", 0)
        self._used: dict[str, int] = notes.get("used", {})
        self._asked: set[str] = set()
        self._there = self._look()
        self._worked = False

    def original(self, file: Path) -> Original:
        """Return what there is to know of a picture.

        Raises:
            MediaError: it is none that browsers show.
            OSError: it cannot be read.
        """
        path = str(file.absolute())
        if known := self._stamps.get(path):
            return Original(**known)
        with file.open("rb") as stream:
            status, data = os.fstat(stream.fileno()), stream.read()
        original = _measure(file, data)
        self._worked = True
        self._stamps.note(path, status, asdict(original))
        return original

    def find(self, original: Original, width: int) -> Rendition | None:
        """Return the rendition, if it is there with the bytes that it was made with."""
        key = self._key(original, width)
        digest = self._there.get(key, "")
        file = self._folder / f"{key}-{digest}.webp"
        try:
            if not digest or self._stamps.get(str(file)) != digest:
                status, data = file.stat(), file.read_bytes()
                if _digest(data) != digest:
                    return None
                self._stamps.note(str(file), status, digest, own=True)
        except OSError:
            return None
        self._asked.add(file.name)
        return Rendition(file, digest)

    def make(self, source: Path, original: Original, width: int) -> Rendition:
        """Encode a rendition of ``source`` into the cache.

        Raises:
            MediaError: the picture is damaged.
        """
        draft = self._folder / f"{self._key(original, width)}.{os.getpid()}.draft"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with Image.open(source) as image:
                image.draft("RGB", (width, width))
                upright = ImageOps.exif_transpose(image)
                mode = "RGBA" if upright.has_transparency_data else "RGB"
                height = max(1, round(upright.height * width / upright.width))
                resized = upright.convert(mode).resize((width, height), Image.Resampling.LANCZOS)
            resized.save(draft, "WEBP", quality=self._quality, method=4)
            digest = _digest(draft.read_bytes())
            file = self._folder / f"{self._key(original, width)}-{digest}.webp"
            draft.replace(file)
        except (OSError, ValueError, SyntaxError) as error:
            draft.unlink(missing_ok=True)
            remedy = "save it anew as JPEG, PNG, WebP or AVIF"
            raise MediaError(f"{source.name} is damaged ({error})", remedy) from None
        self._worked = True
        self._asked.add(file.name)
        self._stamps.note(str(file), file.stat(), digest, own=True)
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
            for path, noted in (self._kept | self._stamps.new).items()
            if Path(path).exists()
        }
        used = {name: build for name, build in used.items() if name not in gone}
        notes = {"build": self._build, "used": used, "files": files}
        self._shelf.put(_NOTES, orjson.dumps(notes))

    def _key(self, original: Original, width: int) -> str:
        return f"{original.digest}-{width}-{self._way}"

    def _look(self) -> dict[str, str]:
        """Return the renditions that are there: what they are of, and their digests."""
        there = {}
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name.endswith(".draft"):
                    if time.time() - entry.stat().st_mtime > _ABANDONED:
                        Path(entry.path).unlink(missing_ok=True)
                elif entry.name.endswith(".webp"):
                    key, _, digest = entry.name.removesuffix(".webp").rpartition("-")
                    there[key] = digest
        return there


def _measure(file: Path, data: bytes) -> Original:
    digest = _digest(data)
    if file.suffix.lower() == ".svg":
        size = _SVG_SIZE.search(data)
        if not size:
            raise MediaError(f"{file.name}: an SVG without viewBox", "add one to its <svg>")
        return Original(digest, round(float(size[1])), round(float(size[2])), scaled=False)
    try:
        with Image.open(file) as image:
            width, height = image.size
            if image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
                width, height = height, width
            return Original(digest, width, height, scaled=getattr(image, "n_frames", 1) == 1)
    except Image.DecompressionBombError:
        raise MediaError(f"{file.name} has too many pixels", "scale it down") from None
    except (OSError, ValueError, SyntaxError):
        remedy = "save it as JPEG, PNG, WebP or AVIF"
        raise MediaError(f"{file.name} is no picture that can be read", remedy) from None


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
