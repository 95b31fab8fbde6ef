"""A JPEG inside a PDF: its picture without what cameras, phones and programs note around it."""

_APPS = frozenset({0xFE, *range(0xE1, 0xEE), 0xEF})
"""Segments that hold texts: all of programs but JFIF (0xE0) and Adobe (0xEE)."""
_SCAN, _END = 0xDA, 0xD9
_WITHIN = frozenset({0x00, *range(0xD0, 0xD8), 0xFF})
"""What follows 0xFF within a scan: escaped bytes, restarts, padding."""


def bare_jpeg(data: bytes) -> bytes:
    """Return a JPEG without texts, and without what is behind its end; pixels stay as they are."""
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and len(data) >= at + 4:
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _END:
            return b"".join(kept) + data[at : at + 2]
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        if marker not in _APPS:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) + data[at:]


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker is; the end of the data if there is none."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in _WITHIN:
            return at
        at += 1
    return len(data)
