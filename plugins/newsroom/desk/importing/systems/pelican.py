"""Pelican: headers without fences, folders as categories, ``{filename}`` links."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from newsroom.desk.importing.addresses.archive_index import TRANSLATED
from newsroom.desk.importing.addresses.spellings import pelican_slug
from newsroom.desk.importing.dialects import Config, Dialect, read_settings, web_root, zone_of
from newsroom.desk.importing.texts import python_markdown
from newsroom.desk.importing.texts.liquid import convert_tags
from newsroom.desk.importing.traced_text import StoryContext, TracedText
from newsroom.desk.importing.values.defaults import Defaults
from newsroom.reading.frontmatter.marked_yaml import Value

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
    address, named = settings.get("ARTICLE_URL"), settings.get("FILENAME_METADATA")
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
        defaults=[Defaults(values=_defaults(settings))],
        file_names=named if isinstance(named, str) else "",
        by_name=settings.get("SLUGIFY_SOURCE") == "basename",
        default_lang=str(settings.get("DEFAULT_LANG", "en")),
    )  # fmt: skip


def _defaults(settings: Mapping[str, object]) -> dict[str, Value]:
    given = settings.get("DEFAULT_METADATA")
    texts = given.items() if isinstance(given, dict) else ()
    return {str(key): value for key, value in texts if isinstance(value, str)}


def convert_article(draft: TracedText, page: StoryContext) -> TracedText:
    return python_markdown.convert(convert_tags(draft, page), page)


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
