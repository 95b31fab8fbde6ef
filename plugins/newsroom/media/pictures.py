"""Pictures of pixels: opened in no other format than those that a page can show, and encoded again.

What is encoded here has pixels and nothing else: no place, no name, no camera, no profile.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from newsroom.media.colours import has_unfit_profile, tint, to_srgb
from newsroom.media.credits import credits_of
from newsroom.media.facts import Facts, Kind, Look, MediaError, Note

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP")
"""The formats that Pillow may try. Others run programs (PostScript) or have decoders of no use."""
MOST_PIXELS = 89_000_000
"""A picture of more is refused before it is decoded; Pillow's own limit is little higher."""
MOST_FRAME_PIXELS = 150_000_000
LONGEST_SIDE = 16_383
"""What WebP can hold."""
SAVE = "save it as JPEG, PNG, WebP or AVIF"
_MOVING = frozenset({"GIF", "WEBP", "PNG", "AVIF"})
"""A JPEG of a phone holds two pictures, a TIFF pages: only these formats hold a film."""
PLAIN = ("RGB", "L", "CMYK", "LAB")
_SHARP = frozenset({"PNG", "GIF", "BMP", "TIFF"})
"""Formats in which drawings and screenshots are saved."""
_GLANCE = 256
"""Pixels a side in which a picture is looked at."""
_FEW_COLOURS = 4096
_OPAQUE = 250
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
BARE = {"icc_profile": b"", "exif": b"", "xmp": b""}

warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
# Only the first of its pictures is published.
warnings.filterwarnings("ignore", "Image appears to be a malformed MPO file")


