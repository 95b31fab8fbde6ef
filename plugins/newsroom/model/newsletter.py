"""The newsletter: how readers sign up, and its issues as they were sent."""

from dataclasses import dataclass
from datetime import datetime


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
    """The newsletter's page at ``url``; a paper may have issues and no way to sign up."""

    url: str
    sign_up: SignUp | None
    has_issues: bool


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
    """The newsletter of one week; parts that it did not have are empty.

    ``week`` is ``2026-W47``, ``first`` its Monday, ``date`` the instant at which it ended.
    """

    week: str
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
