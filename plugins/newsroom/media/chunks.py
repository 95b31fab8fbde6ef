"""Where the pictures and sounds of an MP4 are (ISO/IEC 14496-12, 8.6–8.8), and what is between.

``mdat`` may hold bytes that no track names: what an editing program cut out, notes of a camera.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterator
from typing import IO, NamedTuple

from newsroom.media.spans import Span

_LARGEST_TABLE = 64 << 20
_TABLES = b"mdia", b"minf", b"stbl"


class Chunk(NamedTuple):
    """Samples one behind the other. The end of a chunk of ``is_loose`` is not said: programs give
    the samples of a sound a size of 1 if all are equally long.
    """

    start: int
    end: int
    is_kept: bool
    is_loose: bool = False


def read_box(file: IO[bytes], start: int, end: int) -> tuple[int, bytes, int]:
    """Return size, kind and length of the header of the box at ``start``.

    Raises:
        ValueError: it is longer than what holds it.
    """
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


def boxes_of(file: IO[bytes], start: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the content of boxes of a kind is."""
    while start + 8 <= end:
        size, kind, header = read_box(file, start, end)
        if kind == wanted:
            yield start + header, start + size
        start += size


def find_box(file: IO[bytes], start: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Return where the content of a box is, by the path of its kinds."""
    for place in boxes_of(file, start, end, path[0]):
        return find_box(file, *place, *path[1:]) if path[1:] else place
    return None


def handler_of(file: IO[bytes], start: int, end: int) -> bytes:
    """Return what a track holds: ``vide``, ``soun``, ``meta`` (positions of a phone), …"""
    found = find_box(file, start, end, b"mdia", b"hdlr")
    if not found:
        return b""
    file.seek(found[0] + 8)
    return file.read(4)


def unnamed_bytes(file: IO[bytes], end: int, chunks: list[Chunk]) -> Iterator[Span]:
    """Yield the parts of ``mdat`` that are in no chunk that is kept."""
    chunks = sorted(chunks)
    following = [*(one.start for one in chunks[1:]), end]
    kept = [
        (one.start, max(one.end, next_) if one.is_loose else one.end)
        for one, next_ in zip(chunks, following, strict=True)
        if one.is_kept
    ]
    for start, after in boxes_of(file, 0, end, b"mdat"):
        reached = start
        for first, last in kept[bisect_left(kept, (start, 0)) :]:
            if first >= after:
                break
            if first > reached:
                yield Span(reached, first)
            reached = max(reached, last)
        if reached < after:
            yield Span(reached, after)


def chunks_of(file: IO[bytes], start: int, end: int, *, is_kept: bool) -> Iterator[Chunk]:
    """Yield the chunks of the track whose content is from ``start`` to ``end``.

    Raises:
        ValueError: it does not say where they are.
    """
    tables = find_box(file, start, end, *_TABLES) or (0, 0)
    sizes = _table(file, find_box(file, *tables, b"stsz"))
    runs_table = _table(file, find_box(file, *tables, b"stsc"))
    places = find_box(file, *tables, b"stco")
    wide = places is None
    offsets = _table(file, places or find_box(file, *tables, b"co64"))
    if sizes is None or runs_table is None or offsets is None:
        raise ValueError("a track does not say where its samples are")
    count = struct.unpack_from(">I", offsets, 4)[0]
    fixed, samples = struct.unpack_from(">II", sizes, 4)
    size_of = () if fixed else struct.unpack_from(f">{samples}I", sizes, 12)
    count_of_runs = struct.unpack_from(">I", runs_table, 4)[0]
    runs = list(struct.iter_unpack(">III", runs_table[8 : 8 + 12 * count_of_runs]))
    is_loose = bool(fixed) and handler_of(file, start, end) == b"soun"
    sample = run = 0
    for number, offset in enumerate(
        struct.unpack_from(f">{count}{'Q' if wide else 'I'}", offsets, 8), 1
    ):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        more = runs[run][1] if runs else 0
        length = fixed * more or sum(size_of[sample : sample + more])
        sample += more
        yield Chunk(offset, offset + length, is_kept, is_loose)


def _table(file: IO[bytes], place: tuple[int, int] | None) -> bytes | None:
    if place is None:
        return None
    file.seek(place[0])
    return file.read(min(place[1] - place[0], _LARGEST_TABLE))
