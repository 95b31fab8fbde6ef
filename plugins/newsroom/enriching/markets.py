"""Prediction markets as pages show them: a figure with its source and its time, or none at all.

Sets: ``article.markets``, ``edition.markets``, ``edition.privacy``.
Template: ``partials/markets.html``, ``macros/market.html``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.model import Market, MarketPoint, MarketRecord, Section, Site, Statement, Trend

WEEK = timedelta(days=7)
SLACK = timedelta(days=3)
"""A change over a week may be measured over so much more, where snapshots are rare."""
WIDTH, HEIGHT = 100, 30
UNITS = {"mana": "mana traded", "dollars": "dollars traded", "contracts": "contracts traded",
         "forecasters": "forecasters"}  # fmt: skip
ENDINGS = {"yes": "Yes", "no": "No", "partly": "In part", "mixture": "To a mixture of answers",
           "cancelled": "Cancelled"}  # fmt: skip


def percent(probability: float) -> int:
    return round(probability * 100)


def chance(probability: float) -> str:
    """Return a probability in words that never claim certainty before the end."""
    if probability < 0.01:
        return "under 1 %"
    return "over 99 %" if probability > 0.99 else f"{percent(probability)} %"


def change(points: Sequence[MarketPoint]) -> str:
    """Return how the last figure differs from the one a week before; empty if that is unknown."""
    last = points[-1]
    before = [point for point in points if last.at - WEEK - SLACK <= point.at <= last.at - WEEK]
    if not before or last.probability is None or before[-1].probability is None:
        return ""
    step = percent(last.probability) - percent(before[-1].probability)
    if not step:
        return "unchanged in a week"
    size = f"{abs(step)} point{'s' if abs(step) > 1 else ''}"
    return f"{'up' if step > 0 else 'down'} {size} in a week"


def trend(points: Sequence[MarketPoint]) -> Trend | None:
    """Return the way of the figures on the whole scale from 0 to 1; two points make no line yet."""
    known = [(point.at, point.probability) for point in points if point.probability is not None]
    if len(known) < 3:
        return None
    start, length = known[0][0], known[-1][0] - known[0][0]
    line = " ".join(
        f"{(at - start) / length * WIDTH:.1f},{(1 - value) * HEIGHT:.1f}" for at, value in known
    )
    values = [value for _, value in known]
    return Trend(
        line=line,
        since=start,
        first=chance(values[0]),
        low=chance(min(values)),
        high=chance(max(values)),
    )


def as_market(record: MarketRecord, sections: Mapping[str, Section], now: datetime) -> Market:
    """Return what a page shows of a market at ``now``."""
    points = record.points
    last = points[-1] if points else None
    known = last.probability if last and not last.resolution else None
    zone = now.tzinfo
    return Market(
        id=record.id,
        question=record.question,
        outcome=record.outcome,
        provider=record.provider.capitalize(),
        url=record.url,
        section=sections.get(record.section),
        state="resolved" if last and last.resolution
        else "closed" if record.closes and record.closes <= now
        else "unknown" if not (last and record.stale_at)
        else "stale" if record.stale_at <= now
        else "open",
        percent=None if known is None else percent(known),
        chance="" if known is None else chance(known),
        change="" if known is None else change(points),
        trend=trend(points),
        as_of=last.at.astimezone(zone) if last else None,
        volume=last.volume if last else None,
        unit=UNITS[last.unit] if last and last.unit else "",
        closes=record.closes and record.closes.astimezone(zone),
        resolution=ENDINGS[last.resolution] if last and last.resolution else "",
    )  # fmt: skip


def privacy_statement(site: Site) -> Statement:
    text = (
        "Figures of prediction markets are fetched when this site is built, with their source and"
        " their time. Your browser does not contact the market before you follow the link to it."
    )
    host = urlsplit(site.market_data).netloc
    if host and host != urlsplit(site.url).netloc:
        text += (
            f" Pages that show a market ask {host} for newer figures; it receives your IP address."
        )
    elif site.market_data:
        text += " Pages that show a market ask this site for newer figures."
    return Statement(title="Prediction markets", text=text)


def enrich_markets(edition: EnrichedEdition) -> None:
    found = {
        record.id: as_market(record, edition.sections, edition.now)
        for record in edition.market_records
    }
    edition.markets = tuple(found.values())
    for article in edition.with_page:
        named = dict.fromkeys(article.market_ids)
        article.markets = tuple(found[one] for one in named if one in found)
    if found:
        edition.privacy.append(privacy_statement(edition.site))


def register() -> None:
    signals.enrich.connect(enrich_markets)
