"""How long browsers and caches may keep a file: the same on every host."""

from newsroom.text.urls import IMMUTABLE

FOREVER = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
ASK = "no-cache"
"""Kept, but asked for again each time: pages change, and so does what is not there yet."""


def caching(path: str) -> str:
    """Return the ``Cache-Control`` of a file: what has a hash in its name never changes."""
    if IMMUTABLE.match(path):
        return FOREVER
    return HOUR if path.startswith("media/") else ASK
