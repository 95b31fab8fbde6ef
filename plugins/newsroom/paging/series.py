"""Series pages, the first part first, with their feeds; and the index of all series.

Setting: ``LISTINGS``.
Template: ``series.html``, ``index.html``.
"""

from collections import defaultdict

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Entry
from newsroom.model.jobs import PageJob
from newsroom.paging.feeds import add_feed
from newsroom.paging.listings import add_listing, head, paginate_parts


@in_each_language
def add_series_pages(edition: PagedEdition) -> None:
    if not (edition.series or "/series/" in edition.ledger):
        return
    by_series: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        if article.part:
            by_series[article.part.series.slug].append(article)
    for series in edition.series.values():
        newest_first = by_series[series.slug]
        in_order = sorted(newest_first, key=lambda one: one.part.number if one.part else 0)
        add_listing(
            edition, "series", series.name, series.description, series.url, in_order,
            {"series": series}, pages=paginate_parts,
        )  # fmt: skip
        title = f"{series.name} — {edition.site.name}"
        add_feed(edition, title, series.description, series.url, newest_first)
    entries = [
        Entry(
            name=series.name,
            url=series.url,
            description=series.description,
            count=len(by_series[series.slug]),
        )
        for series in edition.series.values()
        if by_series[series.slug]
    ]
    page = head(edition, "index", edition.words.gettext("Series"), edition.site.href("/series/"))
    context = {"page": page, "entries": entries}
    edition.add(PageJob(edition.site.file(page.url), "index.html", context))


def register() -> None:
    signals.page.connect(add_series_pages)
