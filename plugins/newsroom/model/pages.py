"""Pages as they are laid out: what a template gets besides the story itself."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from newsroom.model.cards import Card
from newsroom.model.corrections import CorrectionKind
from newsroom.model.markets import Market
from newsroom.model.publication import Author, Feed, Picture, Section, Tag
from newsroom.model.stories import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The page in a language (BCP 47) or for all others (``x-default``); ``url`` is absolute."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """Where a reader of another language goes on: ``url`` is this page in it, or its front page.

    ``name`` is what the language calls itself; ``is_same`` says that it is this page.
    """

    lang: str
    name: str
    url: str
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What other sites show of a page: an absolute address, pixels, media type and description."""

    url: str
    width: int
    height: int
    type: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the head of a page says; ``kind`` is the name of its template without ``.html``,
    and ``live`` for a live story.

    ``subject`` is the story that the page is about, if it is about one; ``share`` the picture that
    was drawn of it, if one was; ``expires`` is when it is no longer available. ``alternates`` are
    the page in its languages, itself among them, where there are several. ``versions`` lead to the
    other languages of the paper.
    """

    kind: str
    title: str
    description: str
    url: str
    canonical_url: str
    image: Picture | None = None
    feeds: tuple[Feed, ...] = ()
    indexed: bool = True
    expires: datetime | None = None
    subject: Article | None = None
    share: Share | None = None
    alternates: tuple[Alternate, ...] = ()
    versions: tuple[LanguageLink, ...] = ()
    describe: Callable[["Page"], Markup] | None = field(default=None, repr=False)

    @property
    def structured_data(self) -> Markup | None:
        """What machines should know of the page: JSON-LD, made when it is asked for."""
        if self.subject:
            return self.subject.structured_data
        return self.describe(self) if self.describe and self.indexed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionCard:
    """A correction in the list of all; ``url`` leads to it on the page of its story.

    ``kind`` is the correction's kind.
    """

    url: str
    date: datetime
    text: str
    story: Card
    kind: CorrectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list; absent neighbours are ``None``.

    ``total`` is of the whole list. Only the first page knows it, so that the others stay as they
    are when the list grows. On a page that ``opens`` the first card is large. ``since`` and
    ``until`` are the dates of its oldest and newest card.
    """

    cards: tuple[Card | CorrectionCard, ...]
    url: str
    number: int
    is_first: bool
    opens: bool
    total: int | None
    since: datetime | None
    until: datetime | None
    first_url: str
    newer_url: str | None
    older_url: str | None
    oldest_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of an index page: a section, tag, author, year or month and its number of stories."""

    name: str
    url: str
    description: str
    count: int
    children: tuple["Entry", ...] = ()
    author: Author | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketEntry:
    """A market on the page of all, with the listed stories that name it, newest first."""

    market: Market
    stories: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketGroup:
    """The markets of a section; ``section`` is absent for those that belong to none."""

    section: Section | None
    entries: tuple[MarketEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchYear:
    """The index of a year: ``url`` is its folder, ``value`` what filters.

    The texts of a ``recent`` year are searched at first.
    """

    name: str
    value: str
    url: str
    recent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What the search page offers; search is off without ``years``.

    ``headlines`` is the folder with the headlines of all but the recent years, if there are others.
    """

    script: str
    years: tuple[SearchYear, ...]
    headlines: str
    authors: tuple[Author, ...]
    tags: tuple[Tag, ...]

    @property
    def index(self) -> str:
        """The years for the script, as JSON."""
        keys = ("value", "url", "recent")
        return json.dumps([{key: getattr(year, key) for key in keys} for year in self.years])


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStory:
    """A line of the preview's desk; ``source`` is the story's file, relative to the project."""

    url: str
    title: str
    source: str
    section: Section
    authors: tuple[Author, ...]
    published: datetime
    updated: datetime | None
    expires: datetime | None
    word_count: int
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskList:
    """The stories of one state (Drafts, Scheduled …); ``total`` may be more than are listed."""

    name: str
    total: int
    stories: tuple[DeskStory, ...]
