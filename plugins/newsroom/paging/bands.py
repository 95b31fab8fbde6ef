"""The bands of the front page: which sections, in which order and layout, with which stories."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import cycle

from newsroom.model import Article, Band, FrontPlan, Layout, Section

LAYOUTS: tuple[Layout, ...] = ("feature", "quartet", "briefs")
"""Arrangements that any section can have, in turn."""


def ordered(sections: Mapping[str, Section], plan: FrontPlan) -> list[Section]:
    """Return the sections that editors named, in their order, then the others in theirs."""
    slugs = dict.fromkeys([*plan.bands, *sections])
    return [sections[slug] for slug in slugs if slug in sections and slug not in plan.left_out]


def arranged(wishes: Sequence[Layout | None]) -> Iterator[Layout]:
    """Yield a layout for each wish. One that was left open differs from both neighbours."""
    turns = cycle(LAYOUTS)
    before: Layout | None = None
    for wish, after in zip(wishes, [*wishes, None][1:], strict=True):
        before = wish or _next_other(turns, (before, after))
        yield before


def _next_other(turns: Iterator[Layout], than: Collection[Layout | None]) -> Layout:
    return next(layout for layout in turns if layout not in than)


def bands(
    sections: Mapping[str, Section], articles: Iterable[Article], shown: Collection[str],
    plan: FrontPlan, most: int, opinion: str,
) -> list[Band]:  # fmt: skip
    """Return a band of up to ``most`` stories, none of them ``shown``, for each section.

    One of them may be sponsored: it is the last, and never alone.
    """
    by_section: dict[str, list[Article]] = {slug: [] for slug in sections}
    paid: dict[str, tuple[int, Article]] = {}
    for article in articles:
        own = by_section[article.section.slug]
        if len(own) < most and article.url not in shown:
            if article.sponsor:
                paid.setdefault(article.section.slug, (len(own), article))
            else:
                own.append(article)
    for slug, (newer, article) in paid.items():
        own = by_section[slug]
        if newer < most and own and most > 1:
            own[most - 1 :] = [article]
    filled = [one for one in ordered(sections, plan) if by_section[one.slug]]
    usual: dict[str, Layout] = {opinion: "voices"}
    wishes = [plan.bands.get(one.slug) or usual.get(one.slug) for one in filled]
    return [
        Band(
            section=section,
            layout=layout,
            cards=tuple(article.card for article in by_section[section.slug]),
        )
        for section, layout in zip(filled, arranged(wishes), strict=True)
    ]
