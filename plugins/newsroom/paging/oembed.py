"""oEmbed 1.0 as files: what another site needs to show a link to a story as a card.

Setting: ``OEMBED``, a flag, off by default.
Sets: ``edition.site.oembed``.
Template: ``partials/social_story.html`` (discovery link).

Programs that know Open Graph need none of it; WordPress and others look for it first.
"""

import json
from dataclasses import replace

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Site
from newsroom.model.jobs import FileJob

NAME = "oembed.json"
AGE = 86_400
"""Seconds for which others may keep it."""


def oembed(story: dict[str, str]) -> bytes:
    return json.dumps(story, ensure_ascii=False, indent=1).encode()


def card_of(article: Article, site: Site) -> dict[str, str]:
    """Return the answer for a story, of type ``link``."""
    author = article.authors[0] if article.authors and not article.sponsor else None
    name = author.name if author else article.sponsor
    page = {"author_url": site.absolute(author.url)} if author and author.url else {}
    return {
        "version": "1.0",
        "type": "link",
        "title": article.disclosed_title,
        **({"author_name": name} if name else {}),
        **page,
        "provider_name": site.name,
        "provider_url": site.absolute(site.home_url),
        "cache_age": str(AGE),
    }


def announce_oembed(edition: PagedEdition) -> None:
    """Say that there are such files, before any page is laid out."""
    edition.site = replace(edition.site, oembed=bool(edition.settings.get("OEMBED")))


@in_each_language
def add_oembed(edition: PagedEdition) -> None:
    if not edition.site.oembed:
        return
    site = edition.site
    for article in edition.articles:
        path = site.file(article.url).removesuffix("index.html") + NAME
        edition.add(FileJob(path, oembed, (card_of(article, site),)))


def register() -> None:
    signals.enrich.connect(announce_oembed)
    signals.page.connect(add_oembed)
