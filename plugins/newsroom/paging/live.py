"""The feeds of each live story, next to its page: every update is an entry.

Setting: ``FEEDS``.

The feeds of sections and tags carry a live story as one entry, which changes with each update. Who
follows the story itself gets every update, however many there are, as an entry.
"""

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.languages.words import Words
from newsroom.model import Article, Update
from newsroom.paging.feed_entries import FeedEntry, authors_of, terms_of
from newsroom.paging.feeds import add_feed


def as_entry(update: Update, article: Article, words: Words) -> FeedEntry:
    return FeedEntry(
        url=f"{article.url}#{update.anchor}",
        title=update.title,
        summary=update.summary or update.title,
        html=update.body,
        published=update.published,
        lang=article.lang,
        authors=authors_of(article),
        section=article.section.name,
        terms=terms_of(article, words),
        id=f"{article.id}#{update.anchor}",
    )


@in_each_language
def add_live_feeds(edition: PagedEdition) -> None:
    for article in edition.with_page:
        if article.live:
            title = f"{article.title} — {edition.site.name}"
            entries = [as_entry(update, article, edition.words) for update in article.updates]
            add_feed(
                edition, title, article.summary, article.url, entries, id_=article.id, whole=True
            )


def register() -> None:
    signals.page.connect(add_live_feeds)
