"""Moderating on the machine of the comment server, in its database, while it runs.

Each change is one transaction, in the words of Isso's own statements; Isso opens the database again
for every question, so that it sees the change at once.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from newsroom.desk.comments.database import opened
from newsroom.problems import ContentError, Problem, first_mistake
from newsroom.reading.readers.comment_sources import Row
from newsroom.text.comment_text import as_line

PENDING = 2
TEXT = 300
"""Characters of a text that a list shows."""
_LIST = """
    SELECT threads.uri, comments.* FROM comments JOIN threads ON threads.id = tid
    WHERE mode = ? ORDER BY created, comments.id
"""
_STALE = """
    DELETE FROM comments
    WHERE mode = 4 AND id NOT IN (SELECT parent FROM comments WHERE parent NOTNULL)
"""


def pending(conf: Path, overrides: Mapping[str, Any]) -> str:
    """List the comments that wait, oldest first.

    Raises:
        ContentError: there is no database, or it cannot be read.
    """
    with opened(conf, overrides) as base:
        rows = base.execute(_LIST, (PENDING,)).fetchall()
    lines = [_as_text(dict(row)) for row in rows]
    waiting = f"{len(rows):,} wait" if len(rows) != 1 else "1 waits"
    return "\n".join([*lines, f"{waiting} for ./inv comments --approve ID or --delete ID"])


def _as_text(row: dict[str, Any]) -> str:
    try:
        one = Row.model_validate(row)
    except ValidationError as error:
        return f"{row['id']:>6}  cannot be read ({first_mistake(error)}); delete it"
    written = datetime.fromtimestamp(one.created, UTC)
    return (
        f"{one.id:>6}  {written:%Y-%m-%d %H:%M} UTC  {row['uri']}\n"
        f"        {as_line(unescape(one.author or ''), 60)}: {as_line(one.text, TEXT)}"
    )


def approve(conf: Path, overrides: Mapping[str, Any], number: str) -> str:
    """Let readers see a comment that waits.

    Raises:
        ContentError: none with this number waits.
    """
    with opened(conf, overrides) as base:
        done = base.execute("UPDATE comments SET mode = 1 WHERE id = ? AND mode = 2", (number,))
        if not done.rowcount:
            raise _unknown(number, "waits")
    return f"Comment {number} is approved; the next build shows it."


def delete(conf: Path, overrides: Mapping[str, Any], number: str) -> str:
    """Delete a comment for good; where it has replies, its place stays.

    Raises:
        ContentError: there is none with this number.
    """
    with opened(conf, overrides) as base:
        if base.execute("SELECT 1 FROM comments WHERE parent = ?", (number,)).fetchone():
            done = base.execute(
                "UPDATE comments SET text = '', mode = 4, author = NULL, email = NULL, "
                "website = NULL WHERE id = ?",
                (number,),
            )
        else:
            done = base.execute("DELETE FROM comments WHERE id = ?", (number,))
        if not done.rowcount:
            raise _unknown(number, "is there")
        while base.execute(_STALE).rowcount:
            continue
    return f"Comment {number} is deleted; the next build leaves it out."


def _unknown(number: str, what: str) -> ContentError:
    remedy = (
        "--pending lists the numbers; a published comment has its number in its address (#isso-12)"
    )
    return ContentError([Problem("./inv comments", f"no comment {number} {what}", remedy)])
