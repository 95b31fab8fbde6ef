"""The Hottest page; the front page and its feeds show the same list.

Template: ``hottest.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import feeds_of, head, hot_list


@in_each_language
def add_hottest_page(edition: PagedEdition) -> None:
    hottest = hot_list(edition)
    if hottest is None:
        return
    feeds = feeds_of(edition, f"{hottest.title} — {edition.site.name}", hottest.url)
    page = head(edition, "hottest", hottest.title, hottest.url, feeds=feeds)
    breaking = tuple(article.card for article in edition.breaking)
    context = {"page": page, "hottest": hottest, "breaking": breaking}
    edition.add(PageJob(edition.site.file(hottest.url), "hottest.html", context))


def register() -> None:
    signals.page.connect(add_hottest_page)
