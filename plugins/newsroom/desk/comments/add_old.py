"""Writing comments of another system into Isso's database, each once."""

import sqlite3
from collections.abc import Mapping
from html import escape

from newsroom.desk.comments.old_comments import OldComment, OldComments
from newsroom.text.comment_text import as_line
from newsroom.text.urls import is_mail_address, is_web_address

LONGEST_NAME = 100
NOBODY = "0.0.0.0"  # noqa: S104 - what Isso keeps of an address that it does not know
_VOTERS = bytes(256)
"""Isso's filter of those who voted, empty."""
_KNOWN = "CREATE TABLE IF NOT EXISTS newsroom_imported (key TEXT PRIMARY KEY, comment INTEGER)"
"""Which comments were brought over: one that a moderator deleted must not come back."""
_ADD = """
    INSERT INTO comments (tid, parent, created, mode, remote_addr, text, author, website, voters)
    VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)
"""
_ROWS = "SELECT id, tid, parent, created, coalesce(author, text) FROM comments"


class OldCommentDesk:
    """Adds comments in the transaction of ``base``, and counts what became of them."""

    def __init__(self, base: sqlite3.Connection, comments: OldComments) -> None:
        self._base, self._comments = base, comments
        base.execute(_KNOWN)
        self._known = dict(base.execute("SELECT key, comment FROM newsroom_imported").fetchall())
        self._shown = {one.key: one for one in comments.found}
        rows = base.execute(_ROWS).fetchall()
        self._rows = {number: (tid, parent, int(time)) for number, tid, parent, time, _ in rows}
        self._same = {(tid, int(time), name): number for number, tid, _, time, name in rows}
        self.added = self.known = self.alone = 0

    def add(self, one: OldComment, thread: str) -> None:
        """Add a comment below the page ``thread``; what it answers must have been added before."""
        if one.key in self._known:
            self.known += 1
            return
        self._base.execute(
            "INSERT OR IGNORE INTO threads (uri, title) VALUES (?, ?)", (thread, one.title)
        )
        (tid,) = self._base.execute("SELECT id FROM threads WHERE uri = ?", (thread,)).fetchone()
        name = _name(one)
        # Both systems may have the same comment, where one was added to the other.
        if number := self._same.get((tid, one.written, name or one.text)):
            self.known += 1
        else:
            parent = self._parent(one, tid)
            values = (tid, parent, one.written, NOBODY, one.text, name, _website(one), _VOTERS)
            number = int(self._base.execute(_ADD, values).lastrowid or 0)
            self._rows[number] = (tid, parent, one.written)
            self.added += 1
            self.alone += bool(one.parent and not parent)
        self._known[one.key] = number
        self._base.execute("INSERT INTO newsroom_imported VALUES (?, ?)", (one.key, number))

    def _parent(self, one: OldComment, tid: int) -> int | None:
        """Return the number of the comment that begins the conversation: Isso keeps one level.

        Isso gives the number of a deleted comment to a new one, so that the time is compared too.
        """
        for key in above(one.key, self._comments.parents):
            other, number = self._shown.get(key), self._known.get(key)
            row_tid, parent, written = self._rows.get(number or 0, (0, None, 0))
            if other and (row_tid, written) == (tid, other.written):
                return parent or number
        return None


def above(key: str, parents: Mapping[str, str]) -> list[str]:
    """Return what a comment answers, what that answers, and so on."""
    found: list[str] = []
    while (key := parents.get(key, "")) and key not in found:
        found.append(key)
    return found


def in_order(comments: OldComments, threads: Mapping[str, str]) -> list[OldComment]:
    """Return the comments on pages with a thread, each behind what it answers."""
    placed = (one for one in comments.found if one.address in threads)
    return sorted(
        placed, key=lambda one: (len(above(one.key, comments.parents)), one.written, one.key)
    )


def _name(one: OldComment) -> str | None:
    """Return the name, escaped as Isso does; one that is an e-mail address is not shown."""
    name = as_line(one.name, LONGEST_NAME)
    return escape(name, quote=False) if name and not is_mail_address(name) else None


def _website(one: OldComment) -> str | None:
    is_shown = is_web_address(one.website) and len(one.website) <= 254
    return escape(one.website) if is_shown else None
