"""Characters that no plain text of a publication may hold: XML and HTML cannot, or they deceive."""

import re

# Controls without tab and line ends, halves of surrogate pairs, noncharacters (Unicode 23.7), and
# the two overrides of direction, which show a text other than it is.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
    )
    + "]"
)
_OPEN = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
"""What changes the direction of a text → what ends it again (UAX 9)."""


def space_of(lang: str) -> str:
    """Return what is between two sentences of a language: Chinese and Japanese have no space."""
    return "" if lang.lower().partition("-")[0] in ("ja", "zh") else " "


def forbidden(text: str) -> str:
    """Return what is wrong with the characters of a plain text, or ``""``."""
    if text.isprintable():
        return ""
    if found := _FORBIDDEN.search(text):
        return f"the character U+{ord(found[0]):04X} cannot be shown"
    if max(text) >= "\u202a":
        return _unclosed(text)
    return ""


def taken_out(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without characters that cannot be shown, and each of these once."""
    found = tuple(dict.fromkeys(_FORBIDDEN.findall(text)))
    return (_FORBIDDEN.sub("", text) if found else text), found


def _unclosed(text: str) -> str:
    """Return which mark of direction would also turn what is printed after the text."""
    waiting: list[str] = []
    for char in text:
        if char in _OPEN:
            waiting.append(char)
        elif waiting and char == _OPEN[waiting[-1]]:
            waiting.pop()
    return f"the mark of direction U+{ord(waiting[-1]):04X} is not ended" if waiting else ""
