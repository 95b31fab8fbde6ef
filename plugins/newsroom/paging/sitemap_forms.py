"""The XML of sitemaps: protocol 0.9 with Google's pictures, languages (``hreflang``) and news."""

from collections.abc import Sequence

from lxml import etree

Entry = tuple[str, str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""Absolute URL, last change in ISO 8601 or ``""``, pictures, and language → URL of each version."""
NewsEntry = tuple[str, str, str, str, str]
"""Absolute URL, headline, instant of publication in ISO 8601, language, name of the paper in it."""

MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(entries: Sequence[Entry]) -> bytes:
    """Return a sitemap; it names the schemas that it needs and no others."""
    spaces: dict[str | None, str] = {None: MAP}
    if any(images for _, _, images, _ in entries):
        spaces["image"] = IMAGE
    if any(versions for *_, versions in entries):
        spaces["xhtml"] = XHTML
    root = etree.Element(f"{{{MAP}}}urlset", nsmap=spaces)
    for url, changed, images, versions in entries:
        node = _located(root, "url", url, changed)
        for lang, address in versions:
            link = {"rel": "alternate", "hreflang": lang, "href": address}
            etree.SubElement(node, f"{{{XHTML}}}link", link)
        for address in images:
            picture = etree.SubElement(node, f"{{{IMAGE}}}image")
            etree.SubElement(picture, f"{{{IMAGE}}}loc").text = address
    return _bytes(root)


def sitemap_index(files: Sequence[tuple[str, str]]) -> bytes:
    """Return an index of sitemaps: absolute URL and last change of each."""
    root = etree.Element(f"{{{MAP}}}sitemapindex", nsmap={None: MAP})
    for url, changed in files:
        _located(root, "sitemap", url, changed)
    return _bytes(root)


def news_sitemap(entries: Sequence[NewsEntry]) -> bytes:
    """Return Google's news sitemap."""
    root = etree.Element(f"{{{MAP}}}urlset", nsmap={None: MAP, "news": NEWS})
    for url, title, published, lang, name in entries:
        news = etree.SubElement(_located(root, "url", url, ""), f"{{{NEWS}}}news")
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = name
        etree.SubElement(publication, f"{{{NEWS}}}language").text = lang
        etree.SubElement(news, f"{{{NEWS}}}publication_date").text = published
        etree.SubElement(news, f"{{{NEWS}}}title").text = title
    return _bytes(root)


def _located(root: etree._Element, name: str, url: str, changed: str) -> etree._Element:
    node = etree.SubElement(root, f"{{{MAP}}}{name}")
    etree.SubElement(node, f"{{{MAP}}}loc").text = url
    if changed:
        etree.SubElement(node, f"{{{MAP}}}lastmod").text = changed
    return node


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
