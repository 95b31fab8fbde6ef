"""Film without what phones and programs note in it: MP4 (M4A, MOV) and WebM (MKV).

Nothing moves: what says where, when and by whom a film was made is overwritten where it lies, with
padding of the same length. So films of any size are cleaned without being read whole.
"""

import os
import struct
from collections.abc import Iterator
from typing import IO, NamedTuple

from newsroom.media.facts import MediaError

AGAIN = "export it again as MP4 (H.264, AAC) or WebM"
_CHUNK = 1 << 20
_BOXES = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"})
_PRIVATE = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"pnot", b"PICT"})
_TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_OWN = frozenset({
    b"ftyp", b"mdat", b"sidx", b"mfra", b"pdin", b"styp", b"ssix", b"prft", b"emsg", b"edts",
    b"hdlr", b"vmhd", b"smhd", b"nmhd", b"gmhd", b"sthd", b"dinf", b"mvex", b"tref", b"tapt",
    b"iods", b"mfhd", b"tfhd", b"tfdt", b"trun", b"saiz", b"saio", b"senc", b"sbgp", b"sgpd",
    b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sdtp",
    b"cslg", b"elng", b"load", b"pssh", b"clip", b"trgr",
})  # fmt: skip
"""Boxes that a player needs. Any other one is overwritten."""
_PLAYED = frozenset({b"vide", b"soun", b"subt", b"text", b"sbtl", b"clcp", b"tmcd"})
_SEGMENT, _INFO, _TRACKS, _ENTRY, _VOID = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xEC
_MASTERS = {_SEGMENT, _INFO, _TRACKS, _ENTRY}
_TAKEN = {0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0x4D80, 0x5741, 0x4461, 0x7384, 0x73A4,
          0x3C83AB, 0x3E83BB, 0x3CB923, 0x3EB923, 0x4444, 0x6924, 0x536E, 0xBF, _VOID}  # fmt: skip
"""Tags, attachments, chapters; titles, programs, dates, names of files, tracks; check sums."""
_CLUSTER = 0x1F43B675


class Span(NamedTuple):
    """What is written over a part of a file, from ``start``; zeros up to ``end``."""

    start: int
    end: int
    head: bytes = b""


def spans(file: IO[bytes], form: str, name: str) -> list[Span]:
    """Return what must be overwritten in a film.

    Raises:
        MediaError: it is damaged, or holds what cannot be found.
    """
    end = file.seek(0, os.SEEK_END)
    try:
        found = list(_boxes(file, 0, end, b"") if form == "MP4" else _elements(file, 0, end, 0))
    except (struct.error, ValueError, IndexError, RecursionError) as error:
        raise MediaError(f"{name} is a damaged {form} file ({error})", AGAIN) from None
    return found


def overwrite(file: IO[bytes], found: list[Span]) -> None:
    for start, end, head in found:
        file.seek(start)
        file.write(head)
        left = end - start - len(head)
        while left > 0:
            left -= file.write(b"\0" * min(left, _CHUNK))


def _boxes(file: IO[bytes], start: int, end: int, parent: bytes) -> Iterator[Span]:
    """Go through the boxes of an MP4 (ISO/IEC 14496-12) from ``start`` to ``end``."""
    seen = 0
    while start + 8 <= end:
        size, kind, header = _box(file, start, end)
        inner, after = start + header, start + size
        if kind == b"trak" and _handler(file, inner, after) not in _PLAYED:
            yield from _samples(file, inner, after)
            yield _padding(start, size)
        elif kind in _BOXES:
            yield from _boxes(file, inner, after, kind)
        elif kind in _TIMES:
            file.seek(inner)
            length = 16 if file.read(1) == b"\1" else 8
            yield Span(inner + 4, inner + 4 + length)
        elif kind in _PRIVATE or kind not in _OWN:
            yield _padding(start, size)
        elif kind == b"hdlr":
            yield Span(min(inner + 24, after), after)  # its name: "Core Media Video" and the like
        seen += 1
        start = after
    if parent == b"" and not seen:
        raise ValueError("it has no boxes")
    if start < end:
        yield Span(start, end)


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


def _padding(start: int, size: int) -> Span:
    if size <= 0xFFFFFFFF:
        return Span(start, start + size, struct.pack(">I4s", size, b"free"))
    return Span(start, start + size, struct.pack(">I4sQ", 1, b"free", size))


def _find(file: IO[bytes], start: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Return where the content of a box lies, by the path of its kinds."""
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
    """Yield where the samples of a track lie, which nobody plays (ISO/IEC 14496-12, 8.6–8.7)."""
    path = b"mdia", b"minf", b"stbl"
    sizes = _table(file, _find(file, start, end, *path, b"stsz"))
    chunks = _table(file, _find(file, start, end, *path, b"stsc"))
    places = _find(file, start, end, *path, b"stco")
    wide = places is None
    offsets = _table(file, places or _find(file, start, end, *path, b"co64"))
    if sizes is None or chunks is None or offsets is None:
        return
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
    return file.read(min(place[1] - place[0], 64 * _CHUNK))


def _elements(file: IO[bytes], start: int, end: int, parent: int) -> Iterator[Span]:
    """Go through the elements of a WebM (RFC 8794) from ``start`` to ``end``."""
    while start < end:
        kind, inner = _number(file, start, keep=True)
        size, inner = _number(file, inner)
        unknown = size < 0
        after = end if unknown else inner + size
        if after > end:
            if kind not in (_CLUSTER, _SEGMENT):
                raise ValueError(f"an element at byte {start:,} is longer than the file")
            after = end  # a recording that was cut off
        if kind in _TAKEN and not unknown:
            yield _void(start, after)
        elif kind in _MASTERS:
            yield from _elements(file, inner, after, kind)
        elif unknown and kind == _CLUSTER:
            after = inner  # its blocks follow, then the next cluster
        elif unknown:
            raise ValueError(f"an element at byte {start:,} has no length")
        start = after


def _number(file: IO[bytes], at: int, *, keep: bool = False) -> tuple[int, int]:
    """Return a number of variable length and where it ends; −1 is a length that is not known."""
    file.seek(at)
    first = file.read(1)
    if not first or not first[0]:
        raise ValueError(f"no element at byte {at:,}")
    length = 9 - first[0].bit_length()
    data = first + file.read(length - 1)
    value = int.from_bytes(data)
    if not keep:
        value &= (1 << 7 * length) - 1
        if value == (1 << 7 * length) - 1:
            value = -1
    return value, at + length


def _void(start: int, end: int) -> Span:
    length = end - start - 2
    if length < 127:
        return Span(start, end, bytes([_VOID, 0x80 | length]))
    return Span(start, end, bytes([_VOID, 0x01]) + (end - start - 9).to_bytes(7))
