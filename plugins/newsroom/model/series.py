"""Series: stories that belong together in an order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Stories that belong together in an order; ``planned`` parts are announced, 0: not said."""

    slug: str
    name: str
    description: str
    url: str
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """A part of a series: its number and its story."""

    number: int
    title: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The place of a story in its series; ``total`` counts the parts announced, too."""

    series: Series
    number: int
    total: int
    parts: tuple[PartLink, ...]
    previous: PartLink | None
    next: PartLink | None
