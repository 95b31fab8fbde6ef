"""What changed in a story after it was published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRun:
    """Words in a row: ``kept``, ``added`` or ``removed``."""

    kind: Literal["kept", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A material change: ``paragraphs`` are those that changed, word by word.

    ``notes`` are the texts of corrections that came with it.
    """

    moment: datetime
    paragraphs: tuple[tuple[WordRun, ...], ...]
    notes: tuple[str, ...]
