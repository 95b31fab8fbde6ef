"""What a film still holds although it was cut off: programs that trim without loss only note which
part players show (edit list, ISO/IEC 14496-12, 8.6.6).
"""

import struct
from typing import IO

from newsroom.media.chunks import boxes_of, find_box, handler_of


def hidden_seconds(file: IO[bytes], end: int) -> int:
    """Return how many seconds of the pictures of an MP4 no player shows; 0 for less than one."""
    hidden = 0.0
    for moov in boxes_of(file, 0, end, b"moov"):
        scale, _ = _clock(file, find_box(file, *moov, b"mvhd"))
        for track in boxes_of(file, *moov, b"trak"):
            edits = find_box(file, *track, b"edts", b"elst")
            own_scale, length = _clock(file, find_box(file, *track, b"mdia", b"mdhd"))
            if handler_of(file, *track) == b"vide" and edits and scale and own_scale:
                hidden = max(hidden, length / own_scale - _played(file, *edits) / scale)
    return int(hidden)


def _clock(file: IO[bytes], place: tuple[int, int] | None) -> tuple[int, int]:
    """Return ticks a second and the length in ticks, of a film or track."""
    if place is None:
        return 0, 0
    file.seek(place[0])
    data = file.read(min(place[1] - place[0], 32))
    form, at = (">IQ", 20) if data[:1] == b"\1" else (">II", 12)
    scale, length = struct.unpack_from(form, data, at)
    return scale, length


def _played(file: IO[bytes], start: int, end: int) -> int:
    """Return the length of the parts that are played, in ticks of the film."""
    file.seek(start)
    data = file.read(end - start)
    form = ">QqI" if data[:1] == b"\1" else ">IiI"
    count = struct.unpack_from(">I", data, 4)[0]
    parts = struct.iter_unpack(form, data[8 : 8 + count * struct.calcsize(form)])
    return sum(length for length, begin, _ in parts if begin >= 0)
