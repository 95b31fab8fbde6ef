"""A paper in several languages: handlers that work for one language after the other.

Such a handler gets an edition that holds what one language has: its words, its facts of the site,
its stories, its names of sections. What it sets is of this language again. Of a paper in one
language it gets the edition itself.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, fields, replace
from functools import wraps
from typing import Any, TypeVar

from newsroom.edition.opened import OpenedEdition
from newsroom.model import Site

E = TypeVar("E", bound=OpenedEdition)
_FACTS = tuple(one.name for one in fields(Site))


@dataclass(eq=False, kw_only=True)
class Own:
    """What one language has instead of what the edition has: attributes, and facts of the site."""

    attributes: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def edition_in(edition: E, language: str) -> E:
    """Return the edition as one of its languages has it; ``""`` is that of the paper."""
    own = edition.own[language]
    view = copy(edition)
    vars(view).update(own.attributes, language=language)
    view.site = replace(edition.site, **own.facts)
    return view


def in_each_language(handler: Callable[[E], None]) -> Callable[[E], None]:
    """Let a handler of a hook work for each language of the paper."""

    @wraps(handler)
    def work(edition: E) -> None:
        if not edition.own:
            handler(edition)
        for language in edition.own:
            view = edition_in(edition, language)
            before = copy(view)
            handler(view)
            _take_back(edition, view, before)

    return work


def _take_back(edition: E, view: E, before: E) -> None:
    """Keep what a handler set; what the language of the paper shares goes to the edition itself."""
    own = edition.own[view.language]
    changed = {
        name: value for name, value in vars(view).items() if value is not vars(before).get(name)
    }
    changed.pop("site", None)
    facts = {
        name: getattr(view.site, name)
        for name in _FACTS
        if getattr(view.site, name) is not getattr(before.site, name)
    }
    if view.language:
        own.attributes |= changed
        own.facts |= facts
        return
    for name, value in changed.items():
        (own.attributes if name in own.attributes else vars(edition))[name] = value
    edition.site = replace(edition.site, **facts)
