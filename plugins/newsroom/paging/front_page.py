"""The front page: a lead, two seconds, the latest, and a band for each section.

Setting: ``FRONT_PAGE``.
Template: ``front.html``.

The lead is the newest pinned story, else the newest story with a picture among the latest. Every
story stands on the page once. Bands of neighbouring sections differ in their arrangement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.model import Article, Band, Front
from newsroom.options import load_options
from newsroom.paging.listings import head, hot_list


@dataclass(frozen=True)
class Options:
    """Setting ``FRONT_PAGE``.

    ``lead_from``: among so many of the newest a story with a picture is looked for.
    ``latest``: stories in the column of the latest. ``band``: stories in a section's band.
    ``hottest``: lines of the Hottest list. ``opinion``: the section shown as voices.
    """

    lead_from: int = 6
    latest: int = 6
    band: int = 4
    hottest: int = 8
    opinion: str = "opinion"


def choose_lead(articles: Sequence[Article], among: int) -> Article | None:
    """Return the story to open with, or ``None`` when there is none."""
    pinned = next((article for article in articles if article.pinned), None)
    pictured = next((article for article in articles[:among] if article.image), None)
    return pinned or pictured or (articles[0] if articles else None)


def lay_out(edition: Edition, options: Options) -> Front:
    """Decide what stands where."""
    lead = choose_lead(edition.articles, options.lead_from)
    rest = [article for article in edition.articles if article is not lead]
    second, third = [*rest[:2], None, None][:2]
    latest = rest[2 : 2 + options.latest]
    shown = {article.url for article in (lead, second, third, *latest) if article}
    related = [story for story in lead.related_articles if story.url not in shown] if lead else []
    shown |= {article.url for article in related[:2]}
    hottest = hot_list(edition)
    return Front(
        date=edition.now.replace(hour=0, minute=0, second=0),
        lead=lead.card if lead else None,
        lead_related=tuple(article.card for article in related[:2]),
        second=second.card if second else None,
        third=third.card if third else None,
        latest=tuple(article.card for article in latest),
        hottest=hottest and replace(hottest, cards=hottest.cards[: options.hottest]),
        bands=tuple(_bands(edition, shown, options)),
        markets=tuple(market for market in edition.markets if market.state == "open")[:4],
    )


def _bands(edition: Edition, shown: set[str], options: Options) -> list[Band]:
    layouts = cycle(("feature", "quartet", "briefs"))
    by_section: dict[str, list[Article]] = {slug: [] for slug in edition.sections}
    for article in edition.articles:
        own = by_section[article.section.slug]
        if len(own) < options.band and article.url not in shown:
            own.append(article)
    bands = []
    for section in edition.sections.values():
        cards = tuple(article.card for article in by_section[section.slug])
        if cards:
            layout: Any = "voices" if section.slug == options.opinion else next(layouts)
            bands.append(Band(section, layout, cards))
    return bands


def add_front_page(edition: Edition) -> None:
    options = load_options(edition.settings, "FRONT_PAGE", Options)
    site = edition.site
    front = lay_out(edition, options)
    page = replace(
        head(edition, "front", site.name, site.home_url, feeds=site.feeds),
        title=f"{site.name} — {site.tagline}" if site.tagline else site.name,
        image=front.lead.image if front.lead else None,
    )
    edition.add(PageJob("index.html", "front.html", {"page": page, "front": front}))


def register() -> None:
    signals.page.connect(add_front_page)
