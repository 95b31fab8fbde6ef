"""Pictures as templates get them: every cut in its sizes and formats, ordered from the library."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from newsroom.media.crops import Focus
from newsroom.media.encoding import Size
from newsroom.media.facts import PICTURES, Facts
from newsroom.media.pictures import widest
from newsroom.model import Cut, Picture, PictureSource
from newsroom.reading.media_library.cuts import TEXT, Planned, Shape, display_size, plan
from newsroom.reading.media_library.library import MediaLibrary
from newsroom.reading.media_library.originals import Original
from newsroom.reading.media_library.renditions import COPY
from newsroom.reading.registries.names import Place

_TYPES = {"avif": "image/avif", "webp": "image/webp"}


class PictureTexts(NamedTuple):
    """What a writer says of a picture, each empty where nothing is said."""

    alt: str = ""
    caption: str = ""
    credit: str = ""


NONE = PictureTexts()


def picture_of(
    library: MediaLibrary, file: Path, place: Place, shapes: frozenset[Shape] = TEXT,
    given: PictureTexts = NONE,
) -> Picture:  # fmt: skip
    """Take a picture into the site; what no text says of it is in the registry or in the file.

    Raises:
        MediaError: the file is not a picture that browsers show.
        OSError: it cannot be read.
    """
    original = library.use(file, place, PICTURES)
    facts, entry = original.facts, library.registry.entry(library.name(file))
    focus = entry.focus
    width, height = display_size(facts)
    described = partial(
        Picture,
        width=width,
        height=height,
        alt=given.alt or entry.alt or "",
        caption=given.caption or entry.caption or facts.caption,
        credit=given.credit or entry.credit or facts.credit,
    )
    if facts.kind != "still":
        copied = COPY if facts.kind == "vector" else widest(facts)
        url = library.url(library.order(file, original, copied))
        tint = "drawing" if facts.kind == "vector" else ""
        return described(src=url, share_url=library.site.absolute(url), tint=tint)
    cuts = {shape: _cut(library, file, original, shape, focus) for shape in shapes}
    if "wide" in cuts:
        _enlarge(library, file, original, cuts["wide"], focus)
    main = cuts.get("whole") or next(iter(cuts.values()))
    return described(
        src=main.src,
        share_url=main.url,
        sources=main.sources,
        tint=_tint(facts),
        wide=cuts.get("wide"),
        classic=cuts.get("classic"),
        square=cuts.get("square") or cuts.get("portrait"),
    )


def _tint(facts: Facts) -> str:
    return "drawing" if facts.look.is_clear else f"tint-{facts.look.tint}"


def _cut(
    library: MediaLibrary, file: Path, original: Original, shape: Shape, focus: Focus | None
) -> Cut:
    planned = plan(original.facts, shape, library.options.widths, focus)
    paths = {size: library.order_size(file, original, size) for size in planned.sizes()}
    return _described(library, planned, paths)


def _enlarge(
    library: MediaLibrary, file: Path, original: Original, wide: Cut, focus: Focus | None
) -> None:
    """Plan the cut that takes the place of ``wide`` at the top of a page, if one does."""
    planned = plan(original.facts, "large", library.options.widths, focus)
    jobs = {size: library.job_of(file, original, size) for size in planned.sizes()}
    large = _described(library, planned, {size: job.path for size, job in jobs.items()})
    if large != wide:
        library.enlargements[wide.src] = large, tuple(jobs.values())


def _described(library: MediaLibrary, planned: Planned, paths: Mapping[Size, str]) -> Cut:
    src = library.url(paths[planned.fallback])
    sources = tuple(
        PictureSource(
            type=_TYPES[form],
            srcset=", ".join(f"{library.url(paths[size])} {size.width}w" for size in sizes),
        )
        for form, sizes in planned.better.items()
        if sizes
    )
    size = planned.fallback
    return Cut(
        src=src,
        width=size.width,
        height=size.height,
        sources=sources,
        url=library.site.absolute(src),
    )
