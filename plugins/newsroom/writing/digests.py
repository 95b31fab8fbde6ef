"""Digests of what a job reads: equal digests mean equal bytes in the file it makes."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from newsroom.model import Article

UNREADABLE = {"load_body", "terms", "signature", "picked", "related_articles"}
"""Fields that no template may read: ``digest`` and ``related`` stand for them."""


def digest_of(*parts: bytes | str) -> bytes:
    """Return the digest of some parts, each kept apart from the next."""
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


class Digester:
    """Digests values, each object once: cards, tags and authors stand on many pages."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def digest(self, value: Any) -> bytes:
        """Return the digest of all that a template can read of ``value``.

        Raises:
            TypeError: a kind of value whose content cannot be seen from outside.
        """
        if isinstance(value, str | int | float | bool | None):
            return repr(value).encode()
        if isinstance(value, date):
            return value.isoformat().encode()
        if isinstance(value, bytes):
            return digest_of(value)
        if isinstance(value, list | tuple):
            return digest_of(*map(self.digest, value))
        if isinstance(value, Mapping):
            return digest_of(*map(self.digest, value.items()))
        if is_dataclass(value):
            return self._object(value)
        if isinstance(value, Path):
            return digest_of(value.read_bytes())
        raise TypeError(f"a job must not read {type(value).__name__}: its changes would be missed")

    def _object(self, value: Any) -> bytes:
        # The object is kept beside its digest, so that no other one can get its id.
        known = self._known.get(id(value))
        if known is None:
            readable = [
                self.digest(getattr(value, field.name))
                for field in fields(value)
                if field.name not in UNREADABLE
            ]
            if isinstance(value, Article):
                readable.append(self.digest(value.related))
            known = value, digest_of(type(value).__name__, *readable)
            self._known[id(value)] = known
        return known[1]
