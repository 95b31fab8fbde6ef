"""What a live story has next to its page: pages of older updates, and a small file of the newest.

Template: ``updates.html``, ``live_news.html``.

A long story would be too heavy if all updates were on its page. Pages of older updates are full,
so that they stay as they are when the story goes on. Open pages ask for the small file only.
"""

import re
from dataclasses import replace
from functools import partial

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Link, LivePart, Page
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import formats_of, head
from newsroom.schema_org.pages import describe_page

_LINK = re.compile(r'href="#(update-[\d-]+)"')


def with_bodies(part: LivePart, article: Article) -> LivePart:
    """Return a part with the texts of its updates; links to updates of others lead to the story."""
    bodies = {update.anchor: update for update in article.updates}
    own = {update.anchor for update in part.updates}

    def link(match: re.Match[str]) -> str:
        return match[0] if match[1] in own else f'href="{article.url}#{match[1]}"'

    updates = [bodies[update.anchor] for update in part.updates]
    linked = (
        replace(one, body=type(one.body)(_LINK.sub(link, one.body))) if '"#update-' in one.body
        else one for one in updates
    )  # fmt: skip
    return replace(part, updates=tuple(linked))


def add_parts(edition: PagedEdition, article: Article, page: Page) -> None:
    """Order the pages of older updates; ``page`` is that of the story."""
    parts, size = article.older_updates, article.live.per_page if article.live else 0
    urls = [article.url, *(part.url for part in parts), ""]
    for place, part in enumerate(parts, 1):
        last, words = part.number * size, edition.words
        named = {"first": words.number(last - size + 1), "last": words.number(last)}
        title = words.gettext("{title}: updates {first} to {last}", title=article.title, **named)
        crumbs = ((article.section.name, article.section.url), (article.title, article.url))
        describe = partial(describe_page, site=edition.site, title=title, crumbs=crumbs)
        about = head(
            edition, "updates", title, part.url, article.summary, image=article.image,
            feeds=page.feeds, indexed=page.indexed, describe=describe,
        )  # fmt: skip
        context = {
            "page": about,
            "part": with_bodies(part, article),
            "story": Link(title=article.title, url=article.url),
            "section": article.section,
            "lang": article.lang,
            "newer_url": urls[place - 1],
            "older_url": urls[place + 1],
            "first": last - size + 1,
            "last": last,
        }
        edition.add(PageJob(edition.site.file(part.url), "updates.html", context))


@in_each_language
def add_live_updates(edition: PagedEdition) -> None:
    for article in edition.with_page:
        if not article.live:
            continue
        listed = article.status == "published" and article.published <= edition.now
        feeds = formats_of(edition, f"{article.title} — {edition.site.name}", article.url)
        page = head(edition, "live_news", article.title, article.url, feeds=feeds, indexed=listed)
        add_parts(edition, article, page)
        path = edition.site.file(article.url).removesuffix("index.html") + "live.json"
        context = {"page": replace(page, indexed=False), "article": article}
        edition.add(PageJob(path, "live_news.html", context))


def register() -> None:
    signals.page.connect(add_live_updates)
