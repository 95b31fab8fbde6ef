"""The top of a front page: which stories are lead, second and third, and which packages follow."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from newsroom.edition import PagedEdition
from newsroom.model import Article, Package, TopPlan

Places = tuple[Article | None, Article | None, Article | None]


def in_waiting(plan: TopPlan, articles: Iterable[Article]) -> list[Article]:
    """Return the pinned stories that no place was named for: those of the file, then the newest."""
    named = {plan.lead, plan.second, plan.third}
    pinned = [*plan.pinned, *(article for article in articles if article.pinned)]
    return [article for article in dict.fromkeys(pinned) if article not in named]


def choose_top(
    plan: TopPlan, waiting: Iterable[Article], news: Sequence[Article], among: int, opinion: str
) -> Places:
    """Return lead, second and third: as named, else ``waiting``, else the first of ``news``.

    Stories of packages stay there, unless there is no other lead.
    """
    pins = iter(waiting)
    lead, second, third = (
        place or next(pins, None) for place in (plan.lead, plan.second, plan.third)
    )
    taken = {lead, second, third}
    packaged = {story for package in plan.packages for story in package.stories}
    free = [one for one in news if one not in taken]
    others = [article for article in free if article not in packaged]
    lead = lead or choose_lead(others or free, among, opinion)
    rest = (article for article in others if article is not lead)
    return lead, second or next(rest, None), third or next(rest, None)


def unnamed(
    plan: TopPlan, waiting: Iterable[Article], news: Iterable[Article], edition: PagedEdition
) -> list[Article]:
    """Return the news without other versions of what has a place by name or pin."""
    named = [plan.lead, plan.second, plan.third, *waiting]
    packaged = [story for package in plan.packages for story in package.stories]
    fixed = {article.url for article in [*named, *packaged] if article}
    versions = edition.with_versions(fixed) - fixed
    return [article for article in news if article.url not in versions]


def choose_lead(articles: Sequence[Article], among: int, opinion: str) -> Article | None:
    """Return the first story with a picture, or the first, or ``None`` when there is none.

    An opinion leads only where there is nothing else.
    """
    reports = [article for article in articles if not _is_opinion(article, opinion)]
    candidates = reports or articles
    pictured = next((article for article in candidates[:among] if article.image), None)
    return pictured or (candidates[0] if candidates else None)


def _is_opinion(article: Article, section: str) -> bool:
    return article.label == "opinion" or article.section.slug == section


def packages(plan: TopPlan, shown: Collection[str]) -> Iterator[Package]:
    """Yield the packages without what is ``shown`` already; one story alone makes none."""
    for one in plan.packages:
        package = one.without(shown)
        if len(package.cards) > 1:
            yield package
