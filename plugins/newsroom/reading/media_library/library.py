"""Pictures and files of the content folder: found, taken into the site, and given addresses.

Setting: ``MEDIA``. Originals are never published: pictures are encoded again in every size (see
``illustrations.py``), other files are copied without their metadata. What was removed from view,
and what cannot be looked into, is reported where a text names the file.
"""

import os
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from newsroom.edition import Enlargement
from newsroom.files.paths import is_within, path_mistake
from newsroom.media.encoding import Size
from newsroom.media.facts import Kind, MediaError
from newsroom.media.files import is_verbatim
from newsroom.media.pictures import widest
from newsroom.model import Site
from newsroom.model.jobs import CopyJob, RenditionJob
from newsroom.problems import Problems
from newsroom.reading.media_library.addresses import MediaAddresses
from newsroom.reading.media_library.cuts import full_size
from newsroom.reading.media_library.media_options import MediaOptions
from newsroom.reading.media_library.mistakes import misused, report
from newsroom.reading.media_library.names import places, same_name
from newsroom.reading.media_library.originals import Original
from newsroom.reading.media_library.renditions import COPY, Renditions, suffix_of
from newsroom.reading.media_library.stills import Still
from newsroom.reading.registries.media import MediaRegistry
from newsroom.reading.registries.names import Place

__all__ = ["MediaError", "MediaLibrary", "report"]


@dataclass(frozen=True, slots=True)
class _CopyOrder:
    """A copy or animation to be made of ``source``, for ``path`` of the output folder."""

    source: Path
    original: Original
    width: int
    path: str


