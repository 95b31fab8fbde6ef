"""Whether a change of a published text is material, and what it is, word by word.

The measure: both versions become plain words, without typography, case and punctuation. Words
added, removed or replaced are counted; a word replaced by one with nearly the same letters is a
typo and counts nothing. A change is *material* when more than so many words changed, or when any
number or negation did.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from newsroom.model.revisions import WordRun

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_NEGATIONS = {"no", "not", "never", "none", "nobody", "nor", "without", "cannot"}
ALIKE = 0.75
"""Likeness, from 0 to 1, from which one word is another one with a typo (``teh``, ``the``)."""
_MOST = 4_000_000
"""Pairs of words that are compared: of a longer passage all words count as replaced."""
_PARAGRAPH = "\n"

Kind = Literal["kept", "added", "removed"]
Region = tuple[Sequence[str], Sequence[str]]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without what typography and case make of them."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return _WORD.findall(folded)


def changes(before: list[str], after: list[str]) -> tuple[int, list[tuple[str, str]]]:
    """Return how many words changed, and the pairs (before, after) that matter even alone.

    These are numbers and negations.
    """
    count, weighty = 0, []
    for kind, start, end, new_start, new_end in _opcodes(before, after):
        if kind == "equal":
            continue
        old, new = before[start:end], after[new_start:new_end]
        if [*filter(_weighs, old)] != [*filter(_weighs, new)]:
            weighty.append((" ".join(old), " ".join(new)))
        paired = zip(old, new, strict=False)
        typos = sum(_alike(one, other) for one, other in paired)
        count += max(len(old), len(new)) - typos
    return count, weighty


def is_material(before: Sequence[str], after: Sequence[str], most: int) -> bool:
    """Tell whether more than ``most`` words changed between the paragraphs of two versions, or a
    number or negation.
    """
    count = 0
    for old, new in _regions(before, after):
        one, other = words_of("\n".join(old)), words_of("\n".join(new))
        if len(one) * len(other) > _MOST:
            return True
        more, weighty = changes(one, other)
        count += more
        if weighty or count > most:
            return True
    return False


def compare(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[WordRun, ...], ...]:
    """Return the paragraphs that changed, with what was kept, added and removed in each."""
    return tuple(paragraph for region in _regions(before, after) for paragraph in _runs(*region))


def _regions(before: Sequence[str], after: Sequence[str]) -> Iterator[Region]:
    for kind, start, end, new_start, new_end in _opcodes(before, after):
        if kind != "equal":
            yield before[start:end], after[new_start:new_end]


def _opcodes(
    before: Sequence[str], after: Sequence[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    """Return what became of what. Where most is the same word, that word is not compared."""
    times, others = Counter(before), Counter(after)
    pairs = sum(count * others[one] for one, count in times.items())
    return SequenceMatcher(None, before, after, autojunk=pairs > _MOST).get_opcodes()


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[WordRun, ...]]:
    """Yield the paragraphs of a passage; a paragraph ends where one of the new version does."""
    runs: list[WordRun] = []
    for kind, words in _steps(_split(old), _split(new)):
        pieces = " ".join(words).split(_PARAGRAPH)
        for number, piece in enumerate(pieces):
            if number and runs and kind != "removed":
                yield tuple(runs)
                runs = []
            if text := piece.strip(" "):
                runs.append(WordRun(kind=kind, text=text))
    if runs:
        yield tuple(runs)


def _steps(one: list[str], other: list[str]) -> Iterator[tuple[Kind, list[str]]]:
    if len(one) * len(other) > _MOST:
        yield "removed", one
        yield "added", [_PARAGRAPH, *other]
        return
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield "kept", one[start:end]
            continue
        yield "removed", one[start:end]
        yield "added", other[new_start:new_end]


def _split(paragraphs: Sequence[str]) -> list[str]:
    return f" {_PARAGRAPH} ".join(paragraphs).split(" ")


def _weighs(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't") or any(char.isdigit() for char in word)


def _alike(one: str, other: str) -> bool:
    if _weighs(one) or _weighs(other):
        return one == other
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
