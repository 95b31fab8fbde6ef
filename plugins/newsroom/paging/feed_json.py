"""JSON Feed 1.1."""

import json
from collections.abc import Sequence

from newsroom.model import Site
from newsroom.paging.feed_channel import Channel, Item
from newsroom.paging.feed_entries import FeedEntry, absolute_html
from newsroom.paging.feed_formats import without_controls


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
        **({"next_url": channel.older} if channel.older else {}),
        **({"hubs": [{"type": "WebSub", "url": channel.hub}]} if channel.hub else {}),
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
        **_content(entry, site),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.changed.isoformat(),
        "authors": [
            {"name": name, **({"url": site.absolute(home)} if home else {})}
            for name, home in entry.authors
        ],
        "tags": list(dict.fromkeys((entry.section, *entry.terms))),
        "language": entry.lang,
    }
    if entry.picture:
        item["image"] = entry.picture.url
    return item


def _content(entry: FeedEntry, site: Site) -> dict[str, str]:
    """Return the full text, or the summary in its place: an entry must have one of them."""
    if not entry.html:
        return {"content_text": without_controls(entry.summary)}
    return {"content_html": without_controls(absolute_html(entry, site))}
