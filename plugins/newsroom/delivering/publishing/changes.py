"""What differs between a site and what is published, and in which order it goes out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FRONT = "index.html"
_STORY = re.compile(r"[^/]+/\d{4}/\d\d/[^/]+/index\.html")
_LISTS = re.compile(r"(.*/)?(feed\.(atom|rss|json)|[^/]*sitemap[^/]*\.xml|robots\.txt)")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Paths, each sorted in the order in which they go out."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def sent(self) -> tuple[str, ...]:
        """What is uploaded."""
        return ordered((*self.added, *self.changed))

    def lines(self) -> list[str]:
        """Return a line for each file: ``+`` added, ``~`` changed, ``-`` removed."""
        signs = ("+", self.added), ("~", self.changed), ("-", self.removed)
        return [f"{sign} {path}" for sign, paths in signs for path in paths]


def compare(wanted: Mapping[str, str], there: Mapping[str, str]) -> Changes:
    """Return what must be done so that ``there`` becomes ``wanted`` (path → fingerprint)."""
    changed = [path for path, one in wanted.items() if there.get(path, one) != one]
    return Changes(
        added=ordered(wanted.keys() - there.keys()),
        changed=ordered(changed),
        removed=tuple(sorted(there.keys() - wanted.keys())),
    )


def rank(path: str) -> int:
    """Return when a file goes out: what pages need, stories, other pages, then feeds and maps.

    So no page asks for a file, and no list leads to a page, that is not there yet.
    """
    if _LISTS.fullmatch(path):
        return 3
    if not path.endswith(".html"):
        return 0
    return 1 if _STORY.fullmatch(path) else 2


def ordered(paths: Iterable[str]) -> tuple[str, ...]:
    """Return paths in the order in which they go out, the front page last of all pages."""
    return tuple(sorted(paths, key=lambda path: (rank(path), path == FRONT, path)))
