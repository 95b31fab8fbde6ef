"""Breaking news: stories that a banner announces until the end that they give (``breaking``).

Sets: ``edition.breaking``, newest first.
Template: ``partials/breaking.html``.

The banner is on the front page, on Hottest and on the first page of each section: few pages,
however large the archive is (see docs/decisions/005-breaking-banner.md).
"""

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language


@in_each_language
def add_breaking(edition: EnrichedEdition) -> None:
    edition.breaking = tuple(
        article
        for article in edition.articles
        if article.breaking_until and article.breaking_until > edition.now
    )


def register() -> None:
    signals.enrich.connect(add_breaking)
