"""All feeds in one file, for feed readers to import: ``feeds.opml`` (OPML 2.0)."""

from collections.abc import Sequence

from lxml import etree

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Site
from newsroom.model.jobs import FileJob

Feeds = tuple[tuple[str, str, str], ...]
"""Title, absolute address of the feed, and of its page."""


def opml(site: Site, kind: str, groups: Sequence[tuple[str, Feeds]]) -> bytes:
    """Return the file; ``kind`` is the type of all feeds, ``groups`` are headings and feeds."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = site.name
    body = etree.SubElement(root, "body")
    for heading, feeds in groups:
        parent = etree.SubElement(body, "outline", text=heading) if heading else body
        for title, url, home in feeds:
            etree.SubElement(
                parent, "outline", type=kind, text=title, title=title, xmlUrl=url, htmlUrl=home
            )
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


@in_each_language
def add_subscriptions(edition: PagedEdition) -> None:
    site, _ = edition.site, edition.words.gettext
    kinds = [name for name, *_ in edition.feed_formats if name != "json"]
    if not kinds:
        return

    def feeds(*pages: tuple[str, str]) -> Feeds:
        return tuple(
            (name, site.absolute(f"{url}feed.{kinds[0]}"), site.absolute(url))
            for name, url in pages
        )

    newsletters = site.newsletter.all if site.newsletter else ()
    top = [(site.name, site.home_url)]
    if site.hottest:
        top.append((site.hottest.title, site.hottest.url))
    groups = (
        ("", feeds(*top)),
        (_("Sections"), feeds(*((one.name, one.url) for one in edition.sections.values()))),
        (_("Authors"), feeds(*((one.name, one.url) for one in edition.authors.values()))),
        (_("Newsletters"), feeds(*((one.title, one.url) for one in newsletters))),
        (_("Tags"), feeds(*((f"#{one.name}", one.url) for one in edition.tags.values()))),
    )
    # Readers know Atom by the name of RSS: there is no other type for a feed.
    filled = tuple(group for group in groups if group[1])
    edition.add(FileJob(site.file(site.href("/feeds.opml")), opml, (site, "rss", filled)))


def register() -> None:
    signals.page.connect(add_subscriptions)
