"""What machines look for on the site after a notice: the key of IndexNow, and ``changes.json``.

Setting: ``NOTICES``.

``changes.json`` is for those who print our stories: which of them changed, how they were corrected,
and which were withdrawn.
"""

import heapq
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import orjson

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article, Site
from newsroom.model.jobs import FileJob
from newsroom.settings.notices import key_path, notice_options

CHANGES = "changes.json"


def changed_last(articles: Sequence[Article], number: int) -> list[Article]:
    """Return the ``number`` stories that changed last, the newest change first."""
    return heapq.nsmallest(number, articles, lambda one: (-one.modified.timestamp(), one.url))


def withdrawn(edition: PagedEdition) -> list[str]:
    """Return the addresses of stories that readers may not see any more, sorted."""
    site = edition.site
    expired = [one.url for one in edition.expired if one.status == "published"]
    gone = [site.href(quote(one.old)) for one in edition.redirects if not one.target]
    return sorted({site.absolute(url) for url in (*expired, *gone)})


def key_file(key: str) -> bytes:
    return key.encode()


def changes_file(site: Site, stories: Sequence[dict[str, Any]], gone: Sequence[str]) -> bytes:
    """Return the bytes of ``changes.json``."""
    found = {
        "version": 1,
        "title": site.name,
        "home_page_url": site.absolute(site.home_url),
        "stories": stories,
        "withdrawn": gone,
    }
    return orjson.dumps(found, option=orjson.OPT_INDENT_2)


def entry(article: Article) -> dict[str, Any]:
    """Return what ``changes.json`` says of a story."""
    return {
        "id": article.id,
        "url": article.canonical_url,
        "title": article.disclosed_title,
        "language": article.lang,
        "date_published": article.published.isoformat(),
        "date_modified": article.modified.isoformat(),
        "corrections": [
            {
                "kind": one.kind,
                "date": one.date.isoformat(),
                "text": one.text,
                "url": f"{article.canonical_url}#{one.anchor}",
            }
            for one in article.corrections
        ],
    }


def add_notices(edition: PagedEdition) -> None:
    options = notice_options(edition.settings)
    if key := options.indexnow:
        edition.add(FileJob(key_path(key), key_file, (key,)))
    if options.changes:
        stories = [entry(one) for one in changed_last(edition.articles, options.changes)]
        inputs = (edition.site, stories, withdrawn(edition))
        edition.add(FileJob(CHANGES, changes_file, inputs))


def register() -> None:
    signals.page.connect(add_notices)
