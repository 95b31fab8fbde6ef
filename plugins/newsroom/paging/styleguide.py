"""The style guide: every component in every state, in both directions. It exists in a preview only.

Template: ``styleguide.html``.
"""

from dataclasses import replace
from typing import get_args

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model import Article, Band, Layout, Package
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head
from newsroom.paging.styleguide_samples import Samples
from newsroom.paging.styleguide_texts import ARABIC, ENGLISH


def bands(samples: Samples, stories: dict[str, Article]) -> dict[str, Band]:
    """Return name → a band of each layout with one to four stories, some without pictures."""
    mixed = [stories[name].card for name in ("plain", "bare", "analysis", "long")]
    bare = [stories["bare"].card] * 4
    return {
        f"{layout} {count}{' bare' if cards is bare else ''}": Band(
            section=replace(samples.section, slug=f"{layout}-{count}-{len(cards[0].deck)}"),
            layout=layout,
            cards=tuple(cards[:count]),
        )
        for layout in get_args(Layout)
        for count in (1, 2, 3, 4)
        for cards in ((mixed, bare) if layout in ("feature", "quartet") else (mixed,))
    }


def add_styleguide(edition: PagedEdition) -> None:
    if not edition.preview:
        return
    for path, texts in (("/styleguide/", ENGLISH), ("/styleguide/rtl/", ARABIC)):
        url, samples = edition.site.href(path), Samples(edition, texts)
        stories = samples.stories()
        cards = {state: story.card for state, story in stories.items()}
        context = {
            "page": head(edition, "styleguide", "Style guide", url, indexed=False),
            "stories": stories,
            "cards": cards,
            "bands": bands(samples, stories),
            "group": Package(title=texts.title, intro=texts.deck, cards=tuple(cards.values())[:4]),
            "authors": (samples.author,),
            "markets": (samples.market(), samples.market(state="stale", trend=None)),
            "texts": {"lang": texts.lang, "direction": texts.direction},
            "breaking": (cards["plain"], cards["long"]),
        }
        edition.add(PageJob(edition.site.file(url), "styleguide.html", context))


def register() -> None:
    signals.page.connect(add_styleguide)
