"""Which stories wait to be announced on a network: what is new, or what an editor names."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import unquote

from newsroom.delivering.announcing.options import AnnounceOptions
from newsroom.delivering.announcing.posts import Announcement, hashtags
from newsroom.delivering.digest.journal import Journal
from newsroom.edition import Edition
from newsroom.model import Article
from newsroom.options import suggestion
from newsroom.problems import ContentError, Problem

BEFORE = timedelta(days=7)
"""How old the stories are that the first run notes; what is older is not announced by itself."""


class Announcements:
    """The stories of an edition, and in ``journal`` what was announced of them."""

    def __init__(self, edition: Edition, options: AnnounceOptions, journal: Journal) -> None:
        self.edition = edition
        self.journal = journal
        self._options = options

    def begin(self, network: str) -> None:
        """Note what readers see already: a story that comes later may have an earlier date."""
        now = self.edition.now
        for one in self.edition.articles:
            if one.published > now - BEFORE:
                self.journal.note("left", self.whom(network, one.id), "was there before")
        self.journal.note("started", network)

    def new(self, network: str) -> list[Article]:
        """Return what is new on a network, the oldest first."""
        started = datetime.fromisoformat(self.journal.since(network))
        since = max(started - BEFORE, self.edition.now - timedelta(hours=self._options.hours))
        found = [
            one for one in self.edition.articles
            if one.published > since and self.speaks(network, one) and self._counts(one)
            and self.journal.state(self.whom(network, one.id)) not in ("sent", "left")
        ]  # fmt: skip
        return sorted(found, key=lambda one: (one.published, one.url))

    def speaks(self, network: str, article: Article) -> bool:
        """Return whether an account is the one for the language of a story."""
        lang = network.partition("-")[2]
        return article.lang == lang if lang else article.lang not in self._options.accounts

    def was_sent(self, network: str, article: Article) -> bool:
        return self.journal.state(self.whom(network, article.id)) == "sent"

    def withdrawn(self, network: str) -> list[str]:
        """Return how the journal calls the announced stories that readers can no longer find."""
        edition = self.edition
        ids = (self.whom(network, one.id) for one in (*edition.articles, *edition.hidden))
        moved = (f"{network}:{one.old}" for one in edition.redirects if one.target)
        there = {unquote(one).lower() for one in (*ids, *moved)}
        own = (one for one in self.journal.of("sent") if one.startswith(f"{network}:"))
        return [one for one in own if unquote(one) not in there]

    def whom(self, network: str, key: str) -> str:
        """Return how the journal calls a story on a network: by its lasting id."""
        return f"{network}:{key.removeprefix(self.edition.site.url)}"

    def announcement(self, article: Article) -> Announcement:
        return Announcement(
            key=article.id,
            title=article.social_title,
            url=self.edition.site.absolute(article.url),
            tags=hashtags([tag.name for tag in article.tags], self._options.hashtags),
            lang=article.lang,
            source=article.source,
            moment=round(article.published.timestamp() * 1_000_000),
        )

    def _counts(self, article: Article) -> bool:
        options = self._options
        return (
            (options.sponsored or not article.sponsor)
            and (not options.sections or article.section.slug in options.sections)
            and (not options.languages or article.lang in options.languages)
        )


def named(edition: Edition, names: Sequence[str]) -> list[Article]:
    """Return the stories of these slugs, files or addresses.

    Raises:
        ContentError: a story is not there, or readers cannot see it.
    """
    found, problems = [], []
    for name in names:
        for one in edition.articles:
            if name in (one.slug, one.source, one.url, edition.site.absolute(one.url)):
                found.append(one)
                break
        else:
            near = suggestion(name, [one.slug for one in edition.articles])
            remedy = f"name one that readers can see by its slug{near}"
            problems.append(Problem("announce", f"there is no story {name!r}", remedy))
    if problems:
        raise ContentError(problems)
    return found
