"""Fronts as they are laid out: the front page, and the tops of sections and tags."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsroom.model.cards import Card
from newsroom.model.markets import Market
from newsroom.model.publication import Section

Layout = Literal["feature", "quartet", "briefs", "voices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HotList:
    """The Hottest list; without traffic data it holds the newest stories and is titled so."""

    title: str
    url: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A section's strip on the front page; ``layout`` names the arrangement of its cards."""

    section: Section
    layout: Layout
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Stories that editors put together under a title; ``intro`` may be empty."""

    title: str
    intro: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The top of the first page of a section or tag; its list follows without these stories.

    ``most_read`` are the stories of a section that most readers read, the first one most.
    """

    lead: Card | None
    second: Card | None
    third: Card | None
    packages: tuple[Package, ...]
    most_read: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page as it was laid out; absent stories of a small site are ``None``."""

    date: datetime
    lead: Card | None
    lead_related: tuple[Card, ...]
    second: Card | None
    third: Card | None
    packages: tuple[Package, ...]
    latest: tuple[Card, ...]
    hottest: HotList | None
    bands: tuple[Band, ...]
    markets: tuple[Market, ...]
