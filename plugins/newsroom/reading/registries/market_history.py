"""The snapshots of prediction markets: ``content/data/market-history/<id>.json``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from newsroom.engine.clock import YEARS
from newsroom.model import MarketPoint, Resolution, Unit
from newsroom.problems import Problem, first_mistake
from newsroom.reading.registries.registry import unreadable

HISTORY = "market-history"
MOST = 1 << 53
"""As large as a number may be in JSON."""


def _in_calendar(moment: datetime) -> datetime:
    if moment.year not in YEARS:
        raise ValueError(f"the year {moment.year} is beyond the calendar")
    return moment


Instant = Annotated[AwareDatetime, AfterValidator(_in_calendar)]


class Point(BaseModel):
    """A snapshot; what the provider did not say is left out."""

    model_config = ConfigDict(extra="forbid")

    at: Instant
    probability: float | None = Field(None, ge=0, le=1, allow_inf_nan=False)
    volume: int | None = Field(None, ge=0, le=MOST)
    unit: Unit | None = None
    closes: Instant | None = None
    resolution: Resolution | None = None


class History(BaseModel):
    """A file; ``url`` and ``outcome`` say of which market, as the registry names it."""

    model_config = ConfigDict(extra="forbid")

    url: str
    outcome: str = ""
    points: list[Point] = []


def read_history(
    file: Path, path: str, url: str, outcome: str
) -> tuple[list[MarketPoint], list[Problem]]:
    """Read the snapshots of the market at ``url``, oldest first; ``path`` is for problems.

    An absent file is not a mistake. Snapshots of another market or outcome do not count.
    """
    try:
        history = History.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [unreadable(path, error)]
    except ValidationError as error:
        what = f"this file does not hold snapshots ({first_mistake(error)})"
        remedy = "restore the file, or delete it and run ./inv markets"
        return [], [Problem(path, what, remedy)]
    if (history.url, history.outcome) != (url, outcome):
        what = "these snapshots are of another page or outcome than the registry names"
        remedy = f"run ./inv markets {file.stem} to begin again"
        return [], [Problem(path, what, remedy, level="warning")]
    points = [MarketPoint(**dict(point)) for point in history.points]
    return sorted(points, key=lambda point: point.at), []
