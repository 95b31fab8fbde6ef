"""Pelican: headers without fences, folders as categories, ``{filename}`` links."""

import re
from functools import partial
from pathlib import Path

from newsroom.desk.importing.addresses.archive_index import TRANSLATED
from newsroom.desk.importing.addresses.spellings import pelican_slug
from newsroom.desk.importing.dialects import Config, Dialect, read_settings, web_root, zone_of
from newsroom.desk.importing.texts.liquid import convert_tags
from newsroom.desk.importing.texts.markdown_in_html import set_apart
from newsroom.desk.importing.traced_text import StoryContext, TracedText

_PARTS = {
    "date:%Y": ":year",
    "date:%m": ":month",
    "date:%d": ":day",
    "slug": ":slug",
    "category": ":category",
    "author": ":author",
    "lang": ":lang",
    "date:%b": ":short_month",
    "date:%B": ":long_month",
    "date:%y": ":short_year",
    "date:%j": ":y_day",
    "date:%-m": ":i_month",
    "date:%-d": ":i_day",
}
CONFIG_NAMES = ("pelicanconf.py", "publishconf.py")


def read_config(site: Path) -> Config:
    settings: dict[str, object] = {}
    for name in CONFIG_NAMES:
        settings |= read_settings(site / name, site)
    author = settings.get("AUTHOR")
    address = settings.get("ARTICLE_URL")
    translated = settings.get("ARTICLE_LANG_URL", "{slug}-{lang}.html")
    patterns = {"": address, TRANSLATED: translated}
    return Config(
        base_url=web_root(settings.get("SITEURL")),
        zone=zone_of(settings.get("TIMEZONE")),
        permalinks={key: _pattern(value) for key, value in patterns.items()
                    if isinstance(value, str)},
        author=author if isinstance(author, str) else "",
        spell=partial(
            pelican_slug,
            letters=settings.get("SLUGIFY_USE_UNICODE") is True,
            case=settings.get("SLUGIFY_PRESERVE_CASE") is True,
        ),
        by_name=settings.get("SLUGIFY_SOURCE") == "basename",
        default_lang=str(settings.get("DEFAULT_LANG", "en")),
    )  # fmt: skip


def convert_article(draft: TracedText, page: StoryContext) -> TracedText:
    return set_apart(convert_tags(draft, page))


def _pattern(address: str) -> str:
    """Turn ``{date:%Y}/{slug}.html`` into ``/:year/:slug.html``."""

    def part(found: re.Match[str]) -> str:
        return _PARTS.get(found[1]) or ":" + re.sub(r"\W", "", found[1])

    return "/" + re.sub(r"\{([^}]*)\}", part, address).lstrip("/")


PELICAN = Dialect(
    name="pelican",
    permalink="/:slug.html",
    separator=",",
    by_folder=True,
    classic=True,
    config_names=CONFIG_NAMES,
    read_config=read_config,
    convert=convert_article,
    names=(":slug",),
)
