"""Prediction markets: the editors' registry, and the snapshots that the desk took of each.

Setting: ``MARKETS``, a dict with the fields of :class:`MarketOptions`.
Sets: ``edition.market_records``, ``due``, ``edition.site.markets``, ``market_data``,
``market_disclosure``.

Editors write ``content/data/markets.yml``; without it the site has no page of markets.
``./inv markets`` writes what ``market_history.py`` reads, which may be absent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, NonNegativeFloat, PositiveFloat, PositiveInt

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.files.paths import address_mistake
from newsroom.model import Due, Link, MarketPoint, MarketRecord
from newsroom.offers import PROVIDERS, named
from newsroom.options import load_options, suggestion, web_address
from newsroom.problems import ContentError, Problem
from newsroom.reading.frontmatter.fields import (
    Closed,
    Language,
    Moment,
    Note,
    Text,
    WebAddress,
)
from newsroom.reading.registries.market_history import HISTORY, read_history
from newsroom.reading.registries.market_names import name_markets
from newsroom.reading.registries.registry import Registry, read_registry, warn_of_languages

REGISTRY = "content/data/markets.yml"
HOSTS = {
    "manifold": "manifold.markets",
    "polymarket": "polymarket.com",
    "kalshi": "kalshi.com",
    "metaculus": "metaculus.com",
}
"""Provider → the site of its pages."""


def _own_or_web(address: str) -> str:
    return address if not address or not address_mistake(address) else web_address(address)


@dataclass(frozen=True)
class MarketOptions:
    """Setting ``MARKETS``.

    ``stale_hours``: after so many hours a figure says that it is out of date. ``refresh``: where
    pages ask for newer figures, a path of this site or an address; empty means never.
    ``disclosure``: a sentence below the markets. ``points``: snapshots kept of a market.
    ``apis``: base address by provider, where it is not the provider's own.
    ``timeout_seconds``, ``attempts``, ``pause_seconds``: of a request; pauses double.
    """

    stale_hours: Annotated[float, Field(gt=0, le=87_600)] = 48
    refresh: Annotated[str, AfterValidator(_own_or_web)] = "/markets/markets.json"
    disclosure: str = ""
    points: PositiveInt = 200
    apis: dict[str, Annotated[str, AfterValidator(web_address)]] = field(default_factory=dict)
    timeout_seconds: PositiveFloat = 20
    attempts: PositiveInt = 3
    pause_seconds: NonNegativeFloat = 2


class MarketName(Closed):
    """What a market is called in a further language."""

    question: Text
    outcome: Note = ""


class RegistryEntry(Closed):
    """What editors write of a market."""

    question: Text
    provider: Text
    url: WebAddress
    section: Text | None = None
    outcome: Note = Field("", description="The answer that counts, of several.")
    closes: Moment | None = Field(None, description="Else what the provider says.")
    languages: dict[Language, MarketName] = Field({})


def hosts_of(settings: Mapping[str, Any], options: MarketOptions) -> dict[str, str]:
    """Return the site of each provider, with those that plugins offer.

    Raises:
        ContentError: the name of a provider is taken, or ``options`` name one that is not there.
    """
    sources = named(settings, PROVIDERS, dict.fromkeys(HOSTS))
    remedy = f"write one of {', '.join(sources)}"
    what = "option 'apis' names {!r}, which is unknown"
    problems = [
        Problem("MARKETS", what.format(name), remedy)
        for name in options.apis
        if name not in sources
    ]
    if problems:
        raise ContentError(problems)
    return {name: HOSTS.get(name) or source.host for name, source in sources.items()}


def read_markets(
    file: Path, path: str, zone: tzinfo, hosts: Mapping[str, str]
) -> tuple[Registry[RegistryEntry], list[Problem]]:
    """Read the registry; an address must be one of its provider's site."""
    registry, problems = read_registry(file, path, RegistryEntry, zone)
    for slug in [slug for slug in registry.entries if slug not in registry.broken]:
        entry = registry.entries[slug]
        if (site := hosts.get(entry.provider)) is None:
            line, column = registry.marks[f"{slug}.provider"]
            what = f"provider: {entry.provider!r} is unknown"
            remedy = f"write one of {', '.join(hosts)}{suggestion(entry.provider, hosts)}"
            problems.append(Problem(path, what, remedy, line=line, column=column))
            del registry.entries[slug]
            continue
        host = (urlsplit(entry.url).hostname or "").removeprefix("www.")
        if host != site:
            owner = next((name for name, its in hosts.items() if its == host), "")
            remedy = f"write `provider: {owner}`" if owner else f"write its page, https://{site}/…"
            what = f"{slug}: {entry.url!r} is not a page of {entry.provider.capitalize()}"
            line, column = registry.marks[f"{slug}.url"]
            problems.append(Problem(path, what, remedy, line=line, column=column))
    return registry, problems


