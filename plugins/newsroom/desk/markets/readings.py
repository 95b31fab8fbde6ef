"""What a provider says of a market, whatever its words for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from newsroom.model import Resolution, Unit
from newsroom.options import suggestion
from newsroom.problems import first_mistake
from newsroom.reading.market_history import MOST

MOST_NAMED = 8
"""Answers that a message lists; a market may have hundreds."""


class AnswerError(Exception):
    """A provider gave no figure; ``what`` goes on from its name, ``remedy`` says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure: ``probability`` from 0 to 1, absent only once there is a ``resolution``."""

    probability: float | None
    volume: float | None
    unit: Unit
    closes: datetime | None
    resolution: Resolution | None


@dataclass(frozen=True, slots=True)
class Source:
    """A provider: ``path`` of a page's address is asked below ``base``, ``read`` takes the answer.

    ``token`` names the variable of the environment that holds a key, where one is wanted.
    """

    base: str
    path: Callable[[str], str]
    read: Callable[[bytes, str], Reading]
    token: str = ""


class Answer(BaseModel):
    """Part of an answer: of the many things in it those that count, each of its right type."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)


def _number(value: object) -> object:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Number = Annotated[float, BeforeValidator(_number), Field(ge=0, le=MOST)]
"""Not negative; providers that calculate in decimals write it as text."""
Probability = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1)]
Moment = Annotated[datetime, AfterValidator(_aware)]

A = TypeVar("A", bound=Answer)
T = TypeVar("T")


def parse(model: type[A], data: bytes) -> A:
    """Take an answer in JSON apart.

    Raises:
        AnswerError: it is none, or something that counts is missing or of another type.
    """
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        what = f"gave an answer that cannot be read ({first_mistake(error)})"
        raise AnswerError(what, "see whether its interface has changed, or try again") from None


def choose(answers: Mapping[str, T], outcome: str) -> T:
    """Return the answer that ``outcome`` names in any case; without a name the only one.

    Raises:
        AnswerError: no such answer, or several and none named.
    """
    by_name = {name.casefold(): answer for name, answer in answers.items()}
    if outcome.casefold() in by_name:
        return by_name[outcome.casefold()]
    if not outcome and len(answers) == 1:
        return next(iter(answers.values()))
    if not answers:
        raise no_figure()
    names = ", ".join(map(repr, list(answers)[:MOST_NAMED]))
    names += ", …" if len(answers) > MOST_NAMED else ""
    what = f"has no answer {outcome!r}" if outcome else "has several answers"
    raise AnswerError(what, f"write `outcome:` with one of {names}{suggestion(outcome, answers)}")


def no_figure() -> AnswerError:
    return AnswerError("has no figure yet", "try again when somebody has traded or forecast")


def no_page(example: str) -> AnswerError:
    return AnswerError("has no question at this address", f"write one such as {example}")
