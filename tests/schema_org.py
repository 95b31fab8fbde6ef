"""Structured data held against the vocabulary of schema.org: what a program would not understand.

The table is made by ``tools/schema_table.py``.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bs4 import BeautifulSoup

from tests.conftest import ROOT

TABLE = json.loads((ROOT / "tests/schema_org.json").read_text("utf-8"))["types"]
_ADDRESS = re.compile(r"https?://[^\s]+")


def _is_date(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


PLAIN = {
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "CssSelectorType": lambda value: isinstance(value, str) and bool(value),
    "URL": lambda value: isinstance(value, str) and bool(_ADDRESS.fullmatch(value)),
    "Date": _is_date,
    "DateTime": _is_moment,
    "Duration": lambda value: bool(re.fullmatch(r"PT(\d+[HMS])+", str(value))),
    "Distance": lambda value: bool(re.fullmatch(r"\d+ px", str(value))),
    "Boolean": lambda value: isinstance(value, bool),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}


def ancestors(kind: str) -> set[str]:
    """Return a type and all above it."""
    found, waiting = set(), [kind]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += TABLE[name]["parents"]
    return found


def mistakes(thing: Any, place: str = "") -> Iterator[str]:
    """Yield each type, property and value that the vocabulary does not know."""
    kinds = thing.get("@type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if unknown := [kind for kind in kinds if kind not in TABLE]:
        yield f"{place}: unknown type {unknown}"
        return
    if not kinds and set(thing) != {"@id"}:
        yield f"{place}: a thing without a type"
    known: dict[str, list[str]] = {}
    for name in set().union(*map(ancestors, kinds)) if kinds else ():
        known |= TABLE[name]["properties"]
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        here = f"{place}/{name}"
        if name.endswith("-input"):  # an annotation of actions: what to fill in for a property
            if name.removesuffix("-input") not in known or not isinstance(value, str):
                yield f"{here}: {kinds} have no such input"
            continue
        if name not in known:
            yield f"{here}: {kinds} have no such property"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _of_value(one, known[name], here)


def _of_value(value: Any, allowed: list[str], place: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from mistakes(value, place)
        kinds = value.get("@type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        above = set().union(*(ancestors(kind) for kind in kinds if kind in TABLE))
        if kinds and not above & set(allowed):
            yield f"{place}: {kinds} where {allowed} belong"
    # Where things belong, an address refers to one.
    elif not any(PLAIN.get(kind, PLAIN["URL"])(value) for kind in allowed):
        yield f"{place}: {value!r} where {allowed} belong"


def data_of(html: str) -> list[Any]:
    scripts = BeautifulSoup(html, "html.parser").select('script[type="application/ld+json"]')
    return [json.loads(script.string) for script in scripts]
