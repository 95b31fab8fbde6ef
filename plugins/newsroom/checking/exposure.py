"""``check --sources``: what the files of a paper tell of people and places, published or not.

Builds publish pictures, sounds and PDFs without it. But git keeps the originals forever, and who
gets the repository gets them too.
"""

from collections.abc import Iterator
from pathlib import Path

from newsroom.checking.findings import CheckOptions, Finding, Remark, found
from newsroom.checking.positions import in_git, position
from newsroom.engine.progress import track
from newsroom.media.facts import MediaError
from newsroom.media.files import examine
from newsroom.media.traces import POSITION, traces


def look(content: Path, files: list[Path], options: CheckOptions) -> Iterator[Finding]:
    """Yield what each file tells."""
    kept = in_git(content)
    for file in track(files, len(files), "Looking into files"):
        path = file.relative_to(content.parent).as_posix()
        inner = file.relative_to(content).as_posix()
        for rule, remark in _remarks(file, is_kept=inner in kept):
            if finding := found(path, rule, remark, options):
                yield finding


def _remarks(file: Path, *, is_kept: bool) -> Iterator[tuple[str, Remark]]:
    try:
        held = traces(file)
        notes = examine(file).notes
    except MediaError as error:
        held, notes = (), ()
        yield "hidden-data", Remark(0, 0, error.what, error.remedy)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        what, remedy = f"cannot be read ({reason})", "fix the file or its permissions"
        yield "hidden-data", Remark(0, 0, what, remedy)
        return
    if POSITION in held:
        yield "position", position(file, "check --sources --fix", is_kept=is_kept)
    if names := [one for one in held if one != POSITION]:
        what = f"it holds {', '.join(names)}"
        yield "named-person", Remark(0, 0, what, "take that out, if a source must not be known")
    for note in notes:
        yield "hidden-data", Remark(0, 0, note.what, note.remedy)
