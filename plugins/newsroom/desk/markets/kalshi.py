"""Kalshi: ``GET /events/<ticker>``, documented at docs.kalshi.com; market data need no key."""

from urllib.parse import quote, urlsplit

from newsroom.desk.markets.readings import (
    Answer,
    Moment,
    Number,
    Probability,
    Reading,
    Source,
    choose,
    no_figure,
    no_page,
    parse,
)
from newsroom.model import Resolution

ENDINGS: dict[str, Resolution] = {"yes": "yes", "no": "no", "scalar": "partly"}


class Market(Answer):
    ticker: str
    yes_sub_title: str = ""
    status: str
    last_price_dollars: Probability
    volume_fp: Number
    close_time: Moment
    result: str | None = None


class Event(Answer):
    markets: list[Market]


class Page(Answer):
    event: Event


def path(url: str) -> str:
    """Return what to ask for the page ``/markets/<series>/<name>/<ticker of the event>``."""
    parts = urlsplit(url).path.strip("/").split("/")
    if parts[0] != "markets" or len(parts) < 3:
        raise no_page("https://kalshi.com/markets/kxseries/its-name/kxseries-26dec")
    return f"/events/{quote(parts[-1].upper(), safe='')}?with_nested_markets=true"


def read(data: bytes, outcome: str) -> Reading:
    markets = parse(Page, data).event.markets
    by_ticker = {one.ticker.casefold(): one for one in markets}
    market = by_ticker.get(outcome.casefold()) or choose(
        {one.yes_sub_title or one.ticker: one for one in markets}, outcome
    )
    # A market is decided when it is determined, and may be disputed until it is finalized.
    ended = market.status in ("finalized", "settled")
    resolution = ENDINGS.get(market.result or "", "cancelled") if ended else None
    if not market.volume_fp and not resolution:
        raise no_figure()
    price = market.last_price_dollars
    return Reading(price, market.volume_fp, "contracts", market.close_time, resolution)


SOURCE = Source("https://api.elections.kalshi.com/trade-api/v2", path, read)
