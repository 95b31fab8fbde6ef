"""Small things kept in the cache folder, each sealed with what it depends on.

What is damaged, or was made by other code or under other settings, is simply not there.
"""

import os
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from newsroom.writing.digests import digest_of


class Shelf:
    """Bytes by name in ``folder``; ``seal`` covers everything that they were made with."""

    def __init__(self, folder: Path, seal: bytes) -> None:
        self._folder = folder
        self._seal = seal

    def get(self, name: str) -> bytes | None:
        try:
            found = (self._folder / name).read_bytes()
        except OSError:
            return None
        seal = digest_of(self._seal, name, found[_LENGTH:])
        return found[_LENGTH:] if found[:_LENGTH] == seal else None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data``, if there is a place for it."""
        draft = self._folder / f"{name}.{os.getpid()}.draft"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(digest_of(self._seal, name, data) + data)
            draft.replace(self._folder / name)
        except OSError:  # it is made again next time
            with suppress(OSError):
                draft.unlink()


class CompiledTemplates(BytecodeCache):
    """Jinja's compiled templates on a shelf. Compiling also evaluates what is constant in them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._shelf.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(bucket.key, bucket.bytecode_to_string())


_LENGTH = len(digest_of())
