"""Additions to stories and pages: plain data by key, from front matter and from plugins."""

import math
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from markupsafe import Markup

Plain = Any
"""Text, HTML (``Markup``), numbers, true or false, None, and lists and dicts of them."""
_SCALARS = {str, Markup, int, bool, type(None)}
_MOST = 2**63
"""Whole numbers up to here have a digest."""


class Extra(MutableMapping[str, Plain]):
    """Additions by key. A key is a name that a template can read: ``article.extra.key_facts``."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Plain] | None = None) -> None:
        self._values: dict[str, Plain] = {}
        self.update(values or {})

    def __getitem__(self, key: str) -> Plain:
        return self._values[key]

    def __setitem__(self, key: str, value: Plain) -> None:
        """Set a value.

        Raises:
            TypeError: it is not plain data.
            ValueError: a template could not read it by this key.
        """
        if wrong := mistake_of_key(key):
            raise ValueError(f"extra: {wrong[0]}: {wrong[1]}")
        self._values[key] = _plain(value, f"extra[{key!r}]")

    def __delitem__(self, key: str) -> None:
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Extra({self._values})"


class NoExtra(Extra):
    """The additions of a card that has none. They cannot be added to: the card is made."""

    def __setitem__(self, key: str, value: Plain) -> None:
        remedy = "set article.card_extra in the hook enrich, before anything reads article.card"
        raise TypeError(f"extra[{key!r}]: the card is made already: {remedy}")


NO_EXTRA = NoExtra()


def mistake_of_key(key: object) -> tuple[str, str] | None:
    """Return what is wrong with a key and what to write instead; ``None`` if it is a good one."""
    if isinstance(key, str) and key.isidentifier() and not key.startswith("_"):
        if not hasattr(Extra, key):
            return None
        return f"a template cannot read the key {key!r}", f"write another name, such as 'the_{key}'"
    return f"{key!r} is not a name", "write letters, digits and _, such as 'key_facts'"


def _plain(value: Any, name: str) -> Plain:
    """Return a copy of plain data, which nobody else can change.

    Raises:
        TypeError: something in it is not plain.
    """
    kind = type(value)
    if kind is int and not -_MOST <= value < _MOST:
        raise TypeError(f"{name} is {value}, which is too large: use text")
    if kind in _SCALARS or (kind is float and math.isfinite(value)):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item, f"{name}[{number}]") for number, item in enumerate(value)]
    if isinstance(value, Mapping):
        for key in value:
            if type(key) is not str:
                raise TypeError(f"{name} has the key {key!r}: write keys as text")
        return {key: _plain(item, f"{name}[{key!r}]") for key, item in value.items()}
    what = repr(value) if isinstance(value, float) else f"of the type {kind.__name__}"
    remedy = "use text, numbers, true or false, None, and lists and dicts of these"
    raise TypeError(f"{name} is {what}, which is not plain data: {remedy}")
