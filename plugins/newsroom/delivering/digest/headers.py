"""Headers of a mail, encoded here: Python's own folding differs between versions and loses spaces.

Up to Python 3.12 ``email.policy`` leaves the space between two encoded words outside of them, where
RFC 2047 says that it does not count. Here every space is inside a word.
"""

from base64 import b64encode
from email.headerregistry import BaseHeader, UnstructuredHeader
from email.policy import Policy
from email.utils import formataddr
from typing import Any

LINE = 76
"""Characters of a line that holds encoded words, which have 75 at most (RFC 2047)."""
LONGEST = 900
"""Longest line: RFC 5322 allows 998 characters."""
_FRAME = "=?utf-8?b?{}?="


class WholeHeader(UnstructuredHeader, BaseHeader):
    """A header of one line. The library would encode an address longer than a line (RFC 2047),
    and mail services look for it as it is."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value  # a headline that looks like an encoded word is a headline

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class TextHeader(WholeHeader):
    """A header that is a text: ``Subject``."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {encoded(self, len(self.name) + 2, policy.linesep)}{policy.linesep}"


class NamedHeader(WholeHeader):
    """A header that is a name and, in angle brackets, an address: ``From``, ``List-Id``."""

    def fold(self, *, policy: Policy) -> str:
        name, _, address = self.rpartition("<")
        start, end = len(self.name) + 2, policy.linesep
        words = encoded(name.strip(), start, end)
        if not words or words == name.strip():
            return f"{self.name}: {formataddr((words, address.rstrip('>')))}{end}"
        return f"{self.name}: {words}{end} <{address}{end}"


def encoded(text: str, start: int, end: str) -> str:
    """Return a text as a header may hold it; its first line begins in column ``start``.

    ASCII stays as it is, unless it looks like an encoded word. ``end`` is the end of a line.
    """
    plain = text.isascii() and text.isprintable() and text.strip() == text and "=?" not in text
    if plain and len(text) <= LONGEST:
        return text
    words, room = [""], LINE - start
    for sign in text:
        while words[-1] and len(_word(words[-1] + sign)) > room:
            # A text is parted behind a space where there is one: some readers add one there.
            whole, space, rest = words[-1].rpartition(" ")
            words[-1:] = [whole + space, rest] if space else [rest, ""]
            room = LINE - 1
        words[-1] += sign
    return f"{end} ".join(_word(word) for word in words if word)


def _word(text: str) -> str:
    return _FRAME.format(b64encode(text.encode("utf-8", "replace")).decode())
