"""Where catalogues are. Nothing of Babel is imported here: the check for changes must be quick."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "locale"
FOLDER = "locale"
"""Where a paper has catalogues of its own, next to its content."""


def paper_catalogues(settings: Mapping[str, Any]) -> Path:
    """Return the folder of the paper's own catalogues, which need not be there."""
    return Path(settings["PATH"]).parent / FOLDER
