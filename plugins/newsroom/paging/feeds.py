"""Feeds of the site, of Hottest, of sections, tags and authors: Atom, RSS 2.0 and JSON Feed 1.1.

Setting: ``FEEDS``.
Sets: ``edition.feed_formats``, ``edition.site.feeds``.
Template: ``partials/head.html`` (discovery links).

Full text, absolute links, every author, and ids that never change: the canonical address.
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

from lxml import etree
from markupsafe import Markup, escape

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import FileJob
from newsroom.model import Article, Picture, Site
from newsroom.options import load_options
from newsroom.paging.listings import feeds_of

TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES: dict[str | None, str] = {None: _ATOM}
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_TAG = re.compile(r"<(?:a|img|source|video|audio)\b[^>]*>")
_SIZES = re.compile(r' (?:srcset|sizes)="[^"]*"')
_RELATIVE = re.compile(r'(?<= )(href|src|poster)="([/#][^"]*)"')
_UPDATE = Markup('<h2><a href="{1}">{0.published:%Y-%m-%d %H:%M %Z}</a> {0.title}</h2>')
# XML 1.0 has no place for most control characters.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Options:
    """Setting ``FEEDS``: stories in a feed, and which formats are written."""

    items: int = 20
    formats: tuple[Literal["atom", "rss", "json"], ...] = ("atom", "rss", "json")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. URLs are absolute; ``url`` is the feed, ``home`` its page."""

    title: str
    description: str
    home: str
    url: str
    site: Site


def absolute_html(html: str, page_url: str, origin: str) -> str:
    """Return HTML whose links and pictures work outside the page it stands on."""

    def link(match: re.Match[str]) -> str:
        start = page_url if match[2].startswith("#") else origin
        return f'{match[1]}="{start}{match[2]}"'

    def tag(match: re.Match[str]) -> str:
        return _RELATIVE.sub(link, _SIZES.sub("", match[0]))

    return _TAG.sub(tag, html)


def full_text(article: Article, site: Site) -> str:
    """Return a story as feed readers show it, from who paid for it to its corrections."""
    origin, url = site.absolute(""), site.absolute(article.url)
    parts = [absolute_html(article.body, url, origin)]
    if article.live and article.live.key_points:
        points = Markup("").join(map(Markup("<li>{}</li>").format, article.live.key_points))
        parts.insert(0, f"<ul>{points}</ul>")
    for update in article.updates:
        parts.append(_UPDATE.format(update, f"{url}#{update.anchor}"))
        parts.append(absolute_html(update.body, url, origin))
    if article.image:
        parts.insert(0, _picture(article.image, origin))
    parts += [
        f"<p><strong>Correction, {item.date:%Y-%m-%d}:</strong> {escape(item.text)}</p>"
        for item in article.corrections
    ]
    if article.sponsor:
        parts.insert(0, f"<p><strong>{escape(paid_by(article))}</strong></p>")
    return "\n".join(parts)


def title(article: Article) -> str:
    """Return a headline that tells what was paid for: many readers show nothing else."""
    return f"Sponsored: {article.title}" if article.label == "sponsored" else article.title


def summary(article: Article) -> str:
    return f"{paid_by(article)}: {article.summary}" if article.sponsor else article.summary


def paid_by(article: Article) -> str:
    return f"Paid for by {article.sponsor}"


def terms(article: Article) -> list[str]:
    """Return the label and the tags under which feed readers sort a story."""
    label = [] if article.label == "news" else [article.label.capitalize()]
    return list(dict.fromkeys([*label, *(tag.name for tag in article.tags)]))


def atom(channel: Channel, articles: Sequence[Article]) -> bytes:
    """Return an Atom feed (RFC 4287)."""
    site = channel.site
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMESPACES)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", site.lang)
    _add(root, "id", channel.home)
    _add(root, "title", channel.title)
    if channel.description:
        _add(root, "subtitle", channel.description)
    _add(root, "updated", _newest(articles))
    _add(root, "link", href=channel.home, rel="alternate", type="text/html")
    _add(root, "link", href=channel.url, rel="self", type=TYPES["atom"])
    _add(_add(root, "author"), "name", site.name)
    for article in articles:
        entry = _add(root, "entry")
        _add(entry, "id", site.absolute(article.url))
        _add(entry, "title", title(article))
        _add(entry, "link", href=site.absolute(article.url), rel="alternate", type="text/html")
        _add(entry, "published", article.published.isoformat())
        _add(entry, "updated", (article.updated or article.published).isoformat())
        for author in article.authors:
            person = _add(entry, "author")
            _add(person, "name", author.name)
            _add(person, "uri", site.absolute(author.url))
        for term in dict.fromkeys((article.section.name, *terms(article))):
            _add(entry, "category", term=term)
        _add(entry, "summary", summary(article))
        _add(entry, "content", full_text(article, site), type="html")
    return _serialise(root)


