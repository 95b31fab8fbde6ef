"""Keeping the ledger: addresses of the present site are added, none is ever removed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from newsroom import signals
from newsroom.building.dry_run import rehearse

HEAD = "# Every address ever published. ./inv ledger adds lines; none is ever removed.\n"


def ledger_text(addresses: Iterable[str]) -> str:
    """Return the file: a line for each address, sorted, so that a new one is one new line."""
    return HEAD + "".join(f"{address}\n" for address in sorted(addresses))


def update_ledger(conf: Path, overrides: Mapping[str, Any]) -> str:
    """Add the addresses of the present site to ``data/ledger.txt`` and say how many were new.

    Raises:
        ContentError: content or settings have mistakes; addresses would be lost.
    """
    edition = rehearse(conf, overrides, (signals.read, signals.enrich, *signals.LAYOUT))
    file = edition.content / "data/ledger.txt"
    text = ledger_text(edition.ledger.keys() | edition.addresses)
    if not file.exists() or file.read_text("utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.draft")
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(file)
    new = len(edition.addresses - edition.ledger.keys())
    return f"{new:,} new, {new + len(edition.ledger):,} addresses in {file}"
