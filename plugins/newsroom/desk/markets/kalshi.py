"""Kalshi: ``GET /events/<ticker>``, documented at docs.kalshi.com; market data need no key.

Markets that were settled long ago leave that answer, and are found at ``/historical/markets``.
"""

from urllib.parse import quote, urlsplit

from pydantic import Field

from newsroom.desk.markets.readings import (
    Answer,
    Moment,
    Number,
    OrNone,
    Probability,
    Provider,
    Reading,
    choose,
    no_figure,
    no_page,
    parse,
    unknown_end,
    unreadable,
)
from newsroom.model import Resolution

ENDINGS: dict[str | None, Resolution] = {
    "yes": "yes", "no": "no", "scalar": "partly", "void": "cancelled", "": "cancelled"
}  # fmt: skip


class KalshiMarket(Answer):
    ticker: str
    yes_sub_title: str = ""
    status: str
    last_price_dollars: Probability
    volume_fp: Number
    close_time: Moment
    result: str | None = None


class Event(Answer):
    markets: list[OrNone[KalshiMarket]] = Field([])


class KalshiEvent(Answer):
    """An event; the archive gives its markets alone."""

    event: Event | None = None
    markets: list[OrNone[KalshiMarket]] | None = None


def path(url: str) -> str:
    """Return what to ask for the page ``/markets/<series>/<name>/<ticker of the event>``."""
    return f"/events/{_ticker(url)}?with_nested_markets=true"


def archive(url: str) -> str:
    """Return what to ask for markets of the page that were settled long ago."""
    return f"/historical/markets?event_ticker={_ticker(url)}&limit=1000"


def _ticker(url: str) -> str:
    parts = urlsplit(url).path.strip("/").split("/")
    if parts[0] != "markets" or len(parts) < 3:
        raise no_page("https://kalshi.com/markets/kxseries/its-name/kxseries-26dec")
    return quote(parts[-1].upper(), safe="")


def read(data: bytes, outcome: str) -> Reading:
    page = parse(KalshiEvent, data)
    markets = page.event.markets if page.event else page.markets
    if markets is None:
        raise unreadable("event: is missing")
    by_ticker = {one.ticker.casefold(): one for one in markets if one}
    market = by_ticker.get(outcome.casefold()) or choose(
        [(one.yes_sub_title or one.ticker if one else "", one) for one in markets], outcome
    )
    # A market is decided when it is determined, and may be disputed until it is finalized.
    ended = market.status in ("finalized", "settled")
    resolution = ENDINGS.get(market.result) if ended else None
    if ended and resolution is None:
        raise unknown_end(market.result)
    if not market.volume_fp and not resolution:
        raise no_figure()
    price = market.last_price_dollars
    return Reading(
        probability=price,
        volume=market.volume_fp,
        unit="contracts",
        closes=market.close_time,
        resolution=resolution,
    )


SOURCE = Provider("https://api.elections.kalshi.com/trade-api/v2", path, read, archive=archive)