@contextmanager
def open_picture(source: Path | IO[bytes], name: str) -> Iterator[Image.Image]:
    """Open a picture by its content. Every picture of the project is opened here.

    Raises:
        MediaError: it is in another format, damaged or too large.
        OSError: the file cannot be opened.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream, open_picture(stream, name) as image:
            yield image
        return
    try:
        image = Image.open(source, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name) from None
    except UnidentifiedImageError:
        raise MediaError(
            f"{name} is damaged, or not a picture that a page can show", SAVE
        ) from None
    except (OSError, ValueError, SyntaxError) as error:
        raise _damaged(name, error) from None
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(name, image)
        try:
            yield image
        except (Image.DecompressionBombError, ValueError, SyntaxError, EOFError) as error:
            raise _damaged(name, error) from None


def on_its_side(image: Image.Image) -> bool:
    """Tell whether a camera noted that width and height change places.

    Raises:
        OSError: its notes are damaged.
    """
    return image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE


def measure(file: Path) -> Facts:
    """Return what there is to know of a picture.

    Raises:
        MediaError: it cannot be shown.
        OSError: the file cannot be read.
    """
    name = file.name
    with open_picture(file, name) as image:
        try:
            frames = getattr(image, "n_frames", 1) if image.format in _MOVING else 1
            turned = on_its_side(image)
        except OSError as error:
            raise _damaged(name, error) from None
        if frames * image.width * image.height > MOST_FRAME_PIXELS:
            what = f"{name} has {frames:,} pictures of {image.width} × {image.height} pixels"
            raise MediaError(what, "publish it as a film: MP4 or WebM")
        width, height = image.size[::-1] if turned else image.size
        kind: Kind = "animation" if frames > 1 else "still"
        form, notes = image.format or "", tuple(_notes(image, name))
        credit, caption = credits_of(image)
        look = look_at(image, name) if kind == "still" else Look()
        return Facts(
            kind=kind,
            form=form,
            width=width,
            height=height,
            notes=notes,
            look=look,
            credit=credit,
            caption=caption,
        )


def look_at(image: Image.Image, name: str) -> Look:
    """Return what the pixels tell. They are all read, so that damage is found at once.

    Raises:
        MediaError: the picture is damaged.
    """
    image.draft(image.mode, (_GLANCE, _GLANCE))
    load(image, name)
    whole = image
    if image.mode in ("1", "P"):
        whole = image.convert("RGBA" if image.has_transparency_data else "RGB")
        whole.info = {**image.info, "transparency": None}
        del whole.info["transparency"]
    whole.thumbnail((_GLANCE, _GLANCE), Image.Resampling.BOX)
    small = to_srgb(whole)
    is_clear = small.mode == "RGBA" and min(small.getchannel("A").tobytes()) < _OPAQUE
    plain = small.convert("RGB")
    is_drawing = image.format in _SHARP and plain.getcolors(_FEW_COLOURS) is not None
    pixel = plain.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return Look(tint=tint(pixel), is_clear=is_clear, is_drawing=is_drawing)


def check_picture(data: bytes, name: str) -> None:
    """Decode a picture, to know whether it can be shown.

    Raises:
        MediaError: it cannot.
    """
    with open_picture(io.BytesIO(data), name) as image:
        load(image, name)


def widest(facts: Facts) -> int:
    """Return the largest width in which a picture can be encoded: its own, if WebP can hold it."""
    longest = max(facts.width, facts.height)
    if longest <= LONGEST_SIDE:
        return facts.width
    return max(1, facts.width * LONGEST_SIDE // longest)


def encode(source: Path | IO[bytes], target: Path | IO[bytes], name: str, width: int,
           quality: int) -> None:  # fmt: skip
    """Write a picture as WebP, ``width`` pixels wide, upright and in sRGB, without metadata.

    Raises:
        MediaError: the picture is damaged.
        OSError: the file cannot be read or written.
    """
    with open_picture(source, name) as image:
        if image.format in _MOVING and getattr(image, "n_frames", 1) > 1:
            _encode_frames(image, target, name, width, quality)
            return
        image.draft(image.mode, (width, width))
        load(image, name)
        upright = ImageOps.exif_transpose(image)
        if upright.mode in PLAIN and not upright.has_transparency_data:
            upright = _resized(upright, width)  # first, so that few pixels are converted
        resized = _resized(to_srgb(upright), width)
    resized.save(target, "WEBP", quality=quality, method=4, **BARE)


def _encode_frames(image: Image.Image, target: Path | IO[bytes], name: str, width: int,
                   quality: int) -> None:  # fmt: skip
    frames, durations = [], []
    profile = image.info.get("icc_profile")
    loop = image.info.get("loop", 1 if image.format == "GIF" else 0)
    for frame in ImageSequence.Iterator(image):
        load(frame, name)
        durations.append(int(frame.info.get("duration", 100)) or 100)
        frame.info.setdefault("icc_profile", profile)
        frames.append(_resized(to_srgb(frame), width))
    frames[0].save(
        target, "WEBP", save_all=True, append_images=frames[1:], duration=durations, loop=loop,
        quality=quality, method=2, background=(0, 0, 0, 0), **BARE,
    )  # fmt: skip


def _resized(image: Image.Image, width: int) -> Image.Image:
    if image.width == width:
        return image
    height = max(1, round(image.height * width / image.width))
    resized = image.resize((width, height), Image.Resampling.LANCZOS)
    resized.info = image.info
    return resized


def _notes(image: Image.Image, name: str) -> Iterator[Note]:
    if image.width * image.height == 1:
        yield Note(f"{name} is a single pixel, which no reader sees", "take the picture out")
    if image.mode == "CMYK" and not image.info.get("icc_profile"):
        what = f"{name} is made for print (CMYK) without a colour profile: its colours are a guess"
        yield Note(what, "save it in sRGB")
    elif has_unfit_profile(image):
        what = f"the colour profile of {name} does not fit its pixels and is not used"
        yield Note(what, "save it in sRGB")


def load(image: Image.Image, name: str) -> None:
    """Decode a picture, so that what is missing of it is noticed.

    Raises:
        MediaError: it is damaged.
    """
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise _damaged(name, error) from None


def _damaged(name: str, error: Exception) -> MediaError:
    return MediaError(f"{name} is damaged ({error})", f"open it in a picture editor and {SAVE}")


def _too_large(name: str, image: Image.Image | None = None) -> MediaError:
    size = f" ({image.width:,} × {image.height:,})" if image else ""
    return MediaError(f"{name} has too many pixels{size}", "scale it down to 8,000 pixels a side")
