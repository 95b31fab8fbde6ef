"""Sound without what its tags say: MP3, FLAC, Ogg (Vorbis, Opus, Speex) and WAV.

Tags name people and devices, hold pictures, and some the place of a recording.
"""

import io
import struct

import mutagen
from mutagen.apev2 import delete as delete_ape
from mutagen.flac import FLAC
from mutagen.id3 import delete as delete_id3

from newsroom.media.facts import Facts, MediaError, Note
from newsroom.media.flac_frames import end_of_frames
from newsroom.media.formats import recognise
from newsroom.media.frames import frames_alone

AGAIN = "export it again as MP3, M4A, Ogg, FLAC or WAV"
_WAV = frozenset({b"fmt ", b"fact", b"data"})
_FORMATS = {b"\x01\x00": 16, b"\xfe\xff": 40}
"""Bytes that a player reads of the usual formats of a WAV: PCM, and its extensible form."""
_FLAC = frozenset({0, 3})
"""Blocks of a FLAC that are not metadata: STREAMINFO and SEEKTABLE."""
_WRAPPED = frozenset({"FLAC", "Ogg", "WAV"})


def measure(data: bytes, form: str, name: str) -> Facts:
    """Return what there is to know of a sound, after a look at whether it can be cleaned.

    Raises:
        MediaError: it is damaged.
    """
    sound = clean(data, form, name)
    notes: tuple[Note, ...] = ()
    if form in ("MP3", "AAC") and not frames_alone(sound) and recognise(sound) not in _WRAPPED:
        what = f"{name} has no sound that a browser can play, and is published as it is"
        notes = (Note(what, AGAIN),)
    return Facts(kind="player", form=form, notes=notes)


def clean(data: bytes, form: str, name: str) -> bytes:
    """Return the sound alone.

    Raises:
        MediaError: it is damaged.
    """
    try:
        if form == "WAV":
            return _wave(data)
        if form == "FLAC":
            return _flac(data)
        return _ogg(data) if form == "Ogg" else _mpeg(data)
    except (mutagen.MutagenError, struct.error, ValueError, EOFError, LookupError) as error:
        reason = f" ({error})" if str(error) else ""
        raise MediaError(f"{name} is a damaged {form} file{reason}", AGAIN) from None


def _mpeg(data: bytes) -> bytes:
    """Return the frames; a sound of which none is found is returned without tags."""
    data = _untagged(data)
    if (inner := recognise(data)) in _WRAPPED:  # programs put tags of MP3 before other sounds too
        return clean(data, inner, "")
    return frames_alone(data) or data


def _untagged(data: bytes) -> bytes:
    """Remove tags before and behind the sound, also where several programs left their own."""
    file, size = io.BytesIO(data), -1
    while size != (size := len(file.getvalue())):
        delete_ape(file)
        delete_id3(file)
        data = file.getvalue()
        for mark in (b"LYRICSBEGIN", b"LYRICS200", b"LYRICSEND"):
            at = data.find(mark, max(0, len(data) - 1_000_000))
            data = data[:at] if at >= 0 else data
        if data.startswith(b"ID3"):  # a tag that says it is longer than the file
            raise ValueError("its tag has no end")
        file = io.BytesIO(data)
    return data


def _flac(data: bytes) -> bytes:
    data = _untagged(data)
    FLAC(io.BytesIO(data))  # type: ignore[no-untyped-call]  # tells what is wrong with it
    blocks, at, last = [], 4, False
    while not last:
        (head,) = struct.unpack_from(">I", data, at)
        last, kind, size = bool(head >> 31), head >> 24 & 0x7F, head & 0xFFFFFF
        if kind in _FLAC:
            blocks.append((kind, data[at + 4 : at + 4 + size]))
        at += 4 + size
    written = b"".join(
        struct.pack(">I", (number == len(blocks)) << 31 | kind << 24 | len(block)) + block
        for number, (kind, block) in enumerate(blocks, 1)
    )
    end = end_of_frames(data, at)
    if end == at:
        raise ValueError("it has no whole frame of sound")
    return b"fLaC" + written + data[at:end]


def _ogg(data: bytes) -> bytes:
    file = io.BytesIO(data)
    sound = mutagen.File(file)
    streams, end = _streams(data)
    if sound is None or len(streams) > 1:
        raise ValueError("it is not Vorbis, Opus, Speex or FLAC alone")
    if data[28:33] == b"\x7fFLAC" and int.from_bytes(data[35:37]) != 1:
        raise ValueError("it is FLAC in Ogg, with more notes than tags")
    file = io.BytesIO(data[:end])
    sound.tags.vendor = ""
    if hasattr(sound.tags, "_pad_data"):
        sound.tags._pad_data = b""
    sound.delete(file)
    return file.getvalue()


def _streams(data: bytes) -> tuple[set[bytes], int]:
    """Return the serial numbers of the streams, and where the last page ends."""
    found, at = set(), 0
    while data[at : at + 4] == b"OggS":
        found.add(data[at + 14 : at + 18])
        segments = data[at + 26]
        at += 27 + segments + sum(data[at + 27 : at + 27 + segments])
    return found, at


def _wave(data: bytes) -> bytes:
    chunks, at = [], 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        chunk = data[at + 8 : at + 8 + size]
        if name == b"fmt ":
            chunk = chunk[: _FORMATS.get(chunk[:2], size)]
        if name in _WAV:
            chunks.append(struct.pack("<4sI", name, len(chunk)) + chunk + b"\0" * (len(chunk) % 2))
        at += 8 + size + size % 2
    body = b"WAVE" + b"".join(chunks)
    if b"fmt " not in body[:16] or b"data" not in body:
        raise ValueError("it has no sound")
    return struct.pack("<4sI", b"RIFF", len(body)) + body
