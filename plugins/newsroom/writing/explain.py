"""Why a file was made again: what its fingerprint covers of which another part has changed.

Setting: ``EXPLAIN``.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path

from newsroom.text.amounts import counted
from newsroom.writing.fingerprints import Fingerprint

_LINES = 40
"""Of a difference so many lines are shown."""
_WIDTH = 160


def reason(path: str, wanted: Fingerprint, made: str | None, *, present: bool, clean: bool) -> str:
    """Return a sentence on ``path``; ``made`` is its fingerprint in the output folder.

    ``clean``: every file is made again, because that was asked.
    """
    if made is None:
        return f"/{path} is new: no build has made it before."
    if not present:
        return f"/{path} is made again: it was missing in the output folder."
    if made == str(wanted) and not clean:
        return f"/{path} is as it was: nothing that it reads has changed."
    changed = wanted.differences(made)
    if not changed:
        return f"/{path} is made again: --clean makes every file."
    same = [name for name in wanted.parts if name not in changed]
    return f"/{path} is made again: changed {_list(changed)}; the same {_list(same)}."


def difference(before: Path, after: Path) -> str:
    """Return how two versions of a text file differ, as far as a terminal can show it."""
    try:
        old, new = (file.read_text("utf-8").splitlines() for file in (before, after))
    except (OSError, UnicodeDecodeError):
        return ""
    lines = list(_shortened(difflib.unified_diff(old, new, "before", "after", lineterm="", n=0)))
    if not lines:
        return "Its bytes are those it had."
    more = [f"… and {counted(len(lines) - _LINES, 'line')} more"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more])


def _shortened(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if len(line) <= _WIDTH else f"{line[:_WIDTH]}…"


def _list(names: list[str]) -> str:
    return ", ".join(names) or "is nothing"


def wanted_file(text: str) -> str:
    """Return the file of the output folder that ``text`` (an address or a path) means."""
    path = text.lstrip("/")
    return f"{path}index.html" if text.endswith("/") or not path else path
