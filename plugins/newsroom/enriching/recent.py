"""Recent news: stories of the last two days, which the news sitemap lists.

Sets: ``edition.recent``, newest first, and ``edition.due``.

Google wants no story in it that is older than two days. A story leaves at a full quarter of the day
(UTC), so that there are four instants a day at most at which the site must be built for this.
"""

from datetime import UTC, datetime, timedelta

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.model import Due

AGE = timedelta(days=2)
QUARTER = 6
"""Hours."""


def leaves(published: datetime) -> datetime:
    """Return the instant from which a story is not recent: at most two days after it came out."""
    moment = published.astimezone(UTC)
    full = moment.replace(hour=moment.hour // QUARTER * QUARTER, minute=0, second=0, microsecond=0)
    return full + AGE


def find_recent(edition: EnrichedEdition) -> None:
    oldest = edition.now - AGE
    recent = []
    for article in edition.editorial:  # newest first
        if article.published < oldest:
            break
        end = leaves(article.published)
        if end > edition.now:
            recent.append(article)
            what = f"“{article.title}” leaves the news sitemap"
            edition.due.append(Due(moment=end, what=what, source=article.source))
    edition.recent = tuple(recent)


def register() -> None:
    signals.enrich.connect(find_recent)
