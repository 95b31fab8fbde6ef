"""Texts with places in them: ``{name}`` is a value, ``[words](name)`` is a link to an address."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

_PLACE = re.compile(r"\{(\w+)\}|(\[)|\]\((\w+)\)")
NUMBER = "number"
"""The value that says which form of a plural is right. It may be missing: "one story"."""
_NUMBERS = range(201)
"""Numbers that need every form of every language."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` is words, or the name of what takes the place: a value, or the address of a link."""

    kind: Literal["words", "value", "link", "end"]
    text: str = ""


def pieces(text: str) -> list[Piece]:
    """Take a text apart; a link is a piece, what is in it, and an end.

    Raises:
        ValueError: a bracket without its other half.
    """
    found: list[Piece] = []
    at, opened = 0, -1
    for match in _PLACE.finditer(text):
        if words := text[at : match.start()]:
            found.append(Piece("words", words))
        at = match.end()
        if match[1]:
            found.append(Piece("value", match[1]))
        elif match[2]:
            if opened >= 0:
                raise ValueError("a link in a link")
            opened = len(found)
            found.append(Piece("link"))
        else:
            if opened < 0:
                raise ValueError(f"]({match[3]}) without its [")
            found[opened] = Piece("link", match[3])
            found.append(Piece("end"))
            opened = -1
    if opened >= 0:
        raise ValueError("[ without the rest of a link")
    return [*found, Piece("words", text[at:])] if text[at:] else found


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text without links, its places filled."""
    if "{" not in text:
        return text
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), text)


def mistakes(source: Sequence[str], translation: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a translation, and what to do about it."""
    wanted = {place for text in source for place in _places(text)}
    needed = wanted - {NUMBER} if len(source) > 1 else wanted
    for text in filter(None, translation):
        try:
            found = set(_places(text))
        except ValueError as error:
            yield f"{text!r} has {error}", "write a link as [words](name)"
            continue
        for place in sorted(found - wanted):
            yield f"{text!r} names {place}, which {source[0]!r} does not", "take it out"
        for place in sorted(needed - found):
            yield f"{text!r} leaves out {place}", f"name it as {source[0]!r} does"


def mistakes_of_forms(
    source: Sequence[str], forms: Sequence[str], form_of: Callable[[int], int]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the forms of a plural; ``form_of`` gives the form for a number."""
    count = len({form_of(number) for number in _NUMBERS})
    if len(source) < 2 or not any(forms):
        return
    if len(forms) != count:
        remedy = f"write msgstr[0] to msgstr[{count - 1}]"
        yield f"{source[0]!r} has {len(forms)} forms, where the language has {count}", remedy
        return
    for place, text in enumerate(forms):
        if not text:
            yield f"{source[0]!r} leaves msgstr[{place}] empty", "write it"
        elif f"{{{NUMBER}}}" in source[1] and f"{{{NUMBER}}}" not in text:
            said = [number for number in _NUMBERS if form_of(number) == place]
            if len(said) > 1:
                both = f"{said[0]} and {said[1]}"
                yield f"{text!r} leaves out the number, and is the form of {both}", "name {number}"


def _places(text: str) -> Iterator[str]:
    for piece in pieces(text):
        if piece.kind == "value":
            yield piece.text
        elif piece.kind == "link":
            yield f"({piece.text})"
