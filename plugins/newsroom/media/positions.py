"""Positions in pictures, films and documents: found in milliseconds, and taken out in place.

Neither pixels nor sound are encoded again, so nothing is lost of their quality.
"""

import io
import os
import re
import shutil
import struct
from pathlib import Path
from typing import IO

from PIL import Image

from newsroom.media import film, pictures
from newsroom.media.facts import MediaError
from newsroom.media.formats import RASTER, form_of
from newsroom.media.spans import overwrite

_GPS = 0x8825
_PLACES = {2, 4, 20, 22, 28}
"""Latitude, longitude, those of the subject, name of the area: a part with a version alone tells
nothing.
"""
_PLACE = re.compile(rb"GPS(?:Dest)?(?:Lati|Longi)tude")
_COORDINATES = re.compile(rb"[+-]\d{2}\.\d+[+-]\d{3}\.\d+")
_OF_DRONES = re.compile(rb"GPS ?\([+-]?\d{1,3}\.\d+|latitude ?: ?[+-]?\d{1,2}\.\d+")
"""As drones write it into the subtitles of a film."""
_OPEN = ("GIF", "SVG", "PDF")
"""Formats whose XMP is in the file as it was written."""
_MOST = 5_000_000
_TAIL = 1 << 20
"""Bytes at the end of a JPEG in which the film of a moving photograph notes its position."""
_NOTED = (b"eXIf", b"XML:com.adobe.xmp", b"Raw profile type exif")
"""What a PNG names its notes; without them it is not decoded."""
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE = (b"MPF\0", b"http://ns.adobe.com/xmp/extension/")
"""Marks of a file with further pictures, or more XMP, which hold positions of their own."""


def has_position(file: Path) -> bool:
    """Return whether a picture, film or document says where it was made.

    Raises:
        MediaError: it is damaged.
        OSError: it cannot be read.
    """
    form = form_of(file)
    if form in _OPEN:
        with file.open("rb") as stream:
            return _PLACE.search(stream.read(_MOST)) is not None
    if form == "HEIC":
        data = file.read_bytes()
        at = data.find(_EXIF)
        return at >= 0 and _is_place(data[at:])
    if form in ("MP4", "WebM"):
        return _film_has_position(file, form)
    if form not in RASTER or (form == "PNG" and _is_plain(file.read_bytes())):
        return False
    return (form == "JPEG" and _ends_with_position(file)) or picture_has_position(file, file.name)


def picture_has_position(source: Path | IO[bytes], name: str) -> bool:
    """Return whether a picture that Pillow opens says where it was made.

    Raises:
        MediaError: it is damaged.
        OSError: it cannot be read.
    """
    with pictures.open_picture(source, name) as image:
        xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
        found = _PLACE.search(xmp.encode() if isinstance(xmp, str) else xmp)
        return bool(found) or not _PLACES.isdisjoint(image.getexif().get_ifd(_GPS))


def can_strip(file: Path) -> bool:
    """Return whether the position can be taken out of a file of this format.

    Raises:
        OSError: it cannot be read.
    """
    form = form_of(file)
    return form in ("MP4", "WebM") or (form == "JPEG" and _is_single(file.read_bytes()))


def what_goes(file: Path) -> str:
    """Return what ``strip_position`` takes out of a file, in words.

    Raises:
        OSError: it cannot be read.
    """
    return "the position" if form_of(file) == "JPEG" else "the position, tags and subtitles"


def strip_position(file: Path, draft: Path) -> None:
    """Write ``file`` without its position to ``draft``; pixels and sound stay as they are.

    Raises:
        MediaError: it is damaged.
        OSError: it cannot be read or written.
    """
    form = form_of(file)
    if form == "JPEG":
        draft.write_bytes(_without_position(file.read_bytes(), file.name))
        return
    shutil.copyfile(file, draft)
    with draft.open("r+b") as stream:
        overwrite(stream, film.private_parts(stream, form, file.name))


def _is_plain(png: bytes) -> bool:
    return not any(name in png for name in _NOTED)


def _is_place(notes: bytes) -> bool:
    exif = Image.Exif()
    try:
        exif.load(notes)
    except (SyntaxError, ValueError, struct.error):
        return False
    return not _PLACES.isdisjoint(exif.get_ifd(_GPS))


def _film_has_position(file: Path, form: str) -> bool:
    with file.open("rb") as stream:
        for start, end, _ in film.private_parts(stream, form, file.name):
            stream.seek(start)
            notes = stream.read(min(end - start, _MOST))
            if _COORDINATES.search(notes) or _OF_DRONES.search(notes):
                return True
    return False


def _ends_with_position(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL))
        return bool(_COORDINATES.search(stream.read()))


def _is_single(data: bytes) -> bool:
    return not any(mark in data for mark in _MORE)


def _without_position(data: bytes, name: str) -> bytes:
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data) or end <= at + 3:
            raise MediaError(f"{name} is damaged", "save it again as JPEG")
        segment = data[at:end]
        if segment[1] == 0xE1 and segment[4:].startswith(_EXIF):
            segment = _exif(segment)
        elif segment[1] == 0xE1 and segment[4:].startswith(_XMP) and _PLACE.search(segment):
            segment = b""
        kept.append(segment)
        at = end
    # Behind the picture phones put a film; it keeps its length, which the Exif may name.
    behind = _COORDINATES.sub(lambda match: bytes(len(match[0])), data[at:])
    return b"".join(kept) + behind


def _exif(segment: bytes) -> bytes:
    """Return a segment without the part of Exif that holds the position."""
    exif = Image.Exif()
    exif.load(segment[4:])
    if _GPS not in exif:
        return segment
    del exif[_GPS]
    written = io.BytesIO(exif.tobytes()).getvalue()
    body = written if written.startswith(_EXIF) else _EXIF + written
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
