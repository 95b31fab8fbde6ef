"""The boxes of an MP4, M4A or MOV (ISO/IEC 14496-12), and which of them a player does not need."""

import struct
from collections.abc import Iterator
from typing import IO

from newsroom.media.chunks import (
    Chunk,
    boxes_of,
    chunks_of,
    find_box,
    handler_of,
    read_box,
    unnamed_bytes,
)
from newsroom.media.fragments import fragment_chunks, track_of
from newsroom.media.spans import Span

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
_WIDELY = frozenset({
    b"avc1", b"avc3", b"av01", b"vp08", b"vp09", b"mp4a", b"Opus", b"fLaC", b".mp3", b"ac-3",
    b"ec-3", b"sowt", b"twos", b"lpcm", b"ipcm", b"fpcm", b"encv", b"enca",
})  # fmt: skip
"""Codecs that most browsers play."""
_TEXTS = frozenset({b"subt", b"sbtl", b"text"})


def private_parts(file: IO[bytes], end: int) -> Iterator[Span]:
    """Yield what must be overwritten in an MP4 that ends at ``end``.

    Raises:
        ValueError: it has no track, or does not say where the samples of one are.
    """
    chunks: list[Chunk] = []
    dropped = set()
    for moov in boxes_of(file, 0, end, b"moov"):
        for track in boxes_of(file, *moov, b"trak"):
            is_kept = handler_of(file, *track) in _PLAYED
            chunks += chunks_of(file, *track, is_kept=is_kept)
            if not is_kept:
                dropped.add(track_of(file, *track))
    chunks += fragment_chunks(file, end, dropped)
    if not chunks:
        raise ValueError("it has no pictures or sounds: the recording may be cut off")
    yield from unnamed_bytes(file, end, chunks)
    yield from _private_boxes(file, 0, end, dropped)


def _private_boxes(file: IO[bytes], start: int, end: int, dropped: set[int]) -> Iterator[Span]:
    """Go through the boxes from ``start`` to ``end``; parts of ``dropped`` tracks go."""
    while start + 8 <= end:
        size, kind, header = read_box(file, start, end)
        inner, after = start + header, start + size
        if (kind == b"trak" and handler_of(file, inner, after) not in _PLAYED) or (
            kind == b"traf" and track_of(file, inner, after) in dropped
        ):
            yield _padding(start, size)
        elif kind in _BOXES:
            if kind == b"trak" and handler_of(file, inner, after) == b"vide":
                yield from _programs(file, inner, after)
            yield from _private_boxes(file, inner, after, dropped)
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
    return any(
        handler_of(file, *track) in _TEXTS
        for moov in boxes_of(file, start, end, b"moov")
        for track in boxes_of(file, *moov, b"trak")
    )


def unusual_codecs(file: IO[bytes], end: int) -> list[str]:
    """Return the names of the codecs that many browsers do not play: HEVC of a phone (``hvc1``)."""
    found = []
    for moov in boxes_of(file, 0, end, b"moov"):
        for track in boxes_of(file, *moov, b"trak"):
            place = find_box(file, *track, b"mdia", b"minf", b"stbl", b"stsd")
            if place and handler_of(file, *track) in (b"vide", b"soun"):
                file.seek(place[0] + 12)
                found.append(file.read(4))
    return [one.decode("latin-1").strip() for one in found if one not in _WIDELY]


def _origins(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Yield the paths in a list of data sources: a film is played from its own file."""
    start += 8
    while start + 12 <= end:
        size, _, header = read_box(file, start, end)
        yield Span(min(start + header + 4, start + size), start + size)
        start += size


def _programs(file: IO[bytes], start: int, end: int) -> Iterator[Span]:
    """Yield the names of the programs that made the pictures of a track (``compressorname``)."""
    descriptions = find_box(file, start, end, b"mdia", b"minf", b"stbl", b"stsd")
    start, end = (descriptions[0] + 8, descriptions[1]) if descriptions else (0, 0)
    while start + 82 <= end:
        size, _, _ = read_box(file, start, end)
        if size >= 82:
            yield Span(start + 50, start + 82)
        start += size


def _padding(start: int, size: int) -> Span:
    if size <= 0xFFFFFFFF:
        return Span(start, start + size, struct.pack(">I4s", size, b"free"))
    return Span(start, start + size, struct.pack(">I4sQ", 1, b"free", size))
