"""Archives: every story by year and month.

Setting: ``LISTINGS``.
Template: ``archive.html``, ``period.html``.
"""

from collections import defaultdict

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Entry
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import add_listing, head
from newsroom.text.urls import archive_url


@in_each_language
def add_archives(edition: PagedEdition) -> None:
    years: dict[int, dict[int, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for article in edition.articles:
        years[article.published.year][article.published.month].append(article)
    entries = []
    for year, months in years.items():
        stories = [article for month in months.values() for article in month]
        children = tuple(_period(edition, year, month, months[month]) for month in months)
        url = edition.site.href(archive_url(year))
        name = edition.words.year(year)
        add_listing(edition, "period", name, "", url, stories, {}, with_feeds=False)
        entries.append(
            Entry(name=name, url=url, description="", count=len(stories), children=children)
        )
    page = head(
        edition, "archive", edition.words.gettext("Archive"), edition.site.href("/archive/")
    )
    context = {"page": page, "entries": entries}
    edition.add(PageJob(edition.site.file(page.url), "archive.html", context))


def _period(edition: PagedEdition, year: int, month: int, stories: list[Article]) -> Entry:
    url = edition.site.href(archive_url(year, month))
    title = edition.words.month(month, year)
    add_listing(edition, "period", title, "", url, stories, {}, with_feeds=False)
    return Entry(name=edition.words.month(month), url=url, description="", count=len(stories))


def register() -> None:
    signals.page.connect(add_archives)
