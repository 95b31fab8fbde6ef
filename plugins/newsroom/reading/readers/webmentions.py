"""What other sites said of a story: webmentions, from an export that a receiver made.

Sets: ``article.webmentions``.
Template: ``partials/webmentions.html``.

``content/data/webmentions.json`` is a feed in jf2, as webmention.io exports it. Nothing in it is
trusted: texts are shown as text, addresses lead to the web or nowhere, portraits are not loaded.
"""

import json
from collections import defaultdict
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, Field, ValidationError

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.model import Mention, Webmentions
from newsroom.problems import Problem, first_mistake
from newsroom.text.comment_text import as_line, visible
from newsroom.text.urls import is_web_address

FILE = "data/webmentions.json"
NAME, TEXT = 60, 280
"""Characters of a name and of a text that are shown."""
_KINDS: dict[str, Literal["reply", "mention"]] = {"in-reply-to": "reply", "mention-of": "mention"}
_REPOSTS = ("repost-of",)
_LIKES = ("like-of", "bookmark-of")


class Named(BaseModel):
    name: str = ""


class Content(BaseModel):
    text: str = ""


class ReceivedMention(BaseModel):
    """A webmention; other keys are of no interest here."""

    target: str = Field(alias="wm-target")
    kind: str = Field(alias="wm-property")
    received: datetime = Field(alias="wm-received")
    private: bool = Field(False, alias="wm-private")
    source: str = Field("", alias="wm-source")
    published: datetime | None = None
    url: str = ""
    name: str = ""
    author: Named = Named()
    content: Content = Content()


class MentionFeed(BaseModel):
    type: Literal["feed"]
    children: list[Any]


def read_feed(file: Path) -> tuple[list[ReceivedMention], list[Problem]]:
    """Return the entries of the export that can be read; an absent file is not a mistake."""
    path = f"content/{FILE}"
    try:
        children = MentionFeed.model_validate(json.loads(file.read_bytes())).children
    except FileNotFoundError:
        return [], []
    except (OSError, ValueError, RecursionError) as error:  # pydantic's and JSON's are values
        reason = first_mistake(error) if isinstance(error, ValidationError) else error
        remedy = "export it again, or delete it; docs/comments.md shows how"
        return [], [Problem(path, f"this is not a jf2 feed ({reason})", remedy)]
    entries = []
    for child in children:
        try:
            entries.append(ReceivedMention.model_validate(child))
        except ValidationError:
            continue
    unread = len(children) - len(entries)
    remedy = "each needs wm-target, wm-property and wm-received"
    what = f"{unread} of {len(children)} webmentions cannot be read"
    return entries, [Problem(path, what, remedy, level="warning")] if unread else []


def as_mention(entry: ReceivedMention, zone: tzinfo) -> Mention | None:
    """Return a reply or mention; ``None`` where there is no page to lead to."""
    url = visible(entry.url or entry.source)
    date = entry.published or entry.received
    if not is_web_address(url):
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    try:
        date = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    name = as_line(entry.author.name, NAME) or host
    text = as_line(entry.content.text or entry.name, TEXT)
    return Mention(kind=_KINDS[entry.kind], name=name, url=url, host=host, date=date, text=text)


def summed_up(entries: list[ReceivedMention], zone: tzinfo) -> Webmentions:
    """Return what the webmentions of one story amount to."""
    mentions = (as_mention(entry, zone) for entry in entries if entry.kind in _KINDS)
    return Webmentions(
        mentions=tuple(sorted(filter(None, mentions), key=lambda one: (one.date, one.url))),
        likes=sum(entry.kind in _LIKES for entry in entries),
        reposts=sum(entry.kind in _REPOSTS for entry in entries),
    )


def add_webmentions(edition: ReadEdition) -> None:
    entries, problems = read_feed(edition.content / FILE)
    edition.problems.extend(problems)
    if not entries:
        return
    stories, base = edition.by_path(), edition.site.base
    received = defaultdict(list)
    for entry in entries:
        if not entry.private:
            received[_path(entry.target, base)].append(entry)
    found: dict[str, list[ReceivedMention]] = defaultdict(list)
    for path in sorted(received):
        if article := stories.get(path):
            found[article.url] += received[path]
    for article in edition.with_page:
        if article.url in found and article.comments_mode != "off":
            article.webmentions = summed_up(found[article.url], edition.zone)


def _path(target: str, base: str) -> str:
    try:
        path = unquote(urlsplit(target).path).removeprefix(base)
    except ValueError:
        return ""
    return path if path.endswith("/") else f"{path}/"


def register() -> None:
    signals.read.connect(add_webmentions)
