"""How similar two stories are: what related news is ranked by, and what tells a copy.

The similarity of two stories depends on these two and, through the powers of two of document
frequencies, on how rare their terms are: nothing else. All of it is counted in whole numbers, so
that neither the order of a sum nor the machine can change a rank.
"""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]

CODES = 1 << 24  # codes of terms have 24 bits
WEIGHED = 128  # terms of a story that are compared: with half as many, 1 % of precision is lost
BUDGET = 1 << 13  # postings read for one story: what keeps the work linear
UNIT = 1 << 12  # length of a story's vector
SAME_SECTION = 1 / 16  # what the same section adds to a similarity
SHORTLIST = 200  # similar stories of which the list is made; many of them may be copies
COPY = 0.6  # share of shingles in common above which two bodies are one text
BLOCK = 256  # stories compared at a time

Numbers = NDArray[np.integer[Any]]
_LOW, _HIGH = (int.from_bytes([byte] * 64) for byte in (0x7F, 0x80))


@dataclass(frozen=True, slots=True)
class Subject:
    """A story as it is seen from here; only a *candidate* appears in the lists of others.

    Both in base64: ``terms`` are ``<u4`` numbers, each a term's code in 24 bits over its strength
    in 8; ``signature`` is a MinHash with a byte for each sample, 0 for none. ``published`` is in
    seconds.
    """

    id: str
    terms: str
    signature: str
    tags: tuple[str, ...]
    section: str
    published: float
    candidate: bool = True
    picked: tuple[str, ...] = ()


def is_copy(one: int, other: int) -> bool:
    """Tell whether two signatures, read as numbers, are of one text but for a few words."""
    filled = _filled(one | other)
    return filled > 0 and filled - _filled(one ^ other) >= COPY * filled


def _filled(signature: int) -> int:
    """Return how many bytes of a signature are not 0, by carrying each into its highest bit."""
    return (((signature & _LOW) + _LOW | signature) & _HIGH).bit_count()


def rank_similar(stories: Sequence[Subject], threshold: float) -> Iterator[list[int]]:
    """Yield for each story the places of the candidates most similar to it, best first."""
    if not stories:
        return
    index, queries = _vectors(stories)
    postings = index.T.tocsr()
    slugs = {slug: n for n, slug in enumerate({story.section: None for story in stories})}
    section = np.array([slugs[story.section] for story in stories])
    for start in range(0, len(stories), BLOCK):
        found = queries[start : start + BLOCK] @ postings
        row = start + np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
        passed = (found.data >= threshold * UNIT**2) & (found.indices != row)
        row, column, score = row[passed], found.indices[passed], found.data[passed]
        score = score * (1 + SAME_SECTION * (section[row] == section[column]))
        best = np.lexsort((column, -score, row))
        bounds = np.searchsorted(row[best], np.arange(start, start + found.shape[0] + 1))
        for first, last in pairwise(bounds):
            yield column[best[first : min(last, first + SHORTLIST)]].tolist()


def _vectors(stories: Sequence[Subject]) -> tuple[csr_array, csr_array]:
    """Return the vectors of the candidates (other rows are empty) and, cut to BUDGET, of all.

    A vector depends on its own story, and on document frequencies only by their power of two.
    Hidden stories and drafts count in these: a draft has the list that it will be published with.
    """
    total = len(stories)
    size = min(CODES, 1 << max(20, 12 + total.bit_length()))  # small editions, small tables
    terms = [_terms(story, size) for story in stories]
    frequency = np.zeros(size, np.int32)
    for codes, _ in terms:
        frequency[codes] += 1
    index, queries = [], []
    for story, (codes, strengths) in zip(stories, terms, strict=True):
        chosen, values, cost = _vector(codes, strengths, frequency[codes], total)
        affordable = np.searchsorted(cost, BUDGET, "right")
        queries.append((chosen[:affordable], values[:affordable]))
        index.append((chosen, values) if story.candidate else (chosen[:0], values[:0]))
    column = np.cumsum(frequency > 0, out=frequency)
    return _matrix(index, column), _matrix(queries, column)


def _terms(story: Subject, size: int) -> tuple[Numbers, Numbers]:
    """Return the codes below ``size`` of a story's terms and tags, and their strengths."""
    tags = [(crc32(f"#{tag}".encode()) % CODES) << 8 | 255 for tag in story.tags]
    packed = np.frombuffer(b64decode(story.terms) + np.array(tags, "<u4").tobytes(), "<u4")
    return (packed >> 8) % np.uint32(size), packed.astype(np.uint8)


def _vector(
    codes: Numbers, strengths: Numbers, found: Numbers, total: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Return (codes, values, postings up to each) of a story's vector, rarest terms first.

    ``found`` says in how many of the ``total`` stories each term occurs.
    """
    power, highest = np.frexp(found)[1] - 1, total.bit_length() - 1
    weights = strengths * np.maximum(1, highest - power).astype(np.int64)
    telling = np.flatnonzero((found > 1) & (power <= max(1, highest - 2)))
    # The code makes every key different, so that no tie is left to the algorithm.
    heaviest = telling[np.argsort(weights[telling] * CODES + codes[telling])[-WEIGHED:]]
    kept = heaviest[np.argsort(power[heaviest], kind="stable")]
    # What a story has for itself sets it apart as well: half counted, as most of it is chance.
    own = weights[found == 1] // 2
    length = max(1.0, np.sqrt(np.sum(weights[kept] ** 2) + np.sum(own**2)))
    values = np.rint(weights[kept] * (UNIT / length)).astype(np.int32)
    return codes[kept], values, np.cumsum(1 << power[kept])


def _matrix(rows: Sequence[tuple[Numbers, Numbers]], column: Numbers) -> csr_array:
    columns = column[np.concatenate([codes for codes, _ in rows])] - 1
    values = np.concatenate([values for _, values in rows])
    ends = np.cumsum([0, *(codes.size for codes, _ in rows)], dtype=np.int32)
    return csr_array((values, columns, ends), shape=(len(rows), max(1, column[-1])))
