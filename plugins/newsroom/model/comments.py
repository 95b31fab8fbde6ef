"""What readers say below a story: comments, and what other sites said of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from newsroom.model.publication import Author
from newsroom.text.comment_text import as_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A comment as the comment server holds it; nothing of it identifies who did not say so.

    ``thread`` is the printable URL of the page; ``written`` and ``edited`` are seconds since 1970
    (0: never edited). ``author`` is the slug of one of the newsroom, or empty. ``text`` is what
    was typed, empty when the comment was deleted. Comments are in the order of ``written``, then
    of ``id``.
    """

    thread: str
    id: int
    parent: int | None
    name: str
    website: str
    author: str
    written: int
    edited: int
    deleted: bool
    text: str
    likes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment on a story's page; ``anchor`` is its id there, ``replies`` are oldest first.

    ``author`` is who wrote it when that was one of the newsroom, ``link`` a reader's website.
    ``deleted`` says that only its replies are left.
    """

    id: int
    anchor: str
    name: str
    link: str
    author: Author | None
    date: datetime
    edited: bool
    text: str
    likes: int
    deleted: bool
    replies: tuple["Comment", ...]

    @property
    def body(self) -> Markup:
        """The text as safe HTML, made when it is printed."""
        return as_html(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A page of another site that answers or names a story; ``text`` is its beginning, plain."""

    kind: Literal["reply", "mention"]
    name: str
    url: str
    host: str
    date: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Webmentions:
    """What other sites said of a story: pages, oldest first, and how many liked or shared it."""

    mentions: tuple[Mention, ...]
    likes: int
    reposts: int
