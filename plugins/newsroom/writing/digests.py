"""Digests of what a job reads: equal digests mean equal bytes in the file it makes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from newsroom.model import Article, Document

UNREADABLE = {"load_body", "terms", "signature", "picked", "related_articles"}
"""Fields of stories that no template may read: ``digest`` and ``related`` stand for them."""
_PLAIN = frozenset((str, int, float, bool, bytes, type(None)))


def digest_of(*parts: object) -> bytes:
    """Return the digest of plain values and tuples of them: of what ``repr`` shows."""
    text = repr(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=12).digest()


class Digester:
    """Digests values, each object once: cards, tags and authors stand on many pages."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._readers: dict[type, Callable[[Any], tuple[Any, ...]]] = {}

    def content(self, value: Any) -> object:
        """Return all that a template can read of ``value``, as plain values and tuples of them.

        Objects become their digests.

        Raises:
            TypeError: a kind of value whose content cannot be seen from outside.
        """
        if type(value) in _PLAIN:
            return value
        if (known := self._known.get(id(value))) is not None:
            return known[1]
        if isinstance(value, list | tuple):
            return tuple(map(self.content, value))
        if is_dataclass(value):
            return self._object(value)
        if isinstance(value, str):  # Markup is printed as it is
            return type(value).__name__, str(value)
        if isinstance(value, date):
            # Zones of the same offset have different names.
            return "date", value.isoformat(), str(getattr(value, "tzinfo", None))
        if isinstance(value, Mapping):
            return tuple(map(self.content, value.items()))
        if isinstance(value, Path):
            return digest_of(value.read_bytes())
        raise TypeError(f"it reads a {type(value).__name__}, whose changes would be missed")

    def _object(self, value: Any) -> bytes:
        kind = type(value)
        if kind not in self._readers:
            self._readers[kind] = _reader(kind)
        parts = [
            part if type(part) in _PLAIN else self.content(part)
            for part in self._readers[kind](value)
        ]
        digest = digest_of(kind.__name__, parts)
        # The object is kept beside its digest, so that no other one can get its id.
        self._known[id(value)] = value, digest
        return digest


def _reader(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function that reads all readable fields of an object of ``kind`` at once."""
    names = [field.name for field in fields(kind)]
    if issubclass(kind, Article | Document):
        names = [name for name in names if name not in UNREADABLE]
    if issubclass(kind, Article):
        names.append("related")
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)
