"""Checks whether the last build is still up to date. If it is, there is nothing to do.

A site follows from content, theme, settings, code and clock. A build notes what these were. If
the next one finds all of them unchanged, and the output folder too, it reads no story at all. In
case of doubt the pipeline runs.

Nothing of Pelican is imported here, since that takes longer than to compare ten thousand stories.
"""

import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from newsroom.building.inputs import NOTE, Inputs, digest_of, read_files, take_stock
from newsroom.files.file_signatures import FileSignatures
from newsroom.problems import report
from newsroom.writing.staging import MANIFEST, SiteFolder

if TYPE_CHECKING:
    from newsroom.building.build import Result


def publish(conf: Path, overrides: Mapping[str, Any], *, profile: bool = False) -> str:
    """Build the site, unless it is up to date; return the report.

    Raises:
        ContentError: content, settings or theme have mistakes; the last site is untouched.
    """
    start = time.perf_counter()
    inputs = take_stock(conf, overrides)
    if inputs and not profile and (size := size_if_up_to_date(inputs)):
        return f"{size}: nothing has changed ({time.perf_counter() - start:.1f} s)"
    from newsroom.building.build import build  # loads Pelican

    result = build(conf, overrides)
    if inputs:
        note(inputs, result)
    return result.report(profile=profile)


def size_if_up_to_date(inputs: Inputs) -> str | None:
    """Return the size of the last edition if it is up to date, else ``None``.

    Its warnings are printed again, as a build would do.
    """
    kept = inputs.kept
    if kept.get("digest") != inputs.digest or not _same_time(kept, inputs.moment):
        return None
    if any(map(os.path.lexists, kept["outside_sources"])) or not _is_whole(kept, inputs.output):
        return None
    if kept["warnings"]:
        print(kept["warnings"], file=sys.stderr)
    return str(kept["size"])


def note(inputs: Inputs, result: "Result") -> None:
    """Keep what the edition, which has just been built of ``inputs``, was made of."""
    edition = result.edition
    if any("://" in place or os.path.lexists(place) for place in edition.outside_sources):
        return  # what changes there cannot be seen from here
    if read_files(inputs.folders, FileSignatures(inputs.signatures, "")) != inputs.files:
        return  # somebody wrote while it was being built
    coming = [due.moment for due in edition.due if due.moment > inputs.moment]
    kept = {
        "digest": inputs.digest,
        "from": inputs.moment.isoformat(),
        "until": min(coming).isoformat() if coming else None,
        "outside_sources": edition.outside_sources,
        "manifest": digest_of((edition.output / MANIFEST).read_bytes()),
        "warnings": "\n".join(report(edition.problems.warnings)),
        "size": result.size,
        "signatures": inputs.signatures,
    }
    inputs.blobs.put(NOTE, orjson.dumps(kept))


def _same_time(kept: Mapping[str, Any], moment: datetime) -> bool:
    """Tell whether nothing has fallen due since the kept edition."""
    until = kept["until"]
    return datetime.fromisoformat(kept["from"]) <= moment and (
        until is None or moment < datetime.fromisoformat(until)
    )


def _is_whole(kept: Mapping[str, Any], output: Path) -> bool:
    """Tell whether every file that the last build left is still there."""
    try:
        manifest = (output / MANIFEST).read_bytes()
    except OSError:
        return False
    return digest_of(manifest) == kept["manifest"] and SiteFolder(output).is_whole()
