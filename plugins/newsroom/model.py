"""The nouns of the newsroom. Rooms hand them on; templates read them and nothing else.

URLs are ready to print: site-relative ones already carry the path under which the site is served.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from markupsafe import Markup

from newsroom.urls import page_path

Label = Literal["news", "analysis", "opinion", "explainer", "live", "sponsored"]
Status = Literal["published", "draft", "hidden"]


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to subscribe to; ``format`` is its name (RSS), ``type`` its media type."""

    title: str
    format: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image ready for ``<img>``; ``width`` and ``height`` are pixels of ``src``.

    ``srcset`` is empty when there is only one size. ``share_url`` is the absolute address of a
    version that other sites can show.
    """

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    share_url: str


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    name: str
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class Author:
    slug: str
    name: str
    initials: str
    url: str
    role: str
    bio: str
    avatar: Picture | None
    links: tuple[Link, ...]
    fediverse: str


@dataclass(frozen=True, slots=True)
class Tag:
    slug: str
    name: str
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The same story in another language (BCP 47)."""

    lang: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected; ``anchor`` is its id on the story's page and never changes."""

    date: datetime
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a story shows in a list: all that a listing can read, so all that can make it change."""

    url: str
    title: str
    deck: str
    summary: str
    section: Section
    authors: tuple[Author, ...]
    tags: tuple[Tag, ...]
    published: datetime
    updated: datetime | None
    reading_minutes: int
    image: Picture | None
    label: Label
    status: Status
    lang: str
    corrected: bool
    hot_rank: int | None


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """A correction in the list of all; ``url`` leads to it on the page of its story."""

    url: str
    date: datetime
    text: str
    story: Card


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and where it leads now; an empty ``target`` says that it is gone.

    Both are paths of the site, without the path under which it is served; ``old`` is not quoted
    and ends like a folder or a file (see ``urls.old_address``). The rest is the place where the
    redirect is written: path relative to the project, line and column from 1.
    """

    old: str
    target: str
    source: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """An instant at which a rebuild changes the site; ``source`` is the file that says so."""

    moment: datetime
    what: str
    source: str


@dataclass(eq=False, repr=False)
class Article:
    """One story. Reading sets the first block, enriching the second; paging only reads."""

    source: str
    slug: str
    url: str
    canonical_url: str
    title: str
    deck: str
    summary: str
    section: Section
    authors: tuple[Author, ...]
    tags: tuple[Tag, ...]
    published: datetime
    updated: datetime | None
    expires: datetime | None
    image: Picture | None
    label: Label
    status: Status
    lang: str
    sources: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    comments_mode: Literal["open", "closed", "off"]
    market_ids: tuple[str, ...]
    aliases: tuple[str, ...]
    breaking_until: datetime | None
    pinned: bool
    word_count: int
    character_count: int
    code_word_count: int
    image_count: int
    given_minutes: int | None
    terms: str
    signature: str
    digest: str
    load_body: Callable[[], str] = field(repr=False)
    picked: tuple["Article", ...] = ()
    translations: tuple[Translation, ...] = ()

    reading_minutes: int = 1
    related_articles: tuple["Article", ...] = ()
    hot_rank: int | None = None
    comments: tuple[object, ...] = ()
    markets: tuple[object, ...] = ()
    structured_data: Markup | None = field(default=None, repr=False)

    @property
    def body(self) -> Markup:
        """The finished HTML of the text, loaded from the parse store when it is asked for."""
        return Markup(self.load_body())  # noqa: S704 - sanitised when it was parsed

    @cached_property
    def card(self) -> Card:
        """The view that listings get. Read it only after enriching: it is kept."""
        return Card(
            self.url, self.title, self.deck, self.summary, self.section, self.authors, self.tags,
            self.published, self.updated, self.reading_minutes, self.image, self.label,
            self.status, self.lang, self.corrected, self.hot_rank,
        )  # fmt: skip

    @property
    def corrected(self) -> bool:
        return bool(self.corrections)

    @property
    def related(self) -> tuple[Card, ...]:
        return tuple(article.card for article in self.related_articles)


@dataclass(eq=False)
class Document:
    """A page that is no story: about, corrections policy, privacy."""

    source: str
    slug: str
    url: str
    title: str
    deck: str
    updated: datetime | None
    lang: str
    digest: str
    load_body: Callable[[], str] = field(repr=False)

    @property
    def body(self) -> Markup:
        return Markup(self.load_body())  # noqa: S704 - sanitised when it was parsed


@dataclass(frozen=True, slots=True)
class Newsletter:
    """Where the sign-up form is sent: any provider's form endpoint."""

    action: str
    email_field: str
    hidden_fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """Facts about the publication that every page may print; ``url`` has no slash at its end."""

    name: str
    tagline: str
    description: str
    url: str
    base: str
    lang: str
    home_url: str
    sections: tuple[Section, ...]
    menu: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    newsletter: Newsletter | None
    social: tuple[Link, ...]
    hottest: Link | None

    def href(self, path: str) -> str:
        """Return the printable URL of a path of this site (``/tag/law/`` → ``/base/tag/law/``)."""
        return self.base + path

    def absolute(self, href: str) -> str:
        """Return the absolute URL of a printable one."""
        return self.url.removesuffix(self.base) + href

    def file(self, href: str) -> str:
        """Return the file of the output folder that answers a printable URL."""
        return page_path(href.removeprefix(self.base))


@dataclass(frozen=True, slots=True)
class Page:
    """What the head of a page says; ``kind`` is the name of its template without ``.html``."""

    kind: str
    title: str
    description: str
    url: str
    canonical_url: str
    image: Picture | None = None
    feeds: tuple[Feed, ...] = ()
    indexed: bool = True
    structured_data: Markup | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. ``number`` counts from 1; absent neighbours are ``None``."""

    cards: tuple[Card | CorrectionCard, ...]
    number: int
    pages: int
    total: int
    first_url: str
    newer_url: str | None
    older_url: str | None
    last_url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index page: a section, tag, author, year or month and its number of stories."""

    name: str
    url: str
    description: str
    count: int
    children: tuple["Entry", ...] = ()
    author: Author | None = None


@dataclass(frozen=True, slots=True)
class HotList:
    """The Hottest list; without traffic data it holds the newest stories and is titled so."""

    title: str
    url: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A section's strip on the front page; ``layout`` names the arrangement of its cards."""

    section: Section
    layout: Literal["feature", "quartet", "briefs", "voices"]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page as it was laid out; absent stories of a small site are ``None``."""

    date: datetime
    lead: Card | None
    lead_related: tuple[Card, ...]
    second: Card | None
    third: Card | None
    latest: tuple[Card, ...]
    hottest: HotList | None
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Popularity:
    """Distinct readers by path (``/ai/2026/11/slug/``, without base) and hour (its start, UTC)."""

    source: Literal["logs", "plausible", "goatcounter", "matomo"]
    readers: Mapping[str, Mapping[datetime, int]]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class DeskList:
    """The stories of one state (Drafts, Scheduled …); ``total`` may be more than are listed."""

    name: str
    total: int
    stories: tuple[DeskStory, ...]


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of the bundled theme files; each name carries a hash of the content."""

    css: str
    js: str
    icon: str
    preload_fonts: tuple[str, ...]
