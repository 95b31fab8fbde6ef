"""Who is a reader: what a request must be to count as one person reading a story."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Literal

from crawleruseragents import is_crawler

from newsroom.desk.popularity.hits import Hit

Network = IPv4Network | IPv6Network
Reason = Literal[
    "requests without an answer to read", "prefetches", "the newsroom's own", "crawlers",
    "feed readers",
]  # fmt: skip

# 304: the reader has the page already, and reads it again.
_ANSWERED = {200, 304}
_AHEAD = re.compile("prefetch|prerender|preview", re.IGNORECASE)
# A browser names neither an address to complain to nor the library that it is made of.
_PROGRAM = re.compile(r"https?://|@|\b(?:bot|crawler|spider)\b|\bCFNetwork\b", re.IGNORECASE)
# All browsers in use begin so, except those of text terminals and old phones.
_BROWSER = re.compile(
    r"Mozilla/\d\.\d+ \((?!compatible;(?! *(?:MSIE|Konqueror|Opera)\b))"
    r"|Opera/|BlackBerry|Nokia|UCWEB|(?:w3m|Lynx|E?Links|NetSurf|Dillo)\b",
    re.IGNORECASE,
)
_FEED_READER = re.compile(
    r"feed|\brss\b|\batom\b|akregator|freshrss|inoreader|liferea|miniflux|netnewswire|newsblur"
    r"|newsboat|newsify|readkit|reeder|tt-rss|vienna",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Filter:
    """Decides on requests; ``own`` are the networks of the newsroom."""

    own: tuple[Network, ...] = ()

    def reason_against(self, hit: Hit) -> Reason | None:
        """Return why a request does not count, or ``None`` for a reader."""
        if hit.method != "GET" or hit.status not in _ANSWERED:
            return "requests without an answer to read"
        if hit.purpose and _AHEAD.search(hit.purpose):
            return "prefetches"
        if self.own and _within(hit.address, self.own):
            return "the newsroom's own"
        return _program(hit.agent)


@lru_cache(maxsize=65_536)
def _program(agent: str | None) -> Reason | None:
    if agent is None:
        return None
    if _FEED_READER.search(agent):
        return "feed readers"
    program = not _BROWSER.match(agent) or _PROGRAM.search(agent) or is_crawler(agent)
    return "crawlers" if program else None


@lru_cache(maxsize=65_536)
def _within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        place = ip_address(address)
    except ValueError:  # a host name
        return False
    mapped = getattr(place, "ipv4_mapped", None) or place
    return any(mapped in network for network in networks)
