"""What reading sets: stories, pages and registries."""

from dataclasses import dataclass, field
from urllib.parse import unquote

from newsroom.edition.opened import OpenedEdition
from newsroom.model import (
    Article,
    Author,
    Cut,
    Document,
    FrontPlan,
    Issue,
    MarketRecord,
    MarketUse,
    Podcast,
    Popularity,
    Posting,
    Redirect,
    Revision,
    Section,
    Series,
    Tag,
)
from newsroom.model.jobs import CopyJob, RenditionJob

Enlargement = tuple[Cut, tuple[RenditionJob, ...]]
"""A cut with larger sizes, and the jobs that it needs."""

LISTINGS = {"archive", "author", "series", "tag"}
"""First parts of addresses of pages that are there only while they have stories."""


@dataclass(repr=False, kw_only=True)
class ReadEdition(OpenedEdition):
    """An edition that is or was read. Articles are newest first; registries in display order.

    ``manuscripts`` are all stories, also those that nobody may see yet; ``articles`` are the
    listed ones; hidden stories and, in a preview, drafts have a page but are in no list.
    ``waiting`` are stories that are not published yet (``drafts`` in a preview), ``coming`` their
    aliases; ``redirects`` holds the aliases of all others too.
    ``named`` gives name and description of the tags and series that have an entry, by their URLs.
    ``links`` holds the addresses within the site that each source links to, ``unread`` the
    sources with mistakes and the names by which others may mean them, ``damaged`` the files that
    were reported. ``parsed`` is how many sources were new or changed, ``outside_sources`` are the
    paths and URLs outside of content and theme from which the edition was read.
    ``files`` are those that texts use, ``own_files`` those of ``content/files``, by their paths in
    the output folder; ``strays`` are files among the stories that may be none.
    ``enlargements`` are, by the address of a wide cut, the one for the top of a page.
    ``frames`` are the hosts from which a click loads something into a frame, and their providers;
    ``podcasts`` are those of sections, by their slugs.
    ``postings`` are the comments on stories of this edition, as the comment server has them.
    ``market_uses`` are of all stories, ``revisions`` those of stories by their URLs, oldest first.
    """

    sections: dict[str, Section] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    manuscripts: list[Article] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    hidden: list[Article] = field(default_factory=list)
    drafts: list[Article] = field(default_factory=list)
    waiting: list[Article] = field(default_factory=list)
    expired: list[Article] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    coming: list[Redirect] = field(default_factory=list)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    frames: dict[str, str] = field(default_factory=dict)
    podcasts: dict[str, Podcast] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    parsed: int = 0
    outside_sources: list[str] = field(default_factory=list)
    files: dict[str, CopyJob | RenditionJob] = field(default_factory=dict)
    enlargements: dict[str, Enlargement] = field(default_factory=dict)
    own_files: dict[str, CopyJob] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    popularity: Popularity | None = None
    hot_pins: tuple[Article, ...] = ()
    hot_bans: tuple[Article, ...] = ()
    front_plan: FrontPlan = field(default_factory=FrontPlan)
    postings: tuple[Posting, ...] = ()
    issues: tuple[Issue, ...] = ()
    market_uses: list[MarketUse] = field(default_factory=list)
    revisions: dict[str, tuple[Revision, ...]] = field(default_factory=dict)
    market_records: tuple[MarketRecord, ...] = ()

    @property
    def editorial(self) -> list[Article]:
        """The listed articles that nobody paid for."""
        return [article for article in self.articles if not article.sponsor]

    @property
    def with_page(self) -> list[Article]:
        """Every article that has a page of its own."""
        return [*self.articles, *self.hidden, *self.drafts]

    def may_come(self, address: str) -> bool:
        """Whether a page is missing only because sources with mistakes were left out."""
        if not self.unread:
            return False
        parts = unquote(address).partition("#")[0].partition("?")[0].strip("/").split("/")
        first, last = parts[0], parts[-1].removesuffix(".md")
        # A tag, a month or a further page may have no other stories.
        listing = first in LISTINGS or "page" in parts
        return listing or any(last in names for names in self.unread.values())

    def by_path(self) -> dict[str, Article]:
        """Return every path (decoded, without base) that leads to a story, old ones included."""
        own = {
            unquote(article.url.removeprefix(self.site.base)): article for article in self.with_page
        }
        old = ((redirect.old, own.get(unquote(redirect.target))) for redirect in self.redirects)
        return {**{path: article for path, article in old if article}, **own}
