"""Where catalogues are. Nothing of Babel is imported here: the check for changes must be quick."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "locale"
FOLDER = "locale"
"""Where a paper has catalogues of its own, next to its content."""


def paper_catalogues(settings: Mapping[str, Any]) -> Path:
    """Return the folder of the paper's own catalogues, which need not be there."""
    return Path(settings["PATH"]).parent / FOLDER


def digest_of_catalogues(paper: Path) -> str:
    """Return the digest of all catalogues, of the package and of the paper."""
    digest = hashlib.blake2b(digest_size=12)
    for folder in (PACKAGE, paper):
        for file in sorted(folder.glob("*.po")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
