"""Who may be seen: stories are listed, hidden, drafts or expired, and when that changes.

Sets: ``edition.articles``, ``hidden``, ``drafts``, ``waiting``, ``expired``, ``tags``, ``due``;
``article.tags`` of stories that are in no list.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from newsroom.edition import ReadEdition
from newsroom.model import Article, Due


def sort_by_state(edition: ReadEdition, articles: Iterable[Article]) -> None:
    """Decide who sees what. Without a preview a story of the future leaves no trace."""
    for article in sorted(articles, key=lambda one: (-one.published.timestamp(), one.url)):
        edition.due += _due(article, edition.now)
        if article.status == "draft" or article.published > edition.now:
            edition.waiting.append(article)
        elif article.expires and article.expires <= edition.now:
            edition.expired.append(article)
        elif article.status == "hidden":
            edition.hidden.append(article)
        else:
            edition.articles.append(article)
    if edition.preview:
        edition.drafts = edition.waiting.copy()
    # A tag has a page from the first listed story on, also when all of them have expired.
    listed = [*edition.articles, *(one for one in edition.expired if one.status == "published")]
    used = {tag.slug for article in listed for tag in article.tags}
    edition.tags = {slug: tag for slug, tag in edition.tags.items() if slug in used}
    for article in (*edition.hidden, *edition.drafts):
        article.tags = tuple(tag for tag in article.tags if tag.slug in used)


def _due(article: Article, now: datetime) -> Iterator[Due]:
    if article.status == "draft":
        return
    changes = (
        (article.published, "is published"),
        (article.breaking_until, "is no longer breaking news"),
        (article.expires, "expires"),
    )
    for moment, what in changes:
        if moment and moment > now:
            yield Due(moment=moment, what=f"“{article.title}” {what}", source=article.source)
