"""The way to a page from the front page: which lists are above it."""

import re

from newsroom.edition import PagedEdition
from newsroom.schema_org.things import Crumb

_ABOVE = {"tag": "Tags", "author": "Authors", "series": "Series", "period": "Archive"}
"""Kind of a list → name of the index of all lists of its kind, one folder above."""
_MONTH = re.compile(r"(.*/(\d{4})/)\d\d/")


def above(edition: PagedEdition, kind: str, url: str) -> tuple[Crumb, ...]:
    """Return name and address of each page between the front page and the list at ``url``."""
    href, words = edition.site.href, edition.words
    if kind == "issue":
        return ((words.gettext("Newsletter"), href("/newsletter/")),)
    if kind not in _ABOVE:
        return ()
    index = {"period": "archive"}.get(kind, kind)
    found = [(words.gettext(_ABOVE[kind]), href(f"/{index}/"))]
    if month := _MONTH.fullmatch(url):
        found.append((words.year(int(month[2])), month[1]))
    return tuple(found)
