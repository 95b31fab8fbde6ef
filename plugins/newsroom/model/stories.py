"""Stories as writers made them, and what the pipeline adds to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Literal

from markupsafe import Markup

from newsroom.model.cards import Card, Label, Status
from newsroom.model.comments import Comment, Webmentions
from newsroom.model.corrections import Correction
from newsroom.model.details import NO_DETAILS, Box, Details
from newsroom.model.extra import NO_EXTRA, Extra
from newsroom.model.live import PART, Live, LivePart, Update
from newsroom.model.markets import Market
from newsroom.model.players import Player
from newsroom.model.publication import Author, Link, Picture, Section, Tag
from newsroom.model.series import Part, Series
from newsroom.model.translations import Translation

_HEADING = re.compile(r'<h2 id="([^"]+)">(.+?)</h2>')
_TAG = re.compile(r"<[^>]+>")


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Article:
    """One story. Reading sets the first block, enriching the second; paging only reads.

    ``id`` is the permanent name of the story in feeds, mostly its oldest address in full.
    ``updated`` is later than ``published``, or ``None``.

    ``original`` is the URL of the original where the story is in several languages, else empty.

    ``disclosures`` say before headline and summary who paid.

    It takes no other attributes: fingerprints would not see them. What a plugin adds is in
    ``extra`` for the story's page, and in ``card_extra`` for lists.
    """

    source: str
    slug: str
    url: str
    canonical_url: str
    id: str
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
    sponsor: str
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
    digest: str
    load_body: Callable[[], str] = field(repr=False)
    load_terms: Callable[[], str] = field(repr=False)
    picked: tuple["Article", ...] = ()
    translations: tuple[Translation, ...] = ()
    original: str = ""
    live: Live | None = None
    series: Series | None = None
    given_part: int | None = None
    details: Details = NO_DETAILS
    players: tuple[Player, ...] = ()

    reading_minutes: int = 1
    load_related: Callable[[], tuple["Article", ...]] = tuple
    hot_rank: int | None = None
    part: Part | None = None
    thread: str = ""
    comments: tuple[Comment, ...] = ()
    webmentions: Webmentions | None = None
    markets: tuple[Market, ...] = ()
    disclosures: tuple[str, str] = ("", "")
    feed_intro: Markup = Markup()  # noqa: RUF009 - a string, which nothing can change
    describe: Callable[["Article"], Markup] | None = field(default=None, repr=False)
    months_old: int = 0

    _extra: Extra | None = field(default=None, init=False)
    _card_extra: Extra | None = field(default=None, init=False)
    _card: Card | None = field(default=None, init=False)

    @property
    def body(self) -> Markup:
        """The finished HTML of the text, loaded from the parse store when it is asked for.

        Of a live story it is the lead, above the updates.
        """
        return self._parts()[0]

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates of a live story with their bodies, newest first."""
        return self._with_bodies(self.live.updates) if self.live else ()

    @property
    def recent_updates(self) -> tuple[Update, ...]:
        """Those of ``updates`` that are on the story's own page."""
        return self._with_bodies(self.live.recent) if self.live else ()

    @property
    def older_updates(self) -> tuple[LivePart, ...]:
        """The pages of those that are not, the newest one first; updates have no bodies there."""
        return self.live.parts(self.url) if self.live else ()

    def _with_bodies(self, updates: tuple[Update, ...]) -> tuple[Update, ...]:
        parts = self._parts()
        return tuple(replace(update, body=parts[update.place]) for update in updates)

    def _parts(self) -> list[Markup]:
        text = self.load_body()
        parts = text.split(PART) if self.live or self.details.boxes else [text]
        return list(map(Markup, parts))  # sanitised when it was parsed

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Fact box and method with their bodies."""
        boxes = self.details.boxes
        bodies = self._parts()[-len(boxes) :] if boxes else ()
        return tuple(replace(box, body=body) for box, body in zip(boxes, bodies, strict=True))

    @property
    def everybody(self) -> tuple[Author, ...]:
        """Authors, and who did something else for the story; each once."""
        if not self.details.contributions:
            return self.authors
        others = (person for one in self.details.contributions for person in one.people)
        return tuple(dict.fromkeys([*self.authors, *others]))

    @property
    def key_points(self) -> tuple[str, ...]:
        """What matters most in the story, or so far."""
        return self.live.key_points if self.live else self.details.key_points

    @property
    def contents(self) -> tuple[Link, ...]:
        """The headings of the text, for a list of contents."""
        found = _HEADING.finditer(self.load_body())
        # Sanitised when it was parsed, and without tags: letters and entities are left.
        return tuple(
            Link(title=Markup(_TAG.sub("", it[2])), url=f"#{it[1]}")  # noqa: S704
            for it in found
        )

    @property
    def structured_data(self) -> Markup | None:
        """What machines should know of the story: JSON-LD, made when it is asked for."""
        return self.describe(self) if self.describe else None

    @property
    def extra(self) -> Extra:
        """What front matter and plugins add to the story's page."""
        if self._extra is None:
            self._extra = Extra()
        return self._extra

    @property
    def card_extra(self) -> Extra:
        """What front matter and plugins add to the story's card, and so to every list of it."""
        if self._card is not None:
            return self._card.extra
        if self._card_extra is None:
            self._card_extra = Extra()
        return self._card_extra

    @property
    def card(self) -> Card:
        """The view that listings get. Read it only after enriching: it is kept."""
        if self._card is None:
            self._card = self._make_card()
        return self._card

    def _make_card(self) -> Card:
        return Card(
            url=self.url,
            title=self.details.card_title or self.headline,
            deck=self.deck,
            summary=self.summary,
            section=self.section,
            authors=self.authors,
            tags=self.tags,
            published=self.published,
            updated=self.updated,
            reading_minutes=self.reading_minutes,
            image=self.image,
            label=self.label,
            sponsor=self.sponsor,
            status=self.status,
            lang=self.lang,
            corrected=self.corrected,
            hot_rank=self.hot_rank,
            series=self.part.series if self.part else None,
            part_number=self.part_number,
            comment_count=self.comment_count,
            extra=self._card_extra or NO_EXTRA,
        )

    @property
    def modified(self) -> datetime:
        """The instant of the last change: published, updated or corrected.

        A correction that names only its day counts from the start of that day. On a day on which
        the story already changed it counts a second later, so that it always moves this instant.
        """
        last = self.published
        for item in self.corrections:  # oldest first
            day_only = item.date.time() == time()
            last = max(item.date, last + timedelta(seconds=day_only))
        return max(last, self.updated or last)

    @property
    def headline(self) -> str:
        """The headline of pages: HTML where it has emphasis."""
        return self.details.headline or self.title

    @property
    def disclosed_title(self) -> str:
        """The headline for places where nothing else says who paid, such as feeds."""
        return self._disclosed(self.title)

    @property
    def search_title(self) -> str:
        """The headline for tabs and search engines."""
        return self._disclosed(self.details.search_title or self.title)

    @property
    def social_title(self) -> str:
        """The headline for cards of other sites."""
        return self._disclosed(self.details.social_title or self.title)

    def _disclosed(self, title: str) -> str:
        return f"{self.disclosures[0]}: {title}" if self.sponsor else title

    @property
    def disclosed_summary(self) -> str:
        said = [self.disclosures[1]] if self.sponsor else []
        return ": ".join(filter(None, [*said, self.summary]))

    @property
    def not_ours(self) -> str:
        """Why the paper cannot give the story to others, empty if it can."""
        if any(author.is_agency for author in self.everybody):
            return "an agency wrote it"
        if self.sponsor:
            return "somebody paid for it"
        if not self.canonical_url.endswith(self.url):
            return "it first appeared somewhere else"
        return "its text still changes" if self.live else ""

    @property
    def corrected(self) -> bool:
        return any(item.kind == "correction" for item in self.corrections)

    @property
    def part_number(self) -> int | None:
        return self.part.number if self.part else None

    @property
    def comment_count(self) -> int:
        every = (*self.comments, *(reply for one in self.comments for reply in one.replies))
        return sum(not one.deleted for one in every)

    @property
    def related(self) -> tuple[Card, ...]:
        """The cards of its related news, which are waited for when they are asked for."""
        return tuple([article.card for article in self.load_related()])