def record_of(
    slug: str, entry: RegistryEntry, points: list[MarketPoint], fresh_for: timedelta, lang: str
) -> MarketRecord:
    last = points[-1] if points else None
    names = {one: (own.question, own.outcome) for one, own in entry.languages.items()}
    return MarketRecord(
        id=slug,
        lang=lang,
        question=entry.question,
        provider=entry.provider,
        url=entry.url,
        section=entry.section or "",
        outcome=entry.outcome,
        closes=entry.closes or (last.closes if last else None),
        points=tuple(points),
        stale_at=last.at + fresh_for if last else None,
        names=names,
    )


def dues_of(record: MarketRecord, later: list[datetime], now: datetime) -> Iterator[Due]:
    """Yield when a market's card changes; ``later`` are snapshots after the edition's time."""
    file = f"content/data/{HISTORY}/{record.id}.json"
    changes = [(min(later, default=None), "has a later figure", file)]
    if not (record.points and record.points[-1].resolution):
        changes.append((record.closes, "closes", REGISTRY))
        changes.append((record.stale_at, "is out of date", file))
    for moment, what, source in changes:
        if moment and moment > now:
            yield Due(moment=moment, what=f"the market “{record.question}” {what}", source=source)


def add_markets(edition: ReadEdition) -> None:
    options = load_options(edition.settings, "MARKETS", MarketOptions)
    data, problems = edition.content / "data", edition.problems
    hosts = hosts_of(edition.settings, options)
    registry, mistakes = read_markets(data / "markets.yml", REGISTRY, edition.zone, hosts)
    problems.extend(mistakes)
    warn_of_languages(registry, edition)
    misread = any(problem.is_root for problem in mistakes)
    for slug, entry in registry.entries.items():
        if slug in registry.broken:
            continue
        if entry.section and entry.section not in edition.sections:
            line, column = registry.marks[f"{slug}.section"]
            remedy = f"write a slug of sections.yml{suggestion(entry.section, edition.sections)}"
            what = f"{slug}: unknown section {entry.section!r}"
            problems.error(REGISTRY, what, remedy, line, column)
        file = f"{HISTORY}/{slug}.json"
        points, mistakes = read_history(
            data / file, f"content/data/{file}", entry.url, entry.outcome
        )
        problems.extend(mistakes)
        known = [point for point in points if point.at <= edition.now]
        fresh_for = timedelta(hours=options.stale_hours)
        record = record_of(slug, entry, known, fresh_for, edition.site.lang)
        edition.market_records += (record,)
        later = [point.at for point in points if point.at > edition.now]
        edition.due += dues_of(record, later, edition.now)
    for use in () if misread else edition.market_uses:
        if use.id not in registry.entries:
            remedy = f"write an id of data/markets.yml{suggestion(use.id, registry.entries)}"
            what = f"unknown market {use.id!r}"
            problems.error(use.source, what, remedy, use.line, use.column)
    if not (data / "markets.yml").exists():
        return
    href, refresh = edition.site.href, options.refresh
    edition.site = replace(
        edition.site,
        markets=Link(title="", url=href("/markets/")),
        market_data=href(refresh) if refresh.startswith("/") else refresh,
        market_disclosure=options.disclosure,
    )


def register() -> None:
    signals.read.connect(add_markets)
    signals.read.connect(name_markets)
