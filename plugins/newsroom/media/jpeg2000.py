"""A JPEG 2000 inside a PDF: its picture without what programs note in it (ISO/IEC 15444-1)."""

import struct

_KEPT = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c", b"rreq"})
"""Boxes that a picture needs. Others hold XML, XMP, Exif, addresses."""
_CODES, _TILE, _COMMENT = b"\xff\x4f", b"\xff\x90", b"\xff\x64"


def bare_jpeg2000(data: bytes) -> bytes:
    """Return a JPEG 2000 without texts; pixels stay as they are, also those of a damaged one."""
    if data.startswith(_CODES):
        return _bare_codes(data)
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        header = 8
        if size == 1 and at + 16 <= len(data):
            (size,), header = struct.unpack_from(">Q", data, at + 8), 16
        size = size or len(data) - at
        if size < header or at + size > len(data):
            return data
        if kind == b"jp2c":
            codes = _bare_codes(data[at + header : at + size])
            kept.append(struct.pack(">I4s", len(codes) + 8, kind) + codes)
        elif kind in _KEPT:
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept)


def _bare_codes(data: bytes) -> bytes:
    """Return the codes of a picture without the comments before its first part."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at : at + 2] != _TILE:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at : at + 2] != _COMMENT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) + data[at:]
