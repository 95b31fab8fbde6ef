"""Film without what phones and programs note in it: MP4 (M4A, MOV) and WebM (MKV).

Nothing moves: what says where, when and by whom a film was made is overwritten in place, with
padding of the same length. So films of any size are cleaned without being read whole.
"""

import os
import struct
from collections.abc import Iterator
from typing import IO

from newsroom.media import boxes
from newsroom.media.elements import private_elements, unplayed_tracks
from newsroom.media.facts import Facts, MediaError, Note
from newsroom.media.spans import Span
from newsroom.media.trims import hidden_seconds

AGAIN = "export it again as MP4 (H.264, AAC) or WebM"
_SUBTITLES = "if readers need them, save them under the same name as .vtt, next to the film"


def measure(file: IO[bytes], form: str, name: str) -> Facts:
    """Return what there is to know of a film, with a warning if it loses its subtitles.

    Raises:
        MediaError: it is damaged, or holds what cannot be found.
    """
    private_parts(file, form, name)
    end = file.seek(0, os.SEEK_END)
    try:
        return Facts(kind="player", form=form, notes=tuple(_notes(file, form, name, end)))
    except (struct.error, ValueError) as error:
        raise _damaged(name, form, error) from None


def _notes(file: IO[bytes], form: str, name: str, end: int) -> Iterator[Note]:
    if (boxes.has_subtitles if form == "MP4" else unplayed_tracks)(file, 0, end):
        what = f"{name} is published without its subtitles and chapters, which may name people"
        yield Note(what, _SUBTITLES)
    if form == "MP4" and (seconds := hidden_seconds(file, end)):
        what = f"{name} still holds {seconds} seconds of film that were cut off"
        yield Note(what, f"{AGAIN}, so that nobody can bring them back")
    if form == "MP4" and (codecs := boxes.unusual_codecs(file, end)):
        yield Note(f"{name} holds {', '.join(codecs)}, which many browsers do not play", AGAIN)


def private_parts(file: IO[bytes], form: str, name: str) -> list[Span]:
    """Return what must be overwritten in a film.

    Raises:
        MediaError: it is damaged, or holds what cannot be found.
    """
    end = file.seek(0, os.SEEK_END)
    try:
        if form == "MP4":
            return list(boxes.private_parts(file, end))
        return list(private_elements(file, 0, end))
    except (struct.error, ValueError, IndexError, RecursionError) as error:
        raise _damaged(name, form, error) from None


def _damaged(name: str, form: str, error: Exception) -> MediaError:
    return MediaError(f"{name} is a damaged {form} file ({error})", AGAIN)
