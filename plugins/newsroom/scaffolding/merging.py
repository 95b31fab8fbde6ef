"""Bringing files that ``newsroom init`` wrote to another version, edits of the newsroom kept."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.files.git import run_git

NEW = ".new"
"""Suffix of a new text that could not be merged with what the newsroom wrote."""


@dataclass(kw_only=True)
class Merge:
    """What is to become of files, by path.

    ``files`` holds the bytes to write, ``removed`` what goes; ``merged`` and ``conflicts`` are
    paths that the newsroom had edited; the new text of ``conflicts`` is next to them.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return a line for each file that changes."""
        kinds = {
            "updated": self.updated,
            "merged with your edits": self.merged,
            f"not merged, see the file with {NEW} next to it": self.conflicts,
            "removed": self.removed,
        }
        return [f"  {path}: {kind}" for kind, paths in kinds.items() for path in sorted(paths)]

    def new(self, paper: Path) -> list[str]:
        """Return the paths that ``paper`` does not have yet."""
        return [path for path in self.files if not (paper / path).exists()]

    def apply(self, paper: Path) -> None:
        """Write the files of the paper."""
        for path, data in self.files.items():
            file = paper / path
            file.parent.mkdir(parents=True, exist_ok=True)
            program = file.exists() and file.stat().st_mode & 0o111
            file.write_bytes(data)
            if program:
                file.chmod(0o755)
        for path in self.removed:
            (paper / path).unlink()


def merge(paper: Path, before: dict[str, bytes], after: dict[str, bytes]) -> Merge:
    """Return how a paper goes from what one version writes to what another does.

    A file that nobody touched follows the new version, one that was deleted stays deleted, and one
    that was edited is merged from the three texts.
    """
    found = Merge()
    for path in sorted(before.keys() | after.keys()):
        old, new, file = before.get(path), after.get(path), paper / path
        own = file.read_bytes() if file.is_file() else None
        if new in (own, old) or (own is None and old is not None):
            continue
        if new is None:
            if own == old:
                found.removed.append(path)
            continue
        if own is None or own == old:
            found.updated.append(path)
            found.files[path] = new
        elif (joined := _joined(own, old or b"", new)) is not None:
            found.merged.append(path)
            found.files[path] = joined
        else:
            found.conflicts.append(path)
            found.files[path + NEW] = new
    return found


def _joined(own: bytes, old: bytes, new: bytes) -> bytes | None:
    """Return the text with the changes of both, ``None`` where they meet."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, data in (("own", own), ("old", old), ("new", new)):
            (folder / name).write_bytes(data)
        done = run_git(folder, "merge-file", "--stdout", "--quiet", "own", "old", "new")
    return done.stdout if done and done.returncode == 0 else None
