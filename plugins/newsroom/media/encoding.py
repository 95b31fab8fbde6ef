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
_SPEED = 9
"""Of AVIF: at 8 files are a tenth smaller and take four times as long."""
_RESAMPLING = Image.Resampling.BICUBIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualities:
    """The quality of photographs, 1–100 for each format; ``dense`` is for AVIF on dense screens."""

    avif: int = 60
    dense: int = 40
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
    image = _base(source, whole, min(1.0, max(_scale(size) for size in sizes)))
    everything = (0, 0, *whole)
    # Down step by step: what is made of the whole picture is what its crops are cut from.
    for size in sorted(sizes, key=lambda one: (-_scale(one), one.box != everything, one.form)):
        made = _part(image, size, whole)
        if size.box == everything:
            image = made
        yield size, _encoded(made, size, qualities)


def _scale(size: Size) -> float:
    return size.width / size.box.width


def _part(image: Image.Image, size: Size, whole: tuple[int, int]) -> Image.Image:
    """Return what ``size`` shows of a picture; ``image`` is the ``whole`` of it, scaled."""
    across, down = image.width / whole[0], image.height / whole[1]
    left, top, right, bottom = size.box
    part = left * across, top * down, right * across, bottom * down
    target = size.width, size.height
    if (round(part[2] - part[0]), round(part[3] - part[1])) == target:
        start = round(part[0]), round(part[1])
        return image.crop((*start, start[0] + target[0], start[1] + target[1]))
    return image.resize(target, _RESAMPLING, part)


def _base(source: Path, whole: tuple[int, int], scale: float) -> Image.Image:
    """Return the whole picture, upright and in sRGB, no larger than ``scale`` asks for."""
    target = max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale))
    with open_picture(source, source.name) as image:
        image.draft(image.mode, target[::-1] if on_its_side(image) else target)
        load(image, source.name)
        ImageOps.exif_transpose(image, in_place=True)  # a copy would be too large for memory
        if image.mode in PLAIN and not image.has_transparency_data:
            return to_srgb(_shrunk(image, target))  # few pixels are converted
        return _shrunk(to_srgb(image), target)


def _shrunk(image: Image.Image, target: tuple[int, int]) -> Image.Image:
    if image.width <= target[0]:
        return image
    shrunk = image.resize(target, _RESAMPLING, reducing_gap=3.0)
    shrunk.info = image.info
    return shrunk


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
            options |= {"quality": qualities.dense, "advanced": {"tune": "ssim"}}
        return "AVIF", options
    if size.form == "webp" and size.lossless:
        return "WEBP", {"lossless": True, "quality": 60, "method": 3}
    if size.form == "webp":
        return "WEBP", {"quality": qualities.webp, "method": 2}
    if size.form == "png":
        return "PNG", {"optimize": size.width <= _DENSE}
    return "JPEG", {"quality": qualities.jpeg}
