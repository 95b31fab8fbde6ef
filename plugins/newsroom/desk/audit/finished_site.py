"""The finished site in the output folder: which pages of which kinds it has."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import html

from newsroom.desk.audit.figures import AuditedPage
from newsroom.problems import ContentError, Problem
from newsroom.text.urls import page_address, page_path

Document = html.HtmlElement
_KIND = re.compile(rb"<html[^>]* data-kind=[\"']?([\w-]+)")
_REDIRECT = re.compile(rb"<meta http-equiv=[\"']?refresh", re.IGNORECASE)
_HEAD = 4_000
OTHER = "other"
"""The kind of a page that no template of the theme made."""


@dataclass(frozen=True)
class FinishedSite:
    """``folder`` holds its files; ``root`` is the address of the front page, without a slash."""

    folder: Path
    root: str

    @property
    def base(self) -> str:
        """The folder of the host in which the site is, or ``""``."""
        return urlsplit(self.root).path

    @cached_property
    def files(self) -> frozenset[str]:
        every = (file for file in self.folder.rglob("*") if file.is_file())
        return frozenset(file.relative_to(self.folder).as_posix() for file in every)

    @cached_property
    def pages(self) -> tuple[AuditedPage, ...]:
        """Every page for readers, in the order of their addresses: no redirects."""
        names = sorted(name for name in self.files if name.endswith(".html"))
        return tuple(page for name in names if (page := self._page(name)))

    def _page(self, name: str) -> AuditedPage | None:
        data = (self.folder / name).read_bytes()
        if _REDIRECT.search(data[:_HEAD]):
            return None
        found = _KIND.search(data[:_HEAD])
        kind = found[1].decode() if found else OTHER
        url = self.base + quote(page_address(name))
        return AuditedPage(path=name, url=url, kind=kind, size=len(data))

    def read(self, page: AuditedPage) -> bytes:
        return (self.folder / page.path).read_bytes()

    def parse(self, page: AuditedPage) -> Document:
        return html.document_fromstring(self.read(page), parser=html.HTMLParser(encoding="utf-8"))

    def file_of(self, address: str, page: AuditedPage) -> str | None:
        """Return the file that an address on a page leads to, ``None`` on another host.

        The file need not be there.
        """
        parts = urlsplit(urljoin(self.root.removesuffix(self.base) + page.url, address.strip()))
        if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(self.root).netloc:
            return None
        if not f"{parts.path}/".startswith(f"{self.base}/"):
            return page_path(parts.path)  # of the same host, but outside of the site
        inner = page_path(parts.path.removeprefix(self.base) or "/")
        # Hosts answer the address of a folder without its slash, too.
        return f"{inner}/index.html" if f"{inner}/index.html" in self.files else inner


def open_site(folder: Path) -> FinishedSite:
    """Return the finished site of an output folder.

    Raises:
        ContentError: there is none.
    """
    front = folder / "index.html"
    if not front.is_file():
        remedy = "build the site first (newsroom build --production), or name it with --output"
        raise ContentError([Problem(str(folder), "there is no finished site in it", remedy)])
    found = html.document_fromstring(front.read_bytes()).xpath("//link[@rel='canonical']/@href")
    root = str(found[0]).rstrip("/") if found else "http://localhost"
    return FinishedSite(folder, root)


def choose(
    site: FinishedSite, wanted: Iterable[str], samples: int, *, every: bool
) -> list[AuditedPage]:
    """Return the pages to measure: those that are ``wanted``, every one, or the largest of a kind.

    Raises:
        ContentError: the site has no such page.
    """
    if wanted:
        return list(_named(site, wanted))
    if every:
        return list(site.pages)
    kinds: dict[str, list[AuditedPage]] = defaultdict(list)
    for page in site.pages:
        kinds[page.kind].append(page)
    return [page for pages in kinds.values() for page in _largest(pages, samples)]


def _largest(pages: Sequence[AuditedPage], samples: int) -> Sequence[AuditedPage]:
    return sorted(pages, key=lambda page: (-page.size, page.url))[:samples]


def _named(site: FinishedSite, wanted: Iterable[str]) -> Iterator[AuditedPage]:
    known = {page.path: page for page in site.pages}
    problems = []
    for name in wanted:
        file = Path(name)
        if file.exists() and file.resolve().is_relative_to(site.folder.resolve()):
            path = file.resolve().relative_to(site.folder.resolve()).as_posix()
            path = f"{path}/index.html".removeprefix("./") if file.is_dir() else path
        else:
            path = unquote(urlsplit(name).path).removeprefix(f"{site.base}/").strip("/")
            path = path if path in known else f"{path}/index.html".lstrip("/")
        if page := known.get(path):
            yield page
        else:
            remedy = "write its address, such as /ai/2026/11/slug/, or the path of its file"
            problems.append(Problem(name, "the finished site has no such page", remedy))
    if problems:
        raise ContentError(problems)
