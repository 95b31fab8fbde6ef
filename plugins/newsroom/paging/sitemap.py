"""What search engines read: ``sitemap.xml`` with true dates.

Sitemaps protocol 0.9: at most 50,000 addresses a file, above that an index of files.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from lxml import etree

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Page
from newsroom.model.jobs import FileJob, Job, PageJob

MOST = 50_000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NAMESPACES: dict[str | None, str] = {None: _SPACE}


def sitemap(addresses: Sequence[tuple[str, str | None]]) -> bytes:
    """Return a sitemap of (absolute URL, date of the last change in ISO 8601 or ``None``)."""
    return _document("urlset", "url", addresses)


def sitemap_index(addresses: Sequence[tuple[str, str | None]]) -> bytes:
    """Return an index of sitemaps."""
    return _document("sitemapindex", "sitemap", addresses)


def _document(root: str, item: str, addresses: Sequence[tuple[str, str | None]]) -> bytes:
    tree = etree.Element(root, nsmap=_NAMESPACES)
    for url, changed in addresses:
        node = etree.SubElement(tree, item)
        etree.SubElement(node, "loc").text = url
        if changed:
            etree.SubElement(node, "lastmod").text = changed
    return etree.tostring(tree, encoding="utf-8", xml_declaration=True)


def pages_of(jobs: Iterable[Job]) -> Iterator[Page]:
    """Yield the pages among ``jobs``; of a long list, the first page alone."""
    for job in jobs:
        listing = job.context.get("listing") if isinstance(job, PageJob) else None
        if isinstance(job, PageJob) and (listing is None or listing.is_first):
            yield job.context["page"]


def add_sitemap(edition: PagedEdition) -> None:
    site = edition.site
    changed: dict[str, datetime | None]
    changed = {article.url: article.modified for article in edition.articles}
    changed.update({document.url: document.updated for document in edition.documents})
    addresses = [
        (page.canonical_url, moment.isoformat() if (moment := changed.get(page.url)) else None)
        for page in pages_of(edition.jobs.values())
        if page.indexed and page.canonical_url.startswith(site.url)
    ]
    addresses.sort()
    if len(addresses) <= MOST:
        edition.add(FileJob("sitemap.xml", sitemap, (addresses,)))
    else:
        parts = [addresses[start : start + MOST] for start in range(0, len(addresses), MOST)]
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            edition.add(FileJob(name, sitemap, (part,)))
        index = [(site.absolute(site.href(f"/{name}")), None) for name in names]
        edition.add(FileJob("sitemap.xml", sitemap_index, (index,)))


def register() -> None:
    signals.finish.connect(add_sitemap)
