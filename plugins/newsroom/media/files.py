"""Any file: examined before it is published, and copied without its metadata.

Nothing is published that was not looked into: a format that is not known is named in a warning, one
that would run on the site is refused. What reads sounds, documents and drawings is loaded when
there is one.
"""

import io
import shutil
from pathlib import Path

from newsroom.media import captions, film, pictures
from newsroom.media.facts import Facts, MediaError
from newsroom.media.formats import RASTER, form_of
from newsroom.media.spans import overwrite

_SOUND = frozenset({"MP3", "AAC", "FLAC", "Ogg", "WAV"})
_FILM = frozenset({"MP4", "WebM"})
_REMEDIES = {
    "empty": ("is empty", "save it again"),
    "PostScript": ("is a PostScript file, which is a program", "save it as PDF or PNG"),
    "HTML": ("is a web page, not a file to show or to download",
             "name a picture or a document, or put the page into content/files/ and link it there"),
    "HEIC": ("is a HEIC picture, which browsers do not show", "save it as JPEG"),
    "JPEG XL": ("is a JPEG XL picture, which browsers do not show", pictures.SAVE),
    "JPEG 2000": ("is a JPEG 2000 picture, which browsers do not show", pictures.SAVE),
    "Photoshop": ("is a Photoshop file, which browsers do not show", pictures.SAVE),
    "AVI": ("is an AVI film, which browsers do not play", film.AGAIN),
}  # fmt: skip
_EMBEDDED_QUALITY = 82


def examine(file: Path) -> Facts:
    """Return what there is to know of a file, by its content.

    Raises:
        MediaError: it cannot be published.
        OSError: it cannot be read.
    """
    form, name = form_of(file), file.name
    if form in _REMEDIES:
        what, remedy = _REMEDIES[form]
        raise MediaError(f"{name} {what}", remedy)
    if form in RASTER:
        return pictures.measure(file)
    if form == "SVG":
        from newsroom.media import svg

        return svg.measure(file.read_bytes(), name)
    if form in _SOUND:
        from newsroom.media import sound

        return sound.measure(file.read_bytes(), form, name)
    if form in _FILM:
        with file.open("rb") as stream:
            return film.measure(stream, form, name)
    if form == "WebVTT":
        return captions.measure(file.read_text("utf-8-sig", errors="replace"), name)
    if form == "text":
        return Facts(kind="file", form=form)
    from newsroom.media import pdf

    if form == "PDF":
        return pdf.measure_pdf(file.read_bytes(), name)
    if form == "zip":
        return pdf.measure_zip(file.read_bytes(), name)
    return pdf.unexamined(name, form)


def is_verbatim(facts: Facts) -> bool:
    """Tell whether a copy is the file as it is: nothing is known that could be taken out of it."""
    return facts.kind == "track" or (facts.kind == "file" and facts.form != "PDF")


def copy_clean(file: Path, facts: Facts, target: Path) -> None:
    """Copy a file without its metadata. Pictures of pixels are encoded instead.

    Raises:
        MediaError: it is damaged.
        OSError: it cannot be read or written.
    """
    form, name = facts.form, file.name
    if form in _FILM:
        shutil.copyfile(file, target)
        with target.open("r+b") as stream:
            overwrite(stream, film.private_parts(stream, form, name))
    elif form == "SVG":
        from newsroom.media import svg

        target.write_bytes(svg.clean(file.read_bytes(), name, _encode_embedded))
    elif form in _SOUND:
        from newsroom.media import sound

        target.write_bytes(sound.clean(file.read_bytes(), form, name))
    elif form == "PDF":
        from newsroom.media import pdf

        target.write_bytes(pdf.clean_pdf(file.read_bytes(), name))
    else:
        shutil.copyfile(file, target)


def _encode_embedded(data: bytes, name: str) -> bytes:
    """Return a picture that an SVG holds, as WebP without metadata."""
    written = io.BytesIO()
    with pictures.open_picture(io.BytesIO(data), name) as image:
        width = image.width
    pictures.encode(io.BytesIO(data), written, name, width, _EMBEDDED_QUALITY)
    return written.getvalue()
