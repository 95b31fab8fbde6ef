"""Small things kept in the cache folder, each sealed with what it depends on.

What is damaged, or was made by other code or under other settings, is simply not there.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from newsroom.files.atomic import write_file

_LENGTH = 12
"""Bytes of a seal."""


class BlobCache:
    """Bytes by name in ``folder``; ``seal`` covers everything that they were made with."""

    def __init__(self, folder: Path, seal: str) -> None:
        self._folder = folder
        self._seal = seal

    def get(self, name: str) -> bytes | None:
        try:
            found = (self._folder / name).read_bytes()
        except OSError:
            return None
        seal, data = found[:_LENGTH], found[_LENGTH:]
        return data if seal == self._sealed(name, data) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data``, if there is a place for it."""
        with suppress(OSError):  # else it is made again next time
            write_file(self._folder / name, self._sealed(name, data) + data)

    def drop(self, name: str) -> None:
        with suppress(OSError):
            (self._folder / name).unlink()

    def _sealed(self, name: str, data: bytes) -> bytes:
        text = f"{self._seal} {name} ".encode() + data
        return hashlib.blake2b(text, digest_size=_LENGTH).digest()
