"""The boxes of an MP4, M4A or MOV (ISO/IEC 14496-12), and which of them a player does not need."""

import os
import struct
from collections.abc import Iterator
from typing import IO

from newsroom.media.spans import Span

_LARGEST_TABLE = 64 << 20
_BOXES = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"dinf"})
_TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_OWN = frozenset({
    b"ftyp", b"mdat", b"sidx", b"mfra", b"pdin", b"styp", b"ssix", b"edts",
    b"hdlr", b"vmhd", b"smhd", b"nmhd", b"gmhd", b"sthd", b"mvex", b"tref", b"tapt",
    b"iods", b"mfhd", b"tfhd", b"tfdt", b"trun", b"saiz", b"saio", b"senc", b"sbgp", b"sgpd",
    b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sdtp",
    b"cslg", b"elng", b"load", b"pssh", b"clip", b"trgr",
})  # fmt: skip
"""Boxes that a player needs. Any other one is overwritten."""
_PLAYED = frozenset({b"vide", b"soun", b"clcp", b"tmcd"})
"""Tracks that are kept: drones write their position as subtitles, and of all browsers only Safari
shows those of a film.
"""
_TEXTS = frozenset({b"subt", b"sbtl", b"text"})


def private_boxes(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Go through the boxes of an MP4 from ``start`` to ``end``."""
    while start + 8 <= end:
        size, kind, header = _box(file, start, end)
        inner, after = start + header, start + size
        if kind == b"trak" and _handler(file, inner, after) not in _PLAYED:
            yield from _samples(file, inner, after)
            yield _padding(start, size)
        elif kind in _BOXES:
            if kind == b"trak" and _handler(file, inner, after) == b"vide":
                yield from _programs(file, inner, after)
            yield from private_boxes(file, inner, after)
        elif kind in _TIMES:
            file.seek(inner)
            length = 16 if file.read(1) == b"\1" else 8
            yield Span(inner + 4, inner + 4 + length)
        elif kind == b"dref":
            yield from _origins(file, inner, after)
        elif kind not in _OWN:
            yield _padding(start, size)
        elif kind == b"hdlr":
            yield Span(min(inner + 24, after), after)  # its name: "Core Media Video" and the like
        start = after
    if start < end:
        yield Span(start, end)


def has_subtitles(file: IO[bytes], start: int, end: int) -> bool:
    """Return whether a film has a track of subtitles, chapters or other text."""
    moov = _find(file, start, end, b"moov")
    start, end = moov or (0, 0)
    while start + 8 <= end:
        size, kind, header = _box(file, start, end)
        if kind == b"trak" and _handler(file, start + header, start + size) in _TEXTS:
            return True
        start += size
    return False


def _box(file: IO[bytes], start: int, end: int) -> tuple[int, bytes, int]:
    """Return size, kind and length of the header of the box at ``start``."""
    file.seek(start)
    size, kind = struct.unpack(">I4s", file.read(8))
    header = 8
    if size == 1:
        (size,), header = struct.unpack(">Q", file.read(8)), 16
    elif size == 0:
        size = end - start
    if size < header or start + size > end:
        raise ValueError(f"a box at byte {start:,} is longer than the file")
    return size, kind, header


def _origins(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Yield the paths in a list of data sources: a film is played from its own file."""
    start += 8
    while start + 12 <= end:
        size, _, header = _box(file, start, end)
        yield Span(min(start + header + 4, start + size), start + size)
        start += size


def _programs(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Yield the names of the programs that made the pictures of a track (``compressorname``)."""
    descriptions = _find(file, start, end, b"mdia", b"minf", b"stbl", b"stsd")
    start, end = (descriptions[0] + 8, descriptions[1]) if descriptions else (0, 0)
    while start + 82 <= end:
        size, _, _ = _box(file, start, end)
        if size >= 82:
            yield Span(start + 50, start + 82)
        start += size


def _padding(start: int, size: int) -> Span:
    if size <= 0xFFFFFFFF:
        return Span(start, start + size, struct.pack(">I4s", size, b"free"))
    return Span(start, start + size, struct.pack(">I4sQ", 1, b"free", size))


def _find(file: IO[bytes], start: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Return where the content of a box is, by the path of its kinds."""
    while start + 8 <= end:
        size, kind, header = _box(file, start, end)
        if kind == path[0]:
            inner = start + header, start + size
            return _find(file, *inner, *path[1:]) if path[1:] else inner
        start += size
    return None


def _handler(file: IO[bytes], start: int, end: int) -> bytes:
    """Return what a track holds: ``vide``, ``soun``, ``meta`` (positions of a phone), …"""
    found = _find(file, start, end, b"mdia", b"hdlr")
    if not found:
        return b""
    file.seek(found[0] + 8)
    return file.read(4)


def _samples(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Yield where the samples of a track are that nobody plays (ISO/IEC 14496-12, 8.6–8.7)."""
    path = b"mdia", b"minf", b"stbl"
    sizes = _table(file, _find(file, start, end, *path, b"stsz"))
    chunks = _table(file, _find(file, start, end, *path, b"stsc"))
    places = _find(file, start, end, *path, b"stco")
    wide = places is None
    offsets = _table(file, places or _find(file, start, end, *path, b"co64"))
    if sizes is None or chunks is None or offsets is None:
        raise ValueError("a track of notes whose place is not said")
    count = struct.unpack_from(">I", offsets, 4)[0]
    offset_of = struct.unpack_from(f">{count}{'Q' if wide else 'I'}", offsets, 8)
    fixed, samples = struct.unpack_from(">II", sizes, 4)
    size_of = (
        (fixed,) * min(samples, 1_000_000)
        if fixed
        else struct.unpack_from(f">{samples}I", sizes, 12)
    )
    runs = list(
        struct.iter_unpack(">III", chunks[8 : 8 + 12 * struct.unpack_from(">I", chunks, 4)[0]])
    )
    whole = file.seek(0, os.SEEK_END)
    sample = run = 0
    for number, offset in enumerate(offset_of, 1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        more = runs[run][1] if runs else 0
        length = sum(size_of[sample : sample + more])
        sample += more
        if offset + length <= whole:
            yield Span(offset, offset + length)


def _table(file: IO[bytes], place: tuple[int, int] | None) -> bytes | None:
    if place is None:
        return None
    file.seek(place[0])
    return file.read(min(place[1] - place[0], _LARGEST_TABLE))
