"""The top of the first page of a section or tag: as editors want it, or where there is news.

Editors edit it like the front page (``content/data/sections/<slug>.yml``). Without their file a
section has a top while something is live in it or readers were counted; all else is a list.
"""

from collections.abc import Sequence

from newsroom.edition import PagedEdition
from newsroom.model import Article, Section, Tag, Top, TopPlan
from newsroom.options import load_options
from newsroom.paging.front_page import FrontPageOptions
from newsroom.paging.tops import choose_top, in_waiting, packages, unnamed

LEAST = 3
"""Stories that make a list of the most read: fewer say nothing."""


def top_of(
    edition: PagedEdition, subject: Section | Tag, articles: Sequence[Article]
) -> tuple[Top | None, set[str]]:
    """Return the top of the page of ``subject`` and the URLs of what it shows, if it has a top.

    ``articles`` are its stories in the order of news.
    """
    plan = edition.top_plans.get(subject.url)
    most_read = edition.most_read.get(subject.slug, ()) if isinstance(subject, Section) else ()
    counted = len(most_read) >= LEAST
    if not (plan or counted or any(one.label == "live" for one in articles)):
        return None, set()
    plan = plan or TopPlan()
    options = load_options(edition.settings, "FRONT_PAGE", FrontPageOptions)
    news = [article for article in articles if not article.sponsor]
    waiting = in_waiting(plan, ())  # a pin in front matter is for the front page
    free = unnamed(plan, waiting, news, edition)
    places = choose_top(plan, waiting, free, options.lead_from, options.opinion)
    shown = {article.url for article in places if article}
    packed = tuple(packages(plan, shown))
    lead, second, third = (article.card if article else None for article in places)
    top = Top(
        lead=lead,
        second=second,
        third=third,
        packages=packed,
        most_read=tuple(article.card for article in most_read) if counted else (),
    )
    return top, shown | {card.url for package in packed for card in package.cards}
