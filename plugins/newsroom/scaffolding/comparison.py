"""How the pages of two builds of one paper differ."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from newsroom.writing.staging import MANIFEST

SHOWN_KINDS, SHOWN_PAGES, SHOWN_LINES = 12, 3, 12
_PARTS = re.compile(r"(?<=>)(?=<)|(?<=\n)")
_VERSIONED = re.compile(r"\.[0-9a-f]{8,}\.(?=\w+)")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """``kinds`` maps a change, as lines, to the pages that it is made in."""

    same: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kinds: dict[tuple[str, ...], list[str]]

    @property
    def changed(self) -> int:
        return sum(map(len, self.kinds.values()))

    def text(self) -> str:
        """Return the report: numbers, then each kind of change with pages as examples."""
        lines = [
            f"Pages and files: {self.same:,} stay as they are, {self.changed:,} change, "
            f"{len(self.added):,} are new, {len(self.removed):,} go."
        ]
        lines += [f"  new   /{path}" for path in self.added[:SHOWN_KINDS]]
        lines += [f"  gone  /{path}" for path in self.removed[:SHOWN_KINDS]]
        ordered = sorted(self.kinds.items(), key=lambda item: (-len(item[1]), item[1]))
        for change, pages in ordered[:SHOWN_KINDS]:
            more = f" and {len(pages) - SHOWN_PAGES:,} more" if len(pages) > SHOWN_PAGES else ""
            lines.append("  " + ", ".join(f"/{page}" for page in pages[:SHOWN_PAGES]) + more)
            lines += [f"    {line}" for line in change[:SHOWN_LINES]]
            if len(change) > SHOWN_LINES:
                lines.append(f"    … {len(change) - SHOWN_LINES} lines more")
        if len(ordered) > SHOWN_KINDS:
            lines.append(f"  … and {len(ordered) - SHOWN_KINDS:,} other kinds of change")
        return "\n".join(lines)


def compare(before: Path, after: Path) -> Comparison:
    """Compare two output folders."""
    old, new = _files(before), _files(after)
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    same = 0
    for path in sorted(old.keys() & new.keys()):
        one, other = old[path].read_bytes(), new[path].read_bytes()
        if one == other:
            same += 1
        else:
            kinds[_change(one, other)].append(path)
    return Comparison(
        same=same,
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        kinds=kinds,
    )


def _files(folder: Path) -> dict[str, Path]:
    found = (file for file in folder.rglob("*") if file.is_file())
    paths = {file.relative_to(folder).as_posix(): file for file in found}
    paths.pop(MANIFEST, None)  # it follows from the other files
    return paths


def _change(one: bytes, other: bytes) -> tuple[str, ...]:
    """Return the lines that go and come; the same for pages in which the same was changed."""
    try:
        before, now = _PARTS.split(one.decode()), _PARTS.split(other.decode())
    except UnicodeDecodeError:
        return (f"other bytes: {len(one):,} before, {len(other):,} now",)
    lines = (line.strip() for line in unified_diff(before, now, n=0, lineterm=""))
    return tuple(
        line
        for line in lines
        if line[:1] in "+-" and line[:3] not in ("---", "+++") and line[1:].strip()
    )
