"""The task ``./inv markets``: from the registry to a snapshot of each market.

Setting: ``MARKETS``.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from newsroom.building.build import load_settings
from newsroom.building.lock import alone
from newsroom.delivering.credentials import REMEDY, credential, token_flaw
from newsroom.desk.markets import kalshi, manifold, metaculus, polymarket
from newsroom.desk.markets.fetch import fetch
from newsroom.desk.markets.history import thinned, write_history
from newsroom.desk.markets.readings import AnswerError, MissingError, Provider, Reading
from newsroom.engine.clock import YEARS
from newsroom.model import MarketPoint
from newsroom.offers import PROVIDERS, named
from newsroom.options import load_options, suggestion
from newsroom.pipeline import open_edition
from newsroom.problems import ContentError, Problem
from newsroom.reading.registries.market_history import HISTORY, read_history
from newsroom.reading.registries.markets import (
    REGISTRY,
    MarketOptions,
    RegistryEntry,
    hosts_of,
    read_markets,
)
from newsroom.reading.registries.registry import Registry

SOURCES: Mapping[str, Provider] = {
    "manifold": manifold.SOURCE,
    "polymarket": polymarket.SOURCE,
    "kalshi": kalshi.SOURCE,
    "metaculus": metaculus.SOURCE,
}


@dataclass(kw_only=True)
class SnapshotReport:
    """What one run did; ``ended`` counts markets that were not asked since they are resolved."""

    saved: int = 0
    ended: int = 0
    failures: list[Problem] = field(default_factory=list)
    seconds: float = 0

    def __str__(self) -> str:
        ended = f", {self.ended:,} resolved earlier and not asked" if self.ended else ""
        failed = f", {len(self.failures):,} failed and kept their last one" if self.failures else ""
        saved = f"{self.saved:,} snapshot{'' if self.saved == 1 else 's'}"
        said = f"{saved} in content/data/{HISTORY}{ended}{failed}"
        return "\n".join([*map(str, self.failures), f"{said} ({self.seconds:.1f} s)"])


def take_snapshots(
    conf: Path, overrides: Mapping[str, Any], ids: Sequence[str] = ()
) -> SnapshotReport:
    """Take a snapshot of every open market, or of ``ids``; one that fails stops no other.

    Raises:
        ContentError: wrong settings, an id that the registry does not hold.
    """
    start = time.perf_counter()
    settings = load_settings(conf, overrides)
    options = load_options(settings, "MARKETS", MarketOptions)
    edition = open_edition(settings)
    data = edition.content / "data"
    sources = named(settings, PROVIDERS, SOURCES)
    hosts = hosts_of(settings, options)
    registry, problems = read_markets(data / "markets.yml", REGISTRY, edition.zone, hosts)
    problems += _unknown_ids(ids, registry)
    if any(problem.path == "markets" for problem in problems):
        raise ContentError(problems)
    report = SnapshotReport(failures=problems)
    wrong = {problem.line for problem in problems}
    # Who reads a history while another writes it would leave the other's snapshot out.
    with alone(edition.cache / "markets"), _client(edition.site.url) as client:
        for slug in dict.fromkeys(ids or registry.entries):
            entry, mark = registry.entries[slug], registry.marks[f"{slug}.url"]
            if mark[0] in wrong:
                continue
            file = data / HISTORY / f"{slug}.json"
            try:
                known = _known(file, slug, entry)
                if not ids and known and known[-1].resolution:
                    report.ended += 1
                    continue
                reading = ask(client, entry, sources[entry.provider], options)
                points = [*known, _point(reading, edition.now)]
                points = thinned(points, edition.now, options.points)
                write_history(file, entry.url, entry.outcome, points)
            except Exception as error:  # a provider may answer anything
                report.failures += _failures(error, slug, entry, mark)
                continue
            report.saved += 1
            print(f"{slug}: {_as_text(reading)} ({entry.provider.capitalize()})", file=sys.stderr)
    report.seconds = time.perf_counter() - start
    return report


def _unknown_ids(ids: Sequence[str], registry: Registry[RegistryEntry]) -> Iterator[Problem]:
    for name in ids:
        if name not in registry.entries:
            remedy = f"write an id of {REGISTRY}{suggestion(name, registry.entries)}"
            yield Problem("markets", f"no market {name!r}", remedy)


def _failures(
    error: Exception, slug: str, entry: RegistryEntry, mark: tuple[int, int]
) -> Sequence[Problem]:
    """Return what kept a snapshot from being taken; ``mark`` is the place of the market."""
    if isinstance(error, ContentError):
        return error.errors
    if isinstance(error, OSError):
        what = f"{slug}: cannot be written ({(error.strerror or str(error)).lower()})"
        remedy = "make room, or fix the permissions of the folder"
        return [Problem(f"content/data/{HISTORY}", what, remedy)]
    if isinstance(error, AnswerError):
        what, remedy = f"{slug}: {entry.provider.capitalize()} {error.what}", error.remedy
    else:
        what = f"{slug}: its answer cannot be read ({type(error).__name__}: {error})"
        remedy = "see whether its interface has changed, or try again"
    return [Problem(REGISTRY, what, remedy, line=mark[0], column=mark[1])]


def ask(
    client: httpx.Client, entry: RegistryEntry, source: Provider, options: MarketOptions
) -> Reading:
    """Return what the provider of a market says now.

    Raises:
        AnswerError: it gave no figure, or its key cannot be one.
    """
    base = options.apis.get(entry.provider, source.base).rstrip("/")
    if flaw := token_flaw(os.environ, source.token):
        raise AnswerError(flaw, REMEDY)
    token = credential(os.environ, source.token)
    headers = {"Authorization": f"Token {token}"} if token else {}

    def read(path: str) -> Reading:
        data = fetch(
            client, base + path, headers, timeout=options.timeout_seconds,
            attempts=options.attempts, pause=options.pause_seconds,
        )  # fmt: skip
        return source.read(data, entry.outcome)

    try:
        return read(source.path(entry.url))
    except MissingError as missing:
        if source.archive is None:
            raise
        try:
            return read(source.archive(entry.url))
        except MissingError:
            raise missing from None


@contextmanager
def _client(site: str) -> Iterator[httpx.Client]:
    headers = {"User-Agent": f"newsroom (+{site})", "Accept": "application/json"}
    with httpx.Client(headers=headers) as client:
        yield client


def _known(file: Path, slug: str, entry: RegistryEntry) -> list[MarketPoint]:
    path = f"content/data/{HISTORY}/{slug}.json"
    points, problems = read_history(file, path, entry.url, entry.outcome)
    # Of another market (a warning): the history begins again.
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise ContentError(errors)
    return points


def _point(reading: Reading, now: datetime) -> MarketPoint:
    return MarketPoint(
        at=now,
        probability=None if reading.probability is None else round(reading.probability, 4),
        volume=None if reading.volume is None else round(reading.volume),
        unit=reading.unit,
        # Some close in thousands of years, which stands for never.
        closes=reading.closes if reading.closes and reading.closes.year in YEARS else None,
        resolution=reading.resolution,
    )


def _as_text(reading: Reading) -> str:
    return reading.resolution or f"{reading.probability:.0%}"
