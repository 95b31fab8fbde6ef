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
from newsroom.media.crops import Box
from newsroom.media.pictures import BARE, PLAIN, load, on_its_side, open_picture

Form = Literal["avif", "webp", "jpg", "png"]

_DENSE = 1600
"""Renditions at least so wide are shown on dense screens only."""
_SMALL = 320
"""Renditions at most so wide cost so little that AVIF may take its time."""


@dataclass(frozen=True, slots=True)
class Qualities:
    """Of photographs, 1–100 for each format; ``dense`` is that of AVIF for dense screens."""

    avif: int = 60
    dense: int = 45
    webp: int = 78
    jpeg: int = 80


@dataclass(frozen=True, slots=True)
class Size:
    """A rendition: ``box`` of the upright original in ``width`` × ``height`` pixels.

    ``lossless`` is for drawings, whose edges are sharp.
    """

    width: int
    height: int
    box: Box
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
    scale = min(1.0, max(size.width / size.box.width for size in sizes))
    base = _base(source, whole, scale)
    across, down = base.width / whole[0], base.height / whole[1]
    for box in dict.fromkeys(size.box for size in sizes):
        image = base
        part = box.left * across, box.top * down, box.right * across, box.bottom * down
        wanted = [size for size in sizes if size.box == box]
        for size in sorted(wanted, key=lambda size: (-size.width, size.form)):
            target = size.width, size.height
            if part != (0, 0, *target):
                image = image.resize(target, Image.Resampling.LANCZOS, part)
                part = 0, 0, *target
            yield size, _encoded(image, size, qualities)


def _base(source: Path, whole: tuple[int, int], scale: float) -> Image.Image:
    """Return the whole picture, upright and in sRGB, no larger than ``scale`` asks for."""
    target = max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale))
    with open_picture(source, source.name) as image:
        image.draft(image.mode, target[::-1] if on_its_side(image) else target)
        load(image, source.name)
        upright = ImageOps.exif_transpose(image)
    if upright.mode in PLAIN and not upright.has_transparency_data:
        upright = _shrunk(upright, target)  # first, so that few pixels are converted
    return _shrunk(to_srgb(upright), target)


def _shrunk(image: Image.Image, target: tuple[int, int]) -> Image.Image:
    if image.width <= target[0]:
        return image
    shrunk = image.resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0)
    shrunk.info = image.info
    return shrunk


def _encoded(image: Image.Image, size: Size, qualities: Qualities) -> bytes:
    form, options = _way(size, qualities)
    file = io.BytesIO()
    image.save(file, form, **BARE, **options)
    return file.getvalue()


def _way(size: Size, qualities: Qualities) -> tuple[str, dict[str, Any]]:
    """Return Pillow's name of the format, and how it is to be written."""
    if size.form == "avif":
        quality = qualities.dense if size.width >= _DENSE else qualities.avif
        speed = 8 if size.width <= _SMALL else 9
        return "AVIF", {"quality": quality, "speed": speed, "max_threads": 1}
    if size.form == "webp" and size.lossless:
        return "WEBP", {"lossless": True, "quality": 60, "method": 3}
    if size.form == "webp":
        return "WEBP", {"quality": qualities.webp, "method": 2}
    if size.form == "png":
        return "PNG", {"optimize": size.width <= _DENSE}
    return "JPEG", {"quality": qualities.jpeg, "progressive": True, "optimize": True}
