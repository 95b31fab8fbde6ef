"""Prediction markets as pages show them: a figure with its source and its time, or none at all.

Sets: ``article.markets``, ``edition.markets``, ``edition.privacy``.
Template: ``partials/markets.html``, ``macros/market.html``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language
from newsroom.languages.words import Words
from newsroom.model import (
    Market,
    MarketPoint,
    MarketRecord,
    Resolution,
    Section,
    Site,
    Statement,
    Trend,
    Unit,
)

WEEK = timedelta(days=7)
SLACK = timedelta(days=3)
"""A change over a week may be measured over so much more, where snapshots are rare."""
WIDTH, HEIGHT = 100, 30


def percent(probability: float) -> int:
    return round(probability * 100)


def chance(probability: float, words: Words) -> str:
    """Return a probability in words that never claim certainty before the end."""
    if probability < 0.01:
        return words.gettext("under {share}", share=words.percent(0.01))
    if probability > 0.99:
        return words.gettext("over {share}", share=words.percent(0.99))
    return words.percent(percent(probability) / 100)


def ending(resolution: Resolution, words: Words) -> str:
    """Return how a market was resolved, in words."""
    _ = words.gettext
    endings: dict[Resolution, str] = {
        "yes": _("Yes"), "no": _("No"), "partly": _("In part"),
        "mixture": _("To a mixture of answers"), "cancelled": _("Cancelled"),
    }  # fmt: skip
    return endings[resolution]


def activity(volume: int, unit: Unit, words: Words) -> str:
    """Return how much was traded, or how many took part."""
    if unit == "mana":
        return words.ngettext("{number} mana traded", "{number} mana traded", volume)
    if unit == "dollars":
        return words.ngettext("{number} dollar traded", "{number} dollars traded", volume)
    if unit == "contracts":
        return words.ngettext("{number} contract traded", "{number} contracts traded", volume)
    return words.ngettext("{number} forecaster", "{number} forecasters", volume)


def change(points: Sequence[MarketPoint], words: Words) -> str:
    """Return how the last figure differs from the one a week before; empty if that is unknown."""
    last = points[-1]
    before = [point for point in points if last.at - WEEK - SLACK <= point.at <= last.at - WEEK]
    if not before or last.probability is None or before[-1].probability is None:
        return ""
    step = percent(last.probability) - percent(before[-1].probability)
    if not step:
        return words.gettext("unchanged in a week")
    if step > 0:
        return words.ngettext(
            "up {number} point in a week", "up {number} points in a week", step
        )  # fmt: skip
    return words.ngettext(
        "down {number} point in a week", "down {number} points in a week", -step
    )  # fmt: skip


def trend(points: Sequence[MarketPoint], words: Words) -> Trend | None:
    """Return the way of the figures on the whole scale from 0 to 1; two points make no line yet."""
    known = [(point.at, point.probability) for point in points if point.probability is not None]
    if len(known) < 3:
        return None
    start, length = known[0][0], known[-1][0] - known[0][0]
    line = " ".join(
        f"{(at - start) / length * WIDTH:.1f},{(1 - value) * HEIGHT:.1f}" for at, value in known
    )
    values = [value for _, value in known]
    first, low, high = (chance(one, words) for one in (values[0], min(values), max(values)))
    return Trend(line=line, since=start, first=first, low=low, high=high)


def as_market(
    record: MarketRecord, sections: Mapping[str, Section], now: datetime, words: Words
) -> Market:
    """Return what a page shows of a market at ``now``."""
    points = record.points
    last = points[-1] if points else None
    known = last.probability if last and not last.resolution else None
    zone = now.tzinfo
    return Market(
        id=record.id,
        lang=record.lang,
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
        chance="" if known is None else chance(known, words),
        change="" if known is None else change(points, words),
        trend=trend(points, words),
        as_of=last.at.astimezone(zone) if last else None,
        activity=activity(last.volume, last.unit, words)
        if last and last.unit and last.volume
        else "",
        closes=record.closes and record.closes.astimezone(zone),
        resolution=ending(last.resolution, words) if last and last.resolution else "",
    )  # fmt: skip


def privacy_statement(site: Site, words: Words) -> Statement:
    said = [words.gettext(
        "Figures of prediction markets are fetched when this site is built, with their source and"
        " their time. Your browser does not contact the market before you follow the link to it."
    )]  # fmt: skip
    host = urlsplit(site.market_data).netloc
    if host and host != urlsplit(site.url).netloc:
        said.append(words.gettext(
            "Pages that show a market ask {host} for newer figures; it receives your IP address.",
            host=host,
        ))  # fmt: skip
    elif site.market_data:
        said.append(words.gettext("Pages that show a market ask this site for newer figures."))
    return Statement(title=words.gettext("Prediction markets"), text=words.sentences(*said))


@in_each_language
def enrich_markets(edition: EnrichedEdition) -> None:
    found = {
        record.id: as_market(record, edition.sections, edition.now, edition.words)
        for record in edition.market_records
    }
    edition.markets = tuple(found.values())
    for article in edition.with_page:
        named = dict.fromkeys(article.market_ids)
        article.markets = tuple(found[one] for one in named if one in found)
    if found:
        edition.privacy.append(privacy_statement(edition.site, edition.words))


def register() -> None:
    signals.enrich.connect(enrich_markets)
