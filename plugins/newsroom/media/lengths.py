"""How long a sound or film is, and what a feed calls its format."""

import re
import struct
from pathlib import Path

_TYPES = {"MP3": "mpeg", "AAC": "aac", "FLAC": "flac", "Ogg": "ogg", "WAV": "wav", "MP4": "mp4",
          "WebM": "webm"}  # fmt: skip
_SOUNDS_ALONE = frozenset({"MP3", "AAC", "FLAC", "Ogg", "WAV"})
_LOOK = 65_536
_DURATION = re.compile(rb"\x44\x89(?:\x88(.{8})|\x84(.{4}))", re.DOTALL)
_SCALE = re.compile(rb"\x2a\xd7\xb1([\x81-\x88])(.{1,8})", re.DOTALL)


def seconds_of(file: Path, form: str) -> int:
    """Return the length in whole seconds, 0 where the file does not say it.

    Raises:
        OSError: it cannot be read.
    """
    if form == "WebM":
        with file.open("rb") as stream:
            return round(_webm(stream.read(_LOOK)))
    import mutagen  # few papers have sounds

    try:
        sound = mutagen.File(file)
    except mutagen.MutagenError:
        return 0
    return round(getattr(getattr(sound, "info", None), "length", 0) or 0)


def type_of(form: str, *, film: bool) -> str:
    """Return the media type of a format."""
    kind = "video" if film and form not in _SOUNDS_ALONE else "audio"
    return f"{kind}/{_TYPES.get(form, 'mpeg')}"


def _webm(head: bytes) -> float:
    """Return the seconds that the head of a WebM says (RFC 9559, Duration and TimestampScale)."""
    found, scale = _DURATION.search(head), 1_000_000
    if given := _SCALE.search(head):
        scale = int.from_bytes(given[2][: given[1][0] & 0x0F])
    if not found:
        return 0
    (length,) = struct.unpack(">d" if found[1] else ">f", found[1] or found[2])
    return float(length * scale / 1e9)
