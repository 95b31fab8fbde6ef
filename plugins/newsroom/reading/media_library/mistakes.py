"""What is wrong with a file, reported where a text names it."""

from collections.abc import Collection
from pathlib import Path

from newsroom.media.facts import Kind, MediaError
from newsroom.media.pictures import SAVE
from newsroom.problems import Problems
from newsroom.reading.registries.names import Place


def report(error: MediaError | OSError, place: Place, problems: Problems) -> None:
    """Report what is wrong with a file where a text names it."""
    if isinstance(error, MediaError):
        problems.error(place.path, error.what, error.remedy, place.line, place.column)
    else:
        reason = (error.strerror or str(error)).lower()
        what = f"{error.filename}: cannot be read ({reason})"
        remedy = "fix the file or its permissions"
        problems.error(place.path, what, remedy, place.line, place.column)


def misused(file: Path, form: str, kinds: Collection[Kind]) -> MediaError:
    """Return the mistake of a file that is not one of ``kinds``; ``form`` is its format."""
    is_a = f" (format: {form})" if form else ""
    if "still" in kinds:
        return MediaError(f"{file.name} is not a picture that a page can show{is_a}", SAVE)
    if "track" in kinds:
        what = f"{file.name} is not a file of captions{is_a}"
        return MediaError(what, "save them as WebVTT (.vtt)")
    what = f"{file.name} is not a sound or film that browsers play{is_a}"
    return MediaError(what, "export it again as MP3, M4A, MP4 or WebM")
