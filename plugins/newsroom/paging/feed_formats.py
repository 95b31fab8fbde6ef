"""The XML formats of feeds: Atom (RFC 4287) and RSS 2.0."""

import re
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from lxml import etree

from newsroom.paging.feed_channel import Channel, Item
from newsroom.paging.feed_entries import Enclosure, absolute_html

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES: dict[str | None, str] = {None: _ATOM}
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_MEDIA = "http://search.yahoo.com/mrss/"
_HISTORY = "http://purl.org/syndication/history/1.0"
_XHTML = "http://www.w3.org/1999/xhtml"
_PAGE: dict[str | None, str] = {None: _XHTML}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKUP = re.compile(r"</\w|&#?\w+;")
_MARKUP_IN_HTML = re.compile(r"<|&[#\w]")
# XML 1.0 has no place for most control characters.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(channel: Channel, items: Sequence[Item]) -> bytes:
    """Return an Atom feed (RFC 4287)."""
    site, entries = channel.site, channel.entries(items)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMESPACES)
    root.set(_LANG, site.lang)
    _add(root, "id", channel.id)
    _add(root, "title", channel.title)
    if channel.description:
        _add(root, "subtitle", channel.description)
    # A feed without stories has never changed; its date must not depend on the clock.
    changed = [entry.changed.isoformat() for entry in entries]
    _add(root, "updated", max(changed, default="2000-01-01T00:00:00+00:00"))
    _add(root, "link", href=channel.home, rel="alternate", type="text/html")
    for relation, url in channel.links:
        _add(root, "link", href=url, rel=relation)
    _add_introduction(root, channel)
    if channel.current:
        plain(root, f"{{{_HISTORY}}}archive")
    _add(_add(root, "author"), "name", site.name)
    for one in entries:
        entry, url = _add(root, "entry"), site.absolute(one.url)
        if one.lang != site.lang:
            entry.set(_LANG, one.lang)
        _add(entry, "id", one.id or url)
        _add(entry, "title", one.title)
        _add_link(entry, one.title, url)
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
        if it := one.picture:
            length = {"length": str(it.length)} if it.length else {}
            _add(entry, "link", href=it.url, rel="enclosure", type=it.type, **length)
        _add(entry, "summary", one.summary)
        if one.html:
            _add(entry, "content", absolute_html(one, site), type="html")
    return as_page(root, channel)


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
    names = {"content": _CONTENT, "dc": _CREATOR, "dcterms": _TERMS, "media": _MEDIA,
             "atom": _ATOM}  # fmt: skip
    root = etree.Element("rss", nsmap=names, version="2.0")
    feed = etree.SubElement(root, "channel")
    plain(feed, "title", as_line(channel.title))
    plain(feed, "link", channel.home)
    _add_description(feed, channel.description or channel.title)
    plain(feed, "language", site.lang)
    if entries:
        plain(feed, "lastBuildDate", format_datetime(max(entry.changed for entry in entries)))
    for relation, url in channel.links:
        etree.SubElement(feed, f"{{{_ATOM}}}link", href=url, rel=relation)
    _add_introduction(feed, channel)
    for one in entries:
        item, url = etree.SubElement(feed, "item"), site.absolute(one.url)
        plain(item, "title", as_line(one.title))
        _add_link(item, one.title, url)
        plain(item, "link", url)
        plain(item, "guid", one.id or url).set("isPermaLink", "false")  # the story may move
        plain(item, "pubDate", format_datetime(one.published))
        if one.changed > one.published:
            plain(item, f"{{{_TERMS}}}modified", one.changed.isoformat())
        if one.lang != site.lang:
            plain(item, f"{{{_CREATOR}}}language", one.lang)
        for name, _ in one.authors:
            plain(item, f"{{{_CREATOR}}}creator", name)
        for name, _ in one.contributors:
            plain(item, f"{{{_CREATOR}}}contributor", name)
        for term in dict.fromkeys((one.section, *one.terms)):
            plain(item, "category", term)
        _add_description(item, one.summary)
        if one.html:
            plain(item, f"{{{_CONTENT}}}encoded", absolute_html(one, site))
        if one.picture:
            _add_media(item, one.picture)
    return as_page(root, channel)


def _add_description(parent: etree._Element, text: str) -> None:
    """Add a description; where it is escaped for readers, browsers show the text before it."""
    escaped = as_html(text)
    if escaped != text:
        _write(etree.SubElement(parent, f"{{{_XHTML}}}div", nsmap=_PAGE), text)
    plain(parent, "description", escaped)


def _add_media(item: etree._Element, picture: Enclosure) -> None:
    """Add a picture to an entry: as Media RSS and, where its length is known, as enclosure."""
    length = str(picture.length)
    size = {"fileSize": length} if picture.length else {}
    facts = {"url": picture.url, "type": picture.type, "medium": "image", **size}
    media = plain(item, f"{{{_MEDIA}}}content", **facts)
    plain(media, f"{{{_MEDIA}}}description", picture.alt, type="plain")
    if picture.credit:
        plain(media, f"{{{_MEDIA}}}credit", picture.credit)
    if picture.length:
        plain(item, "enclosure", url=picture.url, type=picture.type, length=length)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    return plain(parent, f"{{{_ATOM}}}{name}", text, **attributes)


def plain(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    return _write(etree.SubElement(parent, name, attributes), text)


def _write(element: etree._Element, text: str) -> etree._Element:
    try:
        element.text = text or None
    except ValueError:  # lxml looks for such characters in any case
        element.text = without_controls(text)
    return element


def without_controls(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _NO_XML.sub("", text)


def _add_introduction(parent: etree._Element, channel: Channel) -> None:
    """Say what this is to who opens it in a browser, and lead to the list."""
    _add_link(parent, channel.site.name, channel.home)
    said = channel.words.gettext(
        "Copy the address of this page into a feed reader, a program for news: each new story "
        "appears there."
    )
    _write(etree.SubElement(parent, f"{{{_XHTML}}}p", nsmap=_PAGE), said)


def _add_link(parent: etree._Element, text: str, url: str) -> None:
    """Add a link that browsers follow; feed readers pass over it."""
    _write(etree.SubElement(parent, f"{{{_XHTML}}}a", {"href": url}, _PAGE), text)


def as_page(root: etree._Element, channel: Channel) -> bytes:
    """Return a feed that browsers show as a page, where they get it as ``application/xml``."""
    style = f'href="{channel.site.shared("/theme/feed.css")}" type="text/css"'
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", style))
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)


def serialise(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
