"""Texts of an archive made plain: titles, summaries, slugs and old addresses."""

import html
import re
from urllib.parse import unquote, urlsplit

from newsroom.desk.importing.archive import clean
from newsroom.files.paths import address_mistake
from newsroom.text.urls import slugify

MOST_SLUG_BYTES = 120


_TAGS = (
    "a|abbr|b|blockquote|br|cite|code|div|em|h[1-6]|i|img|li|mark|ol|p|q|s|small|span|strong|"
    "sub|sup|u|ul|wbr"
)


_FILES = (".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".xml")


def plain(text: str) -> str:
    """Return ``text`` without HTML tags, entities, Markdown marks and template code."""
    text = re.sub(r"\{\{.{0,999}?\}\}|\{%.{0,999}?%\}", "", text)
    text = re.sub(rf"</?(?:{_TAGS})\b[^<>]*>", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"!?\[([^\[\]]*+)\]\([^()]{0,999}(?:\([^()]{0,999}\)[^()]{0,999}){0,9}\)", r"\1", text
    )
    text = re.sub(r"(\*\*|(?<!`)`{1,9}(?!`))(?=\S)(.{1,999}?)(?<=\S)\1(?!`)", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{1,999})(?<=\S)\1(?![\w*])", r"\2", text)
    return clean(html.unescape(text))


def short_slug(text: str) -> str:
    """Return a slug of bounded length, cut between words: file systems end at 255 bytes."""
    slug = slugify(html.unescape(text))
    if len(slug.encode()) > MOST_SLUG_BYTES:
        slug = slug.encode()[:MOST_SLUG_BYTES].decode(errors="ignore")
        slug = slug.rpartition("-")[0] or slug
    return slug


def site_path(text: str) -> str:
    """Return an old address as a path of this site (``/2014/old/``), else ``""``."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    path = "/" + clean(unquote(parts.path)).strip("/")
    if path == "/" or ".." in path.split("/") or any(char in path for char in '\\<>"|*\0:'):
        return ""
    if address_mistake(path):
        return ""
    return path if path.lower().endswith(_FILES) else path + "/"


def humanise(slug: str) -> str:
    """Return words for a slug: ``old-story`` → ``Old story``."""
    words = clean(re.sub(r"[-_]+", " ", slug))
    return words[:1].upper() + words[1:]
