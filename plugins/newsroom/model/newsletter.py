"""The newsletter: how readers sign up, and its issues as they were sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Rhythm = Literal["week", "day", "story"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """How to subscribe: a form that is sent to ``action``, or a link to ``join_url`` alone.

    ``trap`` names a field that people leave empty; ``keeper`` is who keeps the addresses.
    ``confirms`` says that nobody is subscribed before following a link in a mail.
    """

    action: str
    email_field: str
    hidden_fields: tuple[tuple[str, str], ...]
    trap: str
    join_url: str
    keeper: str
    confirms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """A newsletter; ``url`` is its page with all issues, ``every`` is how often it appears.

    ``field`` and ``value`` are the box that readers tick to get it, ``join_url`` is a link instead;
    both are empty where there is no choice. ``language`` is the further language of the paper that
    it is in, empty for the paper's own.
    """

    name: str
    title: str
    about: str
    url: str
    every: Rhythm
    field: str
    value: str
    join_url: str
    language: str = ""

    @property
    def full_name(self) -> str:
        """Its name among those of all languages: ``weekly``, ``de/weekly``."""
        return f"{self.language}/{self.name}" if self.language else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletters:
    """The newsletters' page at ``url``; a paper may have issues and no way to sign up.

    ``all`` have a page; ``choices`` are those of which readers choose, where there are several.
    """

    url: str
    sign_up: SignUp | None
    has_issues: bool
    all: tuple[Newsletter, ...]
    choices: tuple[Newsletter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStory:
    """A story as it was when the issue was made; later changes do not reach it."""

    url: str
    title: str
    deck: str
    section: str
    authors: tuple[str, ...]
    label: str
    lang: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSection:
    """The major headlines of a section."""

    name: str
    stories: tuple[IssueStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRanking:
    """What was read most that week; without figures the latest stories, and titled so."""

    title: str
    stories: tuple[IssueStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCorrection:
    """A correction of the week; ``url`` leads to it on the page of its story."""

    url: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMarket:
    """A prediction market as it was at ``as_of``; ``chance`` is printed (62 %)."""

    url: str
    question: str
    chance: str
    source: str
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue of a newsletter; parts that it did not have are empty.

    ``name`` is the week ``2026-W47``, the day ``2026-11-23``, or the day and the slug of a story;
    ``first`` is when that time began, ``date`` when it ended.
    """

    newsletter: Newsletter
    name: str
    url: str
    subject: str
    preheader: str
    date: datetime
    first: datetime
    sections: tuple[IssueSection, ...]
    ranking: IssueRanking | None
    insight: IssueStory | None
    markets: tuple[IssueMarket, ...]
    corrections: tuple[IssueCorrection, ...]

    @property
    def week(self) -> str:
        """The ISO week, empty where the newsletter is not weekly."""
        return self.name if self.newsletter.every == "week" else ""

    @property
    def full_name(self) -> str:
        """Its name among all issues: ``2026-W47`` of ``weekly``, else ``daily 2026-11-23``."""
        own = self.newsletter.full_name
        return self.name if own == "weekly" else f"{own} {self.name}"

    @property
    def key(self) -> str:
        """The same as a part of names of files: ``2026-w47``, ``de_weekly-2026-w47``."""
        return self.full_name.lower().replace(" ", "-").replace("/", "_")
