"""Links in finished HTML: where they lead, and the parts of a page that they may name."""

import html
import re
from urllib.parse import unquote

_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_ID = re.compile(r'\sid="([^"{]+)"')


def links_of(body: str) -> tuple[str, ...]:
    """Return the address of every link in finished HTML."""
    return tuple(dict.fromkeys(html.unescape(href) for href in _HREF.findall(body)))


def ids_of(body: str) -> frozenset[str]:
    """Return the id of every element in finished HTML."""
    return frozenset(html.unescape(name) for name in _ID.findall(body))


def open_links(body: str) -> list[str]:
    """Return the links that only the whole site can judge, except those in ``references``.

    These are web addresses, which may be this site's own, parts of the page that the text does not
    have itself, and links without any address.
    """
    if "<a " not in body:
        return []
    found = [
        link for link in links_of(body) if link.startswith(("http:", "https:", "#")) or not link
    ]
    if not any(link.startswith("#") for link in found):
        return found
    own = ids_of(body)
    return [link for link in found if not (link.startswith("#") and unquote(link[1:]) in own)]
