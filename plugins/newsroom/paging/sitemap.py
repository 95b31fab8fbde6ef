"""What search engines read: ``sitemap.xml`` with true dates, pictures and languages.

Up to 1,000 addresses are one file. Above that it is an index: one file for the stories of each
year and one for all other pages. So a new story changes only the file of its year. A year
with more than 50,000 stories (the most that the protocol allows) is cut into months or days.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article, Page
from newsroom.model.jobs import FileJob, Job, PageJob
from newsroom.paging.sitemap_forms import Entry, sitemap, sitemap_index

WHOLE = 1_000
MOST = 50_000
_YEAR, _MONTH, _DAY = 4, 7, 10
"""Lengths of the beginning of an ISO date."""

Dated = tuple[str, Entry]
"""Day of publication and entry of a story."""


def pages_of(jobs: Iterable[Job]) -> Iterator[Page]:
    """Yield the pages among ``jobs``; of a long list, the first page alone."""
    for job in jobs:
        listing = job.context.get("listing") if isinstance(job, PageJob) else None
        if isinstance(job, PageJob) and (listing is None or listing.is_first):
            yield job.context["page"]


def parts_of(stories: Sequence[Dated], length: int = _YEAR) -> Iterator[tuple[str, list[Entry]]]:
    """Yield name and entries of each file of the ``stories``, which are in order of their days."""
    for period, group in groupby(stories, key=lambda story: story[0][:length]):
        inside = list(group)
        if len(inside) <= MOST or length == _DAY:
            yield period, sorted(entry for _, entry in inside)
        else:
            yield from parts_of(inside, _MONTH if length == _YEAR else _DAY)


def entry_of(page: Page, changed: str, article: Article | None = None) -> Entry:
    """Return the entry of a page, which may be that of a story."""
    versions = tuple((one.lang, one.url) for one in page.alternates)
    images = (article.image.share_url,) if article and article.image else ()
    return page.canonical_url, changed, images, versions


def latest(entries: Iterable[Entry]) -> str:
    """Return the last change of a file; all have the offset of the publication or of UTC."""
    return max((changed for _, changed, *_ in entries), default="")


def left(edition: PagedEdition, period: str) -> Iterator[str]:
    """Yield when stories of a period expired: then the file of the period lost an entry."""
    for one in edition.expired:
        inside = one.published.isoformat().startswith(period)
        if inside and one.expires and one.status == "published":
            yield one.expires.isoformat()


def add_sitemap(edition: PagedEdition) -> None:
    site = edition.site
    by_url = {article.url: article for article in edition.articles}
    changed = {one.url: one.updated.isoformat() for one in edition.documents if one.updated}
    stories: list[Dated] = []
    pages: list[Entry] = []
    for page in pages_of(edition.jobs.values()):
        if not page.indexed or not page.canonical_url.startswith(site.url):
            continue
        if article := by_url.get(page.url):
            entry = entry_of(page, article.modified.isoformat(), article)
            stories.append((article.published.isoformat()[:_DAY], entry))
        else:
            pages.append(entry_of(page, changed.get(page.url, "")))
    if len(stories) + len(pages) <= WHOLE:
        entries = sorted([*pages, *(entry for _, entry in stories)])
        edition.add(FileJob("sitemap.xml", sitemap, (entries,)))
        return
    files = []
    for name, entries in (("pages", sorted(pages)), *parts_of(sorted(stories))):
        path = f"sitemap-{name}.xml"
        edition.add(FileJob(path, sitemap, (entries,)))
        changes = max((latest(entries), *left(edition, name)))
        files.append((site.absolute(site.href(f"/{path}")), changes))
    edition.add(FileJob("sitemap.xml", sitemap_index, (files,)))


def register() -> None:
    signals.finish.connect(add_sitemap)
