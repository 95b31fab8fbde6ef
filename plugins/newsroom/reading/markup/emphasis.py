"""Emphasis and struck out text: which marks belong together (CommonMark 6.2, GFM).

``*a*`` and ``_a_`` are emphasis, ``**a**`` and ``__a__`` strong, ``~~a~~`` is struck out. One
tilde is left alone: it means "about", and in Korean and Japanese "up to".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from newsroom.reading.markup.nodes import fill

# Where words are not divided by spaces a mark between a word and a quote belongs to either.
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_TAGS = {("*", 1): "em", ("_", 1): "em", ("*", 2): "strong", ("_", 2): "strong", ("~", 2): "del"}


@dataclass(eq=False, slots=True, kw_only=True)
class Marks:
    """A run of one mark: how many are left of it, how long it was, and what it may do."""

    mark: str
    left: int
    length: int
    opens: bool
    closes: bool


Item = str | Element | Marks


@cache
def _class_of(character: str) -> str:
    """Return what a character is to a mark next to it: ``space``, ``sign`` or ``word``."""
    if character.isspace():
        return "space"
    return "sign" if unicodedata.category(character)[0] in "PS" else "word"


def read_marks(run: str, before: str, after: str) -> Marks:
    """Return what a run of marks between two characters (``""`` at an edge) may open and close."""
    first, last = _class_of(before or " "), _class_of(after or " ")
    left = last != "space" and (last == "word" or first != "word" or _CJK.match(before) is not None)
    right = first != "space" and (
        first == "word" or last != "word" or _CJK.match(after) is not None
    )
    mark, length = run[0], len(run)
    if mark == "_":
        opens, closes = (
            left and (not right or first == "sign"),
            right and (not left or last == "sign"),
        )
    elif mark == "~" and length != 2:
        opens = closes = False
    else:
        opens, closes = left, right
    return Marks(mark=mark, left=length, length=length, opens=opens, closes=closes)


def pair(items: list[Item]) -> list[str | Element]:
    """Return the items with elements for marks that belong together, and the others as text.

    Linear: an opening mark that was not found is not sought again.
    """
    done: list[Item] = []
    openers: list[int] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for item in items:
        if not isinstance(item, Marks):
            done.append(item)
            continue
        while item.closes and item.left:
            key = item.mark, item.opens, item.length % 3
            place = _opener(item, done, openers, bottoms.get(key, 0))
            if place is None:
                bottoms[key] = len(openers)
                break
            _enclose(item, done, openers[place])
            opener = done[openers[place]]
            keep = place + 1
            if isinstance(opener, Marks) and not opener.left:
                done[openers[place]] = ""
                keep = place
            del openers[keep:]
            for known, bottom in bottoms.items():
                bottoms[known] = min(bottom, keep)
        if item.left:
            if item.opens:
                openers.append(len(done))
            done.append(item)
    return [item.mark * item.left if isinstance(item, Marks) else item for item in done]


def _opener(closer: Marks, done: list[Item], openers: list[int], bottom: int) -> int | None:
    """Return the place among ``openers`` of the last one that belongs to ``closer``."""
    for place in range(len(openers) - 1, bottom - 1, -1):
        opener = done[openers[place]]
        if isinstance(opener, Marks) and opener.mark == closer.mark and opener.left:
            both = opener.closes or closer.opens
            if not both or (opener.length + closer.length) % 3 or not (
                opener.length % 3 or closer.length % 3
            ):  # fmt: skip
                return place
    return None


def _enclose(closer: Marks, done: list[Item], at: int) -> None:
    """Put the items after the opener at ``at`` into an element."""
    opener = done[at]
    assert isinstance(opener, Marks)  # noqa: S101 - only marks open
    used = 2 if opener.left >= 2 and closer.left >= 2 else 1
    inner = [item.mark * item.left if isinstance(item, Marks) else item for item in done[at + 1 :]]
    del done[at + 1 :]
    element = Element(_TAGS[closer.mark, used])
    fill(element, inner)
    opener.left -= used
    closer.left -= used
    done.append(element)
