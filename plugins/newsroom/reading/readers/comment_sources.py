"""Comments as Isso keeps them, and its database; see ``comment_server.py`` for its HTTP API."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from html import unescape
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from newsroom.model import Posting
from newsroom.problems import first_mistake

ACCEPTED, DELETED = 1, 4
"""Isso's modes; 2 are those that wait for a moderator, and nobody else may see them."""
SECONDS = 10.0
"""So long a build waits for a database that is being written, or for an answer."""
_READ = """
    SELECT threads.uri, comments.* FROM comments JOIN threads ON threads.id = comments.tid
    WHERE comments.mode IN (?, ?)
"""
Moment = Annotated[float, Field(ge=0, lt=253_402_214_400)]
"""Seconds since 1970, up to the year 9999."""
Number = Annotated[int, Field(ge=0, lt=1 << 53)]
"""As large as a number may be in JSON."""


class SourceError(Exception):
    """The comments cannot be read now; the text says why."""


class NoSourceError(SourceError):
    """There is no such database."""


class Row(BaseModel):
    """A comment as Isso gives it; ``author`` and ``website`` are escaped for HTML."""

    id: Number
    parent: Number | None
    author: str | None
    website: str | None
    created: Moment
    modified: Moment | None
    mode: int
    text: str
    likes: Number
    email: str | None = None
    hash: str = ""
    replies: list["Row"] = []


def read_database(file: Path) -> list[tuple[str, Row]]:
    """Return every visible comment of Isso's database with its thread; the file is not touched.

    Raises:
        SourceError: no such file, no database of Isso, or one that is locked for long.
    """
    try:
        if not file.is_file():
            raise NoSourceError("there is no such file")
        with closing(
            sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", SECONDS, uri=True)
        ) as base:
            base.row_factory = sqlite3.Row
            base.text_factory = partial(str, encoding="utf-8", errors="replace")
            rows = [dict(row) for row in base.execute(_READ, (ACCEPTED, DELETED))]
        return [(str(row["uri"]), Row.model_validate(row)) for row in rows]
    except (sqlite3.Error, OSError) as error:
        raise SourceError(str(error)) from None
    except ValidationError as error:
        raise SourceError(first_mistake(error)) from None


def postings(rows: Iterable[tuple[str, Row]], slug_of: Callable[[Row], str]) -> list[Posting]:
    """Return rows as postings in order; ``slug_of`` knows the newsroom's own."""
    found = [
        Posting(
            thread=thread,
            id=row.id,
            parent=row.parent,
            # Isso escapes both before it keeps them.
            name=unescape(row.author or ""),
            website=unescape(row.website or ""),
            author="" if row.mode == DELETED else slug_of(row),
            written=int(row.created),
            edited=int(row.modified or 0),
            deleted=row.mode == DELETED,
            text="" if row.mode == DELETED else row.text,
            likes=row.likes,
        )
        for thread, row in rows
        if row.mode in (ACCEPTED, DELETED)
    ]
    return sorted(found, key=lambda one: (one.thread, one.written, one.id))
