"""What a provider says of a market, in the same words for all providers."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from newsroom.model import Resolution, Unit
from newsroom.options import suggestion
from newsroom.problems import first_mistake
from newsroom.reading.registries.market_history import MOST

MOST_NAMED = 8
"""Answers that a message lists; a market may have hundreds."""


class AnswerError(Exception):
    """A provider gave no figure; ``what`` goes on from its name, ``remedy`` says what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what
        self.remedy = remedy


class MissingError(AnswerError):
    """The question, or the answer that counts, is not there; an archive may have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure: ``probability`` from 0 to 1, absent only once there is a ``resolution``."""

    probability: float | None
    volume: float | None
    unit: Unit
    closes: datetime | None
    resolution: Resolution | None


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider: ``path`` of a page's address is asked below ``base``, ``read`` takes the answer.

    What is not there is asked for at the path of its ``archive``, if there is one. ``token`` names
    the variable of the environment that holds a key, where one is wanted. A plugin's source
    names the ``host`` of its pages.
    """

    base: str
    path: Callable[[str], str]
    read: Callable[[bytes, str], Reading]
    token: str = ""
    archive: Callable[[str], str] | None = None
    host: str = ""


class Answer(BaseModel):
    """Part of an answer: of the many things in it those that count, each of its right type."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)


def _number(value: object) -> object:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _or_none(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _text(value: object) -> object:
    """A number could be seconds or milliseconds."""
    if not isinstance(value, str):
        raise ValueError("this is not a date in text")
    return value


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Number = Annotated[float, BeforeValidator(_number), Field(ge=0, le=MOST)]
"""Not negative; providers that calculate in decimals write it as text."""
Probability = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1)]
Moment = Annotated[datetime, BeforeValidator(_text), Field(strict=False), AfterValidator(_aware)]

A = TypeVar("A", bound=Answer)
T = TypeVar("T")
OrNone = Annotated[T | None, WrapValidator(_or_none)]
"""One of several. ``None`` replaces one that cannot be read; the others still count."""


def parse(model: type[A], data: bytes) -> A:
    """Take an answer in JSON apart.

    Raises:
        AnswerError: it is not an answer, or a part that we need is missing or of another type.
    """
    try:
        return model.model_validate_json(_without_nulls(data))
    except ValidationError as error:
        raise unreadable(first_mistake(error)) from None


def _without_nulls(data: bytes) -> bytes:
    """Return an answer without the keys that hold null: they say no more than absent ones."""

    def pruned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: pruned(item) for key, item in value.items() if item is not None}
        return list(map(pruned, value)) if isinstance(value, list) else value

    try:
        return json.dumps(pruned(json.loads(data))).encode()
    except (ValueError, RecursionError):
        return data  # the parser says what is wrong with it


def choose(answers: Iterable[tuple[str, T | None]], outcome: str) -> T:
    """Return the answer that ``outcome`` names in any case; without a name the only one.

    ``answers`` are names and answers; one that could not be read is ``None``.

    Raises:
        AnswerError: no such answer, several of this name, or several and none named.
    """
    every = list(answers)
    there = [(name, one) for name, one in every if one is not None]
    if outcome:
        wanted = [one for name, one in there if name.casefold() == outcome.casefold()]
    else:
        wanted = [one for _, one in there] if len(every) == 1 else []
    if len(wanted) == 1:
        return wanted[0]
    if not every:
        raise no_figure()
    if wanted:
        what = f"has {len(wanted)} answers that are named {outcome!r}"
        raise AnswerError(what, "name another page or answer, which is the only one of its name")
    lost = len(every) - len(there)
    if lost and (outcome or not there):
        raise unreadable(f"{lost} of {len(every)} answers in it are not as they should be")
    known = dict(there)
    names = ", ".join(map(repr, list(known)[:MOST_NAMED]))
    names += ", …" if len(known) > MOST_NAMED else ""
    what = f"has no answer {outcome!r}" if outcome else "has several answers"
    remedy = f"write `outcome:` with one of {names}{suggestion(outcome, known)}"
    raise (MissingError if outcome else AnswerError)(what, remedy)


def no_figure() -> AnswerError:
    return MissingError("has no figure yet", "try again when somebody has traded or forecast")


def unreadable(reason: str) -> AnswerError:
    what = f"gave an answer that cannot be read ({reason})"
    return AnswerError(what, "see whether its interface has changed, or try again")


def unknown_end(resolution: object) -> AnswerError:
    what = f"says that it ended as {resolution!r}, which is not known here"
    return AnswerError(what, "see how it ended, and take it out of the registry")


def no_page(example: str) -> AnswerError:
    return AnswerError("has no question at this address", f"write one such as {example}")
