"""A story as related news sees it, and what tells a copy of a text.

How similar two stories are is counted in ``vectors.py``.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from struct import unpack
from typing import NamedTuple, Self

COPY = 80  # per cent of the shorter body in the longer one from which they are one text
VERSION = 40  # the same where both have one headline
FEWEST = 4  # equal samples below which it may be chance

_BUCKETS = 64
_LOW, _HIGH = (int.from_bytes([byte] * _BUCKETS) for byte in (0x7F, 0x80))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A story as it is seen from here; only a *candidate* appears in the lists of others.

    ``load`` gives terms and signature, a space between, both in base64: *terms* are ``<u4``
    numbers, each a term's code in 24 bits over its strength in 8; *signature* is what
    :meth:`Signature.read` reads. ``text`` changes when they do. ``published`` is in seconds.
    Translations of one story have one ``work``. Stories of different languages are not related.
    """

    id: str
    text: str
    load: Callable[[], str]
    tags: tuple[str, ...]
    section: str
    published: float
    candidate: bool = True
    picked: tuple[str, ...] = ()
    work: str = ""
    language: str = ""

    @property
    def digest(self) -> bytes:
        """16 bytes for all that is known of the story, its id included."""
        place = (self.section, self.published, self.candidate)
        rest = (self.tags, *place, self.picked, self.id, self.work)
        whole = f"{self.text} {rest}{self.language}"
        return blake2b(whole.encode(), digest_size=16).digest()

    @property
    def terms(self) -> bytes:
        return b64decode(self.load().partition(" ")[0])

    @property
    def signature(self) -> bytes:
        return b64decode(self.load().partition(" ")[2])


class Signature(NamedTuple):
    """``samples`` is a MinHash of the shingles of a body: 64 bytes as one number, 0 for none.

    ``size`` is how many different shingles there are, ``headline`` a hash of the headline.
    """

    samples: int
    size: int
    headline: int

    @classmethod
    def read(cls, signature: bytes) -> Self:
        """Read 64 bytes of samples, then size and headline as little-endian ``u2`` and ``u4``."""
        samples = int.from_bytes(signature[:_BUCKETS])
        return cls(samples, *unpack("<HI", signature[_BUCKETS:]))


def is_copy(one: Signature, other: Signature) -> bool:
    """Tell whether two stories are one text, or two versions of it.

    What counts is the share of the shorter body that the longer one holds (containment), so that a
    version that was cut, or got a new top, is found too. With J the share of samples in common
    (Jaccard), it is J / (1 + J) of both sizes, over the smaller one (Broder 1997).
    """
    filled = _filled(one.samples | other.samples)
    same = filled - _filled(one.samples ^ other.samples)
    if not same or same < min(FEWEST, filled):
        return False
    least = VERSION if one.headline == other.headline else COPY
    smaller = min(one.size, other.size)
    return 100 * same * (one.size + other.size) >= least * (filled + same) * smaller


def _filled(signature: int) -> int:
    """Return how many of 64 bytes are not 0, by carrying each into its highest bit."""
    return (((signature & _LOW) + _LOW | signature) & _HIGH).bit_count()