def rss(channel: Channel, articles: Sequence[Article]) -> bytes:
    """Return an RSS 2.0 feed."""
    site = channel.site
    names = {"content": _CONTENT, "dc": _CREATOR, "atom": _ATOM}
    root = etree.Element("rss", nsmap=names, version="2.0")
    feed = etree.SubElement(root, "channel")
    _plain(feed, "title", channel.title)
    _plain(feed, "link", channel.home)
    _plain(feed, "description", channel.description or channel.title)
    _plain(feed, "language", site.lang)
    if articles:
        _plain(feed, "lastBuildDate", format_datetime(max(map(_changed, articles))))
    etree.SubElement(feed, f"{{{_ATOM}}}link", href=channel.url, rel="self", type=TYPES["rss"])
    for article in articles:
        item = etree.SubElement(feed, "item")
        _plain(item, "title", title(article))
        _plain(item, "link", site.absolute(article.url))
        guid = _plain(item, "guid", site.absolute(article.url))
        guid.set("isPermaLink", "true")
        _plain(item, "pubDate", format_datetime(article.published))
        for author in article.authors:
            _plain(item, f"{{{_CREATOR}}}creator", author.name)
        for term in dict.fromkeys((article.section.name, *terms(article))):
            _plain(item, "category", term)
        _plain(item, "description", summary(article))
        _plain(item, f"{{{_CONTENT}}}encoded", full_text(article, site))
    return _serialise(root)


def json_feed(channel: Channel, articles: Sequence[Article]) -> bytes:
    """Return a JSON Feed 1.1."""
    site = channel.site
    items = []
    for article in articles:
        item = {
            "id": site.absolute(article.url),
            "url": site.absolute(article.url),
            "title": title(article),
            "summary": summary(article),
            "content_html": _NO_XML.sub("", full_text(article, site)),
            "date_published": article.published.isoformat(),
            "date_modified": (article.updated or article.published).isoformat(),
            "authors": [
                {"name": author.name, "url": site.absolute(author.url)}
                for author in article.authors
            ],
            "tags": terms(article),
            "language": article.lang,
        }
        if article.image:
            item["image"] = article.image.share_url
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "description": channel.description,
        "language": site.lang,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


BUILDERS = {"atom": atom, "rss": rss, "json": json_feed}


def _newest(articles: Sequence[Article]) -> str:
    # A feed without stories has never changed; its date must not depend on the clock.
    return max(map(_changed, articles)).isoformat() if articles else "1970-01-01T00:00:00+00:00"


def _changed(article: Article) -> datetime:
    return article.updated or article.published


def _picture(image: Picture, origin: str) -> str:
    texts = " ".join(filter(None, (image.caption, image.credit)))
    caption = f"<figcaption>{escape(texts)}</figcaption>" if texts else ""
    source = escape(origin + image.src)
    return f'<figure><img src="{source}" alt="{escape(image.alt)}">{caption}</figure>'


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    return _plain(parent, f"{{{_ATOM}}}{name}", text, **attributes)


def _plain(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    try:
        element.text = text or None
    except ValueError:  # lxml looks for such characters in any case
        element.text = _NO_XML.sub("", text)
    return element


def _serialise(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def announce_feeds(edition: Edition) -> None:
    """Say which feeds there are, before any page is laid out."""
    options = load_options(edition.settings, "FEEDS", Options)
    edition.feed_formats = tuple((name, NAMES[name], TYPES[name]) for name in options.formats)
    feeds = feeds_of(edition, edition.site.name, edition.site.home_url)
    edition.site = replace(edition.site, feeds=feeds)


def add_feeds(edition: Edition) -> None:
    site = edition.site
    add_feed(edition, site.name, site.description, site.home_url, edition.articles)
    by_page: dict[str, list[Article]] = defaultdict(list)
    for article in edition.articles:
        by_page[article.section.url].append(article)
        for tag in article.tags:
            by_page[tag.url].append(article)
        for author in article.authors:
            by_page[author.url].append(article)
    listed = [(one.name, one.description, one.url) for one in edition.sections.values()]
    listed += [(f"#{one.name}", one.description, one.url) for one in edition.tags.values()]
    listed += [(one.name, one.bio, one.url) for one in edition.authors.values()]
    for title, description, url in listed:
        add_feed(edition, f"{title} — {site.name}", description, url, by_page[url])
    if site.hottest:
        title = f"{site.hottest.title} — {site.name}"
        add_feed(edition, title, "", site.hottest.url, edition.hot)


def add_feed(
    edition: Edition, title: str, description: str, url: str, articles: Sequence[Article]
) -> None:
    """Order the feeds of one list of stories; they stand beside its page at ``url``."""
    site, options = edition.site, load_options(edition.settings, "FEEDS", Options)
    for feed in feeds_of(edition, title, url):
        channel = Channel(title, description, site.absolute(url), site.absolute(feed.url), site)
        builder = BUILDERS[feed.url.rpartition(".")[2]]
        inputs = (channel, tuple(articles[: options.items]))
        edition.add(FileJob(site.file(feed.url), builder, inputs))


def register() -> None:
    signals.enrich.connect(announce_feeds)
    signals.page.connect(add_feeds)
