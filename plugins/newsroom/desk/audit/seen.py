"""What the head of a finished page says to machines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newsroom.desk.audit.figures import AuditedPage
from newsroom.desk.audit.finished_site import Document, FinishedSite

SHOWN = frozenset(
    {"AudioObject", "BreadcrumbList", "LiveBlogPosting", "SearchAction", "VideoObject"}
)
"""Things in structured data that search engines show on their own."""
_ARTICLE = ("headline", "image", "datePublished", "dateModified", "author")
WANTED = {
    "NewsArticle": _ARTICLE, "Article": _ARTICLE,
    "VideoObject": ("name", "thumbnailUrl", "uploadDate", "contentUrl", "duration"),
    "ProfilePage": ("mainEntity",),
    "LiveBlogPosting": ("coverageStartTime", "liveBlogUpdate"),
}  # fmt: skip
"""Kind → what Google requires or recommends (developers.google.com/search/docs/appearance)."""
NAMED = 3
"""A translation is named by its type, address and language: it is described on its own page."""


@dataclass(frozen=True, kw_only=True)
class SeenPicture:
    """The picture of a card; ``file`` is its file in the output folder, ``size`` its bytes."""

    url: str
    width: int
    height: int
    alt: str
    file: str
    size: int
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a page says. ``kind`` is the one for networks (``og:type``).

    ``types`` are the kinds of its structured data, ``parts`` those of things in it that search
    engines show, ``lacking`` what they ask for and do not find; ``unread`` is why it cannot be
    read.
    """

    address: str
    lang: str
    site: str
    title: str
    description: str
    robots: str
    languages: tuple[str, ...]
    published: str
    modified: str
    types: tuple[str, ...]
    parts: tuple[str, ...]
    lacking: tuple[str, ...]
    unread: str
    kind: str
    networks_title: str
    networks_description: str
    creators: tuple[str, ...]
    picture: SeenPicture | None
    feeds: tuple[str, ...]


def look(site: FinishedSite, page: AuditedPage) -> Seen:
    """Return what a finished page says to machines."""
    document = site.parse(page)
    data, unread = _structured_data(document)
    nodes = [node for one in data for node in _nodes(one)]
    types, within = dict.fromkeys(_types(nodes)), dict.fromkeys(_types(_things(nodes)))
    return Seen(
        address=_first(document, "//link[@rel='canonical']/@href"),
        lang=_first(document, "/html/@lang"),
        site=_meta(document, "og:site_name"),
        title=_first(document, "//title/text()"),
        description=_meta(document, "description"),
        robots=_meta(document, "robots"),
        languages=_all(document, "//link[@rel='alternate'][@hreflang]/@hreflang"),
        published=_meta(document, "article:published_time") or _value(nodes, "datePublished"),
        modified=_meta(document, "article:modified_time") or _value(nodes, "dateModified"),
        types=tuple(types),
        parts=tuple(one for one in within if one in SHOWN and one not in types),
        lacking=tuple(_lacking(nodes)),
        unread=unread,
        kind=_meta(document, "og:type"),
        networks_title=_meta(document, "og:title"),
        networks_description=_meta(document, "og:description"),
        creators=(
            *_all(document, "//meta[@name='fediverse:creator']/@content"),
            *_all(document, "//meta[@property='article:author']/@content"),
        ),
        picture=_picture(document, site, page),
        feeds=_all(document, "//link[@rel='alternate'][contains(@type, '+')]/@href"),
    )


def _lacking(nodes: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what Google recommends for a thing that is described here and the page leaves out."""
    for node in _things(nodes):
        kinds = set(_types([node]))
        for kind, names in WANTED.items():
            if kind in kinds and len(node) > NAMED:
                yield from (f"{kind}: {name}" for name in names if not node.get(name))


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Yield each thing of structured data, and those within it."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    for one in data if isinstance(data, list) else ():
        yield from _things(one)


def _all(document: Document, path: str) -> tuple[str, ...]:
    return tuple(" ".join(str(found).split()) for found in document.xpath(path))


def _first(document: Document, path: str) -> str:
    return next(iter(_all(document, path)), "")


def _meta(document: Document, name: str) -> str:
    return _first(document, f"//meta[@name='{name}' or @property='{name}']/@content")


def _picture(document: Document, site: FinishedSite, page: AuditedPage) -> SeenPicture | None:
    url = _meta(document, "og:image")
    if not url:
        return None
    file = site.file_of(url, page)
    found = site.folder / file if file else None
    sizes = [_meta(document, f"og:image:{name}") for name in ("width", "height")]
    width, height = (int(text) if text.isdecimal() else 0 for text in sizes)
    return SeenPicture(
        url=url, width=width, height=height, alt=_meta(document, "og:image:alt"),
        file=str(found) if found else "", is_own=found is not None,
        size=found.stat().st_size if found and found.is_file() else 0,
    )  # fmt: skip


def _structured_data(document: Document) -> tuple[list[Any], str]:
    """Return what all JSON-LD of a page says, and why one cannot be read."""
    found, unread = [], ""
    for text in document.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found.append(json.loads(str(text)))
        except ValueError as error:
            unread = str(error)
    return found, unread


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the things that structured data is about, without those that are parts of them."""
    if isinstance(data, list):
        for one in data:
            yield from _nodes(one)
    elif isinstance(data, dict):
        yield from _nodes(data["@graph"]) if "@graph" in data else iter((data,))


def _types(nodes: Iterable[dict[str, Any]]) -> Iterator[str]:
    for node in nodes:
        kind = node.get("@type", ())
        yield from (kind,) if isinstance(kind, str) else kind


def _value(nodes: list[dict[str, Any]], name: str) -> str:
    return next((str(node[name]) for node in nodes if name in node), "")
