"""The stories most similar to each: kept from run to run, and brought up to date.

What one story adds can reach only few shortlists. So these are the steps, for the first run (in
which all stories are new) as for every other:

1. A story is *changed* if it is new (an edited one is, and its old text is gone), or holds a term
   whose power (``powers_of``) is another one: it gets a new vector.
2. All other stories are compared with the changed ones only. In their shortlists, what is gone is
   taken out and what changed gets its new score.
3. A full shortlist does not know what was just below its end. If its end fell, it is in doubt.
4. Stories that changed or are in doubt are compared with all.

Every score is the same whole number as in a first run, so the shortlists are too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from newsroom.enriching.similarity import Subject
from newsroom.enriching.term_rows import (
    SIGNED,
    Flags,
    Numbers,
    count_codes,
    powers_of,
    read_signatures,
    read_terms,
    tally,
)
from newsroom.enriching.vectors import SHORTLIST, Ranking, Vectors, rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlists:
    """Row for row: digests and signatures of the stories, terms, vectors, similar stories.

    ``counts`` are the document frequencies of all codes that are ``known``: among all stories, and
    among the settled ones. Of N stories with K different codes, ``digests`` is uint8 (N, 16),
    ``signatures`` uint8 (N, ``SIGNED``), ``terms`` uint32 (N, width), ``known`` uint32 (K,) and
    ``counts`` int32 (K, 2).
    """

    digests: Numbers
    signatures: Numbers
    terms: Numbers
    known: Numbers
    counts: Numbers
    vectors: Vectors
    ranking: Ranking

    @classmethod
    def empty(cls) -> Self:
        digests, signatures = np.zeros((0, 16), np.uint8), read_signatures([])
        terms = np.zeros((0, 0), np.uint32)
        known, counts = np.zeros(0, np.uint32), np.zeros((0, 2), np.int32)
        return cls(
            digests=digests, signatures=signatures, terms=terms, known=known, counts=counts,
            vectors=Vectors.empty(0), ranking=Ranking.of([]),
        )  # fmt: skip

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        return cls(
            **{
                name: arrays[name] for name in ("digests", "signatures", "terms", "known", "counts")
            },
            vectors=Vectors(**{name: arrays[name] for name in ("codes", "values", "reads")}),
            ranking=Ranking(**{name: arrays[name] for name in ("rows", "others", "scores")}),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what the next run needs."""
        parts = (self, self.vectors, self.ranking)
        found = {name: getattr(part, name) for part in parts for name in part.__slots__}
        return {name: array for name, array in found.items() if isinstance(array, np.ndarray)}

    def of(self, rows: Sequence[int]) -> Iterator[list[int]]:
        """Yield for each of ``rows`` those of the stories most similar to it, best first."""
        bounds = np.searchsorted(self.ranking.rows, np.arange(len(self.digests) + 1))
        for row in rows:
            yield self.ranking.others[bounds[row] : bounds[row + 1]].tolist()


def update(
    old: Shortlists, stories: Sequence[Subject], digests: Sequence[bytes], threshold: float,
    workers: int = 1,
) -> tuple[Shortlists, Flags]:  # fmt: skip
    """Return the shortlists of ``stories`` and which of them are not those of ``old``.

    ``stories`` are in the order in which equals rank; two with the digests that they had before are
    still in the same order. ``old`` was made with the same threshold. The flags are bool (N,).
    """
    total = len(stories)
    if total.bit_length() != len(old.digests).bit_length():
        old = Shortlists.empty()  # all rarities change with it
    last = {digest.tobytes(): row for row, digest in enumerate(old.digests)}
    source = np.array([last.get(digest, -1) for digest in digests], np.int64)
    new, kept = np.flatnonzero(source < 0), np.flatnonzero(source >= 0)
    target = np.full(len(old.digests), -1)
    target[source[kept]] = kept

    added = read_terms([stories[row] for row in new.tolist()], count_codes(total))
    terms = np.zeros((total, max(old.terms.shape[1], added.shape[1])), np.uint32)
    terms[kept, : old.terms.shape[1]] = old.terms[source[kept]]
    terms[new, : added.shape[1]] = added

    signatures = np.zeros((total, SIGNED), np.uint8)
    signatures[kept] = old.signatures[source[kept]]
    signatures[new] = read_signatures([stories[row] for row in new.tolist()])

    settled, was_settled = _settled(total), _settled(len(old.digests))
    stays = (target >= 0) & was_settled
    stays[stays] = settled[target[stays]]
    comes = settled.copy()
    comes[target[stays]] = False
    everything = terms[new], old.terms[target < 0]
    known, counts = _count(old, everything, (terms[comes], old.terms[was_settled & ~stays]))
    powers = _table(known, counts, total)
    changed = source < 0
    has_crossed = _table(old.known, old.counts, total) != powers
    changed[kept] = has_crossed[old.terms >> 8].any(axis=1)[source[kept]]

    vectors = Vectors.empty(total)
    for name in ("codes", "values", "reads"):
        getattr(vectors, name)[kept] = getattr(old.vectors, name)[source[kept]]
    vectors.weigh(np.flatnonzero(changed), terms, powers)

    before = _moved(old.ranking, target)
    ranking = _rank(before, vectors, changed, stories, threshold, workers)
    shortlists = Shortlists(
        digests=_joined(digests), signatures=signatures, terms=terms, known=known, counts=counts,
        vectors=vectors, ranking=ranking,
    )  # fmt: skip
    return shortlists, (source < 0) | _differ(before, ranking, total)


