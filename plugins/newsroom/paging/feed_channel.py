"""What a feed says of itself, in every format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsroom.languages.words import Words
from newsroom.model import Article, Site
from newsroom.model.jobs import CopyJob, RenditionJob
from newsroom.paging.feed_entries import FeedEntry, as_entry

TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}


Item = Article | FeedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself. URLs are absolute; ``url`` is the feed, ``home`` its page.

    ``id`` never changes; it is the page's first address. ``full`` is whether entries hold the full
    text. ``older`` and ``newer`` are archives of earlier and later entries (RFC 5005); an archive
    names its ``current`` feed. ``pictures`` are files by their addresses.
    """

    title: str
    description: str
    home: str
    url: str
    id: str
    site: Site
    words: Words
    full: bool = True
    hub: str = ""
    older: str = ""
    newer: str = ""
    current: str = ""
    pictures: Mapping[str, CopyJob | RenditionJob] = field(default_factory=dict)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Relations and addresses of what belongs to the feed; itself first."""
        found = [
            ("self", self.url),
            ("hub", self.hub),
            ("current", self.current),
            ("prev-archive", self.older),
            ("next-archive", self.newer),
            ("license", self.site.rights.license),
        ]
        return [(relation, url) for relation, url in found if url]

    def entries(self, items: Sequence[Item]) -> list[FeedEntry]:
        """Return the entries; stories become theirs only now, when a feed is made."""
        lengths = {url: _length(file) for url, file in self.pictures.items()}
        return [
            as_entry(it, self.words, lengths, full=self.full) if isinstance(it, Article) else it
            for it in items
        ]


def _length(file: CopyJob | RenditionJob) -> int:
    """Return the bytes of a picture, which is made if that has not happened yet."""
    if isinstance(file, CopyJob):
        return file.source.stat().st_size
    made = file.batch.file(file.key)
    return len(made) if isinstance(made, bytes) else made.stat().st_size
