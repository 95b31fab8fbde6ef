"""Films in fragments (``moof``), as recorders of screens and browsers write them: where their
samples are (ISO/IEC 14496-12, 8.8).
"""

import struct
from collections.abc import Collection, Iterator, Mapping
from typing import IO

from newsroom.media.chunks import Chunk, boxes_of, find_box, read_box

_BASE, _DESCRIPTION, _DURATION, _SIZE = 0x1, 0x2, 0x8, 0x10
_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_OF_SAMPLE = (0x100, 0x200, 0x400, 0x800)
"""What a run may say of each sample: duration, size, flags, time. Each takes four bytes."""
_SAMPLE_SIZE = 0x200


def track_of(file: IO[bytes], start: int, end: int) -> int:
    """Return the number of a track, by its ``trak`` (``tkhd``) or ``traf`` (``tfhd``)."""
    if place := find_box(file, start, end, b"tfhd"):
        file.seek(place[0] + 4)
    elif place := find_box(file, start, end, b"tkhd"):
        file.seek(place[0])
        file.seek(place[0] + (20 if file.read(1) == b"\1" else 12))
    else:
        return 0
    return int.from_bytes(file.read(4))


def fragment_chunks(file: IO[bytes], end: int, dropped: Collection[int]) -> Iterator[Chunk]:
    """Yield the chunks of all fragments; those of ``dropped`` tracks are not kept."""
    sizes = {}
    for moov in boxes_of(file, 0, end, b"moov"):
        for start, _ in boxes_of(file, *(find_box(file, *moov, b"mvex") or (0, 0)), b"trex"):
            file.seek(start + 4)
            track, _, _, sizes[track] = struct.unpack(">IIII", file.read(16))
    at = 0
    while at + 8 <= end:
        size, kind, header = read_box(file, at, end)
        if kind == b"moof":
            reached = at
            for start, after in boxes_of(file, at + header, at + size, b"traf"):
                for chunk in _of_track(file, start, after, at, reached, sizes, dropped):
                    reached = chunk.end
                    yield chunk
        at += size


def _of_track(
    file: IO[bytes], start: int, end: int, fragment: int, reached: int, sizes: Mapping[int, int],
    dropped: Collection[int],
) -> Iterator[Chunk]:  # fmt: skip
    """Yield the chunks of a track in the fragment that begins at ``fragment``; the data of the
    track before it end at ``reached``.
    """
    place = find_box(file, start, end, b"tfhd")
    if place is None:
        raise ValueError("a fragment does not name its track")
    file.seek(place[0])
    head = file.read(place[1] - place[0])
    flags, track = int.from_bytes(head[1:4]), int.from_bytes(head[4:8])
    at, base, default = 8, fragment if flags & 0x20000 else reached, sizes.get(track, 0)
    if flags & _BASE:
        (base,) = struct.unpack_from(">Q", head, at)
        at += 8
    at += 4 * (bool(flags & _DESCRIPTION) + bool(flags & _DURATION))
    if flags & _SIZE:
        (default,) = struct.unpack_from(">I", head, at)
    reached = base
    for run in boxes_of(file, start, end, b"trun"):
        file.seek(run[0])
        offset, length = _run(file.read(run[1] - run[0]), default)
        begin = reached if offset is None else base + offset
        reached = begin + length
        yield Chunk(begin, reached, track not in dropped)


def _run(data: bytes, default: int) -> tuple[int | None, int]:
    """Return the offset that a run names, and how many bytes its samples have."""
    flags, count = int.from_bytes(data[1:4]), int.from_bytes(data[4:8])
    at = 8 + 4 * (bool(flags & _OFFSET) + bool(flags & _FIRST_FLAGS))
    offset = struct.unpack_from(">i", data, 8)[0] if flags & _OFFSET else None
    if not flags & _SAMPLE_SIZE:
        return offset, default * count
    width = sum(bool(flags & one) for one in _OF_SAMPLE)
    words = struct.unpack_from(f">{width * count}I", data, at)
    return offset, sum(words[bool(flags & 0x100) :: width])
