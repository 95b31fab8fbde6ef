"""Pictures and files of the content folder: found, measured, made in the sizes screens need.

Setting: ``MEDIA``. Originals of photographs are never published: every size is encoded anew,
which also drops the place and camera that a file may carry.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from PIL import Image, ImageOps

from newsroom.model import Picture, Site

_SVG_SIZE = re.compile(
    rb"""<svg\b[^>]*?viewBox=["'][\d.eE+-]+[ ,]+[\d.eE+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"""
)

_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)


@dataclass(frozen=True)
class Options:
    """Setting ``MEDIA``: widths in pixels, WebP quality 1–100."""

    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    quality: int = 78


class MediaError(Exception):
    """A picture or file that cannot be published."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class _Size:
    """One size of one picture, to be encoded into the cache."""

    source: Path
    width: int
    target: Path


@dataclass
class MediaLibrary:
    """What stories use of ``content``. ``files`` maps output paths to the files to copy there."""

    content: Path
    cache: Path
    site: Site
    options: Options
    files: dict[str, Path] = field(default_factory=dict)
    _missing: dict[Path, _Size] = field(default_factory=dict)
    _known: dict[Path, tuple[int, int, tuple[tuple[int, str], ...]]] = field(default_factory=dict)

    def find(self, target: str, beside: Path) -> Path:
        """Return the file that ``target`` names: beside the story, else below content/media.

        Raises:
            MediaError: there is none, or it lies outside the content folder.
        """
        name = unquote(target.partition("#")[0].partition("?")[0])
        inner = name.removeprefix("/media/").lstrip("/")
        for file in (
            beside / name.lstrip("/"),
            self.content / "media" / inner,
            self.content / inner,
        ):
            if file.is_file():
                inside = file.resolve().is_relative_to(self.content.resolve())
                if not inside:
                    raise MediaError(f"{target!r} lies outside content/", "copy it to media/")
                return Path(os.path.normpath(file))
        raise MediaError(f"no file {target!r}", "put it in media/, or mend the path")

    def publish(self, file: Path) -> str:
        """Take a file into the site as it is and return its URL."""
        path = self._output(file)
        self.files[path] = file
        return self._url(path)

    def picture(self, file: Path, alt: str = "", caption: str = "", credit: str = "") -> Picture:
        """Take a picture into the site in all its sizes.

        Raises:
            MediaError: the file is no picture that browsers show.
        """
        width, height, sizes = self._known.get(file) or self._measure(file)
        self._known[file] = (width, height, sizes)
        urls = [(size, self._url(path)) for size, path in sizes]
        srcset = ", ".join(f"{url} {size}w" for size, url in urls) if len(urls) > 1 else ""
        share = next((url for size, url in urls if size >= min(1200, width)), urls[-1][1])
        return Picture(
            urls[-1][1], srcset, width, height, alt, caption, credit, self.site.absolute(share)
        )  # fmt: skip

    def make_sizes(self, workers: int) -> Iterator[tuple[Path, MediaError]]:
        """Encode every size that the cache lacks; yield the pictures that turn out broken."""
        jobs = list(self._missing.values())
        with ThreadPoolExecutor(workers) as pool:
            for job, error in zip(jobs, pool.map(self._encode, jobs), strict=True):
                if error:
                    yield job.source, error

    def _measure(self, file: Path) -> tuple[int, int, tuple[tuple[int, str], ...]]:
        data = file.read_bytes()
        path = self._output(file)
        if file.suffix.lower() == ".svg":
            size = _SVG_SIZE.search(data)
            if not size:
                raise MediaError(f"{file.name}: an SVG without viewBox", "add one to its <svg>")
            self.files[path] = file
            width, height = round(float(size[1])), round(float(size[2]))
            return width, height, ((width, path),)
        try:
            with Image.open(file) as image:
                width, height = image.size
                if image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
                    width, height = height, width
                moving = getattr(image, "n_frames", 1) > 1
        except Image.DecompressionBombError:
            raise MediaError(f"{file.name} has too many pixels", "scale it down") from None
        except (OSError, ValueError, SyntaxError):
            remedy = "save it as JPEG, PNG, WebP or AVIF"
            raise MediaError(f"{file.name} is no picture that can be read", remedy) from None
        if moving:
            self.files[path] = file
            return width, height, ((width, path),)
        digest = hashlib.blake2b(data, digest_size=12).hexdigest()
        sizes = []
        for wanted in self._widths(width):
            made = self.cache / f"{digest}-{wanted}-q{self.options.quality}.webp"
            if not made.exists():
                self._missing[made] = _Size(file, wanted, made)
            variant = str(PurePosixPath(path).with_suffix("")) + f"-{wanted}.webp"
            self.files[variant] = made
            sizes.append((wanted, variant))
        largest = sizes[-1][0]
        return largest, max(1, round(height * largest / width)), tuple(sizes)

    def _widths(self, width: int) -> list[int]:
        largest = max(self.options.widths)
        return [*(size for size in sorted(self.options.widths) if size < width), *(
            [width] if width <= largest else []
        )]  # fmt: skip

    def _encode(self, job: _Size) -> MediaError | None:
        draft = job.target.with_suffix(f".{os.getpid()}.draft")
        try:
            job.target.parent.mkdir(parents=True, exist_ok=True)
            with Image.open(job.source) as image:
                image.draft("RGB", (job.width, job.width))
                upright = ImageOps.exif_transpose(image)
                mode = "RGBA" if upright.has_transparency_data else "RGB"
                height = max(1, round(upright.height * job.width / upright.width))
                resized = upright.convert(mode).resize(
                    (job.width, height), Image.Resampling.LANCZOS
                )
            resized.save(draft, "WEBP", quality=self.options.quality, method=4)
            draft.replace(job.target)
        except (OSError, ValueError, SyntaxError) as error:
            draft.unlink(missing_ok=True)
            remedy = "save it anew as JPEG, PNG, WebP or AVIF"
            return MediaError(f"{job.source.name} is damaged ({error})", remedy)
        return None

    def _output(self, file: Path) -> str:
        inner = PurePosixPath(os.path.relpath(file, self.content).replace(os.sep, "/"))
        return str(inner) if inner.parts[0] == "media" else f"media/{inner}"

    def _url(self, path: str) -> str:
        return self.site.href("/" + quote(path))
