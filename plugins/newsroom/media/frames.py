"""Frames of MPEG audio (MP3) and of ADTS (AAC): a stream is nothing else.

Before, between and behind them are tags, and what programs added without a tag.
"""

_RATES = {
    3: (44100, 48000, 32000),
    2: (22050, 24000, 16000),
    0: (11025, 12000, 8000),
}
"""Samples a second, by the version: 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5."""
_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_KILOBITS = {
    (True, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (False, 1): _LOW,
    (False, 2): _LOW,
    (False, 3): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
}
"""By MPEG 1 or later, and the layer as its two bits say it: 1 is layer III, 3 is layer I."""


def frames_alone(data: bytes) -> bytes:
    """Return the frames of a sound; nothing if there are none whose length is known.

    A last frame that was cut off goes too: no player plays it.
    """
    kept = bytearray()
    at = _next(data, 0)
    while at >= 0:
        start, length = at, _length(data[at : at + 7])
        while length and at + length <= len(data):
            at += length
            length = _length(data[at : at + 7])
        kept += data[start:at]
        at = _next(data, max(at, start + 1))
    return bytes(kept)


def _next(data: bytes, at: int) -> int:
    """Return where the next frame begins that a second one, or the end, follows; −1 if none."""
    while (at := data.find(b"\xff", at)) >= 0:
        length = _length(data[at : at + 7])
        after = at + length
        if length and (after == len(data) or _length(data[after : after + 7])):
            return at
        at += 1
    return -1


def _length(head: bytes) -> int:
    """Return the length of the frame that begins with ``head``; 0 if it is not one."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    layer = head[1] >> 1 & 3
    return _of_mpeg(head, layer) if layer else _of_adts(head)


def _of_mpeg(head: bytes, layer: int) -> int:
    version, kilobits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or kilobits in (0, 15) or rate == 3:
        return 0
    bits = _KILOBITS[version == 3, layer][kilobits] * 1000
    padding = head[2] >> 1 & 1
    if layer == 3:
        return (12 * bits // _RATES[version][rate] + padding) * 4
    of_samples = 72 if layer == 1 and version != 3 else 144
    return of_samples * bits // _RATES[version][rate] + padding


def _of_adts(head: bytes) -> int:
    if head[1] & 0xF0 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length >= 7 else 0
