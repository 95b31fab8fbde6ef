"""Packages on the pages of their stories: what stands there need not stand in Related News again.

Sets: ``article.related`` of stories in a package.
Template: ``partials/package.html``.
"""

from newsroom import signals
from newsroom.edition import Edition


def shorten_related(edition: Edition) -> None:
    for package in edition.front_plan.packages:
        for article in package.stories:
            article.related_articles = tuple(
                other for other in article.related_articles if other not in package.stories
            )


def register() -> None:
    signals.enrich.connect(shorten_related)
