"""What a frame loads for an address: an embed, of a known provider or of a host the paper lists."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from newsroom.embeds.hosts import Host
from newsroom.embeds.providers import PROVIDERS, SHORTENERS, EmbedProvider, Kind, Way

_TAIL = r"/?(?:[?&#].*)?"
_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
_START = re.compile(r"[?&#](?:t|start)=([\dhms]{1,12})")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_SHAPES = ("21x9", "16x9", "4x3", "1x1", "3x4", "9x16")


class Embed(NamedTuple):
    """``page`` is what people can open, ``frame`` what a frame loads in ``size``, see providers."""

    provider: str
    name: str
    kind: Kind
    page: str
    frame: str
    size: str

    @property
    def host(self) -> str:
        return urlsplit(self.frame).netloc

    @property
    def shape(self) -> str:
        """The nearest of a few ratios, ``""`` for a height."""
        width, _, height = self.size.partition("x")
        if not width or not height:
            return ""
        ratio = int(width) / int(height)
        return min(_SHAPES, key=lambda shape: abs(_ratio(shape) / ratio - 1))


def _ratio(shape: str) -> float:
    width, _, height = shape.partition("x")
    return int(width) / int(height)


def find_embed(address: str, hosts: Mapping[str, Host] | None = None) -> Embed | None:
    """Return what is at an address, None when no provider and none of ``hosts`` shows it."""
    try:
        parts = urlsplit(quote(address, safe=_KEPT))
    except ValueError:  # a malformed IPv6 address
        return None
    host = parts.netloc.lower()
    if parts.scheme not in ("http", "https") or not host or "@" in host:
        return None
    rest = parts._replace(scheme="", netloc="").geturl()
    if own := (hosts or {}).get(host):
        whole = f"https://{host}{rest}"
        return Embed("own", own.name, own.kind, whole, whole, own.size)
    subject = host.removeprefix("www.") + rest
    for provider, way, match in _matches(subject):
        return _embed(provider, way, match, f"https://{host}{rest}")
    return None


def is_short(address: str) -> bool:
    """Return whether an address is a short one, which hides what it leads to."""
    try:
        return urlsplit(address).netloc.lower() in SHORTENERS
    except ValueError:
        return False


@cache
def _compiled() -> tuple[tuple[EmbedProvider, Way, re.Pattern[str]], ...]:
    return tuple(
        (provider, way, re.compile(way.pattern + _TAIL, re.ASCII))
        for provider in PROVIDERS
        for way in provider.ways
    )


def _matches(subject: str) -> Iterator[tuple[EmbedProvider, Way, re.Match[str]]]:
    for provider, way, pattern in _compiled():
        if match := pattern.fullmatch(subject):
            yield provider, way, match


def _embed(provider: EmbedProvider, way: Way, match: re.Match[str], address: str) -> Embed:
    found = {name: text or "" for name, text in match.groupdict().items()}
    target = unquote(found.get("target", ""))
    values: dict[str, Any] = {
        **found,
        "host": urlsplit(address).netloc,
        "address": address,
        "quoted": quote(address, safe=""),
        "target_address": target if target.startswith("https://") else address,
        "box": _box(found) if "zoom" in found else "",
    }
    frame, page = way.frame.format_map(values), way.page.format_map(values)
    if provider.moment[0] and (start := _start(address)):
        frame, page = (
            text + moment.format(start)
            for text, moment in zip((frame, page), provider.moment, strict=True)
        )
    size = way.size or provider.size
    return Embed(provider.slug, provider.name, provider.kind, page, frame, size)


def _start(address: str) -> int:
    """Return the second that an address starts at: ``t=90``, ``t=90s`` or ``t=1h2m3s``."""
    given = _START.search(address)
    match = _TIME.fullmatch(given[1]) if given else None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _box(found: Mapping[str, str]) -> str:
    """Return the corners of a map of 640 × 480 pixels, in tiles of 256 (OpenStreetMap's zoom)."""
    zoom, lat, lon = min(int(found["zoom"]), 22), float(found["lat"]), float(found["lon"])
    wide = 360 / 2**zoom * 640 / 256 / 2
    high = wide * 0.75 * 0.6  # a degree of latitude is longer than one of longitude on the map
    corners = (lon - wide, lat - high, lon + wide, lat + high)
    return "%2C".join(f"{corner:.5f}" for corner in corners)
