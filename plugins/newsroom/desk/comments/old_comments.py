"""Comments of another system: what exports of WordPress and Disqus say of them."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OldComment:
    """A comment that readers saw. It has no e-mail address and no IP address.

    ``key`` names it for good (``disqus:12``), ``parent`` is the key of what it answers, or empty.
    ``address`` is the path of its page on the old site, ``title`` the name of that page;
    ``written`` is in seconds since 1970. ``text`` is Markdown as readers may write it.
    """

    key: str
    parent: str
    address: str
    title: str
    name: str
    website: str
    written: int
    text: str


@dataclass(slots=True)
class OldComments:
    """All comments of an export. ``left_out``: reason in words → number.

    ``parents``: key → key of what it answers, of those left out too, so that answers to them find
    the conversation that they belong to.
    """

    found: list[OldComment] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    parents: dict[str, str] = field(default_factory=dict)


def missing(key: str, text: str, written: int | None) -> str:
    """Return what a comment cannot do without, in words for a list of numbers, or ``""``."""
    if not key:
        return "without a number"
    if not text:
        return "without a text"
    return "" if written is not None else "without a date"
