"""Hottest: the list of stories that most readers read, the fresher the readers the better.

A reader counts fully in the hour of reading, half after one half-life, a quarter after two: a story
with twice as many readers ranks with one that was read a half-life later. Without figures the list
is what it can honestly be: the latest stories, under that name, and no story carries the kicker.

Setting: ``HOTTEST``, a dict with the fields of :class:`Options`.
Sets: ``edition.hot``, ``edition.site.hottest``; ``article.hot_rank`` where readers are known.
Template: ``hottest.html``, ``partials/ranking.html``, ``partials/kicker.html``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import unquote

from pydantic import Field, NonNegativeFloat, PositiveInt

from newsroom import signals
from newsroom.edition import Edition
from newsroom.model import Article, Link
from newsroom.options import load_options

READER = 1 << 20
"""Weight of a reader of this hour. Whole numbers add up alike in every order and everywhere."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Options:
    """Setting ``HOTTEST``.

    ``count``: stories in the list. ``half_life_hours``: after it a reader counts half.
    ``least_readers``: a story whose readers count less than so many of this hour is not listed.
    """

    count: PositiveInt = 10
    half_life_hours: Annotated[float, Field(gt=0)] = 12
    least_readers: NonNegativeFloat = 3


def score(readers: Mapping[datetime, int], now: datetime, half_life_hours: float) -> int:
    """Return the decayed readers of a story, each of this hour as :data:`READER`.

    ``readers`` counts them by the start of the hour. What lies after ``now`` is not known yet.
    """
    total = 0
    for hour, count in readers.items():
        if hour <= now:
            age = (now - hour) // _HOUR
            total += count * round(READER * 0.5 ** (age / half_life_hours))
    return total


def by_story(
    figures: Mapping[str, Mapping[datetime, int]], paths: Mapping[str, Article]
) -> dict[str, dict[datetime, int]]:
    """Return the readers of each story by its URL.

    Figures under an old address are the story's too; where both know an hour, the greater counts.
    """
    stories: dict[str, dict[datetime, int]] = {}
    for path, hours in figures.items():
        if article := paths.get(unquote(path)):
            own = stories.setdefault(article.url, {})
            for hour, count in hours.items():
                own[hour] = max(own.get(hour, 0), count)
    return stories


def rank(
    candidates: Iterable[Article], scores: Mapping[str, int], pins: Sequence[Article],
    options: Options,
) -> tuple[Article, ...]:  # fmt: skip
    """Return the hottest stories: the pinned ones in their order, then by score.

    Ties go to the newer story, then to the lesser address. Pins alone make no ranking.
    """
    least = max(1, options.least_readers * READER)
    hot = [article for article in candidates if scores.get(article.url, 0) >= least]
    hot.sort(key=lambda one: (-scores[one.url], -one.published.timestamp(), one.url))
    return tuple(dict.fromkeys([*pins, *hot]))[: options.count] if hot else ()


def add_hottest(edition: Edition) -> None:
    options = load_options(edition.settings, "HOTTEST", Options)
    hot: tuple[Article, ...] = ()
    if edition.popularity:
        readers = by_story(edition.popularity.readers, edition.by_path())
        scores = {
            url: score(hours, edition.now, options.half_life_hours)
            for url, hours in readers.items()
        }
        # Who paid to be read does not compete with what is read.
        candidates = [
            article
            for article in edition.articles
            if article.label != "sponsored" and article not in edition.hot_bans
        ]
        hot = rank(candidates, scores, edition.hot_pins, options)
    for number, article in enumerate(hot, 1):
        article.hot_rank = number
    edition.hot = hot or tuple(edition.articles[: options.count])
    title = "Hottest" if hot else "Latest"
    edition.site = replace(edition.site, hottest=Link(title, edition.site.href("/hottest/")))


def register() -> None:
    signals.enrich.connect(add_hottest)
