"""The elements of a WebM or MKV (RFC 8794), and which of them a player does not need."""

from collections.abc import Iterator
from typing import IO

from newsroom.media.spans import Span

_SEGMENT, _INFO, _TRACKS, _ENTRY, _VOID = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xEC
_MASTERS = {_SEGMENT, _INFO, _TRACKS, _ENTRY}
_TAKEN = {0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0x4D80, 0x5741, 0x4461, 0x7384, 0x73A4,
          0x3C83AB, 0x3E83BB, 0x3CB923, 0x3EB923, 0x4444, 0x6924, 0x536E, 0xBF, _VOID}  # fmt: skip
"""Tags, attachments, chapters; titles, programs, dates, names of files, tracks; check sums."""
_CLUSTER = 0x1F43B675


def private_elements(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Go through the elements of a WebM from ``start`` to ``end``."""
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
            yield from private_elements(file, inner, after)
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
