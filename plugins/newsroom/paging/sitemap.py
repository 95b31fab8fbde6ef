"""What crawlers read: ``sitemap.xml`` with true dates, and ``robots.txt``.

Sitemaps protocol 0.9: at most 50,000 addresses a file, above that an index of files.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter

from lxml import etree

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Alternate, Page
from newsroom.model.jobs import FileJob, Job, PageJob

MOST = 50_000
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

Address = tuple[str, str | None, tuple[Alternate, ...]]
"""Absolute URL, date of the last change in ISO 8601 or ``None``, the page in other languages."""


def sitemap(addresses: Sequence[Address]) -> bytes:
    """Return a sitemap; languages are named as Google's "Localized versions" documents it."""
    return _document("urlset", "url", addresses)


def sitemap_index(addresses: Sequence[Address]) -> bytes:
    """Return an index of sitemaps."""
    return _document("sitemapindex", "sitemap", addresses)


def robots(sitemap_url: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap_url}\n".encode()


def _document(root: str, item: str, addresses: Sequence[Address]) -> bytes:
    spaces: dict[str | None, str] = {None: _SPACE}
    if any(alternates for _url, _changed, alternates in addresses):
        spaces["xhtml"] = _XHTML
    tree = etree.Element(root, nsmap=spaces)
    for url, changed, alternates in addresses:
        node = etree.SubElement(tree, item)
        etree.SubElement(node, "loc").text = url
        if changed:
            etree.SubElement(node, "lastmod").text = changed
        for one in alternates:
            link = {"rel": "alternate", "hreflang": one.lang, "href": one.url}
            etree.SubElement(node, f"{{{_XHTML}}}link", link)
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
        (page.canonical_url, _stamp(changed.get(page.url)), page.alternates)
        for page in pages_of(edition.jobs.values())
        if page.indexed and page.canonical_url.startswith(site.url)
    ]
    addresses.sort(key=itemgetter(0))
    url = site.absolute(site.href("/sitemap.xml"))
    if len(addresses) <= MOST:
        edition.add(FileJob("sitemap.xml", sitemap, (addresses,)))
    else:
        parts = [addresses[start : start + MOST] for start in range(0, len(addresses), MOST)]
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            edition.add(FileJob(name, sitemap, (part,)))
        index = [(site.absolute(site.href(f"/{name}")), None, ()) for name in names]
        edition.add(FileJob("sitemap.xml", sitemap_index, (index,)))
    edition.add(FileJob("robots.txt", robots, (url,)))


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def register() -> None:
    signals.finish.connect(add_sitemap)
