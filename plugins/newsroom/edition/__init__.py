"""The edition: everything that one run knows, handed from hook to hook.

It is one object, and each room sees as much of it as is there when the room works: reading a
:class:`ReadEdition`, enriching an :class:`EnrichedEdition`, paging a :class:`PagedEdition`, and
writing the whole :class:`Edition`. So mypy refuses what reads an attribute that a later room sets.
"""

from newsroom.edition.enriched import EnrichedEdition
from newsroom.edition.languages import Own, edition_in, in_each_language
from newsroom.edition.opened import OpenedEdition
from newsroom.edition.paged import PagedEdition
from newsroom.edition.read import Enlargement, ReadEdition
from newsroom.edition.written import Edition

__all__ = [
    "Edition",
    "Enlargement",
    "EnrichedEdition",
    "OpenedEdition",
    "Own",
    "PagedEdition",
    "ReadEdition",
    "edition_in",
    "in_each_language",
]
