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
class LivePart:
    """A page of older updates, newest first; ``number`` counts such pages from the oldest.

    It is full, so that it stays as it is when the story goes on.
    """

    number: int
    url: str
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The state of a live story at the time of the edition; ``updates`` are newest first.

    ``ends`` is when coverage ends or ended, ``None`` while nobody knows. A page that
    ``is_over`` asks for no updates: its ``refresh_seconds`` is 0. ``per_page`` updates are on each
    page of older ones; the story's own page has as many, or up to twice as many less one.
    """

    key_points: tuple[str, ...]
    updates: tuple[Update, ...]
    ends: datetime | None
    is_over: bool
    refresh_seconds: int
    per_page: int

    @property
    def recent(self) -> tuple[Update, ...]:
        """The updates on the story's own page."""
        return self.updates[: len(self.updates) - self.per_page * self._parts()]

    def _parts(self) -> int:
        return max(0, len(self.updates) // self.per_page - 1)

    def parts(self, story_url: str) -> tuple[LivePart, ...]:
        """Return the pages of older updates, the newest one first."""
        size, older = self.per_page, self.updates[len(self.recent) :]
        return tuple(
            LivePart(
                number=number,
                url=f"{story_url}updates/{number}/",
                updates=older[len(older) - number * size : len(older) - (number - 1) * size],
            )
            for number in range(self._parts(), 0, -1)
        )
