"""Positions in pictures and films, used or not: builds leave them out, git keeps them forever.

What is known of a file is kept in the cache, so that only new ones are opened.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import orjson

from newsroom.checking.findings import CheckOptions, Finding, Remark, found
from newsroom.engine.code_digest import digest_of_code
from newsroom.engine.progress import track
from newsroom.files.atomic import draft_of
from newsroom.files.blob_cache import BlobCache
from newsroom.files.cache_folder import cache_folder
from newsroom.files.file_signatures import FileSignatures
from newsroom.files.git import run_git
from newsroom.files.paths import is_source
from newsroom.media.facts import MediaError
from newsroom.media.positions import can_strip, has_position, strip_position, what_goes

_TEXTS = (".yml", ".yaml", ".csv", ".json", ".txt", ".vtt")
_PUBLISHED = "files"
"""The folder of what is published as it is, of which the rule ``hidden-data`` speaks."""
_NAME = "positions.json"
_QUICK = 500
_FOR_EVER = "docs/checking.md says how to take it out of older commits too"


def files_of(content: Path, chosen: Collection[str] | None) -> list[Path]:
    """Return the files below ``content`` that may tell something, in the order of their paths."""
    if chosen is None:
        paths = (f"{folder}/{name}" for folder, _, names in os.walk(content) for name in names)
    else:
        paths = (f"{content.parent}/{path}" for path in chosen)
    files = [
        Path(path) for path in paths if not is_source(path) and not path.lower().endswith(_TEXTS)
    ]
    return sorted(file for file in files if file.is_file())


def with_position(files: Collection[Path], cache: Path) -> list[Path]:
    """Return the files that hold a position; damaged ones are reported where they are used."""
    blobs = BlobCache(cache_folder(cache), digest_of_code(["media/"], ("Pillow",)).hex())
    kept = {
        path: (stamp, known)
        for path, (stamp, known) in orjson.loads(blobs.get(_NAME) or b"{}").items()
    }
    signatures = FileSignatures[int](kept, "")
    held = []
    for file in track(files, len(files), "Looking for positions", quick=_QUICK):
        with suppress(MediaError, OSError):
            if _holds(file, signatures):
                held.append(file)
    if signatures.new:
        known = {
            path: noted for path, noted in (kept | signatures.new).items() if Path(path).exists()
        }
        blobs.put(_NAME, orjson.dumps(known))
    return held


def _holds(file: Path, signatures: FileSignatures[int]) -> bool:
    path = str(file)
    if (known := signatures.get(path)) is None:
        status = file.stat()
        known = 0
        with suppress(MediaError):
            known = int(has_position(file))
        signatures.note(path, status, known)
    return bool(known)


def positions(content: Path, held: Collection[Path], options: CheckOptions) -> Iterator[Finding]:
    """Yield a finding for each file of ``held`` that git keeps, or would keep."""
    inner = {file.relative_to(content).as_posix(): file for file in held}
    inner = {path: file for path, file in inner.items() if not path.startswith(f"{_PUBLISHED}/")}
    if not inner:
        return
    kept, new = in_git(content), in_git(content, "--others", "--exclude-standard")
    for path, file in inner.items():
        if path in kept or path in new:
            remark = position(file, "check --fix", is_kept=path in kept)
            if finding := found(f"{content.name}/{path}", "position", remark, options):
                yield finding


def position(file: Path, command: str, *, is_kept: bool) -> Remark:
    """Return what to say of a file with a position, which ``command`` takes out if it can be."""
    what = f"it holds a position (GPS), which git {'keeps' if is_kept else 'would keep'} forever"
    remedy = f"run {command}" if can_strip(file) else "save it again without it"
    return Remark(0, 0, what, f"{remedy}; {_FOR_EVER}" if is_kept else remedy)


def strip(content: Path, held: Collection[Path]) -> Iterator[str]:
    """Take the positions out of files; yield a line for each that was changed."""
    for file in held:
        with suppress(MediaError, OSError):  # said by the check that follows
            if _is_stripped(file):
                path = file.relative_to(content.parent).as_posix()
                yield f"{path}: took out {what_goes(file)}"


def _is_stripped(file: Path) -> bool:
    """Take the position out of a file; return whether it had one that could be taken out."""
    if not has_position(file) or not can_strip(file):
        return False
    with draft_of(file) as draft:
        strip_position(file, draft)
        if has_position(draft):
            return False
        draft.chmod(file.stat().st_mode)
        draft.replace(file)
    return True


def in_git(content: Path, *which: str) -> frozenset[str]:
    """Return the files below ``content`` that git knows; none without git."""
    done = run_git(content, "ls-files", "-z", *which)
    listed = done.stdout.decode("utf-8", "surrogateescape") if done and not done.returncode else ""
    return frozenset(listed.split("\0"))
