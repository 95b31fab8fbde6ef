"""What enriching sets: lists that are computed from all stories."""

from dataclasses import dataclass

from newsroom.edition.read import ReadEdition
from newsroom.model import Article, Market


@dataclass(repr=False, kw_only=True)
class EnrichedEdition(ReadEdition):
    """An edition whose stories are or were completed; ``hot`` is the most read first.

    ``breaking`` and ``recent`` are newest first; ``markets`` are in the order of their registry.
    """

    hot: tuple[Article, ...] = ()
    breaking: tuple[Article, ...] = ()
    recent: tuple[Article, ...] = ()
    markets: tuple[Market, ...] = ()
