"""Bare addresses, which become links as on GitHub: https://…, www.… and name@example.org."""

import re
from typing import NamedTuple

_SCHEME = re.compile(r"(?<![^\W_])https?\Z", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_REST = re.compile(r"[^\s<>]*")
EMAIL = r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"
_MARKS = "?!.,:*_~'\"”’“‘»«›‹…)]"
_POSSESSIVE = ("'s", "’s")
_MAILTO = "mailto:"
_ESCAPED = re.compile(r"\\([*_~&\[\]-])")
"""Programs that make Markdown of HTML escape signs in addresses too."""
_REFERENCE = re.compile(r"&[a-zA-Z0-9]+;\Z")


class Address(NamedTuple):
    """A link; what is written of it is in the source from ``start`` to ``end``."""

    href: str
    start: int
    end: int


def web_address(text: str, start: int, colon: int) -> Address | None:
    """Return the address with its ``://`` at ``colon``, if it begins at ``start`` or later."""
    scheme = _SCHEME.search(text, max(start, colon - 5), colon)
    if scheme is None or not text.startswith("://", colon):
        return None
    begin = scheme.start()
    return _ended(text, begin, colon + 3, "", need_dot=False)


def www_address(text: str, start: int) -> Address | None:
    """Return the address that begins with ``www.`` at ``start``."""
    if start and (text[start - 1].isalnum() or text[start - 1] in "/@.-_"):
        return None
    return _ended(text, start, start, "http://", need_dot=True)


def email_address(text: str, start: int, end: int) -> Address | None:
    """Return the address between two places, where ``EMAIL`` was found."""
    written = text[start:end].rstrip(".")
    if written[-1] in "-_" or text[start + len(written) : start + len(written) + 1] in ("@", "/"):
        return None
    scheme = start - len(_MAILTO)
    begin = scheme if scheme >= 0 and text.startswith(_MAILTO, scheme) else start
    if begin < start and text[begin - 1 : begin].isalnum():
        begin = start
    return Address(_MAILTO + written, begin, start + len(written))


def _ended(text: str, begin: int, host_at: int, before: str, *, need_dot: bool) -> Address | None:
    host = _HOST.match(text, host_at)
    if host is None or any("_" in label for label in host[0].split(".")[-2:]):
        return None
    if need_dot and "." not in host[0]:
        return None
    end = _REST.match(text, host.end()).end()  # type: ignore[union-attr]  # It may be empty.
    written = _without_marks(text[begin:end])
    return Address(before + written, begin, begin + len(written))


def before_bracket(text: str, address: Address) -> Address:
    """Return an address up to the bracket that ends what it is part of."""
    depth = 0
    for place in range(address.start, address.end):
        depth += (text[place] == "[") - (text[place] == "]")
        if depth < 0:
            shorter = _without_marks(text[address.start : place])
            before = address.href.removesuffix(text[address.start : address.end])
            return Address(before + shorter, address.start, address.start + len(shorter))
    return address


def _without_marks(address: str) -> str:
    """Return an address without what belongs to the sentence around it."""
    surplus = address.count(")") - address.count("(")
    while True:
        last = address[-1:]
        if last == ")" and surplus <= 0:
            return address
        if last == ";" and (match := _REFERENCE.search(address, max(len(address) - 12, 0))):
            address = address[: match.start()]
        elif last and last in _MARKS:
            surplus -= last == ")"
            address = address[:-1]
        elif address.endswith(_POSSESSIVE):
            address = address[:-2]
        else:
            return address


def unescaped(address: str) -> str:
    """Return a bare address without the backslashes before signs of Markdown."""
    return _ESCAPED.sub(r"\1", address) if "\\" in address else address
