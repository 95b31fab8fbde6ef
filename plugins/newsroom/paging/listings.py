"""What all listings share: pages of cards, and the head that each page needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.model import Article, Card, CorrectionCard, Feed, HotList, Listing, Page, Picture
from newsroom.options import load_options
from newsroom.paging.prominent import prominent
from newsroom.urls import numbered_url

_ROW = 3
"""A list of more stories opens with a large one (see partials/listing.html)."""


@dataclass(frozen=True)
class Options:
    """Setting ``LISTINGS``: stories a page."""

    per_page: int = 20


def paginate(cards: Sequence[Card | CorrectionCard], url: str, per_page: int) -> Iterator[Listing]:
    """Yield the pages of a list, newest first; a list without entries has one empty page.

    On no page does a sponsored story stand before the first of the newsroom.
    """
    pages = max(1, -(-len(cards) // per_page))
    for number in range(1, pages + 1):
        yield Listing(
            cards=_behind_news(cards[(number - 1) * per_page : number * per_page]),
            number=number,
            pages=pages,
            total=len(cards),
            first_url=url,
            newer_url=numbered_url(url, number - 1) if number > 1 else None,
            older_url=numbered_url(url, number + 1) if number < pages else None,
            last_url=numbered_url(url, pages),
        )


def _behind_news(cards: Sequence[Card | CorrectionCard]) -> tuple[Card | CorrectionCard, ...]:
    """Return cards of which those at the top that were paid for stand behind the next story."""
    first = next((place for place, card in enumerate(cards) if not _is_paid(card)), 0)
    return (cards[first], *cards[:first], *cards[first + 1 :]) if first else tuple(cards)


def _is_paid(card: Card | CorrectionCard) -> bool:
    return isinstance(card, Card) and bool(card.sponsor)


def head(
    edition: Edition, kind: str, title: str, url: str, description: str = "", *,
    image: Picture | None = None, feeds: tuple[Feed, ...] = (), indexed: bool = True,
    subject: Article | None = None,
) -> Page:  # fmt: skip
    """Return the head of the page at the printable ``url``; the site's name joins the title.

    ``subject`` is the story that the page is about.
    """
    site = edition.site
    full = f"{title} — {site.name}" if title != site.name else title
    canonical = subject.canonical_url if subject else site.absolute(url)
    about = description or site.description
    return Page(kind, full, about, url, canonical, image, feeds, indexed, subject)


def feeds_of(edition: Edition, title: str, url: str) -> tuple[Feed, ...]:
    """Return the feeds that stand beside the listing at ``url``."""
    return tuple(
        Feed(title, spoken, f"{url}feed.{suffix}", kind)
        for suffix, spoken, kind in edition.feed_formats
    )


def add_listing(
    edition: Edition, kind: str, title: str, description: str, url: str,
    articles: Sequence[Article], subject: dict[str, object], *, with_feeds: bool = True,
    opening: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """Order all pages of one listing; ``subject`` are its variables beside ``listing``.

    ``opening`` are those that the first page has beside these. An empty listing is not for search
    engines.
    """
    per_page = load_options(edition.settings, "LISTINGS", Options).per_page
    feeds = feeds_of(edition, f"{title} — {edition.site.name}", url) if with_feeds else ()
    cards = [article.card for article in articles]
    for listing in paginate(cards, url, per_page):
        own_url = numbered_url(url, listing.number)
        own_title = title if listing.number == 1 else f"{title}, page {listing.number}"
        page = head(
            edition, kind, own_title, own_url, description, feeds=feeds, indexed=bool(cards)
        )
        context = {"page": page, "listing": listing, **subject}
        if listing.number == 1:
            if len(listing.cards) > _ROW:
                first = prominent(edition, listing.cards[0])
                context["listing"] = replace(listing, cards=(first, *listing.cards[1:]))
            context |= opening or {}
        edition.add(PageJob(edition.site.file(own_url), f"{kind}.html", context))


def hot_list(edition: Edition) -> HotList | None:
    """Return the Hottest list, or ``None`` where the plugin is not in use."""
    if edition.site.hottest is None:
        return None
    cards = tuple(article.card for article in edition.hot)
    return HotList(edition.site.hottest.title, edition.site.hottest.url, cards)
