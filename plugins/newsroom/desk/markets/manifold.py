"""Manifold: ``GET /v0/slug/<slug>``, documented at docs.manifold.markets/api; no key is needed."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from newsroom.desk.markets.readings import (
    Answer,
    AnswerError,
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
)
from newsroom.model import Resolution

ENDINGS: dict[str, Resolution] = {"YES": "yes", "NO": "no", "CANCEL": "cancelled"}
MIXTURES = {"MKT", "CHOOSE_MULTIPLE"}
"""Endings in which several answers come true, each to its share."""
WHOLE = (1, 100)
"""What all shares of a mixture come to."""
SURE = 1e-9
Share = Annotated[float, Field(ge=0, le=100)]


class Choice(Answer):
    model_config = ConfigDict(alias_generator=to_camel)

    id: str
    text: str
    probability: Probability | None = None
    resolution: str | None = None
    resolution_probability: Probability | None = None


class ManifoldMarket(Answer):
    """``close_time`` is milliseconds; ``resolutions`` holds shares by the id of a choice.

    The public interface often leaves ``resolutions`` out. ``resolution_probability`` is the share
    of a single answer, from 0 to 1.
    """

    model_config = ConfigDict(alias_generator=to_camel)

    outcome_type: str
    probability: Probability | None = None
    volume: Number | None = None
    close_time: float | None = None
    is_resolved: bool = False
    resolution: str | None = None
    resolution_probability: Probability | None = None
    resolutions: dict[str, Share] = Field({})
    answers: list[OrNone[Choice]] = Field([])


def path(url: str) -> str:
    """Return what to ask for the page ``/<creator>/<slug>``."""
    parts = urlsplit(url).path.strip("/").split("/")
    if len(parts) != 2:
        raise no_page("https://manifold.markets/creator/the-question")
    return f"/slug/{quote(parts[1], safe='')}"


def read(data: bytes, outcome: str) -> Reading:
    market = parse(ManifoldMarket, data)
    if market.outcome_type != "BINARY" and not market.answers:
        what = f"asks a question of the kind {market.outcome_type!r}, which has no probability"
        raise AnswerError(what, "name a question that is answered by yes or no, or by choices")
    named = [(one.text if one else "", one) for one in market.answers]
    chosen = choose(named, outcome) if named else None
    probability = chosen.probability if chosen else market.probability
    resolution = _resolution(market, chosen)
    if probability is None and resolution is None:
        raise no_figure()
    return Reading(
        probability=probability,
        volume=market.volume,
        unit="mana",
        closes=_closes(market.close_time),
        resolution=resolution,
    )


def _resolution(market: ManifoldMarket, chosen: Choice | None) -> Resolution | None:
    if chosen and chosen.resolution:
        return _ending(chosen.resolution, chosen.resolution_probability)
    if not market.is_resolved:
        return None
    if market.resolution == "CANCEL":
        return "cancelled"
    if chosen is None:
        ending = _ending(market.resolution, market.resolution_probability)
        return "partly" if ending == "mixture" else ending
    if market.resolution in {one.id for one in market.answers if one}:
        return "yes" if market.resolution == chosen.id else "no"
    total = sum(market.resolutions.values())
    if round(total) in WHOLE:  # else some shares are missing
        return _ending("MKT", market.resolutions.get(chosen.id, 0) / total)
    if market.resolution in MIXTURES:
        return _ending("MKT", chosen.resolution_probability)
    raise unknown_end(market.resolution)


def _ending(resolution: str | None, share: float | None) -> Resolution:
    """Return how an answer ended that came true to a ``share``, which may be unknown."""
    if resolution in ENDINGS:
        return ENDINGS[resolution]
    if resolution not in MIXTURES:
        raise unknown_end(resolution)
    if share is None:
        return "mixture"
    return "yes" if share > 1 - SURE else "no" if share < SURE else "partly"


def _closes(milliseconds: float | None) -> datetime | None:
    try:
        return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):  # beyond what a date can hold
        return None


SOURCE = Provider("https://api.manifold.markets/v0", path, read)
