"""Podcasts: a feed of the sounds and films of a section, for directories and players.

Reads ``edition.podcasts``, which ``content/data/sections.yml`` fills. The feed is next to the
page of the section, at ``podcast.rss``: RSS 2.0 with the namespaces of Apple (``itunes``) and of
podcasting 2.0 (``podcast``).
"""

import uuid
from collections.abc import Sequence
from email.utils import format_datetime

from lxml import etree

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.languages.words import Words
from newsroom.model import Article, Podcast, Site
from newsroom.model.jobs import FileJob
from newsroom.paging.feed_entries import absolute_html, as_entry
from newsroom.paging.feed_formats import as_html, as_line, plain, serialise

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_NAMES: dict[str | None, str] = {
    "atom": _ATOM, "content": _CONTENT, "itunes": _ITUNES, "podcast": _PODCAST
}  # fmt: skip
_SPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of ``podcast:guid`` (Podcast Index)."""


def podcast_feed(
    podcast: Podcast, home: str, url: str, site: Site, words: Words, episodes: Sequence[Article]
) -> bytes:
    """Return the feed at the absolute ``url`` of episodes: stories with a sound or film."""
    root = etree.Element("rss", nsmap=_NAMES, version="2.0")
    channel = etree.SubElement(root, "channel")
    plain(channel, "title", as_line(podcast.title))
    plain(channel, "link", home)
    plain(channel, "description", as_html(podcast.description))
    plain(channel, "language", site.lang)
    if episodes:
        changed = max(article.modified for article in episodes)
        plain(channel, "lastBuildDate", format_datetime(changed))
    etree.SubElement(channel, f"{{{_ATOM}}}link", href=url, rel="self", type="application/rss+xml")
    _add_facts(channel, podcast, url)
    for article in episodes:
        _add_episode(channel, article, podcast, site, words)
    return serialise(root)


def _add_facts(channel: etree._Element, podcast: Podcast, url: str) -> None:
    apple = f"{{{_ITUNES}}}"
    plain(channel, f"{apple}author", podcast.author)
    plain(channel, f"{apple}type", podcast.kind)
    plain(channel, f"{apple}explicit", str(podcast.explicit).lower())
    etree.SubElement(channel, f"{apple}image", href=podcast.image)
    category = etree.SubElement(channel, f"{apple}category", text=podcast.category)
    if podcast.subcategory:
        etree.SubElement(category, f"{apple}category", text=podcast.subcategory)
    if podcast.email:
        owner = etree.SubElement(channel, f"{apple}owner")
        plain(owner, f"{apple}name", podcast.author)
        plain(owner, f"{apple}email", podcast.email)
    guid = uuid.uuid5(_SPACE, url.partition("://")[2].rstrip("/"))
    plain(channel, f"{{{_PODCAST}}}guid", str(guid))


def _add_episode(
    channel: etree._Element, article: Article, podcast: Podcast, site: Site, words: Words
) -> None:
    apple, entry, player = f"{{{_ITUNES}}}", as_entry(article, words), article.players[0]
    item, page = etree.SubElement(channel, "item"), site.absolute(entry.url)
    plain(item, "title", as_line(entry.title))
    plain(item, "link", page)
    plain(item, "guid", entry.id or page).set("isPermaLink", "false")
    plain(item, "pubDate", format_datetime(entry.published))
    plain(item, "description", as_html(entry.summary))
    plain(item, f"{{{_CONTENT}}}encoded", absolute_html(entry, site))
    etree.SubElement(
        item, "enclosure", url=site.absolute(player.url), length=str(player.size), type=player.type
    )
    if player.seconds:
        plain(item, f"{apple}duration", str(player.seconds))
    plain(item, f"{apple}author", ", ".join(name for name, _ in entry.authors))
    plain(item, f"{apple}explicit", str(podcast.explicit).lower())
    if article.part:
        plain(item, f"{apple}episode", str(article.part.number))
    if player.captions:
        etree.SubElement(
            item, f"{{{_PODCAST}}}transcript", url=site.absolute(player.captions), type="text/vtt"
        )


@in_each_language
def add_podcasts(edition: PagedEdition) -> None:
    site = edition.site
    for slug, podcast in edition.podcasts.items():
        section = edition.sections[slug]
        episodes = tuple(
            article
            for article in edition.articles
            if article.section.slug == slug and article.players
        )
        path = f"{section.url}podcast.rss"
        inputs = (
            podcast,
            site.absolute(section.url),
            site.absolute(path),
            site,
            edition.words,
            episodes,
        )
        edition.add(FileJob(site.file(path), podcast_feed, inputs))


def register() -> None:
    signals.page.connect(add_podcasts)
