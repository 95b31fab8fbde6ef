"""Where a build finds comments: Isso's database, or the HTTP API of a running Isso."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from html import unescape
from pathlib import Path
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from newsroom.model import Posting
from newsroom.problems import first_mistake

ACCEPTED, DELETED = 1, 4
"""Isso's modes; 2 are those that wait for a moderator, and nobody else may see them."""
SECONDS = 10.0
"""So long a build waits for a database that is being written, or for an answer."""
_AT_ONCE = 1_000
"""Addresses in one question; Isso takes 256 kB."""
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


def read_server(address: str, threads: Sequence[str]) -> list[tuple[str, Row]]:
    """Return every visible comment of some threads from the API of Isso at ``address``.

    Raises:
        SourceError: no answer, or none of Isso.
    """
    try:
        with httpx.Client(base_url=address, timeout=SECONDS) as client:
            used = list(_used(client, threads))
            pool = ThreadPoolExecutor(4)
            try:
                found = list(pool.map(partial(_thread, client), used))
            finally:
                pool.shutdown(cancel_futures=True)  # after one failure no other is waited for
        return [(thread, row) for thread, rows in zip(used, found, strict=True) for row in rows]
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceError(str(error) or type(error).__name__) from None
    except ValidationError as error:
        raise SourceError(f"this is no answer of Isso: {first_mistake(error)}") from None


def _used(client: httpx.Client, threads: Sequence[str]) -> Iterator[str]:
    """Yield the threads that have comments."""
    for start in range(0, len(threads), _AT_ONCE):
        some = threads[start : start + _AT_ONCE]
        answer = client.post("/count", json=some).raise_for_status()
        counts = TypeAdapter(list[int]).validate_json(answer.content)
        yield from (thread for thread, count in zip(some, counts, strict=False) if count)


def _thread(client: httpx.Client, thread: str) -> list[Row]:
    answer = client.get("/", params={"uri": thread, "plain": 1}).raise_for_status()
    top = TypeAdapter(dict[str, object]).validate_json(answer.content).get("replies")
    rows = TypeAdapter(list[Row]).validate_python(top)
    return [one for row in rows for one in (row, *row.replies)]


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
