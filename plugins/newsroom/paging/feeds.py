"""Feeds of the site, of Hottest, of sections, tags and authors: Atom, RSS 2.0 and JSON Feed 1.1.

Setting: ``FEEDS``.
Sets: ``edition.feed_formats``, ``edition.site.feeds``.
Template: ``partials/head.html`` (discovery links).

Absolute links, every author, and ids that never change: a story's oldest address. Who paid for a
story is its author; it is in no reporter's feed. A story that was updated or corrected appears
again. Why the feeds of tags have summaries: docs/decisions/021-output-size.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Site
from newsroom.model.jobs import CopyJob, FileJob, RenditionJob
from newsroom.options import load_options, web_address
from newsroom.paging.feed_channel import TYPES, Channel, Item
from newsroom.paging.feed_formats import atom, rss
from newsroom.paging.feed_json import json_feed
from newsroom.paging.listings import feeds_of, formats_of

NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
BUILDERS = {"atom": atom, "rss": rss, "json": json_feed}
CHANGED = 5
"""Older stories that appear again in a feed because they were changed."""


@dataclass(frozen=True)
class FeedOptions:
    """Setting ``FEEDS``: which formats are written, and how much is in the feeds of which lists.

    ``summaries`` are lists whose feeds have no full text; those of tags have ``items_of_tags``
    stories. ``archives`` are feeds of each month; ``hub`` is a WebSub hub.
    """

    items: int = 20
    formats: tuple[Literal["atom", "rss", "json"], ...] = ("atom", "rss", "json")
    summaries: tuple[Literal["site", "sections", "tags", "authors", "hottest"], ...] = ("tags",)
    items_of_tags: int = 10
    archives: bool = True
    hub: Annotated[str, AfterValidator(web_address)] | None = None


@in_each_language
def announce_feeds(edition: PagedEdition) -> None:
    """Say which feeds there are, before any page is laid out."""
    options = load_options(edition.settings, "FEEDS", FeedOptions)
    edition.feed_formats = tuple((name, NAMES[name], TYPES[name]) for name in options.formats)
    feeds = feeds_of(edition, edition.site.name, edition.site.home_url)
    edition.site = replace(edition.site, feeds=feeds)


@in_each_language
def add_feeds(edition: PagedEdition) -> None:
    site, options = edition.site, load_options(edition.settings, "FEEDS", FeedOptions)
    by_page: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        for section in (article.section, *article.details.also_in):
            by_page[section.url].append(article)
        for tag in article.tags:
            by_page[tag.url].append(article)
        for author in () if article.sponsor else article.everybody:
            by_page[author.url].append(article)
    add_feed(
        edition, site.name, site.description, site.home_url, edition.articles,
        full="site" not in options.summaries, archived=options.archives,
    )  # fmt: skip
    for kind, listed in (
        ("sections", [(one.name, one.description, one.url) for one in edition.sections.values()]),
        ("tags", [(f"#{one.name}", one.description, one.url) for one in edition.tags.values()]),
        ("authors", [(one.name, one.bio, one.url) for one in edition.authors.values()]),
    ):
        full, most = kind not in options.summaries, options.items
        for title, description, url in listed:
            add_feed(
                edition, f"{title} — {site.name}", description, url, by_page[url], full=full,
                most=options.items_of_tags if kind == "tags" else most,
            )  # fmt: skip
    if site.hottest:
        title = f"{site.hottest.title} — {site.name}"
        full = "hottest" not in options.summaries
        add_feed(edition, title, "", site.hottest.url, edition.hot, full=full, whole=True)


def chosen(items: Sequence[Item], most: int) -> tuple[Item, ...]:
    """Return the newest of ``items``, with older ones that changed after the oldest of these.

    What changed comes first, so that readers who saw it are shown it again.
    """
    newest = items[:most]
    if not newest or not all(isinstance(one, Article) for one in newest):
        return tuple(newest)
    since = newest[-1].published
    changed = (
        one for one in items[most:]
        if isinstance(one, Article) and (one.updated or one.corrections) and one.modified > since
    )  # fmt: skip
    found = [*newest, *islice(changed, CHANGED)]
    return tuple(sorted(found, key=_changed, reverse=True))


def _changed(item: Item) -> float:
    return (item.modified if isinstance(item, Article) else item.changed).timestamp()


def add_feed(
    edition: PagedEdition, title: str, description: str, url: str, items: Sequence[Item], *,
    id_: str = "", whole: bool = False, full: bool = True, most: int = 0, archived: bool = False,
) -> None:  # fmt: skip
    """Order the feeds of one list, next to its page at ``url``; ``id_`` is a lasting id.

    A ``whole`` feed has all items, however many there are; another one has the ``most`` newest. A
    feed that is not ``full`` has summaries alone. An ``archived`` one leads to the last month.
    """
    site, options = edition.site, load_options(edition.settings, "FEEDS", FeedOptions)
    shown = tuple(items) if whole else chosen(items, most or options.items)
    pictures = pictures_of(edition, shown)
    home = site.absolute(url)
    month = edition.articles[0].published.strftime("%Y/%m") if archived and items else None
    for feed in formats_of(edition, title, url):
        kind = feed.url.rpartition(".")[2]
        channel = Channel(
            title=title, description=description, home=home, url=site.absolute(feed.url),
            id=id_ or home, site=site, words=edition.words, full=full, hub=options.hub or "",
            pictures=pictures, older=archive_file(site, month, kind),
        )  # fmt: skip
        edition.add(FileJob(site.file(feed.url), BUILDERS[kind], (channel, shown)))


def archive_file(site: Site, month: str | None, kind: str) -> str:
    """Return the absolute address of the feed of a month; ``""`` without one, and for RSS."""
    if month is None or kind == "rss":
        return ""
    return site.absolute(site.href(f"/archive/{month}/stories.{kind}"))


def pictures_of(edition: PagedEdition, items: Iterable[Item]) -> dict[str, CopyJob | RenditionJob]:
    """Return the files of the pictures of stories by their addresses, those of this site."""
    found = {}
    for item in items:
        if isinstance(item, Article) and item.image:
            url = item.image.share_url
            path = urlsplit(url).path.removeprefix(f"{edition.site.base}/")
            if file := edition.files.get(path):
                found[url] = file
    return found


def register() -> None:
    signals.enrich.connect(announce_feeds)
    signals.page.connect(add_feeds)
