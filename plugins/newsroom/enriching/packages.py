"""Packages on the pages of their stories: Related News need not show the same again.

Sets: ``article.load_related`` of stories in a package.
Template: ``partials/package.html``.
"""

from collections.abc import Callable, Collection
from functools import partial

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language
from newsroom.model import Article


@in_each_language
def shorten_related(edition: EnrichedEdition) -> None:
    for package in edition.packages:
        for article in package.stories:
            article.load_related = partial(_without, package.stories, article.load_related)


def _without(
    shown: Collection[Article], load: Callable[[], tuple[Article, ...]]
) -> tuple[Article, ...]:
    return tuple(article for article in load() if article not in shown)


def register() -> None:
    signals.enrich.connect(shorten_related)
