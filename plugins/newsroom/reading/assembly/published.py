"""What was published before, as far as reading needs it: the lines of the ledger."""

from newsroom.edition import ReadEdition


def published(edition: ReadEdition) -> set[str]:
    """Return all addresses in the ledger; its mistakes are found later."""
    ledger = edition.content / "data/ledger.txt"
    text = ledger.read_text("utf-8-sig", "replace") if ledger.is_file() else ""
    return set(map(str.strip, text.split("\n")))