@dataclass
class MediaLibrary:
    """What stories use of ``content``. ``files`` are the files that the site needs, by path;
    ``enlargements``, by the address of a cut, those that it needs only at the top of a page.

    Each use has a ``Place``, the line that names the file: what is wrong with it is reported there.
    """

    content: Path
    renditions: Renditions
    site: Site
    options: MediaOptions
    problems: Problems
    registry: MediaRegistry
    files: dict[str, CopyJob | RenditionJob] = field(default_factory=dict)
    enlargements: dict[str, Enlargement] = field(default_factory=dict)
    is_apart: bool = False
    _apart: "MediaLibrary | None" = None
    _orders: dict[str, _CopyOrder] = field(default_factory=dict)
    _stills: dict[Path, Still] = field(default_factory=dict)
    _addresses: MediaAddresses = field(init=False)
    _found: dict[tuple[str, Path], Path] = field(default_factory=dict)
    _places: dict[Path, dict[Place, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._addresses = MediaAddresses(self.content)

    def look_at(self, named: Iterable[tuple[str, Path]], workers: int) -> None:
        """Examine what texts name (target and folder of the text), many files at a time."""
        files = []
        for target, folder in named:
            with suppress(MediaError, OSError):
                files.append(self.find(target, folder))
        self.renditions.look_at(files, workers)

    def find(self, target: str, folder: Path) -> Path:
        """Return the file that ``target`` names: next to the story, else below content/media.

        Raises:
            MediaError: there is no such file, or it is outside the content folder.
        """
        if (target, folder) not in self._found:
            self._found[target, folder] = self._find(target, folder)
        return self._found[target, folder]

    def _find(self, target: str, folder: Path) -> Path:
        for file in places(self.content, target, folder):
            if not is_within(self.content, file.parent):
                continue  # nobody looks at what is there
            found = file if file.is_file() else same_name(file.parent, file.name)
            if not found and file.is_dir():
                raise MediaError(f"{target!r} is a folder", "name a file in it")
            if found and not is_within(self.content, found):
                raise MediaError(f"{target!r} is outside content/", "copy it to media/")
            if found and (mistake := path_mistake(self.name(found))):
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
        original = self.use(file, place, kinds)
        kind = original.facts.kind
        if kind == "still":
            return self.url(self.order_size(file, original, full_size(original.facts)))
        width = widest(original.facts) if kind == "animation" else COPY
        return self.url(self.order(file, original, width))

    def published(self, file: Path) -> tuple[str, int]:
        """Return format and size of the copy of a file that is used, which is made at once.

        Raises:
            MediaError: the file is damaged.
        """
        original = self.renditions.original(file)
        path = self.order(file, original, COPY)
        if (order := self._orders.pop(path, None)) and (error := self._make(order)):
            raise error
        copy = self.files[path]
        assert isinstance(copy, CopyJob)  # noqa: S101 - stills alone are made later
        return original.facts.form, copy.source.stat().st_size

    @property
    def used(self) -> set[Path]:
        """The files that texts name, published or not."""
        return {*self._places, *(self._apart.used if self._apart else ())}

    def apart(self) -> "MediaLibrary":
        """Return the library of what is not published yet: it is checked, and not in ``files``."""
        if self._apart is None:
            self._apart = MediaLibrary(
                self.content, self.renditions, self.site, self.options, self.problems,
                self.registry, is_apart=True,
            )  # fmt: skip
        return self._apart

    def make_copies(self, workers: int) -> None:
        """Make every copy and animation that the cache lacks; report files that turn out broken."""
        for library in filter(None, (self, self._apart)):
            library._copy(workers)
        self.renditions.keep()

    def _copy(self, workers: int) -> None:
        orders = list(self._orders.values())
        with ThreadPoolExecutor(workers) as pool:
            for order, error in zip(orders, pool.map(self._make, orders), strict=True):
                if error:
                    self._report(order.source, error)
        for file, others in self._addresses.clashes():
            names = " and ".join(map(self.name, others))
            what = f"{self.name(file)} would get the address of {names}"
            self._report(file, MediaError(what, "rename one of them"))

    def use(self, file: Path, place: Place, kinds: Collection[Kind]) -> Original:
        """Note that a text uses a file; return what there is to know of it."""
        original = self.renditions.original(file)
        if kinds and original.facts.kind not in kinds:
            raise misused(file, original.facts.form, kinds)
        places = self._places.setdefault(file, {})
        if place not in places:
            places[place] = None
            if not self.is_apart:
                self.registry.check_rights(self.name(file), place, self.problems)
            for note in original.facts.notes:
                self.problems.warning(place.path, note.what, note.remedy, place.line, place.column)
        return original

    def _report(self, file: Path, error: MediaError) -> None:
        for place in self._places[file]:
            report(error, place, self.problems)

    def order(self, file: Path, original: Original, width: int) -> str:
        """Have a copy or an animation made; return its path in the output folder."""
        suffix = ".svg" if original.facts.kind == "vector" else file.suffix
        path = self._addresses.of(file) + (suffix if width == COPY else f"-{width}.webp")
        if path in self.files or path in self._orders:
            return path
        if width == COPY and is_verbatim(original.facts):
            self.files[path] = CopyJob(path, file, original.digest)
            return path
        key = self.renditions.key(original, width)
        if found := self.renditions.find(key, suffix_of(width)):
            self.files[path] = CopyJob(path, found.file, found.digest)
        else:
            self._orders[path] = _CopyOrder(file, original, width, path)
        return path

    def order_size(self, file: Path, original: Original, size: Size) -> str:
        """Have a size of a still made when the site is written; return its path."""
        job = self.job_of(file, original, size)
        self.files[job.path] = job
        return job.path

    def job_of(self, file: Path, original: Original, size: Size) -> RenditionJob:
        """Return the job of a size of a still, which nobody needs yet."""
        still = self._stills.get(file)
        if still is None:
            path = f"content/{self.name(file)}"
            still = self._stills[file] = Still(self.renditions, file, path, original)
        is_whole = size.box == (0, 0, original.facts.width, original.facts.height)
        name = f"{size.width}" if is_whole else f"{size.width}x{size.height}"
        return RenditionJob(
            f"{self._addresses.of(file)}-{name}.{size.form}", still.add(size), still
        )

    def _make(self, order: _CopyOrder) -> MediaError | None:
        try:
            made = self.renditions.make(order.source, order.original, order.width)
        except MediaError as error:
            return error
        self.files[order.path] = CopyJob(order.path, made.file, made.digest)
        return None

    def name(self, file: Path) -> str:
        """Return the path of a file from the content folder."""
        return self._addresses.name(file)

    def url(self, path: str) -> str:
        """Return the address of a file of the output folder."""
        return self.site.href("/" + quote(path))
