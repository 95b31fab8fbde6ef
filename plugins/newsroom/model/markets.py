"""Prediction markets: what the registry and the snapshots say, and what a page shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newsroom.model.publication import Section

Resolution = Literal["yes", "no", "partly", "mixture", "cancelled"]
"""``partly``: to a share that is known; ``mixture``: several answers to shares that are not."""
MarketState = Literal["unknown", "open", "stale", "closed", "resolved"]
Unit = Literal["mana", "dollars", "contracts", "forecasters"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPoint:
    """One snapshot: ``probability`` is from 0 to 1, ``unit`` says what ``volume`` counts."""

    at: datetime
    probability: float | None
    volume: int | None
    unit: Unit | None
    closes: datetime | None
    resolution: Resolution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRecord:
    """An entry of the registry with its snapshots up to the edition's time, oldest first.

    ``outcome`` names the answer that counts, where the market has several; ``section`` is a slug.
    From ``stale_at`` on the last snapshot is out of date. ``names`` are question and outcome in
    further languages; ``lang`` is the language of those that are shown.
    """

    id: str
    lang: str
    question: str
    provider: str
    url: str
    section: str
    outcome: str
    closes: datetime | None
    points: tuple[MarketPoint, ...]
    stale_at: datetime | None
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketUse:
    """A story that names a market; the rest is the place in its front matter."""

    id: str
    source: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The way of a probability: ``line`` is in a box of 100 by 30, the others are its text."""

    line: str
    since: datetime
    first: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A prediction market, ready to print.

    ``percent`` and ``chance`` (``62%``, ``under 1%``) exist only together with ``as_of``.
    ``activity`` says how much was traded, or how many took part. ``lang`` is the language of the
    question.
    """

    id: str
    lang: str
    question: str
    outcome: str
    provider: str
    url: str
    section: Section | None
    state: MarketState
    percent: int | None
    chance: str
    change: str
    trend: Trend | None
    as_of: datetime | None
    activity: str
    closes: datetime | None
    resolution: str
