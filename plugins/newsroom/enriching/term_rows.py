"""The terms of stories as rows of numbers: each a code and a strength."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from newsroom.enriching.similarity import Subject

SIGNED = 70  # bytes of a signature
CODES = 24  # bits of a term's code

Numbers = NDArray[np.integer[Any]]
"""Whole numbers. In what follows, N is the number of stories."""
Flags = NDArray[np.bool_]
"""One truth value for each of N stories."""


def count_codes(total: int) -> int:
    """Return how many codes there are for so many stories: small editions have small tables."""
    return 1 << min(CODES, max(20, 12 + total.bit_length()))


def read_terms(stories: Sequence[Subject], codes: int) -> Numbers:
    """Return the terms and tags of stories, codes below ``codes``; tags have full strength.

    The result is uint32 (N, most terms of a story): code << 8 | strength, 0 behind the last one.
    """
    rows = [story.terms + b"".join(map(_tag, story.tags)) for story in stories]
    sizes = np.array([len(row) // 4 for row in rows], np.int64)
    terms = np.zeros((len(rows), sizes.max(initial=0)), np.uint32)
    terms[np.arange(terms.shape[1]) < sizes[:, None]] = np.frombuffer(b"".join(rows), "<u4")
    return terms & np.uint32(codes * 256 - 1)


def read_signatures(stories: Sequence[Subject]) -> Numbers:
    """Return the signatures of stories, byte for byte: uint8 (N, ``SIGNED``)."""
    signatures = b"".join(story.signature for story in stories)
    return np.frombuffer(signatures, np.uint8).reshape(-1, SIGNED)


def _tag(slug: str) -> bytes:
    return (crc32(f"#{slug}".encode()) << 8 & 0xFFFFFFFF | 255).to_bytes(4, "little")


def tally(terms: Numbers) -> tuple[Numbers, Numbers]:
    """Return the codes in ``terms``, ascending, and how many stories have each.

    ``terms`` is uint32 (N, width), as ``read_terms`` returns it; a story has a code once. The
    results are uint32 (K,) and int32 (K,), for K different codes.
    """
    codes = np.sort(terms[terms > 0] >> 8)
    first = np.flatnonzero(np.diff(codes, prepend=np.int64(-1)))
    return codes[first], np.diff(first, append=codes.size).astype(np.int32)


def powers_of(counts: Numbers) -> Numbers:
    """Return how frequent codes count, as exponents of two; ``counts`` is int32 (K, 2).

    0 is for a code of one story alone. Else it is the power of two of its number among the settled
    stories; for a term that came up since, that of a quarter of its number today.
    """
    everywhere, settled = power_of_two(counts).T
    powers: Numbers = np.maximum(np.maximum(settled, everywhere - 2), 1)
    return np.where(counts[:, 0] > 1, powers, 0)


def power_of_two(numbers: Numbers) -> Numbers:
    """Return the exponent of the greatest power of two in each number; 0 for 0 as well.

    Any shape; the result is int32 of the same shape: 1, 2, 3, 4 → 0, 1, 1, 2.
    """
    powers: Numbers = np.maximum(np.frexp(numbers)[1] - 1, 0)
    return powers
