"""The feeds of each live story, beside its page: every update is an entry.

Setting: ``FEEDS``.

The feeds of sections and tags carry a live story as one entry, which comes anew with each update;
who follows the story itself gets the updates one by one.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from newsroom import signals
from newsroom.edition import Edition
from newsroom.model import Article
from newsroom.paging.feeds import add_feed


def as_stories(article: Article) -> Iterator[Article]:
    """Yield the updates of a live story as the short stories that they are in a feed."""
    for update in article.live.updates if article.live else ():
        yield replace(
            article,
            url=f"{article.url}#{update.anchor}",
            title=update.title,
            summary=update.summary or update.title,
            published=update.published,
            updated=None,
            image=None,
            corrections=(),
            related_articles=(),
            live=None,
            digest=f"{article.digest} {update.place}",
            load_body=partial(_body, article, update.place),
        )


def _body(article: Article, place: int) -> str:
    return next(update.body for update in article.updates if update.place == place)


def add_live_feeds(edition: Edition) -> None:
    for article in edition.with_page:
        if article.live:
            title = f"{article.title} — {edition.site.name}"
            add_feed(edition, title, article.summary, article.url, list(as_stories(article)))


def register() -> None:
    signals.page.connect(add_live_feeds)
