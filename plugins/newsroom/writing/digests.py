"""Digests of what a job reads: equal digests mean equal bytes in the file it makes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, tzinfo
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson

from newsroom.languages.words import Words
from newsroom.model import Article, Card, Document, Extra
from newsroom.model.jobs import RenditionJob

UNREADABLE = {"load_body", "load_terms", "picked", "load_related", "_card", "_card_extra"}
"""Fields of stories that no template may read: ``digest``, ``related`` and ``card`` stand for them.
"""
_OBJECTS = (
    orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_NON_STR_KEYS
)
"""What orjson leaves to the digester; it knows plain values, lists and mappings itself."""


def digest_of(*parts: object) -> str:
    """Return the digest of plain values and of lists and mappings of them."""
    return Digester().of(parts)


class Digester:
    """Digests values, each object once: cards, tags and authors are on many pages."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, object]] = {}
        self._ways: dict[type, Callable[[Any], object]] = {}
        self._whole: dict[type, bool] = {}

    def of(self, value: object) -> str:
        """Return the digest of all that a template can read of ``value``.

        Raises:
            TypeError: it holds a kind of value whose content cannot be seen from outside.
        """
        try:
            text = orjson.dumps(value, self._content, _OBJECTS)
        except orjson.JSONEncodeError as error:  # what it says of the values is in its cause
            raise TypeError(str(error.__cause__ or error)) from error
        return hashlib.blake2b(text, digest_size=12).hexdigest()

    def part(self, value: object) -> str:
        """Return the digest of one variable, which may be on many pages.

        Raises:
            TypeError: as above.
        """
        kind = type(value)
        if kind not in self._whole:
            self._whole[kind] = is_dataclass(kind)
        return str(self._content(value)) if self._whole[kind] else self.of(value)

    def _content(self, value: Any) -> object:
        """Return what JSON has for a value that orjson does not know."""
        known = self._known.get(id(value))
        if known is None:
            kind = type(value)
            if kind not in self._ways:
                self._ways[kind] = self._way(kind)
            # The object is kept with its content, so that no other one can get its id.
            known = self._known[id(value)] = value, self._ways[kind](value)
        return known[1]

    def _way(self, kind: type) -> Callable[[Any], object]:
        """Return the function that gives the content of values of ``kind``."""
        if issubclass(kind, RenditionJob):  # its key covers all that shapes it
            return lambda value: [value.path, value.key]
        if is_dataclass(kind):
            read, name = _reader(kind), kind.__name__
            return lambda value: self.of([name, read(value)])
        if issubclass(kind, str):  # Markup is printed as it is
            return lambda value: [kind.__name__, str(value)]
        if issubclass(kind, date):
            # Zones of the same offset have different names.
            return lambda value: [value.isoformat(), _name(getattr(value, "tzinfo", None))]
        if issubclass(kind, tuple | list):
            return list
        if issubclass(kind, Extra):
            return lambda value: (
                dict(value) or None
            )  # an empty one is like one that nobody asked for
        if issubclass(kind, Mapping):
            return lambda value: list(value.items())
        if issubclass(kind, bytes):
            return lambda value: hashlib.blake2b(value).hexdigest()
        if issubclass(kind, Words):
            return lambda value: value.digest
        if issubclass(kind, Path):
            return lambda value: hashlib.blake2b(value.read_bytes()).hexdigest()
        if issubclass(kind, partial):
            return lambda value: [_address(value.func), value.args, value.keywords]
        raise TypeError(f"it reads a {kind.__name__}, whose changes would be missed")


def _reader(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function that reads all readable fields of an object of ``kind`` at once."""
    names = [field.name for field in fields(kind)]
    if issubclass(kind, Article | Document):
        names = [name for name in names if name not in UNREADABLE]
    if issubclass(kind, Article):
        # Its card shows the rest, and is digested for lists as well.
        shown = {field.name for field in fields(Card)}
        names = ["card", "related", *(name for name in names if name not in shown)]
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)


@cache
def _name(zone: tzinfo | None) -> str:
    return str(zone)


def _address(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"
