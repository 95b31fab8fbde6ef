"""Formats, recognised by the first bytes of a file: its name may say anything."""

import codecs
import re
from pathlib import Path

_LENGTH = 4096
_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"ID3", "MP3"),
    (b"fLaC", "FLAC"),
    (b"OggS", "Ogg"),
    (b"\x1a\x45\xdf\xa3", "WebM"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\0\0\x01\0", "icon"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO", "font"),
    (b"ttcf", "font"),
    (b"true", "font"),
    (b"\0\x01\0\0", "font"),
)
_RIFF = {b"WEBP": "WebP", b"WAVE": "WAV", b"AVI ": "AVI"}
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE\s+(?:svg|\w+:svg)[^>\[]*(?:\[[^\]]*\]\s*)?>|\s)*<(?:\w+:)?(svg|\w+)", re.DOTALL)  # fmt: skip  # noqa: E501
_HTML = re.compile(r"<!doctype html|<(?:html|head|body|script)\b|1999/xhtml", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip

RASTER = frozenset({"JPEG", "PNG", "GIF", "WebP", "AVIF", "TIFF", "BMP"})
"""Formats whose pixels are decoded, and encoded again."""


def form_of(file: Path) -> str:
    """Return the format of a file: one of those above, ``text``, ``HTML``, ``SVG``, or ``""``.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as stream:
        return recognise(stream.read(_LENGTH))


def recognise(head: bytes) -> str:
    """Return the format of a file that begins with ``head``; an empty one is ``empty``."""
    if not head:
        return "empty"
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _isobmff(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        return "MP4"
    if head[0] == 0xFF and head[1:2] and head[1] & 0xE0 == 0xE0:
        return "MP3" if head[1] & 0x06 else "AAC"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "BMP"
    if b"%PDF-" in head[:1024]:
        return "PDF"
    return _text(head)


def _isobmff(head: bytes) -> str:
    end = min(int.from_bytes(head[:4]), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    return "HEIC" if brands & _HEIC else "MP4"


def _text(head: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\0" in head:
        return ""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head).removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = head.decode("latin-1")
        if re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return ""
    if text.startswith("WEBVTT"):
        return "WebVTT"
    if "<" in text:
        root = _MARKUP.match(text)
        if root and root[1] == "svg":
            return "SVG"
        if _HTML.search(text):
            return "HTML"
    return "text"
