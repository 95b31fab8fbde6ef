"""Pictures made ready for the web: every size, crop and format, for which a file is opened once.

AVIF is made at a speed at which it costs less than WebP at its best: at equal quality (SSIMULACRA2)
it is a tenth smaller. Wide renditions are for dense screens, whose readers see no single pixel.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageOps

from newsroom.media.colours import to_srgb
from newsroom.media.crops import CropBox
from newsroom.media.pictures import BARE, PLAIN, load, on_its_side, open_picture

Form = Literal["avif", "webp", "jpg", "png"]

_DENSE = 1600
"""Renditions at least so wide are shown on dense screens only."""
_WIDE = 1200
"""Renditions at least so wide are scaled by a filter that is a third quicker; nobody sees it."""
_SPEED = 9
"""Of AVIF: at 8 files are a tenth smaller and take four times as long."""
_LARGEST = 4096
"""Pixels of the longest side of the largest rendition."""
_DETAIL = 1.1
"""A rendition is made of at least so many times its pixels a side: what is scaled down step by step
loses sharpness with each.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualities:
    """The quality of photographs, 1–100 for each format; ``dense`` is for AVIF on dense screens."""

    avif: int = 60
    dense: int = 35
    webp: int = 78
    jpeg: int = 80


@dataclass(frozen=True, slots=True)
class Size:
    """A rendition: ``box`` of the upright original in ``width`` × ``height`` pixels.

    ``lossless`` is for drawings, whose edges are sharp.
    """

    width: int
    height: int
    box: CropBox
    form: Form
    lossless: bool = False


def encode_all(
    source: Path, whole: tuple[int, int], sizes: Sequence[Size], qualities: Qualities
) -> Iterator[tuple[Size, bytes]]:
    """Yield every rendition of a picture: upright, in sRGB, without metadata.

    ``whole`` are width and height of the upright original.

    Raises:
        MediaError: the picture is damaged.
        OSError: the file cannot be read.
    """
    image = _base(source, whole, max(map(_scale, sizes)))
    rows: dict[tuple[int, int], Image.Image] = {}
    for size in sorted(sizes, key=lambda one: (-_scale(one), one.box, one.form)):
        while image.width >= 2 * _DETAIL * _scale(size) * whole[0]:
            image = image.reduce(2)
        yield size, _encoded(_part(image, size, whole, rows), size, qualities)


def _scale(size: Size) -> float:
    return size.width / size.box.width


def _part(
    image: Image.Image, size: Size, whole: tuple[int, int], rows: dict[tuple[int, int], Image.Image]
) -> Image.Image:
    """Return what ``size`` shows of a picture; ``image`` is the ``whole`` of it, scaled.

    Parts as wide as the picture are cut from all of it, which is in ``rows`` for the next one.
    """
    step = round(whole[0] / image.width)  # an odd last row counts for half a pixel
    target = size.width, size.height
    if size.box.width < whole[0]:
        return _resized(image, target, size.box, step)
    scaled = size.width, max(size.height, round(whole[1] * _scale(size)))
    if scaled not in rows:
        rows.clear()
        rows[scaled] = _resized(image, scaled, CropBox(0, 0, *whole), step)
    start = min(round(size.box.top * _scale(size)), scaled[1] - size.height)
    return rows[scaled].crop((0, start, size.width, start + size.height))


def _resized(image: Image.Image, target: tuple[int, int], box: CropBox, step: int) -> Image.Image:
    across, down = image.size
    left, top, right, bottom = (edge / step for edge in box)
    part = left, top, min(right, across), min(bottom, down)
    filter_ = Image.Resampling.HAMMING if target[0] >= _WIDE else Image.Resampling.BICUBIC
    return image.resize(target, filter_, part)


def _base(source: Path, whole: tuple[int, int], scale: float) -> Image.Image:
    """Return the whole picture, upright and in sRGB, at least as large as ``scale`` asks for.

    It is the same for all sizes that a site needs: so is each rendition, even if it is made alone.
    """
    least = min(1.0, max(scale, _LARGEST / max(whole)))
    target = max(1, round(whole[0] * least)), max(1, round(whole[1] * least))
    with open_picture(source, source.name) as image:
        image.draft(image.mode, target[::-1] if on_its_side(image) else target)
        load(image, source.name)
        ImageOps.exif_transpose(image, in_place=True)  # a copy would be too large for memory
        if image.mode in PLAIN and not image.has_transparency_data:
            return to_srgb(_halved(image, target[0]))  # few pixels are converted
        return _halved(to_srgb(image), target[0])


def _halved(image: Image.Image, least: int) -> Image.Image:
    if image.width < 2 * least:
        return image
    halved = image.reduce(image.width // least)
    halved.info = image.info
    return halved


def _encoded(image: Image.Image, size: Size, qualities: Qualities) -> bytes:
    form, options = _way(size, qualities)
    file = io.BytesIO()
    image.save(file, form, **BARE, **options)
    return file.getvalue()


def _way(size: Size, qualities: Qualities) -> tuple[str, dict[str, Any]]:
    """Return Pillow's name of the format, and the options for writing it."""
    if size.form == "avif":
        options: dict[str, Any] = {"quality": qualities.avif, "speed": _SPEED, "max_threads": 1}
        if size.width >= _DENSE:
            options["quality"] = qualities.dense
        return "AVIF", options
    if size.form == "webp" and size.lossless:
        return "WEBP", {"lossless": True, "quality": 60, "method": 3}
    if size.form == "webp":
        return "WEBP", {"quality": qualities.webp, "method": 2}
    if size.form == "png":
        return "PNG", {"optimize": size.width <= _DENSE}
    return "JPEG", {"quality": qualities.jpeg}
