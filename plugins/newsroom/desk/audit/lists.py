"""Which feeds and sitemaps of a finished site hold an address."""

import json
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from newsroom.desk.audit.finished_site import FinishedSite

FEEDS = (".atom", ".rss", "feed.json")


def feeds_with(site: FinishedSite, address: str) -> list[str]:
    """Return the feeds that have a story of this address, each as a path of the site."""
    names = sorted(name for name in site.files if name.endswith(FEEDS))
    return [f"/{name}" for name in names if address in _entries(site.folder / name)]


def sitemaps_with(site: FinishedSite, address: str) -> list[str]:
    """Return the sitemaps that list this address."""
    names = sorted(name for name in site.files if "sitemap" in name and name.endswith(".xml"))
    return [f"/{name}" for name in names if address in _pages(site.folder / name)]


def _entries(file: Path) -> set[str]:
    """Return the addresses of the stories in a feed."""
    if file.suffix == ".json":
        items = json.loads(file.read_bytes()).get("items", ())
        return {str(item.get("url", "")) for item in items}
    found = set()
    for entry in (*_elements(file, "entry"), *_elements(file, "item")):
        for link in entry.iterfind("{*}link"):
            found.add(link.get("href") or (link.text or "").strip())
    return found


def _pages(file: Path) -> set[str]:
    """Return the addresses of the pages that a sitemap lists."""
    return {(element.text or "").strip() for element in _elements(file, "loc")}


def _elements(file: Path, tag: str) -> Iterator[etree._Element]:
    return etree.parse(file).iter(f"{{*}}{tag}")
