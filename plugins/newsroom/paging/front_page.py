"""The front page: a lead, two seconds, packages, the latest, and a band for each section.

Setting: ``FRONT_PAGE``.
Template: ``front.html``.

Editors may choose stories for places (``content/data/front.yml``, ``pinned`` in a story). The
other places are filled in the order of news; the lead has a picture, and is an opinion only where
there is nothing else. Every story is on the page once, and so is one of its versions. What somebody
paid for is only at the end of its section's band.
"""

from dataclasses import dataclass, replace
from itertools import islice

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Band, Front
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.bands import bands
from newsroom.paging.listings import head, hot_list
from newsroom.paging.prominent import prominent
from newsroom.paging.tops import choose_top, in_waiting, packages, unnamed


@dataclass(frozen=True)
class FrontPageOptions:
    """Setting ``FRONT_PAGE``.

    ``lead_from``: the lead is the first of this many stories that has a picture.
    ``latest``: stories in the column of the latest. ``band``: stories in a section's band.
    ``hottest``: lines of the Hottest list. ``opinion``: the section shown as voices, which leads
    only where there is nothing else.
    """

    lead_from: int = 6
    latest: int = 6
    band: int = 4
    hottest: int = 8
    opinion: str = "opinion"


def lay_out(edition: PagedEdition, options: FrontPageOptions) -> Front:
    """Decide which story is in which place."""
    plan, by_date = edition.front_plan, edition.editorial
    news = [article for article in edition.by_news if not article.sponsor]
    waiting = in_waiting(plan, by_date)
    top = choose_top(
        plan, waiting, unnamed(plan, waiting, news, edition), options.lead_from, options.opinion
    )
    shown = edition.with_versions(article.url for article in top if article)
    packed = tuple(packages(plan, shown))
    shown |= edition.with_versions(card.url for package in packed for card in package.cards)
    order = dict.fromkeys([*waiting, *news])
    latest = list(islice((one for one in order if one.url not in shown), options.latest))
    shown |= edition.with_versions(article.url for article in latest)
    related = [
        article for article in (top[0].load_related() if top[0] else ()) if article.url not in shown
    ][:2]
    shown |= edition.with_versions(article.url for article in related)
    lead, second, third = (article.card if article else None for article in top)
    lead = prominent(edition, lead)
    hottest = hot_list(edition)
    # The day of the newest story: that of the build would be another every midnight.
    newest = by_date[0].published if by_date else edition.now
    return Front(
        date=newest.astimezone(edition.zone).replace(hour=0, minute=0, second=0, microsecond=0),
        lead=lead,
        lead_related=tuple(article.card for article in related),
        second=second,
        third=third,
        packages=tuple(
            replace(one, cards=(prominent(edition, one.cards[0]), *one.cards[1:])) for one in packed
        ),
        latest=tuple(article.card for article in latest),
        hottest=hottest and replace(hottest, cards=hottest.cards[: options.hottest]),
        bands=tuple(
            _with_large(edition, band)
            for band in bands(
                edition.sections, edition.by_news, shown, plan, options.band, options.opinion
            )
        ),
        markets=tuple(market for market in edition.markets if market.state == "open")[:4],
    )


def _with_large(edition: PagedEdition, band: Band) -> Band:
    """Return the band with larger pictures where its cards are large: one, or two in a row."""
    large = {"feature": 1, "quartet": 2 if len(band.cards) == 2 else 0}.get(band.layout, 0)
    cards = [prominent(edition, card) for card in band.cards[:large]]
    return replace(band, cards=(*cards, *band.cards[large:]))


@in_each_language
def add_front_page(edition: PagedEdition) -> None:
    options = load_options(edition.settings, "FRONT_PAGE", FrontPageOptions)
    site = edition.site
    front = lay_out(edition, options)
    page = replace(
        head(edition, "front", site.name, site.home_url, feeds=site.feeds),
        title=f"{site.name} — {site.tagline}" if site.tagline else site.name,
        image=front.lead.image if front.lead else None,
    )
    breaking = tuple(article.card for article in edition.breaking)
    context = {"page": page, "front": front, "breaking": breaking}
    edition.add(PageJob(site.file(site.home_url), "front.html", context))


def register() -> None:
    signals.page.connect(add_front_page)
