"""Manifold: ``GET /v0/slug/<slug>``, documented at docs.manifold.markets/api; no key is needed."""

from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from newsroom.desk.markets.readings import (
    Answer,
    AnswerError,
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

ENDINGS: dict[str, Resolution] = {
    "YES": "yes", "NO": "no", "MKT": "partly", "CANCEL": "cancelled"
}  # fmt: skip


class Choice(Answer):
    id: str
    text: str
    probability: Probability | None = None
    resolution: str | None = None


class Market(Answer):
    """``close_time`` is milliseconds; ``resolutions`` holds per cent by the id of a choice."""

    model_config = ConfigDict(alias_generator=to_camel)

    outcome_type: str
    probability: Probability | None = None
    volume: Number | None = None
    close_time: float | None = None
    is_resolved: bool = False
    resolution: str | None = None
    resolutions: dict[str, float] = Field({})
    answers: list[Choice] = Field([])


def path(url: str) -> str:
    """Return what to ask for the page ``/<creator>/<slug>``."""
    parts = urlsplit(url).path.strip("/").split("/")
    if len(parts) != 2:
        raise no_page("https://manifold.markets/creator/the-question")
    return f"/slug/{quote(parts[1], safe='')}"


def read(data: bytes, outcome: str) -> Reading:
    market = parse(Market, data)
    if market.outcome_type != "BINARY" and not market.answers:
        what = f"asks a question of the kind {market.outcome_type!r}, which has no probability"
        raise AnswerError(what, "name a question that is answered by yes or no, or by choices")
    chosen = choose({one.text: one for one in market.answers}, outcome) if market.answers else None
    probability = chosen.probability if chosen else market.probability
    resolution = _resolution(market, chosen)
    if probability is None and resolution is None:
        raise no_figure()
    return Reading(probability, market.volume, "mana", _closes(market.close_time), resolution)


def _resolution(market: Market, chosen: Choice | None) -> Resolution | None:
    if chosen and chosen.resolution in ENDINGS:
        return ENDINGS[chosen.resolution]
    if not market.is_resolved:
        return None
    if chosen and market.resolution != "CANCEL":
        share = market.resolutions.get(chosen.id, 100.0 * (market.resolution == chosen.id))
        return "yes" if share >= 100 else "partly" if share > 0 else "no"
    if market.resolution in ENDINGS:
        return ENDINGS[market.resolution]
    what = f"says that it ended as {market.resolution!r}, which is not known here"
    raise AnswerError(what, "see how it ended, and take it out of the registry")


def _closes(milliseconds: float | None) -> datetime | None:
    try:
        return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):  # beyond what a date can hold
        return None


SOURCE = Source("https://api.manifold.markets/v0", path, read)
