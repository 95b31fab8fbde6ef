"""Releases as folders, as ``folder`` and ``server`` keep them.

``current`` is a link to one of ``releases/<number>``; a web server serves ``current``. Files that
did not change are hard links to those of the release before.
"""

import os
from pathlib import Path

from newsroom.delivering.publishing.records import NOTES, parse_record
from newsroom.delivering.publishing.target import Delivery, Release, TargetState

CURRENT, RELEASES, LOCK = "current", "releases", f"{NOTES}/lock.json"
ENDING = ".json.gz"


def record_name(number: int) -> str:
    return f"{NOTES}/{number}{ENDING}"


def release_folder(number: int) -> str:
    return f"{RELEASES}/{number}"


def read_state(root: Path, folders: list[str]) -> TargetState:
    """Return what is there, from notes and link below ``root`` and the names in ``releases/``.

    A folder without a record is what a broken run left.

    Raises:
        PublishingError: a record is damaged.
    """
    begun = {int(name) for name in folders if name.isdecimal()}
    found = {}
    for file in (root / NOTES).glob(f"*{ENDING}"):
        release, paths = parse_record(file.read_bytes(), f"the record {file.name}")
        if release.number in begun:
            found[release.number] = release, paths
    current = _current(root)
    releases: tuple[Release, ...] = tuple(found[number][0] for number in sorted(found))
    files = found[current][1] if current in found else {}
    return TargetState(current, releases, files, max(begun, default=0))


def _current(root: Path) -> int:
    try:
        name = os.path.basename(os.readlink(root / CURRENT))  # noqa: PTH115
    except OSError:
        return 0
    return int(name) if name.isdecimal() else 0


def kept_numbers(delivery: Delivery, keep: int) -> set[int]:
    """Return the releases that stay: the new one, the one before it, and others up to ``keep``."""
    before = [one.number for one in delivery.before.releases]
    others = [number for number in reversed(before) if number != delivery.before.current]
    kept = [delivery.release.number, delivery.before.current, *others]
    return set(kept[:keep])
