"""What front matter of an archive says of a story, one function for each value."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsroom.desk.importing.archive import clean
from newsroom.desk.importing.dialects import Dialect
from newsroom.desk.importing.headers import texts
from newsroom.desk.importing.matter import ArchiveMatter
from newsroom.desk.importing.traced_text import shorten
from newsroom.desk.importing.wording import plain, site_path
from newsroom.text.urls import is_web_address

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


_STATUS = {"published": "published", "draft": "draft", "hidden": "hidden", "skip": "draft"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """The lead image as the archive names it; ``line`` is that of its key."""

    src: str
    alt: str
    caption: str
    line: int


def aliases(matter: ArchiveMatter, dialect: Dialect, path: str, zola: bool) -> Iterator[str]:
    key, value = matter.take("aliases")
    for text in texts(value, "," if dialect.name == "pelican" else None):
        # Hugo reads an alias without a slash from the story's folder, all others from the root.
        relative = dialect.name == "hugo" and not zola and not text.startswith(("/", "http"))
        folder = path.rpartition("/")[0].removeprefix("content").strip("/")
        if alias := site_path(f"/{folder}/{text}" if relative else text):
            yield alias
        else:
            matter.note(
                key, f"{text!r} is not an address of the old site", "it was left out: correct it"
            )


def status(matter: ArchiveMatter, path: str) -> str:
    given = matter.flag("status")
    if matter.flag("draft") in ("true", "yes") or matter.flag("published") in ("false", "no"):
        return "draft"
    if path.startswith("_drafts/") or "/_drafts/" in path:
        return "draft"
    if given and given not in _STATUS:
        matter.note("status", f"unknown status {given!r}", "it became a draft: publish it by hand")
        return "draft"
    hidden = matter.flag("hidden") in ("true", "yes") or matter.flag("unlisted") in ("true", "yes")
    return "hidden" if hidden else _STATUS.get(given, "published")


def language(matter: ArchiveMatter) -> str:
    text = matter.text("lang").replace("_", "-")
    return text if _LANGUAGE.fullmatch(text) else ""


def web_address(matter: ArchiveMatter, name: str) -> str:
    key, _ = matter.take(name)
    text = matter.text(name)
    if not text or is_web_address(text):
        return text
    matter.note(key, f"{key} {shorten(text)!r} is not a web address", "it was left out: correct it")
    return ""


def headlines(matter: ArchiveMatter, title: str) -> dict[str, str]:
    """Return the headlines for lists and search engines that differ from the title."""
    found = {key: plain(matter.text(f"{key}_title")) for key in ("card", "search")}
    return {key: text for key, text in found.items() if text and text != title}


def sources(matter: ArchiveMatter) -> list[dict[str, str]]:
    url = web_address(matter, "source_url")
    name = matter.text("source")
    return [{"title": name or urlsplit(url).netloc, "url": url}] if url else []


def illustration(matter: ArchiveMatter) -> Illustration | None:
    key, value = matter.take("image")
    group = value if isinstance(value, dict) else {}
    src = next(texts(value), "") or next(
        (text for key in ("src", "path", "url", "image", "uid") for text in texts(group.get(key))),
        "",
    )
    alt = matter.text("image_alt") or next(texts(group.get("alt")), "")
    caption = matter.text("image_caption") or next(texts(group.get("caption")), "")
    return (
        Illustration(src=src, alt=plain(alt), caption=plain(caption), line=matter.line(key))
        if src
        else None
    )


def people(matter: ArchiveMatter, dialect: Dialect) -> Iterator[str]:
    _, value = matter.take("authors")
    groups = value if isinstance(value, list) else [value]
    for item in groups:
        if isinstance(item, dict):
            yield from (clean(text) for text in texts(item.get("name")))
            continue
        separator = None
        if dialect.name == "pelican" and isinstance(item, str):
            separator = ";" if ";" in item else ","
        for text in texts(item, separator):
            if name := clean(re.sub(r"\s*<[^>]*>", "", html.unescape(text))):
                yield name


def words(matter: ArchiveMatter, name: str, dialect: Dialect) -> Iterator[str]:
    _, value = matter.take(name)
    separator = "," if isinstance(value, str) and "," in value else dialect.separator
    for text in texts(value, separator):
        if word := clean(html.unescape(text)):
            yield word
