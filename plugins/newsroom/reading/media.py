"""Pictures and files of the content folder: found, taken into the site, and given addresses.

Setting: ``MEDIA``. Originals of photographs are never published: every size is encoded anew,
which also drops the place and camera that a file may carry.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from newsroom.jobs import CopyJob
from newsroom.model import Picture, Site
from newsroom.reading.renditions import MediaError, Original, Renditions

__all__ = ["MediaError", "MediaLibrary", "Options"]


@dataclass(frozen=True)
class Options:
    """Setting ``MEDIA``: widths in pixels, WebP quality 1–100."""

    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    quality: int = 78


@dataclass(frozen=True, slots=True)
class _Order:
    """A rendition to be made of ``source``, for ``path`` of the output folder."""

    source: Path
    original: Original
    width: int
    path: str


@dataclass
class MediaLibrary:
    """What stories use of ``content``. ``files`` are the copies that the site needs, by path."""

    content: Path
    renditions: Renditions
    site: Site
    options: Options
    files: dict[str, CopyJob] = field(default_factory=dict)
    _orders: dict[str, _Order] = field(default_factory=dict)
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
        self.files[path] = CopyJob(path, file)
        return self._url(path)

    def picture(self, file: Path, alt: str = "", caption: str = "", credit: str = "") -> Picture:
        """Take a picture into the site in all its sizes.

        Raises:
            MediaError: the file is no picture that browsers show.
        """
        if file not in self._known:
            self._known[file] = self._take(file)
        width, height, sizes = self._known[file]
        urls = [(size, self._url(path)) for size, path in sizes]
        srcset = ", ".join(f"{url} {size}w" for size, url in urls) if len(urls) > 1 else ""
        share = next((url for size, url in urls if size >= min(1200, width)), urls[-1][1])
        return Picture(
            urls[-1][1], srcset, width, height, alt, caption, credit, self.site.absolute(share)
        )  # fmt: skip

    def make_sizes(self, workers: int) -> Iterator[tuple[Path, MediaError]]:
        """Encode every size that the cache lacks; yield the pictures that turn out broken."""
        orders = list(self._orders.values())
        with ThreadPoolExecutor(workers) as pool:
            for order, error in zip(orders, pool.map(self._make, orders), strict=True):
                if error:
                    yield order.source, error
        self.renditions.keep()

    def _take(self, file: Path) -> tuple[int, int, tuple[tuple[int, str], ...]]:
        """Order the files of a picture; return the size of the largest, and all by width."""
        original, path = self.renditions.original(file), self._output(file)
        if not original.scaled:
            self.files[path] = CopyJob(path, file, original.digest)
            return original.width, original.height, ((original.width, path),)
        sizes = []
        for width in self._widths(original.width):
            variant = str(PurePosixPath(path).with_suffix("")) + f"-{width}.webp"
            if found := self.renditions.find(original, width):
                self.files[variant] = CopyJob(variant, found.file, found.digest)
            else:
                self._orders[variant] = _Order(file, original, width, variant)
            sizes.append((width, variant))
        largest = sizes[-1][0]
        height = max(1, round(original.height * largest / original.width))
        return largest, height, tuple(sizes)

    def _widths(self, width: int) -> list[int]:
        largest = max(self.options.widths)
        return [*(size for size in sorted(self.options.widths) if size < width), *(
            [width] if width <= largest else []
        )]  # fmt: skip

    def _make(self, order: _Order) -> MediaError | None:
        try:
            made = self.renditions.make(order.source, order.original, order.width)
        except MediaError as error:
            return error
        self.files[order.path] = CopyJob(order.path, made.file, made.digest)
        return None

    def _output(self, file: Path) -> str:
        inner = PurePosixPath(os.path.relpath(file, self.content).replace(os.sep, "/"))
        return str(inner) if inner.parts[0] == "media" else f"media/{inner}"

    def _url(self, path: str) -> str:
        return self.site.href("/" + quote(path))
