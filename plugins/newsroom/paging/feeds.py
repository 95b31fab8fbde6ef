"""Feeds of the site, of Hottest, of sections, tags and authors: Atom, RSS 2.0 and JSON Feed 1.1.

Setting: ``FEEDS``.
Sets: ``edition.feed_formats``, ``edition.site.feeds``.
Template: ``partials/head.html`` (discovery links).

Full text, absolute links, every author, and ids that never change: a story's oldest address. Who
paid for a story is its author; it is in no reporter's feed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article
from newsroom.model.jobs import FileJob
from newsroom.options import load_options
from newsroom.paging.feed_formats import BUILDERS, TYPES, Channel, Item
from newsroom.paging.listings import feeds_of, formats_of

NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


@dataclass(frozen=True)
class FeedOptions:
    """Setting ``FEEDS``: stories in a feed, and which formats are written."""

    items: int = 20
    formats: tuple[Literal["atom", "rss", "json"], ...] = ("atom", "rss", "json")


def announce_feeds(edition: PagedEdition) -> None:
    """Say which feeds there are, before any page is laid out."""
    options = load_options(edition.settings, "FEEDS", FeedOptions)
    edition.feed_formats = tuple((name, NAMES[name], TYPES[name]) for name in options.formats)
    feeds = feeds_of(edition, edition.site.name, edition.site.home_url)
    edition.site = replace(edition.site, feeds=feeds)


def add_feeds(edition: PagedEdition) -> None:
    site = edition.site
    add_feed(edition, site.name, site.description, site.home_url, edition.articles)
    by_page: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        by_page[article.section.url].append(article)
        for tag in article.tags:
            by_page[tag.url].append(article)
        for author in () if article.sponsor else article.authors:
            by_page[author.url].append(article)
    listed = [(one.name, one.description, one.url) for one in edition.sections.values()]
    listed += [(f"#{one.name}", one.description, one.url) for one in edition.tags.values()]
    listed += [(one.name, one.bio, one.url) for one in edition.authors.values()]
    for title, description, url in listed:
        add_feed(edition, f"{title} — {site.name}", description, url, by_page[url])
    if site.hottest:
        title = f"{site.hottest.title} — {site.name}"
        add_feed(edition, title, "", site.hottest.url, edition.hot)


def add_feed(
    edition: PagedEdition, title: str, description: str, url: str, items: Sequence[Item], *,
    id_: str = "", whole: bool = False,
) -> None:  # fmt: skip
    """Order the feeds of one list, next to its page at ``url``; ``id_`` is a permanent id.

    A ``whole`` feed has all items, however many there are.
    """
    site, options = edition.site, load_options(edition.settings, "FEEDS", FeedOptions)
    for feed in formats_of(edition, title, url):
        home = site.absolute(url)
        channel = Channel(
            title, description, home, site.absolute(feed.url), id_ or home, site, edition.words
        )
        builder = BUILDERS[feed.url.rpartition(".")[2]]
        inputs = (channel, tuple(items if whole else items[: options.items]))
        edition.add(FileJob(site.file(feed.url), builder, inputs))


def register() -> None:
    signals.enrich.connect(announce_feeds)
    signals.page.connect(add_feeds)
