"""The elements of a WebM or MKV (RFC 8794, RFC 9559), and which of them a player does not need."""

import os
from collections.abc import Iterator
from typing import IO, NamedTuple

from newsroom.media.spans import Span

_SEGMENT, _INFO, _TRACKS, _ENTRY, _VOID = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xEC
_HEAD, _SEEK, _CUES, _CLUSTER = 0x1A45DFA3, 0x114D9B74, 0x1C53BB6B, 0x1F43B675
_TRACK, _TYPE, _GROUP, _BLOCK, _SIMPLE = 0xD7, 0x83, 0xA0, 0xA1, 0xA3
_VIDEO, _ALPHA, _ADDITIONS, _MORE, _ADD_ID = 0xE0, 0x53C0, 0x75A1, 0xA6, 0xEE
_FILM_AND_SOUND = {1, 2}
_MASTERS = {_HEAD, _SEGMENT, _INFO, _TRACKS, _ENTRY, _GROUP, _ADDITIONS}
_BLOCKS = {0xE7, 0x5854, _SIMPLE, _GROUP, 0xA7, 0xAB}
_PLAYED = {
    _SEGMENT: {_SEEK, _INFO, _TRACKS, _CUES, _CLUSTER, *_BLOCKS},
    _CLUSTER: _BLOCKS,
    _GROUP: {_BLOCK, _ADDITIONS, 0x9B, 0xFB, 0xFA, 0xA4, 0x75A2},
    _ADDITIONS: {_MORE},
}
"""What a player needs of these; anything else is overwritten. The parts of a cluster whose length
is not known follow as if they were the segment's.
"""
_TAKEN = {0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0x4D80, 0x5741, 0x4461, 0x7384, 0x73A4,
          0x3C83AB, 0x3E83BB, 0x3CB923, 0x3EB923, 0x4444, 0x6924, 0x536E, 0x258688,
          0x3A9697, 0x3B4040, 0x26B240, 0x41E4, 0xBF, _VOID}  # fmt: skip
"""Tags, attachments, chapters; titles, programs, dates, addresses, names of files, tracks, codecs
and additions; check sums.
"""


class _Tracks(NamedTuple):
    """Numbers of tracks: those that nobody plays, and films that can be seen through."""

    unplayed: frozenset[int]
    clear: frozenset[int]


def private_elements(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Go through the elements of a WebM from ``start`` to ``end``."""
    tracks = _Tracks(unplayed_tracks(file, start, end), _clear_tracks(file, start, end))
    return _private(file, start, end, 0, tracks)


def unplayed_tracks(file: IO[bytes], start: int, end: int) -> frozenset[int]:
    """Return the numbers of the tracks that are neither film nor sound, such as subtitles."""
    found = set()
    for entry in _entries(file, start, end):
        kind = [_value(file, *place) for place in _parts(file, *entry, _TYPE)]
        if kind and kind[0] not in _FILM_AND_SOUND:
            found |= {_value(file, *place) for place in _parts(file, *entry, _TRACK)}
    return frozenset(found)


def _clear_tracks(file: IO[bytes], start: int, end: int) -> frozenset[int]:
    """Return the numbers of the films that can be seen through: how far is an addition of each
    block. Other additions are notes.
    """
    return frozenset(
        _value(file, *number)
        for entry in _entries(file, start, end)
        for number in _parts(file, *entry, _TRACK)
        for video in _parts(file, *entry, _VIDEO)
        if any(_value(file, *place) for place in _parts(file, *video, _ALPHA))
    )


def _entries(file: IO[bytes], start: int, end: int) -> Iterator[tuple[int, int]]:
    for segment in _parts(file, start, end, _SEGMENT):
        for tracks in _parts(file, *segment, _TRACKS):
            yield from _parts(file, *tracks, _ENTRY)


def _private(file: IO[bytes], start: int, end: int, within: int, tracks: _Tracks) -> Iterator[Span]:
    is_clear = within != _GROUP or _is_of(file, _GROUP, start, end, tracks.clear)
    while start < end:
        try:
            kind, inner, after, is_whole = _element(file, start, end)
        except ValueError:
            if within in (_CLUSTER, _GROUP) and end == file.seek(0, os.SEEK_END):
                yield Span(start, end)  # the last block of a recording that was cut off
                return
            raise
        is_needless = kind in _TAKEN or kind not in _PLAYED.get(within, {kind})
        is_needless = is_needless or _is_of(file, kind, inner, after, tracks.unplayed)
        is_needless = is_needless or (kind == _ADDITIONS and not is_clear)
        is_needless = is_needless or (kind == _MORE and not _is_alpha(file, inner, after))
        if is_needless and is_whole:
            yield _void(start, after)
        elif kind in _MASTERS or (kind == _CLUSTER and is_whole):
            yield from _private(file, inner, after, kind, tracks)
        elif not is_whole and kind == _CLUSTER:
            after = inner  # its blocks follow, then the next cluster
        elif not is_whole:
            raise ValueError(f"an element at byte {start:,} has no length")
        start = after


def _is_alpha(file: IO[bytes], start: int, end: int) -> bool:
    numbers = [_value(file, *place) for place in _parts(file, start, end, _ADD_ID)]
    return numbers in ([], [1])


def _element(file: IO[bytes], start: int, end: int) -> tuple[int, int, int, bool]:
    """Return what an element is, where its content begins and ends, and if its length is known."""
    kind, inner = _number(file, start, keep=True)
    size, inner = _number(file, inner)
    after = end if size < 0 else inner + size
    if after > end:
        if kind not in (_CLUSTER, _SEGMENT):
            raise ValueError(f"an element at byte {start:,} is longer than the file")
        after = end  # a recording that was cut off
    return kind, inner, after, size >= 0


def _parts(file: IO[bytes], start: int, end: int, wanted: int) -> Iterator[tuple[int, int]]:
    """Yield where the content of elements of a kind is, up to the first cluster."""
    while start < end:
        kind, inner, start, _ = _element(file, start, end)
        if kind == wanted:
            yield inner, start
        if kind == _CLUSTER:
            return


def _value(file: IO[bytes], start: int, end: int) -> int:
    file.seek(start)
    return int.from_bytes(file.read(end - start))


def _is_of(file: IO[bytes], kind: int, inner: int, end: int, tracks: frozenset[int]) -> bool:
    """Tell whether an element is one of ``tracks``, or holds a block of it."""
    if not tracks:
        return False
    if kind == _ENTRY:
        return any(_value(file, *place) in tracks for place in _parts(file, inner, end, _TRACK))
    if kind == _GROUP:
        return any(_number(file, at)[0] in tracks for at, _ in _parts(file, inner, end, _BLOCK))
    return kind == _SIMPLE and _number(file, inner)[0] in tracks


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
