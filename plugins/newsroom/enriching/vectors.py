"""How similar two stories are: the product of their vectors of weighted terms.

A vector depends on its own story and, through the powers of two of document frequencies, on how
rare its terms are: nothing else. All of it is counted in whole numbers, so that neither the order
of a sum nor the machine can change a rank.

Stories are rows, newest first. Rows of terms and of vectors have one width and end in zeros.

Four stories with up to three terms each (code, strength). The third shares a term with the second
only:

>>> from newsroom.enriching.term_rows import count_codes, power_of_two, tally
>>> terms = np.array([[7 << 8 | 200, 9 << 8 | 100, 0],
...                   [7 << 8 | 255, 9 << 8 | 50, 11 << 8 | 90],
...                   [11 << 8 | 180, 0, 0],
...                   [9 << 8 | 120, 13 << 8 | 10, 0]], np.uint32)
>>> codes, counts = tally(terms)
>>> codes.tolist(), counts.tolist()  # code 9 is in three stories
([7, 9, 11, 13], [2, 3, 2, 1])
>>> powers = np.zeros(count_codes(4), np.uint8)
>>> powers[codes] = power_of_two(counts)
>>> vectors = Vectors.empty(4)
>>> vectors.weigh(np.arange(4), terms, powers)
>>> vectors.codes[1, :3].tolist(), vectors.values[1, :3].tolist()  # of the second story
([9, 11, 7], [745, 1341, 3798])
>>> everything, sections = np.ones(4, np.bool_), np.array([0, 0, 1, 0])
>>> ranking = rank(vectors, everything, everything, sections, threshold=0.1, workers=1)
>>> ranking.others[ranking.rows == 1].tolist()  # most like the second: first, third, fourth
[0, 2, 3]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from newsroom.engine.workers import Crew
from newsroom.enriching.term_rows import Flags, Numbers, count_codes

WEIGHED = 128  # terms of a story that are compared: with half as many, 1 % of precision is lost
BUDGET = 1 << 13  # postings read for one story: what bounds its work
UNIT = 1 << 12  # length of a story's vector
SECTION = 16  # the same section adds a sixteenth to a similarity
SHORTLIST = 200  # similar stories that a list is made from; many of them may be copies
ROWS = 512  # rows taken at a time: what is computed of them stays in a processor's own cache
SUMS = 1 << 17  # sums taken at a time: the same
FEW = 128  # so many times are over before workers have begun
CHUNK = 16  # times that a worker takes at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """``codes`` and ``values`` of each row, rarest terms first; ``reads``: how many a query has.

    They are uint32 (N, ``WEIGHED``), int16 (N, ``WEIGHED``) and uint8 (N,). Each row of values has
    the length ``UNIT`` at most; the code of a value of 0 means nothing.
    """

    codes: Numbers
    values: Numbers
    reads: Numbers

    @classmethod
    def empty(cls, rows: int) -> Self:
        shape = (rows, WEIGHED)
        return cls(
            codes=np.zeros(shape, np.uint32),
            values=np.zeros(shape, np.int16),
            reads=np.zeros(rows, np.uint8),
        )

    def weigh(self, rows: Numbers, terms: Numbers, powers: Numbers) -> None:
        """Make the vectors of ``rows``; ``powers`` are those of two in the frequency of each code.

        ``rows`` is int64 (R,), ``terms`` uint32 (N, width), ``powers`` uint8 (number of codes,).
        Hidden stories and drafts count too: a draft has the list that it will be published with.
        """
        highest = len(terms).bit_length() - 1
        for start in range(0, rows.size, ROWS):
            chosen = rows[start : start + ROWS]
            parts = _weigh(terms[chosen], powers, highest)
            self.codes[chosen], self.values[chosen], self.reads[chosen] = parts


def _weigh(terms: Numbers, powers: Numbers, highest: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return codes, values and reads of some rows of ``terms``, as :class:`Vectors` has them."""
    codes, strengths = terms >> 8, (terms & 255).astype(np.int64)
    power = powers[codes].astype(np.int64)
    weights = strengths * np.maximum(1, highest - power)
    telling = (strengths > 0) & (power > 0) & (power <= max(1, highest - 2))
    # The code makes every key different, so that no tie is left to the algorithm.
    keys = np.where(telling, weights << 29 | codes.astype(np.int64) << 5 | power, 0)
    keys = np.sort(keys, axis=1)[:, -WEIGHED:]
    keys = np.pad(keys, ((0, 0), (WEIGHED - keys.shape[1], 0)))
    # What a story has for itself sets it apart as well: half counted, as most of it is chance.
    own = np.where(power == 0, weights // 2, 0)
    weights, codes, power = keys >> 29, keys >> 5 & 0xFFFFFF, keys & 31
    length = np.sqrt(np.sum(weights**2, axis=1) + np.sum(own**2, axis=1))
    values = np.rint(weights * (UNIT / np.maximum(1.0, length))[:, None])
    rarest = np.argsort(np.where(keys > 0, power, 32).astype(np.uint8), axis=1, kind="stable")
    values, codes, costs = (
        np.take_along_axis(array, rarest, axis=1)
        for array in (values, codes, np.where(keys > 0, 1 << power, BUDGET + 1))
    )
    return codes, values, np.sum(np.cumsum(costs, axis=1) <= BUDGET, axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Similar stories: ``others`` of each of ``rows``, ascending, best first within a row.

    All three are int32 (P,), for P pairs of a story and one that is similar to it.
    """

    rows: Numbers
    others: Numbers
    scores: Numbers

    @classmethod
    def of(cls, parts: Sequence[Self]) -> Self:
        """Return all of ``parts``, one after the other."""
        nothing = np.zeros(0, np.int32)
        return cls(
            rows=np.concatenate([nothing, *(part.rows for part in parts)]),
            others=np.concatenate([nothing, *(part.others for part in parts)]),
            scores=np.concatenate([nothing, *(part.scores for part in parts)]),
        )

    def best(self) -> Self:
        """Return the best of each row in order; ties go to the newer story."""
        # Rows and scores in one number: half the sorting.
        order = np.lexsort((self.others, (self.rows.astype(np.int64) << 32) - self.scores))
        ranked = self.where(order)
        place = np.arange(order.size) - np.searchsorted(ranked.rows, ranked.rows)
        return ranked.where(place < SHORTLIST)

    def where(self, chosen: Flags | Numbers) -> Self:
        return type(self)(
            rows=self.rows[chosen], others=self.others[chosen], scores=self.scores[chosen]
        )


def rank(
    vectors: Vectors, queries: Flags, index: Flags, sections: Numbers, threshold: float,
    workers: int,
) -> Ranking:  # fmt: skip
    """Return the rows of ``index`` that are most similar to each row of ``queries``.

    Both are bool (N,); ``sections`` is int64 (N,), a number for the section of each story.
    The products are summed in a table of some rows of one by all of the other: reading the postings
    takes longer than that up to more than 100,000 stories.
    """
    asked, columns = np.flatnonzero(queries), np.flatnonzero(index)
    if not asked.size or not columns.size:
        return Ranking.of([])
    read = np.where(np.arange(WEIGHED) < vectors.reads[:, None], vectors.values, 0)
    many, few = (asked, read), (columns, vectors.values)
    if swapped := asked.size < columns.size:  # a product is the same from either side
        many, few = few, many
    (lines, line_values), (columns, column_values) = many, few
    postings = _Postings(vectors.codes[columns], column_values[columns], count_codes(queries.size))
    step = max(1, min(ROWS, SUMS // columns.size))

    def found_from(start: int) -> tuple[int, Ranking]:
        chosen = lines[start : start + step]
        sums = postings.products(vectors.codes[chosen], line_values[chosen])
        passed = np.flatnonzero((sums > 0) & (sums >= threshold * UNIT**2))
        row, other = chosen[passed // columns.size], columns[passed % columns.size]
        score = sums[passed].astype(np.int64) * (SECTION + (sections[row] == sections[other]))
        if swapped:
            row, other = other, row
        rows, others, scores = (
            array[row != other].astype(np.int32) for array in (row, other, score)
        )
        return start, Ranking(rows=rows, others=others, scores=scores).best()

    starts = range(0, lines.size, step)
    if workers == 1 or len(starts) < FEW:
        found = [found_from(start)[1] for start in starts]
    else:
        with Crew(found_from, starts, workers, CHUNK) as all_found:
            found = [part for _, part in sorted(all_found, key=itemgetter(0))]
    return Ranking.of(found).best() if swapped else Ranking.of(found)


class _Postings:
    """Of each code, the rows that have it and their values.

    ``codes`` and ``values`` are (M, ``WEIGHED``) as in :class:`Vectors`, of the M rows that are
    looked through; ``table`` is how many codes there are.
    """

    def __init__(self, codes: Numbers, values: Numbers, table: int) -> None:
        self._rows = len(codes)
        place = np.flatnonzero(values)
        # Code and place in one number: sorted faster than one by the other.
        keys = np.sort(codes.ravel()[place].astype(np.int64) << 32 | place)
        ordered, place = keys >> 32, keys & 0xFFFFFFFF
        self._row = (place // WEIGHED).astype(np.int32)
        self._value = values.ravel()[place].astype(np.int32)
        first = np.flatnonzero(np.diff(ordered, prepend=np.int64(-1)))
        # All codes without postings have number 0.
        self._start = np.concatenate([[0], first, [place.size]])
        self._number = np.zeros(table, np.int32)
        self._number[ordered[first]] = np.arange(1, first.size + 1)

    def products(self, codes: Numbers, values: Numbers) -> NDArray[Any]:
        """Return the products of queries with all rows, row by row: whole numbers below 2**53.

        Queries are (Q, ``WEIGHED``); the result is float64 (Q * M,), Q times the products with
        all M rows.
        """
        number = self._number[codes]
        place = np.flatnonzero((number > 0) & (values > 0))
        number = number.ravel()[place]
        start, size = self._start[number], self._start[number + 1] - self._start[number]
        ends = np.cumsum(size)
        read = np.arange(ends[-1] if ends.size else 0) + np.repeat(start - ends + size, size)
        sums = self._row[read] + np.repeat(place // WEIGHED * self._rows, size)
        products = self._value[read] * np.repeat(values.ravel()[place].astype(np.int32), size)
        return np.bincount(sums, products, minlength=len(codes) * self._rows)
