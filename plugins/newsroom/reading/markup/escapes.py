"""Backslash escapes and character references within a line."""

import re
from xml.etree.ElementTree import Element

from newsroom.reading.markup.labels import resolved

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,31});")
_LOOKS_LIKE_REFERENCE = re.compile(r"&#?\w+;")
_ENTITY_GUARD = "&amp;"


def escaped(text: str, at: int) -> str | Element | None:
    """Return what a backslash before ``at`` makes of the character there, None for nothing."""
    following = text[at : at + 1]
    if following == "\n":
        return Element("br")
    if following not in _PUNCTUATION:
        return None
    if following == "&" and _LOOKS_LIKE_REFERENCE.match(text, at):
        return _ENTITY_GUARD
    # Attribute lists are read later, which must not see a brace that was escaped.
    return f"\x02{ord(following)}\x03" if following in "{}" else following


def referenced(text: str, start: int) -> tuple[str, int]:
    """Return what the ``&`` at ``start`` stands for, and the place behind it."""
    match = _REFERENCE.match(text, start)
    character = resolved(match[0]) if match else text[start]
    if match is None or (character == match[0] and text[start + 1] != "#"):
        return _ENTITY_GUARD, start + 1
    following = text[match.end() : match.end() + 40]
    if character == "&" and _LOOKS_LIKE_REFERENCE.match(f"&{following}"):
        character = _ENTITY_GUARD
    return character, match.end()
