"""``check --sources``: what the files of a paper tell of people and places, published or not.

Builds publish pictures, sounds and PDFs without it. But git keeps the originals forever, and who
gets the repository gets them too.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from newsroom.checking.findings import CheckOptions, Finding, Remark, found
from newsroom.engine.progress import track
from newsroom.files.atomic import draft_of
from newsroom.files.git import run_git
from newsroom.files.paths import is_source
from newsroom.media.facts import MediaError
from newsroom.media.files import examine
from newsroom.media.positions import can_strip, strip_position
from newsroom.media.traces import traces

_TEXTS = (".yml", ".yaml", ".csv", ".json", ".txt", ".vtt")
_FOR_EVER = "docs/checking.md says how to take it out of older commits too"


def files_of(content: Path, chosen: Collection[str] | None) -> list[Path]:
    """Return the files below ``content`` that may tell something, in the order of their paths."""
    project = content.parent
    return [
        file
        for file in sorted(content.rglob("*"))
        if file.is_file()
        and not is_source(file.name)
        and not file.name.lower().endswith(_TEXTS)
        and (chosen is None or file.relative_to(project).as_posix() in chosen)
    ]


def look(content: Path, files: list[Path], options: CheckOptions) -> Iterator[Finding]:
    """Yield what each file tells."""
    kept = _in_git(content)
    for file in track(files, len(files), "Looking into files"):
        path = file.relative_to(content.parent).as_posix()
        inner = file.relative_to(content).as_posix()
        for rule, remark in _remarks(file, is_kept=inner in kept):
            if finding := found(path, rule, remark, options):
                yield finding


def strip(content: Path, files: list[Path]) -> Iterator[str]:
    """Take the positions out of files; yield a line for each that was changed."""
    for file in files:
        with suppress(MediaError, OSError):  # said by the check that follows
            if _is_stripped(file):
                yield f"{file.relative_to(content.parent).as_posix()}: took out the position"


def _is_stripped(file: Path) -> bool:
    """Take the position out of a file; return whether it had one that could be taken out."""
    if not _has_position(traces(file)) or not can_strip(file):
        return False
    with draft_of(file) as draft:
        strip_position(file, draft)
        if _has_position(traces(draft)):
            return False
        draft.chmod(file.stat().st_mode)
        draft.replace(file)
    return True


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
    if _has_position(held):
        what = (
            f"it holds a position (GPS), which git {'keeps' if is_kept else 'would keep'} forever"
        )
        remedy = "run check --sources --fix" if can_strip(file) else "save it again without it"
        yield "position", Remark(0, 0, what, f"{remedy}; {_FOR_EVER}" if is_kept else remedy)
    if names := [one for one in held if "position" not in one]:
        what = f"it holds {', '.join(names)}"
        yield "named-person", Remark(0, 0, what, "take that out, if a source must not be known")
    for note in notes:
        yield "hidden-data", Remark(0, 0, note.what, note.remedy)


def _has_position(held: tuple[str, ...]) -> bool:
    return any("position" in one for one in held)


def _in_git(content: Path) -> frozenset[str]:
    """Return the files below ``content`` that git knows; none without git."""
    done = run_git(content, "ls-files", "-z")
    listed = done.stdout.decode("utf-8", "surrogateescape") if done and not done.returncode else ""
    return frozenset(listed.split("\0"))
