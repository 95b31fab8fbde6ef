"""The text of an announcement: headline, hashtags, address; and how long a network finds it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_JOINER = "\u200d"
# Joiners, colours of skin, and the tags of flags such as Scotland's; other invisible signs count.
_PARTS = {"\u200c", _JOINER, *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))}


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """``title`` is the headline, ``url`` the story's full address, ``tags`` are hashtags.

    ``key`` is the same for the same story on every run, even if it moves. ``moment`` is when it was
    published, in microseconds since 1970.
    """

    key: str
    title: str
    url: str
    tags: tuple[str, ...]
    lang: str
    source: str
    moment: int

    def text(self, *, hashtags: bool = True) -> str:
        parts = [self.title, self.url]
        if hashtags and self.tags:
            parts.insert(1, " ".join(f"#{tag}" for tag in self.tags))
        return "\n\n".join(parts)


class TooLongError(Exception):
    """A headline does not fit into a post."""


def fitting(post: Announcement, most: int, url_length: int | None = None) -> str:
    """Return the text in at most ``most`` characters, without hashtags where it must be.

    A network may count every address as ``url_length``.

    Raises:
        TooLongError: the headline is too long.
    """
    saved = len(post.url) - url_length if url_length is not None else 0
    for hashtags in (True, False):
        text = post.text(hashtags=hashtags)
        if characters(text) - saved <= most:
            return text
    room = most - (characters(post.text(hashtags=False)) - saved - characters(post.title))
    what = f"the headline has {characters(post.title)} characters, there is room for {room}"
    raise TooLongError(f"{what}: write a shorter one as `social` in `headlines:`")


def characters(text: str) -> int:
    """Return how many characters readers see, rather too many than too few.

    Accents and parts of a joined emoji do not count (close to grapheme clusters, UAX 29).
    """
    count, joined = 0, False
    for sign in text:
        kind = unicodedata.category(sign)
        part = kind in ("Mn", "Me") or sign in _PARTS
        if not part and not (joined and kind == "So"):
            count += 1
        joined = sign == _JOINER
    return count


def hashtag(name: str) -> str:
    """Return a tag as networks read it, words joined, each with a capital; it may be empty."""
    words = "".join(sign if sign.isalnum() else " " for sign in name).split()
    if len(words) > 1:
        words = [word[0].upper() + word[1:] for word in words]
    joined = "".join(words)
    return "" if joined.isdecimal() else joined


def hashtags(names: Sequence[str], most: int) -> tuple[str, ...]:
    found = dict.fromkeys(filter(None, map(hashtag, names)))
    return tuple(found)[:most]
