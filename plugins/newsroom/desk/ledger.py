"""Keeping the ledger: addresses of the present site are added, none is ever removed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.files.atomic import write_file

HEAD = "# Every address ever published. ./inv ledger adds lines; none is ever removed.\n"


def ledger_text(addresses: Iterable[str]) -> str:
    """Return the file: a line for each address, sorted, so that a new one is one new line."""
    return HEAD + "".join(f"{address}\n" for address in sorted(addresses))


def update_ledger(conf: Path, overrides: Mapping[str, Any]) -> str:
    """Add the addresses of the present site to ``data/ledger.txt`` and say how many were new.

    Raises:
        ContentError: content or settings have mistakes; addresses would be lost.
    """
    edition = dry_run(conf, overrides, signals.finish)
    file = edition.content / "data/ledger.txt"
    text = ledger_text(edition.ledger.keys() | edition.addresses)
    if not file.exists() or file.read_text("utf-8") != text:
        write_file(file, text)
    new = len(edition.addresses - edition.ledger.keys())
    return f"{new:,} new, {new + len(edition.ledger):,} addresses in {file}"
