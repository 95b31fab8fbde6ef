"""What enriching sets: lists that are computed from all stories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsroom.edition.read import ReadEdition
from newsroom.model import Article, Market


@dataclass(repr=False, kw_only=True)
class EnrichedEdition(ReadEdition):
    """An edition whose stories are or were completed; ``hot`` is the most read first.

    ``breaking`` and ``recent`` are newest first; ``markets`` are in the order of their registry.

    ``news`` are the listed stories in the order of news, without further versions of one story;
    ``versions`` gives the URLs of all versions by the URL of each. ``most_read`` are the hottest of
    a section by its slug.
    """

    news: tuple[Article, ...] = ()
    versions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hot: tuple[Article, ...] = ()
    most_read: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    breaking: tuple[Article, ...] = ()
    recent: tuple[Article, ...] = ()
    markets: tuple[Market, ...] = ()

    @property
    def by_news(self) -> Sequence[Article]:
        """The listed stories in the order of news; of a paper without that plugin, by date."""
        return self.news or self.articles

    def with_versions(self, urls: Iterable[str]) -> set[str]:
        """Return the URLs of stories with those of their versions: what needs no second place."""
        return {version for url in urls for version in self.versions.get(url, (url,))}
