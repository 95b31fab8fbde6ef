"""The front page: a lead, two seconds, packages, the latest, and a band for each section.

Setting: ``FRONT_PAGE``.
Template: ``front.html``.

Editors may choose stories for places (``content/data/front.yml``, ``pinned`` in a story). The
newest stories fill the other places; the lead has a picture. Every story is on the page once, and
in one language. What somebody paid for is only at the end of its section's band.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article, Band, Front, FrontPlan, Package
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.paging.bands import bands
from newsroom.paging.listings import head, hot_list
from newsroom.paging.prominent import prominent


@dataclass(frozen=True)
class FrontPageOptions:
    """Setting ``FRONT_PAGE``.

    ``lead_from``: the lead is the first of this many newest stories that has a picture.
    ``latest``: stories in the column of the latest. ``band``: stories in a section's band.
    ``hottest``: lines of the Hottest list. ``opinion``: the section shown as voices.
    """

    lead_from: int = 6
    latest: int = 6
    band: int = 4
    hottest: int = 8
    opinion: str = "opinion"


Top = tuple[Article | None, Article | None, Article | None]


def in_waiting(plan: FrontPlan, articles: Iterable[Article]) -> list[Article]:
    """Return the pinned stories that no place was named for: those of the file, then the newest."""
    named = {plan.lead, plan.second, plan.third}
    pinned = [*plan.pinned, *(article for article in articles if article.pinned)]
    return [article for article in dict.fromkeys(pinned) if article not in named]


def choose_top(plan: FrontPlan, articles: Sequence[Article], among: int) -> Top:
    """Return lead, second and third: as named, else pinned, else the newest.

    Stories of packages stay there, unless there is no other lead.
    """
    waiting = iter(in_waiting(plan, articles))
    lead, second, third = (
        place or next(waiting, None) for place in (plan.lead, plan.second, plan.third)
    )
    taken = {lead, second, third}
    packaged = {story for package in plan.packages for story in package.stories}
    free = [one for one in articles if one not in taken]
    others = [article for article in free if article not in packaged]
    lead = lead or choose_lead(others or free, among)
    newest = (article for article in others if article is not lead)
    return lead, second or next(newest, None), third or next(newest, None)


def choose_lead(articles: Sequence[Article], among: int) -> Article | None:
    """Return the newest story with a picture, or the newest, or ``None`` when there is none."""
    pictured = next((article for article in articles[:among] if article.image), None)
    return pictured or (articles[0] if articles else None)


def packages(plan: FrontPlan, shown: Collection[str]) -> Iterator[Package]:
    """Yield the packages without what is ``shown`` already; one story alone makes none."""
    for one in plan.packages:
        package = one.without(shown)
        if len(package.cards) > 1:
            yield package


def in_one_language(articles: Sequence[Article], plan: FrontPlan, lang: str) -> list[Article]:
    """Return the stories without translations of each other.

    The one that stays is the one that editors chose, else that in ``lang``, else the original.
    """
    chosen = {plan.lead, plan.second, plan.third, *plan.pinned}
    chosen.update(story for package in plan.packages for story in package.stories)
    best: dict[str, tuple[bool, bool, bool, Article]] = {}
    for one in articles:
        if one.original:
            rank = (one in chosen, one.lang == lang, one.url == one.original)
            if one.original not in best or rank > best[one.original][:3]:
                best[one.original] = (*rank, one)
    return [one for one in articles if not one.original or best[one.original][3] is one]


def lay_out(edition: PagedEdition, options: FrontPageOptions) -> Front:
    """Decide which story is in which place."""
    plan = edition.front_plan
    articles = in_one_language(edition.editorial, plan, edition.site.lang)
    listed = in_one_language(edition.articles, plan, edition.site.lang)
    top = choose_top(plan, articles, options.lead_from)
    shown = {article.url for article in top if article}
    packed = tuple(packages(plan, shown))
    shown |= {card.url for package in packed for card in package.cards}
    order = dict.fromkeys([*in_waiting(plan, articles), *articles])
    latest = list(islice((one for one in order if one.url not in shown), options.latest))
    shown |= {article.url for article in latest}
    related = [
        article for article in (top[0].load_related() if top[0] else ()) if article.url not in shown
    ][:2]
    shown |= {article.url for article in related}
    lead, second, third = (article.card if article else None for article in top)
    lead = prominent(edition, lead)
    hottest = hot_list(edition)
    # The day of the newest story: that of the build would be another every midnight.
    newest = articles[0].published if articles else edition.now
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
            for band in bands(edition.sections, listed, shown, plan, options.band, options.opinion)
        ),
        markets=tuple(market for market in edition.markets if market.state == "open")[:4],
    )


def _with_large(edition: PagedEdition, band: Band) -> Band:
    """Return the band with larger pictures where its cards are large: one, or two in a row."""
    large = {"feature": 1, "quartet": 2 if len(band.cards) == 2 else 0}.get(band.layout, 0)
    cards = [prominent(edition, card) for card in band.cards[:large]]
    return replace(band, cards=(*cards, *band.cards[large:]))


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
    edition.add(PageJob("index.html", "front.html", context))


def register() -> None:
    signals.page.connect(add_front_page)
