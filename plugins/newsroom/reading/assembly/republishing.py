"""Stories that others may print: each has a page from which they copy it.

Setting: ``REPUBLISH``.
Sets: ``article.details``, with the address of that page.
Template: ``partials/republish.html``.
"""

from dataclasses import replace

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.options import load_options
from newsroom.settings.republishing import RepublishOptions, may_be_printed

PAGE = "republish/"
"""The page to copy a story from, below the address of the story."""


def add_republishing(edition: ReadEdition) -> None:
    options = load_options(edition.settings, "REPUBLISH", RepublishOptions)
    for article in edition.articles:
        if article.details.republish and (why := article.not_ours):
            what = f"`republish: true`, but {why}"
            edition.problems.error(article.source, what, "delete the key", 1, 1)
        elif options.stories != "none" and may_be_printed(article, options.stories):
            article.details = replace(article.details, republish_url=article.url + PAGE)


def register() -> None:
    signals.read.connect(add_republishing)
