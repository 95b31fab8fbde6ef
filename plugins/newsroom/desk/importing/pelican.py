"""Pelican: headers without fences, folders as categories, ``{filename}`` links."""

import re
from pathlib import Path

from newsroom.desk.importing.dialects import Config, Dialect, read_settings, web_root, zone_of
from newsroom.desk.importing.liquid import convert_tags

_PARTS = {
    "date:%Y": ":year",
    "date:%m": ":month",
    "date:%d": ":day",
    "slug": ":slug",
    "category": ":category",
}
CONFIG_NAMES = ("pelicanconf.py", "publishconf.py")


def read_config(site: Path) -> Config:
    settings: dict[str, object] = {}
    for name in CONFIG_NAMES:
        settings |= read_settings(site / name, site)
    address = settings.get("ARTICLE_URL")
    author = settings.get("AUTHOR")
    return Config(
        web_root(settings.get("SITEURL")),
        zone_of(settings.get("TIMEZONE")),
        {"": _pattern(address)} if isinstance(address, str) else {},
        author if isinstance(author, str) else "",
    )


def _pattern(address: str) -> str:
    """Turn ``{date:%Y}/{slug}.html`` into ``/:year/:slug.html``."""
    return "/" + re.sub(r"\{([^}]*)\}", lambda part: _PARTS.get(part[1], ""), address).lstrip("/")


PELICAN = Dialect(
    name="pelican",
    permalink="/:slug.html",
    separator=",",
    by_folder=True,
    classic=True,
    config_names=CONFIG_NAMES,
    read_config=read_config,
    convert=convert_tags,
)
