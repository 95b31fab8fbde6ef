"""What all listings share: pages of cards, and the head that each page needs."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from markupsafe import Markup

from newsroom.edition import PagedEdition
from newsroom.languages.words import Words
from newsroom.model import (
    Article,
    Author,
    Card,
    CorrectionCard,
    Feed,
    HotList,
    Listing,
    Page,
    Picture,
    Podcast,
)
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.crumbs import above
from newsroom.paging.prominent import prominent
from newsroom.schema_org.pages import describe_page
from newsroom.text.urls import numbered_url

_ROW = 3
"""A list of more stories opens with a large one (see partials/listing.html)."""


@dataclass(frozen=True)
class ListingOptions:
    """Setting ``LISTINGS``: stories a page."""

    per_page: int = 20


DESCRIBED = 10
"""Stories of a list that its structured data names."""

Entries = Sequence[Card | CorrectionCard]
Pages = Callable[[Entries, str, int], Iterator[Listing]]


def paginate(entries: Entries, url: str, per_page: int) -> Iterator[Listing]:
    """Yield the pages of a list that grows at its top; an empty list has one empty page.

    Full pages are numbered from the oldest and stay. The first page holds all newer entries, fewer
    than two pages of them: a new story changes this page alone.
    """
    full = max(0, len(entries) // per_page - 1)
    newest = len(entries) - full * per_page
    numbered = [(full + 1, entries[:newest])]
    for number in range(full, 0, -1):
        start = newest + (full - number) * per_page
        numbered.append((number, entries[start : start + per_page]))
    return _linked(numbered, url)


def paginate_parts(entries: Entries, url: str, per_page: int) -> Iterator[Listing]:
    """Yield the pages of a list that grows at its end, such as a series."""
    starts = range(0, max(1, len(entries)), per_page)
    numbered = [(n, entries[start : start + per_page]) for n, start in enumerate(starts, 1)]
    return _linked(numbered, url)


def _linked(numbered: Sequence[tuple[int, Entries]], url: str) -> Iterator[Listing]:
    """Yield the pages with the way from each to its neighbours; the first one is at ``url``."""
    urls = [url, *(numbered_url(url, number) for number, _ in numbered[1:]), None]
    oldest = urls[-2] if numbered[0][0] > 1 else None
    total = sum(len(entries) for _, entries in numbered)
    for place, (number, entries) in enumerate(numbered):
        dates = sorted(map(_date, entries))
        yield Listing(
            cards=_behind_news(entries),
            url=urls[place] or url,
            is_first=not place,
            opens=not place and len(entries) > 3 and not _is_paid(_behind_news(entries)[0]),
            total=None if place else total,
            number=number,
            since=dates[0] if dates else None,
            until=dates[-1] if dates else None,
            first_url=url,
            newer_url=urls[place - 1] if place else None,
            older_url=urls[place + 1],
            oldest_url=oldest if urls[place + 1] not in (None, oldest) else None,
        )


def _date(entry: Card | CorrectionCard) -> datetime:
    return entry.published if isinstance(entry, Card) else entry.date


def _behind_news(cards: Entries) -> tuple[Card | CorrectionCard, ...]:
    """Return the cards of a page; what was paid for does not come before its first news."""
    first = next((place for place, card in enumerate(cards) if not _is_paid(card)), 0)
    return (cards[first], *cards[:first], *cards[first + 1 :]) if first else tuple(cards)


def _is_paid(card: Card | CorrectionCard) -> bool:
    return isinstance(card, Card) and bool(card.sponsor)


def head(
    edition: PagedEdition, kind: str, title: str, url: str, description: str = "", *,
    image: Picture | None = None, feeds: tuple[Feed, ...] = (), indexed: bool = True,
    subject: Article | None = None, describe: Callable[[Page], Markup] | None = None,
) -> Page:  # fmt: skip
    """Return the head of the page at the printable ``url``; the site's name joins the title.

    ``subject`` is the story that the page is about. Without a description a story has none: that of
    the site would say something else.
    """
    site = edition.site
    full = f"{title} — {site.name}" if title != site.name else title
    canonical = subject.canonical_url if subject else site.absolute(url)
    about = description or ("" if subject else site.description)
    return Page(
        kind=kind,
        title=full,
        description=about,
        url=url,
        canonical_url=canonical,
        image=image,
        feeds=feeds,
        indexed=indexed,
        expires=subject.expires if subject else None,
        subject=subject,
        describe=describe
        or partial(describe_page, site=site, title=title, crumbs=above(edition, kind, url)),
    )


def formats_of(edition: PagedEdition, title: str, url: str) -> tuple[Feed, ...]:
    """Return the feeds of the listing at ``url``, one for each format."""
    return tuple(
        Feed(title=title, format=spoken, url=f"{url}feed.{suffix}", type=kind)
        for suffix, spoken, kind in edition.feed_formats
    )


def feeds_of(edition: PagedEdition, title: str, url: str) -> tuple[Feed, ...]:
    """Return the feeds of the listing at ``url``, the podcast of a section first."""
    feeds = formats_of(edition, title, url)
    if podcast := podcast_at(edition, url):
        own = f"{url}podcast.rss"
        kind = "application/rss+xml"
        return (Feed(title=podcast.title, format="Podcast", url=own, type=kind), *feeds)
    return feeds


def podcast_at(edition: PagedEdition, url: str) -> Podcast | None:
    """Return the podcast that the section at ``url`` is."""
    found = (it for slug, it in edition.podcasts.items() if edition.sections[slug].url == url)
    return next(found, None)


def add_listing(
    edition: PagedEdition, kind: str, title: str, description: str, url: str,
    articles: Sequence[Article], subject: dict[str, object], *, with_feeds: bool = True,
    opening: Mapping[str, object] | None = None, shown: Collection[str] = (),
    pages: Pages = paginate,
) -> None:  # fmt: skip
    """Order all pages of one listing; ``subject`` are its variables besides ``listing``.

    ``opening`` are those that only the first page has; stories of it that are ``shown`` above its
    list, by their URLs, are not in the list too. An empty listing is not for search
    engines.
    """
    per_page = load_options(edition.settings, "LISTINGS", ListingOptions).per_page
    feeds = feeds_of(edition, f"{title} — {edition.site.name}", url) if with_feeds else ()
    cards = [article.card for article in articles]
    lists, about = above(edition, kind, url), subject.get("author")
    podcast = podcast_at(edition, url)
    for listing in pages(cards, url, per_page):
        own_title = title_of(listing, title, edition.words)
        describe = partial(
            describe_page, site=edition.site, title=own_title,
            crumbs=lists if listing.is_first else (*lists, (title, url)),
            items=tuple([card.url for card in listing.cards[: DESCRIBED * listing.is_first]]),
            author=about if isinstance(about, Author) else None, changed=listing.until,
            podcast=podcast if listing.is_first else None,
        )  # fmt: skip
        page = head(
            edition, kind, own_title, listing.url, description, feeds=feeds, indexed=bool(cards),
            describe=describe,
        )  # fmt: skip
        context = {"page": page, "listing": listing, **subject}
        if listing.is_first:
            if len(listing.cards) > _ROW:
                first = prominent(edition, listing.cards[0])
                context["listing"] = replace(listing, cards=(first, *listing.cards[1:]))
            context |= opening or {}
            if shown:
                context["listing"] = _below(listing, shown)
        edition.add(PageJob(edition.site.file(listing.url), f"{kind}.html", context))
    if pages is paginate:
        add_former_pages(edition, url, len(cards), per_page)


def _below(listing: Listing, shown: Collection[str]) -> Listing:
    """Return a page of a list under a top that has some of its stories already."""
    rest = tuple(card for card in listing.cards if card.url not in shown)
    return replace(listing, cards=rest, opens=False)


def add_former_pages(edition: PagedEdition, url: str, total: int, per_page: int) -> None:
    """Let the numbers of pages that a list once had lead to its first page.

    Earlier versions counted from the newest story: ``total`` entries had up to two pages more.
    """
    title = edition.words.gettext("Moved")
    page = head(edition, "redirect", title, url, indexed=False)
    for number in range(max(2, total // per_page), -(-total // per_page) + 1):
        path = edition.site.file(numbered_url(url, number))
        edition.add(PageJob(path, "redirect.html", {"page": page, "target": url}))


def title_of(listing: Listing, title: str, words: Words) -> str:
    """Return the title of a page of a list; the first one has that of the list."""
    if listing.is_first:
        return title
    return words.gettext("{title}, page {number}", title=title, number=words.number(listing.number))


def hot_list(edition: PagedEdition) -> HotList | None:
    """Return the Hottest list, or ``None`` where the plugin is not in use."""
    if edition.site.hottest is None:
        return None
    cards = tuple(article.card for article in edition.hot)
    return HotList(title=edition.site.hottest.title, url=edition.site.hottest.url, cards=cards)