def _settled(total: int) -> Flags:
    """Tell which rows are of the oldest stories: as many as the greatest power of two.

    How rare a term is depends on them, so that a new story changes no vector of an older one.
    """
    settled = 1 << total.bit_length() >> 1
    return np.arange(total) >= total - settled


def _count(old: Shortlists, *moves: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Return the codes of today and how many stories have each.

    ``moves`` are what came and what left, among all stories and among the settled ones: rows of
    terms, uint32 (any, width). The results are uint32 (K,) and int32 (K, 2).
    """
    tallies = [
        (column, sign, *tally(rows))
        for column, (came, left) in enumerate(moves)
        for sign, rows in ((1, came), (-1, left))
    ]
    known = _merged(old.known, *(codes for _, _, codes, _ in tallies))
    counts = np.zeros((known.size, 2), np.int32)
    counts[np.searchsorted(known, old.known)] = old.counts
    for column, sign, codes, numbers in tallies:
        counts[np.searchsorted(known, codes), column] += sign * numbers
    there = counts[:, 0] > 0
    return known[there], counts[there]


def _table(known: Numbers, counts: Numbers, total: int) -> Numbers:
    """Return the power of every code that ``total`` stories may have: uint8 (number of codes,)."""
    powers = np.zeros(count_codes(total), np.uint8)
    powers[known] = powers_of(counts)
    return powers


def _merged(*parts: Numbers) -> Numbers:
    """Return the codes of all, ascending, each once."""
    codes = np.sort(np.concatenate(parts), kind="stable")  # nearly in order
    return codes[np.diff(codes, prepend=-1) > 0]


def _joined(digests: Sequence[bytes]) -> Numbers:
    return np.frombuffer(b"".join(digests), np.uint8).reshape(-1, 16)


def _moved(ranking: Ranking, target: Numbers) -> Ranking:
    """Return ``ranking`` with the rows of today, -1 for another story that is gone.

    ``target`` is int64 (stories of the last run,): the row of today of each, -1 if it is gone.
    """
    rows, others = (target[array].astype(np.int32) for array in (ranking.rows, ranking.others))
    return Ranking(rows=rows, others=others, scores=ranking.scores).where(rows >= 0)


def _rank(
    before: Ranking, vectors: Vectors, changed: Flags, stories: Sequence[Subject],
    threshold: float, workers: int,
) -> Ranking:  # fmt: skip
    """Return today's shortlists; those ``before`` are good except for ``changed`` stories."""
    slugs = dict.fromkeys(story.section for story in stories)
    numbers = {slug: number for number, slug in enumerate(slugs)}
    sections = np.array([numbers[story.section] for story in stories])
    candidate = np.array([story.candidate for story in stories], np.bool_)

    good = (before.others >= 0) & ~changed[before.others] & ~changed[before.rows]
    fresh = rank(vectors, ~changed, candidate & changed, sections, threshold, workers)
    touched = np.zeros(len(stories), np.bool_)
    touched[before.rows[~good]] = touched[fresh.rows] = True
    merged = Ranking.of([before.where(good & touched[before.rows]), fresh]).best()
    compared = changed | _in_doubt(before, merged, touched)
    again = rank(vectors, compared, candidate, sections, threshold, workers)
    still = before.where(~touched[before.rows])
    ranking = Ranking.of([still, merged.where(~compared[merged.rows]), again])
    return ranking.where(np.argsort(ranking.rows, kind="stable"))


def _in_doubt(before: Ranking, merged: Ranking, touched: Flags) -> Flags:
    """Tell which of the ``touched`` that were full now end below the place where they ended."""
    was, now = (
        np.bincount(part.rows, minlength=touched.size) == SHORTLIST for part in (before, merged)
    )
    doubt: Flags = was & touched & ~now
    rows = np.flatnonzero(was & touched & now)
    old, new = (
        part.where(np.searchsorted(part.rows, rows, "right") - 1) for part in (before, merged)
    )
    # Of a story that is gone the place is not known any more: -1, before all others.
    doubt[rows] = (new.scores < old.scores) | (new.scores == old.scores) & (new.others > old.others)
    return doubt


def _differ(before: Ranking, ranking: Ranking, total: int) -> Flags:
    """Tell which rows have other stories in their shortlist than before, or in another order."""
    differ: Flags = np.bincount(before.rows, minlength=total) != np.bincount(
        ranking.rows, minlength=total
    )
    before, ranking = (part.where(~differ[part.rows]) for part in (before, ranking))
    differ[ranking.rows[before.others != ranking.others]] = True
    return differ
