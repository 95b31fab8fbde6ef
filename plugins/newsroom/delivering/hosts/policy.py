"""The Content-Security-Policy of a site: what its pages load, send and show, and nothing else.

Everything comes from the site itself except for what settings and stories name: comments, the
newsletter, newer figures of markets, and pictures, sounds, films and frames of other sites.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from newsroom.model import Site

PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
"""Where films play; any story may embed one tomorrow, so they are always allowed."""
GISCUS = "https://giscus.app"
_ELEMENT = re.compile(r"<(img|source|audio|video|track|iframe|figure|div)\b([^>]*)>")
_ADDRESS = re.compile(r"""\b(src|srcset|poster|data-embed)=["'](https?://[^"'<>\s]+)""")


def content_security_policy(site: Site, bodies: Iterable[str]) -> str:
    """Return the policy of a site; ``bodies`` are the texts of its stories and pages, as HTML."""
    found: dict[str, set[str]] = {"img-src": set(), "media-src": set(), "frame-src": set()}
    for body in bodies:
        for kind, address in _loaded(body):
            found[kind].add(_origin(address))
    discussion = site.discussion
    connects = {_origin(site.market_data), _origin(discussion.server or "" if discussion else "")}
    frames = {*PLAYERS, *found["frame-src"]}
    if discussion and discussion.giscus:
        frames.add(GISCUS)
    forms = {
        _origin(
            site.newsletter.sign_up.action if site.newsletter and site.newsletter.sign_up else ""
        )
    }
    parts = {
        "default-src": "'self'",
        "img-src": _own_and(found["img-src"]),
        "media-src": _own_and(found["media-src"]),
        "connect-src": _own_and(connects),
        "frame-src": " ".join(sorted(frames)),
        "form-action": _own_and(forms) or "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items() if value)


def _loaded(body: str) -> Iterator[tuple[str, str]]:
    """Yield the directive and the address of what a text loads from other sites."""
    if "http" not in body:
        return
    for element in _ELEMENT.finditer(body):
        for attribute, address in _ADDRESS.findall(element[2]):
            if attribute == "data-embed" or element[1] == "iframe":
                yield "frame-src", address
            elif attribute == "src" and element[1] in ("audio", "video", "track", "source"):
                yield "media-src", address
            else:
                yield "img-src", address


def _own_and(origins: set[str]) -> str:
    others = sorted(filter(None, origins))
    return " ".join(["'self'", *others]) if others else ""


def _origin(address: str) -> str:
    """Return scheme and host of an address; nothing for one of this site."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
