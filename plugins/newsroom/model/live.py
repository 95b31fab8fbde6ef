"""Live stories: dated updates of one story while something happens."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

PART = "\x1e"
"""Separates lead and updates in the stored text of a live story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update of a live story; ``anchor`` is its id on the page and never changes.

    ``text`` is plain. ``body`` is there when the updates are read from ``article.updates``;
    ``place`` counts them in the file, from 1. Only a preview shows what ``is_scheduled``.
    """

    anchor: str
    published: datetime
    title: str
    text: str
    summary: str
    is_scheduled: bool
    place: int
    body: Markup = Markup()  # noqa: RUF009 - a string, which nothing can change


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The state of a live story at the time of the edition; ``updates`` are newest first.

    ``ends`` is when coverage ends or ended, ``None`` while nobody knows. A page that
    ``is_over`` asks for no updates: its ``refresh_seconds`` is 0.
    """

    key_points: tuple[str, ...]
    updates: tuple[Update, ...]
    ends: datetime | None
    is_over: bool
    refresh_seconds: int
