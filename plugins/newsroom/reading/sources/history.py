"""What git knows of the stories: the versions of each on the main line, oldest first.

Only first parents are followed: commits of a branch are drafts until it is merged.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from newsroom.files.git import ask_git
from newsroom.files.paths import is_source
from newsroom.problems import ContentError, Problem

_COMMIT = "\x01"


class Version(NamedTuple):
    """What a commit made of a file: when it was committed, and the name of its bytes."""

    moment: datetime
    blob: str


def read_history(folder: Path, zone: tzinfo) -> dict[str, list[Version]]:
    """Return path relative to ``folder`` → versions, for all Markdown files that are there now.

    Raises:
        ContentError: git is missing, ``folder`` is in no repository, or its history is cut.
    """
    if ask_git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        what = "the history is cut: this is a shallow clone"
        remedy = "run `git fetch --unshallow`, or write `fetch-depth: 0` in the workflow"
        raise ContentError([Problem("REVISIONS", what, remedy)])
    listed = ask_git(
        folder, "log", "--first-parent", "-m", "--reverse", "--relative", "--raw", "--no-abbrev",
        "-z", "-M", f"--format={_COMMIT}%ct", "HEAD", "--", ".",
    ).decode("utf-8", "surrogateescape")  # fmt: skip
    found: dict[str, list[Version]] = {}
    moment = datetime.fromtimestamp(0, zone)
    parts = iter(listed.split("\0"))
    for part in parts:
        text = part.lstrip("\n")
        if text.startswith(_COMMIT):
            # A commit may be dated before the one that it follows.
            moment = max(moment, datetime.fromtimestamp(int(text[1:].split()[0]), zone))
        elif text.startswith(":"):
            _, _, _, blob, status = text.split(" ")
            then = next(parts)
            path = next(parts) if status[0] in "RC" else then
            _note(found, status[0], then, path, Version(moment, blob))
    return found


def _note(
    found: dict[str, list[Version]], status: str, then: str, path: str, version: Version
) -> None:
    if status == "D":
        found.pop(then, None)
    elif is_source(path):
        before = found.pop(then, []) if status == "R" else found.get(path, [])
        found[path] = [*before, version]


def read_blobs(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of blobs, asked for in one go.

    Raises:
        ContentError: git cannot give one of them.
    """
    given = "".join(f"{name}\n" for name in names).encode()
    data = ask_git(folder, "cat-file", "--batch", given=given)
    at = 0
    for name in names:
        end = data.index(b"\n", at)
        size = int(data[at:end].rpartition(b" ")[2])
        yield name, data[end + 1 : end + 1 + size]
        at = end + size + 2
