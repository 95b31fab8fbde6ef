"""One post of Medium's export: what its HTML says of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bs4 import Tag

from newsroom.desk.importing.texts.platform_html import parsed

_EXPORTED = re.compile(r"Exported from Medium on (\w+ \d{1,2}, \d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediumPost:
    """``published`` is ISO 8601, ``exported`` a day in words; both may be empty."""

    title: str
    subtitle: str
    author: str
    published: str
    exported: str
    canonical: str
    is_response: bool
    body: Tag


def read_post(html: str) -> MediumPost | None:
    """Return what a file says; ``None`` if it is of another shape."""
    soup = parsed(html)
    body = soup.select_one('section[data-field="body"], .e-content')
    if body is None:
        return None
    footer = soup.find("footer")
    time = soup.select_one("footer time[datetime]")
    link = soup.select_one("a.p-canonical")
    exported = _EXPORTED.search(words_of(footer))
    title = words_of(soup.select_one("h1.p-name"))
    own = body.select_one(".graf--subtitle")
    return MediumPost(
        title=title,
        subtitle=words_of(own),
        author=words_of(soup.select_one("a.p-author")),
        published=str(time["datetime"]) if time else "",
        exported=_day(exported[1]) if exported else "",
        canonical=str(link.get("href") or "") if link else "",
        is_response=_is_response(body, title),
        body=body,
    )


def _day(words: str) -> str:
    try:
        return datetime.strptime(words, "%B %d, %Y").date().isoformat()  # noqa: DTZ007 - a day
    except ValueError:
        return ""


def _is_response(body: Tag, title: str) -> bool:
    """Tell whether the title is only the beginning of the text: responses have none."""
    first = body.select_one(".graf")
    if first is None or first.name != "p" or body.select_one(".graf--title"):
        return False
    return words_of(first).startswith(title.rstrip("…. "))


def words_of(node: Any) -> str:
    return " ".join(node.get_text(" ").split()) if isinstance(node, Tag) else ""
