"""What a file says of people and places, for those who publish it as it is."""

import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import mutagen
import pikepdf

from newsroom.media import pdf, pictures
from newsroom.media.attached import has_attached
from newsroom.media.facts import MediaError
from newsroom.media.formats import RASTER, form_of
from newsroom.media.positions import has_position

POSITION = "a position (GPS)"
_NAMES = {0x013B: "artist", 0x9C9D: "author", 0x8298: "copyright", 0xA430: "owner of the camera"}
_EXIF = 0x8769
_CREATOR = re.compile(
    rb"<dc:creator>.*?<rdf:li[^>]*>([^<]+)<|<(?:dc:|cc:)?creator>([^<]+)<", re.DOTALL
)
_EDITOR = re.compile(rb"(?:sodipodi:docname|inkscape:export-filename)=[\"']([^\"']+)")
_TAGS = ("artist", "author", "albumartist", "composer", "copyright", "organization", "performer")


def traces(file: Path) -> tuple[str, ...]:
    """Return names and places that a file holds, in words; none where it cannot be read.

    Raises:
        OSError: it cannot be opened.
    """
    found: dict[str, None] = {}
    try:
        for trace in _traces(file, form_of(file)):
            found[trace] = None
    except (MediaError, mutagen.MutagenError, pikepdf.PdfError, ValueError):
        pass  # what was found until then counts
    return tuple(found)


def _traces(file: Path, form: str) -> Iterator[str]:
    if has_position(file):
        yield POSITION
    if form in RASTER:
        yield from _of_picture(file)
    elif form == "PDF":
        yield from _of_pdf(file)
    elif form == "SVG":
        data = file.read_bytes()
        yield from _named(data)
        yield from (f"the file name {_text(name)!r}" for name in _EDITOR.findall(data))
    elif form == "zip":
        people, is_placed = pdf.people_and_places(file.read_bytes())
        yield from [POSITION] * is_placed
        yield from (f"the name {one!r}" for one in people)
    if form in ("MP3", "FLAC", "Ogg", "WAV", "MP4"):
        yield from _of_tags(file)


def _of_picture(file: Path) -> Iterator[str]:
    with pictures.open_picture(file, file.name) as image:
        exif = image.getexif()
        for tag, value in {**exif, **exif.get_ifd(_EXIF)}.items():
            if tag in _NAMES and (text := _text(value)):
                yield f"the {_NAMES[tag]} {text!r}"
        xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
        yield from _named(xmp.encode() if isinstance(xmp, str) else xmp)
        for key in ("Author", "Copyright", "comment"):
            if text := _text(image.info.get(key)):
                yield f"the {key.lower()} {text!r}"


def _of_pdf(file: Path) -> Iterator[str]:
    with pikepdf.open(file) as document:
        if pdf.placed_photographs(document):
            yield POSITION
        if has_attached(document):
            yield "attached files"
        if "/Info" in document.trailer and "/Author" in document.docinfo:
            yield f"the author {str(document.docinfo['/Author'])!r}"
        if "/Metadata" in document.Root:
            yield from _named(document.Root.Metadata.read_bytes())


def _of_tags(file: Path) -> Iterator[str]:
    sound = mutagen.File(io.BytesIO(file.read_bytes()), easy=True)
    for name in _TAGS:
        values = (sound.tags or {}).get(name, ()) if sound is not None else ()
        yield from (f"the {name} {str(value)!r}" for value in values)


def _named(data: bytes) -> Iterator[str]:
    for match in _CREATOR.finditer(data):
        yield f"the name {_text(match[1] or match[2])!r}"


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-16-le" if b"\0" in value[1:2] else "utf-8", "replace")
    return html.unescape(str(value or "")).strip("\0 \n")[:80]
