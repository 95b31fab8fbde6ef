"""Where a page leads and what it loads: dead links, other hosts, ids that are wrong."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from newsroom.desk.audit.figures import AuditedPage, Figure
from newsroom.desk.audit.finished_site import Document, FinishedSite

_LINKS = "//a/@href | //area/@href | //form/@action"
_LOADED = (
    "//link[not(@rel='canonical' or @rel='license' or @rel='me' or @rel='alternate')]/@href"
    " | //script/@src | //img/@src | //source/@src | //iframe/@src | //video/@src | //video/@poster"
    " | //audio/@src | //track/@src | //embed/@src | //object/@data | //input/@src"
)
_SETS = "//img/@srcset | //source/@srcset"
_ALTERNATES = "//link[@rel='alternate' or @rel='canonical']/@href"
_NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")
"""Attributes whose words are ids."""


def look_at_links(site: FinishedSite, page: AuditedPage) -> Iterator[Figure]:
    document = site.parse(page)
    loaded = [*map(str, document.xpath(_LOADED)), *_of_sets(document)]
    links = [*map(str, document.xpath(f"{_LINKS} | {_ALTERNATES}")), *loaded]
    dead = {link for link in links if not _is_alive(link, site, page)}
    yield _counted(page, "dead_links", sorted(dead))
    own = urlsplit(site.root).netloc
    hosts = {urlsplit(address).netloc for address in loaded} - {"", own}
    yield _counted(page, "third_parties", sorted(hosts))
    yield _counted(page, "wrong_ids", sorted(_wrong_ids(document)))


def _counted(page: AuditedPage, name: str, parts: list[str]) -> Figure:
    return Figure(page=page, name=name, value=len(parts), parts=tuple(parts))


def _of_sets(document: Document) -> Iterator[str]:
    """Yield the addresses in ``srcset``; each ends at a space or at the comma behind it."""
    for text in document.xpath(_SETS):
        yield from (one.split()[0] for one in str(text).split(", ") if one.strip())


def _is_alive(link: str, site: FinishedSite, page: AuditedPage) -> bool:
    """Tell whether a link leads to something; nobody asks other hosts."""
    file = site.file_of(link, page)
    if file is None:
        return True
    if file not in site.files:
        return False
    fragment = unquote(urlsplit(link).fragment)
    plain = not fragment or fragment.startswith(":~:") or not file.endswith(".html")
    return plain or fragment in _ids_of(site.folder / file)


@cache
def _ids_of(file: Path) -> frozenset[str]:
    document = html.document_fromstring(file.read_bytes())
    return frozenset(map(str, document.xpath("//@id | //a/@name")))


def _wrong_ids(document: Document) -> Iterator[str]:
    """Yield ids that are on a page twice, and names of ids that are not there."""
    counts = Counter(map(str, document.xpath("//@id")))
    yield from (f"{name} is there {count} times" for name, count in counts.items() if count > 1)
    for attribute in _NAMING:
        for text in document.xpath(f"//@{attribute}"):
            yield from (
                f"{attribute}={name!r} names nothing" for name in str(text).split()
                if name not in counts
            )  # fmt: skip
