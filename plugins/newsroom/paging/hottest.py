"""The Hottest page; the front page shows the same list.

Template: ``hottest.html``.
"""

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.paging.listings import head, hot_list


def add_hottest_page(edition: Edition) -> None:
    hottest = hot_list(edition)
    if hottest is None:
        return
    page = head(edition, "hottest", hottest.title, hottest.url)
    context = {"page": page, "hottest": hottest}
    edition.add(PageJob(edition.site.file(hottest.url), "hottest.html", context))


def register() -> None:
    signals.page.connect(add_hottest_page)
