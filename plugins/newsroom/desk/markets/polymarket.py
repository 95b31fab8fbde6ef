"""Polymarket: its Gamma interface, documented at docs.polymarket.com; no key is needed."""

from urllib.parse import quote, urlsplit

from pydantic import ConfigDict, Field, Json
from pydantic.alias_generators import to_camel

from newsroom.desk.markets.readings import (
    Answer,
    AnswerError,
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
)
from newsroom.model import Resolution

SURE = 0.001
"""So near to 0 or 1 are the prices of a question that is decided."""


class PolymarketPage(Answer):
    """A market, or an event that holds several; lists of a market are JSON in a text."""

    model_config = ConfigDict(alias_generator=to_camel)

    question: str = ""
    group_item_title: str = ""
    outcomes: Json[list[str]] = Field([])
    outcome_prices: Json[list[Probability]] = Field([])
    volume: Number | None = None
    end_date: Moment | None = None
    closed: bool = False
    uma_resolution_status: str | None = None
    markets: list[OrNone["PolymarketPage"]] = Field([])


def path(url: str) -> str:
    """Return what to ask for ``/event/<event>``, ``/event/<event>/<market>``, ``/market/…``."""
    parts = urlsplit(url).path.strip("/").split("/")
    if parts[0] in ("event", "market") and 2 <= len(parts) <= 3:
        kind = "markets" if parts[0] == "market" or len(parts) == 3 else "events"
        return f"/{kind}/slug/{quote(parts[-1], safe='')}"
    raise no_page("https://polymarket.com/event/the-question")


def read(data: bytes, outcome: str) -> Reading:
    page = parse(PolymarketPage, data)
    market = page
    if len(page.markets) > 1:  # each asks whether one of the outcomes comes true
        named = [(one.group_item_title or one.question if one else "", one) for one in page.markets]
        market = choose(named, outcome)
        outcome = "Yes"
    elif page.markets:
        market = choose([("", page.markets[0])], "")
    if not market.outcome_prices:
        raise no_figure()
    if len(market.outcomes) != len(market.outcome_prices):
        what = f"gave {len(market.outcomes)} outcomes and {len(market.outcome_prices)} prices"
        raise AnswerError(what, "see whether its interface has changed, or try again")
    prices = list(zip(market.outcomes, market.outcome_prices, strict=True))
    price = choose(prices, outcome or ("Yes" if "Yes" in market.outcomes else ""))
    return Reading(
        probability=price,
        volume=market.volume,
        unit="dollars",
        closes=market.end_date,
        resolution=_resolution(market, price),
    )


def _resolution(market: PolymarketPage, price: float) -> Resolution | None:
    if not market.closed or market.uma_resolution_status not in (None, "", "resolved"):
        return None
    if SURE <= price <= 1 - SURE:
        return "partly" if market.uma_resolution_status == "resolved" else None
    return "yes" if price > 0.5 else "no"


SOURCE = Provider("https://gamma-api.polymarket.com", path, read)
