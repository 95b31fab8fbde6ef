"""Addresses of readers: where a log line names them, and which of them are one connection."""

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

LARGEST_SITE = 64
"""Bits of an IPv6 address that name a connection: its owner chooses the rest, often again."""


class ClientAddress(NamedTuple):
    """``connection`` is an IPv4 address or an IPv6 /64; ``private`` is within some network."""

    connection: str
    private: bool


@lru_cache(maxsize=65_536)
def place_of(address: str) -> ClientAddress | None:
    """Return where an address is; ``None`` if the text is not an address. A port may follow it."""
    try:
        found = ip_address(address)
    except ValueError:
        host, _, port = address.rpartition(":")
        bare = host.removeprefix("[").removesuffix("]")
        if not port.isdecimal() or (":" in host and bare == host):
            return None
        try:
            found = ip_address(bare)
        except ValueError:
            return None
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            network = IPv6Network((int(found), LARGEST_SITE), strict=False)
            return ClientAddress(str(network), found.is_private)
        found = found.ipv4_mapped
    return ClientAddress(str(found), found.is_private)


def address_in(before: str) -> str:
    """Return the address among the words ``before`` the time of a common log line.

    They end with address, identity and user: ``web1 nginx: 192.0.2.7 - - ``. Programs that pass
    lines on put words of their own in front. A server behind proxies may log a list, ``192.0.2.7,
    10.0.0.1 - - ``: its first is the reader. A user may have spaces; then ``-`` is the identity.
    The word that is found may be something else than an address.
    """
    words = before.split()
    if len(words) < 3:
        return ""
    at = len(words) - 3
    if words[-2] != "-" and not place_of(words[at]):
        named = (n for n in range(at, -1, -1) if words[n + 1] == "-" and place_of(words[n]))
        at = next(named, at)
    while at and words[at - 1].endswith(",") and place_of(words[at - 1][:-1]):
        at -= 1
    return words[at].rstrip(",")
