"""A story as related news sees it, and what tells a copy of a text.

How similar two stories are is counted in ``vectors.py``.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

COPY = 0.6  # share of shingles in common above which two bodies are one text

_LOW, _HIGH = (int.from_bytes([byte] * 64) for byte in (0x7F, 0x80))


@dataclass(frozen=True, slots=True)
class Subject:
    """A story as it is seen from here; only a *candidate* appears in the lists of others.

    ``load`` gives terms and signature, a space between, both in base64: *terms* are ``<u4``
    numbers, each a term's code in 24 bits over its strength in 8; *signature* is a MinHash with a
    byte for each sample, 0 for none. ``text`` changes when they do. ``published`` is in seconds.
    """

    id: str
    text: str
    load: Callable[[], str]
    tags: tuple[str, ...]
    section: str
    published: float
    candidate: bool = True
    picked: tuple[str, ...] = ()

    @property
    def digest(self) -> bytes:
        """16 bytes for all that is known of the story, its id included."""
        rest = (self.tags, self.section, self.published, self.candidate, self.picked, self.id)
        return blake2b(f"{self.text} {rest}".encode(), digest_size=16).digest()

    @property
    def terms(self) -> bytes:
        return b64decode(self.load().partition(" ")[0])

    @property
    def signature(self) -> bytes:
        return b64decode(self.load().partition(" ")[2])


def is_copy(one: int, other: int) -> bool:
    """Tell whether two signatures, read as numbers, are of one text but for a few words."""
    filled = _filled(one | other)
    return filled > 0 and filled - _filled(one ^ other) >= COPY * filled


def _filled(signature: int) -> int:
    """Return how many bytes of a signature are not 0, by carrying each into its highest bit."""
    return (((signature & _LOW) + _LOW | signature) & _HIGH).bit_count()
