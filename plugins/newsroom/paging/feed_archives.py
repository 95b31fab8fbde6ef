"""Older stories for feed readers: a feed of each month, which the feed of the site leads to.

Setting: ``FEEDS`` (``archives``).

Atom links them by ``prev-archive`` (RFC 5005, archived feeds), JSON Feed by ``next_url``. They hold
summaries. The newest month grows until it is over; the others stay as they are.
"""

from collections import defaultdict
from itertools import pairwise

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article
from newsroom.model.jobs import FileJob
from newsroom.options import load_options
from newsroom.paging.feed_channel import Channel
from newsroom.paging.feeds import BUILDERS, FeedOptions, archive_file
from newsroom.paging.listings import formats_of


def by_month(edition: PagedEdition) -> list[tuple[str, tuple[Article, ...]]]:
    """Return the months in which stories were published, newest first, as ``2026/11``."""
    months: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        months[article.published.strftime("%Y/%m")].append(article)
    return [(month, tuple(months[month])) for month in sorted(months, reverse=True)]


@in_each_language
def add_archives(edition: PagedEdition) -> None:
    site, options = edition.site, load_options(edition.settings, "FEEDS", FeedOptions)
    if not options.archives:
        return
    months = by_month(edition)
    newer = {older[0]: month[0] for month, older in pairwise(months)}
    older = {month[0]: older[0] for month, older in pairwise(months)}
    for feed in formats_of(edition, site.name, site.home_url):
        kind = feed.url.rpartition(".")[2]
        for month, articles in months if kind != "rss" else ():
            channel = Channel(
                title=site.name, description=site.description, home=site.absolute(site.home_url),
                url=archive_file(site, month, kind), id=site.absolute(site.home_url), site=site,
                words=edition.words, full=False, current=site.absolute(feed.url),
                older=archive_file(site, older.get(month), kind),
                newer=archive_file(site, newer.get(month), kind),
            )  # fmt: skip
            path = site.file(site.href(f"/archive/{month}/stories.{kind}"))
            edition.add(FileJob(path, BUILDERS[kind], (channel, articles)))


def register() -> None:
    signals.page.connect(add_archives)
