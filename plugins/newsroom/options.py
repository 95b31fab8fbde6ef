"""Typed settings: every feature declares a frozen dataclass, every unknown key stops the build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from newsroom.problems import ContentError, Problem
from newsroom.text.urls import is_web_address

T = TypeVar("T")
_REMEDIES = {
    "bool_parsing": "write True or False",
    "bool_type": "write True or False",
    "float_parsing": "write a number",
    "float_type": "write a number",
    "greater_than_equal": "write {ge:g} or more",
    "int_from_float": "write a whole number",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "less_than_equal": "write {le:g} or less",
    "literal_error": "write {expected}",
    "string_type": "write a text in quotes",
}
"""Kind of a mistake, as pydantic names it → what to write."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a value, what to write instead, and the keys that lead to the place."""

    what: str
    remedy: str
    keys: tuple[str | int, ...] = ()


@cache
def _adapter(options: Any) -> TypeAdapter[Any]:
    return TypeAdapter(options)


def suggestion(wrong: str, right: Iterable[str]) -> str:
    """Return ``" (did you mean 'x'?)"`` for the nearest of ``right``, or an empty string."""
    names: dict[str, str] = {}
    for name in right:
        names.setdefault(name.lower(), name)
    close = get_close_matches(wrong.lower(), names, n=1)
    return f" (did you mean {names[close[0]]!r}?)" if close else ""


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
    loaded, mistakes = read_options(settings.get(name, {}), options)
    if mistakes:
        raise ContentError([Problem(name, one.what, one.remedy) for one in mistakes])
    return loaded


def read_options(given: Any, options: type[T]) -> tuple[T, list[Mistake]]:
    """Return a setting as ``options`` with every mistake in it; it holds only if there is none."""
    known = [field.name for field in fields(options)]  # type: ignore[arg-type]  # a dataclass
    if not isinstance(given, Mapping):
        remedy = f"write a dict such as {{{known[0]!r}: …}}"
        return options(), [Mistake(f"{given!r} is not a dict", remedy)]
    unknown = [key for key in given if key not in known]
    mistakes = [
        Mistake(
            f"unknown option {key!r}",
            f"use {', '.join(known)}{suggestion(str(key), known)}",
            (key,),
        )
        for key in unknown
    ]
    hashable: Any = options  # which mypy does not see in a type variable
    try:
        loaded: T = _adapter(hashable).validate_python(
            {key: value for key, value in given.items() if key in known}
        )
    except ValidationError as error:
        mistakes += [_mistake(item) for item in error.errors()]
        loaded = options()
    return loaded, mistakes


def _mistake(item: Any) -> Mistake:
    key = ".".join(map(str, item["loc"]))
    known = _REMEDIES.get(item["type"])
    remedy = known.format(**item.get("ctx", {})) if known else item["msg"]
    remedy = remedy.removeprefix("Value error, ")  # of our own validators
    what = f"option {key!r} is {item['input']!r}"
    return Mistake(what, remedy[0].lower() + remedy[1:], tuple(item["loc"]))
