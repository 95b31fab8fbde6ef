"""The last frame of a FLAC (RFC 9639): what is behind it is not sound.

Nothing says how long a frame is. So the last one is read to its end, without making sound of it;
its check sum tells that it was read well.
"""

import struct

_BITS = {1: 8, 2: 12, 4: 16, 5: 20, 6: 24, 7: 32}
_LEFT_SIDE, _SIDE_RIGHT, _MID_SIDE = 8, 9, 10
_LONGEST = 1 << 21
"""Bytes that a frame may have: 65,535 samples of 8 sounds in 32 bits."""
_TRIED = 50
"""Frames among which the last one is looked for: more are behind it only where a second FLAC is."""


def end_of_frames(data: bytes, start: int) -> int:
    """Return where the last whole frame behind ``start`` ends; ``start`` if there is none.

    ``data`` begin with STREAMINFO, the first block of a FLAC.
    """
    (info,) = struct.unpack_from(">Q", data, 18)
    bits, samples = (info >> 36 & 31) + 1, info & 0xFFFFFFFFF
    block_size = struct.unpack_from(">H", data, 10)[0]
    longest = int.from_bytes(data[15:18]) or _LONGEST
    other, at, tried = start, len(data), 0
    while tried < _TRIED and (at := data.rfind(b"\xff", start, at)) >= 0:
        found = _frame(data[at : at + longest], bits)
        if found is None:
            continue
        tried += 1
        length, first, size, is_counted = found
        reached = (first * block_size if is_counted else first) + size
        if not samples or reached == samples:
            return at + length
        if other == start:
            other = at + length
    return other


def _frame(data: bytes, bits: int) -> tuple[int, int, int, bool] | None:
    """Return length, number, samples of the frame that ``data`` begin with, and whether the number
    counts frames, not samples.
    """
    if len(data) < 8 or data[1] & 0xFE != 0xF8 or data[2] >> 4 == 0 or data[3] & 1:
        return None
    try:
        first, at = _number(data, 4)
        size, at = _size(data, at)
        at += {12: 1, 13: 2, 14: 2}.get(data[2] & 15, 0)
        if _crc(data[:at], 0x07, 8) != data[at]:
            return None
        channels, bits = data[3] >> 4, _BITS.get(data[3] >> 1 & 7, bits)
        end = (_end_of_sounds(data, at + 1, channels, bits, size) + 7) // 8
    except (IndexError, ValueError):
        return None
    if _crc(data[:end], 0x8005, 16) != int.from_bytes(data[end : end + 2]):
        return None
    return end + 2, first, size, not data[1] & 1


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that is written as UTF-8 writes letters, and where it ends."""
    more = 8 - (data[at] ^ 0xFF).bit_length()
    value = data[at] & 0x7F >> more
    for byte in data[at + 1 : at + max(more, 1)]:
        value = value << 6 | byte & 0x3F
    return value, at + max(more, 1)


def _size(data: bytes, at: int) -> tuple[int, int]:
    code = data[2] >> 4
    if code in (6, 7):
        length = code - 5
        return int.from_bytes(data[at : at + length]) + 1, at + length
    return (192 if code == 1 else 576 << code - 2 if code < 6 else 256 << code - 8), at


def _end_of_sounds(data: bytes, at: int, channels: int, bits: int, size: int) -> int:
    """Return the bit at which the last of the sounds of a frame ends."""
    count = channels + 1 if channels < _LEFT_SIDE else 2
    side = {_LEFT_SIDE: 1, _SIDE_RIGHT: 0, _MID_SIDE: 1}.get(channels)
    text = f"{int.from_bytes(data):0{8 * len(data)}b}"
    at *= 8
    for number in range(count):
        at = _end_of_sound(text, at, bits + (number == side), size)
    return at


def _end_of_sound(text: str, at: int, bits: int, size: int) -> int:
    kind, has_wasted = int(text[at + 1 : at + 7], 2), text[at + 7] == "1"
    at += 8
    if has_wasted:
        one = text.index("1", at)
        bits, at = bits - (one - at + 1), one + 1
    if kind == 0:
        return at + bits
    if kind == 1:
        return at + bits * size
    if 8 <= kind <= 12:
        return _end_of_rest(text, at + (kind - 8) * bits, kind - 8, size)
    if kind < 32:
        raise ValueError("no kind of sound")
    order = kind - 31
    at += order * bits
    return _end_of_rest(text, at + 9 + order * (int(text[at : at + 4], 2) + 1), order, size)


def _end_of_rest(text: str, at: int, order: int, size: int) -> int:
    """Return where the rest of a sound ends, which is written in Rice's code."""
    wide = 5 if text[at + 1] == "1" else 4
    parts = 1 << int(text[at + 2 : at + 6], 2)
    at += 6
    for part in range(parts):
        count = size // parts - (order if part == 0 else 0)
        low = int(text[at : at + wide], 2)
        at += wide
        if low == (1 << wide) - 1:
            at += 5 + count * int(text[at : at + 5], 2)
            continue
        for _ in range(count):
            at = text.index("1", at) + 1 + low
    return at


def _crc(data: bytes, polynomial: int, width: int) -> int:
    value, top = 0, 1 << width - 1
    for byte in data:
        value ^= byte << width - 8
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & (top << 1) - 1
    return value
