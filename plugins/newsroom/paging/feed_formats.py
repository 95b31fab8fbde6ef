"""The formats of feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape

from lxml import etree

from newsroom.languages.words import Words
from newsroom.model import Article, Site
from newsroom.paging.feed_entries import FeedEntry, absolute_html, as_entry

TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES: dict[str | None, str] = {None: _ATOM}
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_MARKUP = re.compile(r"</\w|&#?\w+;")
_MARKUP_IN_HTML = re.compile(r"<|&[#\w]")
# XML 1.0 has no place for most control characters.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Item = Article | FeedEntry


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. URLs are absolute; ``url`` is the feed, ``home`` its page.

    ``id`` never changes; it is the page's first address.
    """

    title: str
    description: str
    home: str
    url: str
    id: str
    site: Site
    words: Words

    def entries(self, items: Sequence[Item]) -> list[FeedEntry]:
        """Return the entries; stories become theirs only now, when a feed is made."""
        return [as_entry(it, self.words) if isinstance(it, Article) else it for it in items]


def atom(channel: Channel, items: Sequence[Item]) -> bytes:
    """Return an Atom feed (RFC 4287)."""
    site, entries = channel.site, channel.entries(items)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMESPACES)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", site.lang)
    _add(root, "id", channel.id)
    _add(root, "title", channel.title)
    if channel.description:
        _add(root, "subtitle", channel.description)
    # A feed without stories has never changed; its date must not depend on the clock.
    changed = [entry.changed.isoformat() for entry in entries]
    _add(root, "updated", max(changed, default="1970-01-01T00:00:00+00:00"))
    _add(root, "link", href=channel.home, rel="alternate", type="text/html")
    _add(root, "link", href=channel.url, rel="self", type=TYPES["atom"])
    _add(_add(root, "author"), "name", site.name)
    for one in entries:
        entry, url = _add(root, "entry"), site.absolute(one.url)
        _add(entry, "id", one.id or url)
        _add(entry, "title", one.title)
        _add(entry, "link", href=url, rel="alternate", type="text/html")
        _add(entry, "published", one.published.isoformat())
        _add(entry, "updated", one.changed.isoformat())
        for name, home in one.authors:
            person = _add(entry, "author")
            _add(person, "name", name)
            if home:
                _add(person, "uri", site.absolute(home))
        for name, home in one.contributors:
            person = _add(entry, "contributor")
            _add(person, "name", name)
            if home:
                _add(person, "uri", site.absolute(home))
        for term in dict.fromkeys((one.section, *one.terms)):
            _add(entry, "category", term=term)
        _add(entry, "summary", one.summary)
        _add(entry, "content", absolute_html(one, site), type="html")
    return serialise(root)


def as_html(text: str) -> str:
    """Return plain text for an RSS ``description``, which readers take for HTML."""
    return escape(text, quote=False) if _MARKUP_IN_HTML.search(text) else text


def as_line(text: str) -> str:
    """Return plain text for an RSS ``title``.

    RSS leaves open whether it is HTML. Readers guess: a closing tag or an entity makes them take it
    for HTML. Only such a text is escaped; all others are right in readers that do not guess, too.
    """
    return escape(text, quote=False) if _MARKUP.search(text) else text


def rss(channel: Channel, items: Sequence[Item]) -> bytes:
    """Return an RSS 2.0 feed."""
    site, entries = channel.site, channel.entries(items)
    names = {"content": _CONTENT, "dc": _CREATOR, "atom": _ATOM}
    root = etree.Element("rss", nsmap=names, version="2.0")
    feed = etree.SubElement(root, "channel")
    plain(feed, "title", as_line(channel.title))
    plain(feed, "link", channel.home)
    plain(feed, "description", as_html(channel.description or channel.title))
    plain(feed, "language", site.lang)
    if entries:
        plain(feed, "lastBuildDate", format_datetime(max(entry.changed for entry in entries)))
    etree.SubElement(feed, f"{{{_ATOM}}}link", href=channel.url, rel="self", type=TYPES["rss"])
    for one in entries:
        item, url = etree.SubElement(feed, "item"), site.absolute(one.url)
        plain(item, "title", as_line(one.title))
        plain(item, "link", url)
        plain(item, "guid", one.id or url).set("isPermaLink", "false")  # the story may move
        plain(item, "pubDate", format_datetime(one.published))
        for name, _ in one.authors:
            plain(item, f"{{{_CREATOR}}}creator", name)
        for name, _ in one.contributors:
            plain(item, f"{{{_CREATOR}}}contributor", name)
        for term in dict.fromkeys((one.section, *one.terms)):
            plain(item, "category", term)
        plain(item, "description", as_html(one.summary))
        plain(item, f"{{{_CONTENT}}}encoded", absolute_html(one, site))
    return serialise(root)


def json_feed(channel: Channel, items: Sequence[Item]) -> bytes:
    """Return a JSON Feed 1.1."""
    site = channel.site
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "description": channel.description,
        "language": site.lang,
        "items": [_json_item(entry, site) for entry in channel.entries(items)],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(entry: FeedEntry, site: Site) -> dict[str, object]:
    url = site.absolute(entry.url)
    item: dict[str, object] = {
        "id": entry.id or url,
        "url": url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": _NO_XML.sub("", absolute_html(entry, site)),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.changed.isoformat(),
        "authors": [
            {"name": name, **({"url": site.absolute(home)} if home else {})}
            for name, home in entry.authors
        ],
        "tags": list(entry.terms),
        "language": entry.lang,
    }
    if entry.image_url:
        item["image"] = entry.image_url
    return item


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    return plain(parent, f"{{{_ATOM}}}{name}", text, **attributes)


def plain(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    try:
        element.text = text or None
    except ValueError:  # lxml looks for such characters in any case
        element.text = _NO_XML.sub("", text)
    return element


def serialise(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


BUILDERS = {"atom": atom, "rss": rss, "json": json_feed}
