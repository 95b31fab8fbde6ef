"""The page of all prediction markets by section, and the file with their newest figures.

Template: ``markets.html``, ``macros/market.html``.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from newsroom import signals
from newsroom.edition import PagedEdition, in_each_language
from newsroom.model import Article, Market, MarketEntry, MarketGroup, Section
from newsroom.model.jobs import FileJob, PageJob
from newsroom.paging.listings import head


def figures(markets: Sequence[Market]) -> bytes:
    """Return JSON for ``markets.js``: id → the figure that a card shows and its time."""
    known = {
        market.id: {
            "as_of": market.as_of.isoformat(),
            "percent": market.percent,
            "chance": market.chance,
            "change": market.change,
        }
        for market in markets
        if market.as_of and market.chance
    }
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def in_groups(
    markets: Sequence[Market], sections: Mapping[str, Section], stories: Sequence[Article]
) -> tuple[MarketGroup, ...]:
    """Return the markets by section, in the order of sections; those without one are last."""
    naming: dict[str, list[Article]] = defaultdict(list)
    for story in stories:
        for market in story.markets:
            naming[market.id].append(story)
    groups = []
    for section in (*sections.values(), None):
        entries = tuple(
            MarketEntry(market=market, stories=tuple(story.card for story in naming[market.id]))
            for market in markets
            if market.section == section
        )
        if entries:
            groups.append(MarketGroup(section=section, entries=entries))
    return tuple(groups)


@in_each_language
def add_markets_page(edition: PagedEdition) -> None:
    site = edition.site
    if site.markets is None:
        return
    about = edition.words.gettext(
        "What forecasters and traders expect, with source and time, next to our reporting."
    )
    page = head(edition, "markets", site.markets.title, site.markets.url, about)
    groups = in_groups(edition.markets, edition.sections, edition.editorial)
    edition.add(PageJob(site.file(page.url), "markets.html", {"page": page, "groups": groups}))
    if edition.markets:
        path = site.file(site.href("/markets/markets.json"))
        edition.add(FileJob(path, figures, (edition.markets,)))


def register() -> None:
    signals.page.connect(add_markets_page)
