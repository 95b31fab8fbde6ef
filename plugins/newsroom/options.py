"""Typed settings: every feature declares a frozen dataclass, every unknown key stops the build."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from newsroom.problems import ContentError, Problem
from newsroom.urls import is_web_address

T = TypeVar("T")


@cache
def _adapter(options: Any) -> TypeAdapter[Any]:
    return TypeAdapter(options)


def suggestion(wrong: str, right: Iterable[str]) -> str:
    """Return ``" (did you mean 'x'?)"`` for the nearest of ``right``, or an empty string."""
    close = get_close_matches(wrong.lower(), {name.lower(): None for name in right}, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def web_address(text: str) -> str:
    """Return a value that must be an address of the web: a validator for options."""
    if not is_web_address(text):
        raise ValueError("write an address that begins with https://")
    return text


def load_options(settings: Mapping[str, Any], name: str, options: type[T]) -> T:
    """Read the setting ``name`` (a dict, absent means defaults) into the dataclass ``options``.

    Raises:
        ContentError: an unknown key, or a value of the wrong type.
    """
    given = settings.get(name, {})
    known = list(getattr(options, "__dataclass_fields__", {}))
    unknown = [key for key in given if key not in known] if isinstance(given, Mapping) else []
    problems = [
        Problem(
            name, 0, 0, f"unknown option {key!r}", f"use {', '.join(known)}{suggestion(key, known)}"
        )
        for key in unknown
    ]
    hashable: Any = options  # which mypy does not see in a type variable
    try:
        loaded: T = _adapter(hashable).validate_python(given)
    except ValidationError as error:
        problems += [_problem(name, item) for item in error.errors()]
    if problems:
        raise ContentError(problems)
    return loaded


def _problem(name: str, item: Any) -> Problem:
    key = ".".join(map(str, item["loc"]))
    what = f"option {key!r} is {item['input']!r}" if key else f"{item['input']!r} is no dict"
    remedy = item["msg"].removeprefix("Value error, ")  # of our own validators
    return Problem(name, 0, 0, what, remedy[0].lower() + remedy[1:])
