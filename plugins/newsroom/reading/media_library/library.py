"""Pictures and files of the content folder: found, taken into the site, and given addresses.

Setting: ``MEDIA``. Originals are never published: pictures are encoded again in every size, other
files are copied without their metadata. What was removed from view, and what cannot be looked into,
is reported where a text names the file.
"""

import os
import unicodedata
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from newsroom.files.paths import is_within, path_mistake
from newsroom.media.facts import PICTURES, Kind, MediaError
from newsroom.media.files import is_verbatim
from newsroom.media.pictures import SAVE, widest
from newsroom.model import Picture, Site
from newsroom.model.jobs import CopyJob
from newsroom.problems import Problems
from newsroom.reading.media_library.names import folded, same_name, stems
from newsroom.reading.media_library.renditions import COPY, Original, Renditions
from newsroom.reading.registries.names import Place

__all__ = ["MediaError", "MediaLibrary", "MediaOptions", "report"]


@dataclass(frozen=True)
class MediaOptions:
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
    """What stories use of ``content``. ``files`` are the copies that the site needs, by path.

    Each use has a ``Place``, the line that names the file: what is wrong with it is reported there.
    """

    content: Path
    renditions: Renditions
    site: Site
    options: MediaOptions
    problems: Problems
    files: dict[str, CopyJob] = field(default_factory=dict)
    _apart: "MediaLibrary | None" = None
    _orders: dict[str, _Order] = field(default_factory=dict)
    _places: dict[Path, dict[Place, None]] = field(default_factory=dict)
    _stems: dict[PurePosixPath, dict[Path, str]] = field(default_factory=dict)
    _owners: dict[str, dict[Path, None]] = field(default_factory=dict)

    def find(self, target: str, folder: Path) -> Path:
        """Return the file that ``target`` names: next to the story, else below content/media.

        Raises:
            MediaError: there is none, or it is outside the content folder.
        """
        path = target.partition("#")[0].partition("?")[0]
        # What looks like a part, a query or a percent sign may belong to the name of the file.
        for name in dict.fromkeys((unquote(path), unquote(target), path, target)):
            inner = name.removeprefix("/media/").lstrip("/")
            for file in (
                folder / name.lstrip("/"),
                self.content / "media" / inner,
                self.content / inner,
            ):
                if not is_within(self.content, file.parent):
                    continue  # nobody looks at what is there
                found = file if file.is_file() else same_name(file.parent, file.name)
                if found and not is_within(self.content, found):
                    raise MediaError(f"{target!r} is outside content/", "copy it to media/")
                if found and (mistake := path_mistake(self._name(found))):
                    what = f"{target!r} cannot have an address ({mistake})"
                    raise MediaError(what, "rename the file")
                if found:
                    return Path(os.path.normpath(found))
        if not is_within(self.content, folder / unquote(target).lstrip("/")):
            raise MediaError(f"{target!r} is outside content/", "copy it to media/")
        raise MediaError(f"no file {target!r}", "put it in media/, or fix the path")

    def publish(self, file: Path, place: Place, *kinds: Kind) -> str:
        """Take a file into the site, without its metadata, and return its URL.

        Raises:
            MediaError: it cannot be published, or is not one of ``kinds``.
            OSError: it cannot be read.
        """
        original = self._use(file, place, kinds)
        if original.facts.kind in ("still", "animation"):
            return self._url(self._order(file, original, widest(original.facts)))
        return self._url(self._order(file, original, COPY))

    def published(self, file: Path) -> tuple[str, int]:
        """Return format and size of the copy of a file that is used, which is made at once.

        Raises:
            MediaError: the file is damaged.
        """
        original = self.renditions.original(file)
        path = self._output(file, original, COPY)
        if (order := self._orders.pop(path, None)) and (error := self._make(order)):
            raise error
        return original.facts.form, self.files[path].source.stat().st_size

    def picture(
        self, file: Path, place: Place, alt: str = "", caption: str = "", credit: str = ""
    ) -> Picture:
        """Take a picture into the site in all its sizes.

        Raises:
            MediaError: the file is not a picture that browsers show.
            OSError: it cannot be read.
        """
        original = self._use(file, place, PICTURES)
        facts = original.facts
        widths = self._widths(widest(facts))
        if facts.kind != "still":
            widths = widths[-1:]
        sizes = [
            (width, self._order(file, original, COPY if facts.kind == "vector" else width))
            for width in widths
        ]
        width = facts.width if facts.kind == "vector" else widths[-1]
        height = max(1, round(facts.height * width / facts.width))
        urls = [(size, self._url(path)) for size, path in sizes]
        srcset = ", ".join(f"{url} {size}w" for size, url in urls) if len(urls) > 1 else ""
        share = next((url for size, url in urls if size >= min(1200, width)), urls[-1][1])
        return Picture(
            src=urls[-1][1],
            srcset=srcset,
            width=width,
            height=height,
            alt=alt,
            caption=caption,
            credit=credit,
            share_url=self.site.absolute(share),
        )

    @property
    def used(self) -> set[Path]:
        """The files that texts name, published or not."""
        return {*self._places, *(self._apart.used if self._apart else ())}

    def apart(self) -> "MediaLibrary":
        """Return the library of what is not published yet: it is checked, and not in ``files``."""
        if self._apart is None:
            self._apart = MediaLibrary(
                self.content, self.renditions, self.site, self.options, self.problems
            )
        return self._apart

    def make_sizes(self, workers: int) -> None:
        """Make every rendition that the cache lacks; report the files that turn out broken."""
        for library in filter(None, (self, self._apart)):
            library._encode(workers)
        self.renditions.keep()

    def _encode(self, workers: int) -> None:
        orders = list(self._orders.values())
        with ThreadPoolExecutor(workers) as pool:
            for order, error in zip(orders, pool.map(self._make, orders), strict=True):
                if error:
                    self._report(order.source, error)
        for files in self._owners.values():
            for file in files if len(files) > 1 else ():
                others = " and ".join(self._name(other) for other in files if other != file)
                what = f"{self._name(file)} would get the address of {others}"
                self._report(file, MediaError(what, "rename one of them"))

    def _use(self, file: Path, place: Place, kinds: Collection[Kind]) -> Original:
        original = self.renditions.original(file)
        if kinds and original.facts.kind not in kinds:
            raise _misused(file, original.facts.form, kinds)
        places = self._places.setdefault(file, {})
        if place not in places:
            places[place] = None
            for note in original.facts.notes:
                self.problems.warning(place.path, note.what, note.remedy, place.line, place.column)
        return original

    def _report(self, file: Path, error: MediaError) -> None:
        for place in self._places[file]:
            report(error, place, self.problems)

    def _order(self, file: Path, original: Original, width: int) -> str:
        """Have a rendition made, if the cache lacks it; return its path in the output folder."""
        path = self._output(file, original, width)
        self._owners.setdefault(folded(path), {})[file] = None
        if path in self.files or path in self._orders:
            return path
        if width == COPY and is_verbatim(original.facts):
            self.files[path] = CopyJob(path, file, original.digest)
        elif found := self.renditions.find(original, width):
            self.files[path] = CopyJob(path, found.file, found.digest)
        else:
            self._orders[path] = _Order(file, original, width, path)
        return path

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

    def _output(self, file: Path, original: Original, width: int) -> str:
        inner = PurePosixPath(self._name(file))
        folder = inner.parent if inner.parts[0] == "media" else "media" / inner.parent
        if folder not in self._stems:
            # content/media/articles/ and content/articles/ are published into one folder.
            outer = self.content / folder.relative_to("media")
            self._stems[folder] = stems(
                [self.content / folder, *([outer] if outer != self.content else [])]
            )
        stem = self._stems[folder].get(file, file.stem)
        if width != COPY:
            suffix = f"-{width}.webp"
        else:
            suffix = ".svg" if original.facts.kind == "vector" else file.suffix
        return unicodedata.normalize("NFC", f"{folder}/{stem}{suffix}")

    def _name(self, file: Path) -> str:
        return os.path.relpath(file, self.content).replace(os.sep, "/")

    def _url(self, path: str) -> str:
        return self.site.href("/" + quote(path))


def report(error: MediaError | OSError, place: Place, problems: Problems) -> None:
    """Report what is wrong with a file where a text names it."""
    if isinstance(error, MediaError):
        problems.error(place.path, error.what, error.remedy, place.line, place.column)
    else:
        reason = (error.strerror or str(error)).lower()
        what = f"{error.filename}: cannot be read ({reason})"
        remedy = "fix the file or its permissions"
        problems.error(place.path, what, remedy, place.line, place.column)


def _misused(file: Path, form: str, kinds: Collection[Kind]) -> MediaError:
    is_a = f" (it is {form})" if form else ""
    if "still" in kinds:
        return MediaError(f"{file.name} is not a picture that a page can show{is_a}", SAVE)
    if "track" in kinds:
        what = f"{file.name} is not a file of captions{is_a}"
        return MediaError(what, "save them as WebVTT (.vtt)")
    what = f"{file.name} is not a sound or film that browsers play{is_a}"
    return MediaError(what, "export it again as MP3, M4A, MP4 or WebM")
