"""Series: the number of each part, how many there are, and which parts are before and after it.

Sets: ``article.part`` of listed stories, in a preview of drafts too.
Template: ``partials/part.html``, ``partials/series.html``, ``macros/card_in_list.html``.

Parts are counted by date. A number in front matter (``part``) is kept; the others fill the gaps.
"""

from collections import defaultdict
from collections.abc import Sequence

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.model import Article, Part, PartLink, Series


def numbers(given: Sequence[int | None]) -> list[int]:
    """Return a number for each part, in order of date: the given one, else the lowest free one."""
    taken = {number for number in given if number}
    free = (number for number in range(1, len(given) + len(taken) + 1) if number not in taken)
    return [number or next(free) for number in given]


def parts(series: Series, articles: Sequence[Article]) -> dict[str, Part]:
    """Return the place of each story in its series, by the URL of the story."""
    by_date = sorted(articles, key=lambda article: (article.published, article.url))
    counted = zip(numbers([article.given_part for article in by_date]), by_date, strict=True)
    links = tuple(
        PartLink(number=number, title=article.title, url=article.url, lang=article.lang)
        for number, article in sorted(counted, key=lambda pair: pair[0])
    )
    total = max(links[-1].number, series.planned)
    return {
        link.url: Part(
            series=series,
            number=link.number,
            total=total,
            parts=links,
            previous=previous,
            next=following,
        )
        for previous, link, following in zip(
            (None, *links[:-1]), links, (*links[1:], None), strict=True
        )
    }


def add_parts(edition: EnrichedEdition) -> None:
    by_series: dict[Series, list[Article]] = defaultdict(list)
    for article in (*edition.articles, *edition.drafts):
        if article.series:
            by_series[article.series].append(article)
    for series, articles in by_series.items():
        places = parts(series, articles)
        for article in articles:
            article.part = places[article.url]


def register() -> None:
    signals.enrich.connect(add_parts)
