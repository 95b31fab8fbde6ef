"""What was corrected in a story."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CorrectionKind = Literal["correction", "clarification", "update", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was corrected; ``anchor`` is its id on the story's page and never changes.

    ``on_top``: it is above the text, not below it.
    """

    date: datetime
    text: str
    anchor: str
    kind: CorrectionKind = "correction"
    on_top: bool = False
