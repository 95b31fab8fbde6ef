"""Hottest: the list of stories that most readers read, the fresher the readers the better.

A reader counts fully in the hour of reading, half after one half-life, a quarter after two: a story
with twice as many readers ranks with one that was read a half-life later. Without figures the list
is what it can honestly be: the latest stories, under that name, and no story carries the kicker.

Setting: ``HOTTEST``, a dict with the fields of :class:`HottestOptions`.
Sets: ``edition.hot``, ``edition.most_read``, ``edition.due``, ``edition.site.hottest``;
``article.hot_rank`` where readers are known.
Template: ``hottest.html``, ``partials/ranking.html``, ``partials/kicker.html``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log2
from typing import Annotated
from urllib.parse import unquote

from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveInt

from newsroom import signals
from newsroom.edition import EnrichedEdition, in_each_language
from newsroom.model import Article, Due, Link
from newsroom.options import load_options

READER = 1 << 20
"""Weight of a reader of this hour. Whole numbers add up alike in every order and everywhere."""
HOUR = timedelta(hours=1)
_MOST_HOURS = 1_000_000
"""What fades later than in a hundred years is not waited for."""
_FIGURES = "content/data/popularity.json"


@dataclass(frozen=True)
class HottestOptions:
    """Setting ``HOTTEST``.

    ``count``: stories in the list. ``section_count``: stories in the list of a section, 0 for none.
    ``half_life_hours``: after it a reader counts half.
    ``least_readers``: a story is listed if its readers count as much as this many of the last hour.
    """

    count: PositiveInt = 10
    section_count: NonNegativeInt = 5
    half_life_hours: Annotated[float, Field(gt=0)] = 12
    least_readers: NonNegativeFloat = 3


def score(readers: Mapping[datetime, int], now: datetime, half_life_hours: float) -> int:
    """Return the decayed readers of a story, each of this hour as :data:`READER`.

    ``readers`` counts them by the start of the hour. Hours after ``now`` are not known yet.
    """
    total = 0
    for hour, count in readers.items():
        if hour <= now:
            age = (now - hour) // HOUR
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Decayed readers by the URL of the story, as of ``since``, the last hour that counts.

    From then on all fade alike: their order stays, and each falls below ``least`` at its time.
    """

    scores: Mapping[str, int]
    since: datetime
    half_life_hours: float
    least: float

    def is_hot(self, url: str, now: datetime) -> bool:
        age = (now - self.since) // HOUR
        faded: float = 0.5 ** (age / self.half_life_hours)
        return self.scores.get(url, 0) * faded >= self.least

    def end(self, url: str) -> datetime | None:
        """Return the instant from which on a story is hot no more; ``None`` is in ages."""
        lasting = self.half_life_hours * log2(self.scores[url] / self.least)
        if lasting > _MOST_HOURS:
            return None
        end = self.since + max(0, int(lasting) - 1) * HOUR
        while self.is_hot(url, end):
            end += HOUR
        return end


def heat(
    readers: Mapping[str, Mapping[datetime, int]], now: datetime, options: HottestOptions
) -> tuple[Heat, datetime | None]:
    """Return how hot stories are, and when the next of their hours counts that does not yet."""
    hours = {hour for known in readers.values() for hour in known}
    since = max((hour for hour in hours if hour <= now), default=now)
    half_life = options.half_life_hours
    scores = {url: score(known, since, half_life) for url, known in readers.items()}
    least = max(1, options.least_readers * READER)
    later = min((hour for hour in hours if hour > now), default=None)
    return Heat(scores=scores, since=since, half_life_hours=half_life, least=least), later


def rank(
    candidates: Iterable[Article], heat: Heat, now: datetime, pins: Sequence[Article], count: int
) -> tuple[tuple[Article, ...], Article | None]:
    """Return the hottest stories, and the one whose end changes the list.

    Pinned ones come first, in their order, then the others by score. Ties go to the newer
    story, then to the lesser address. Pins alone make no ranking.
    """
    hot = [article for article in candidates if heat.is_hot(article.url, now)]
    hot.sort(key=lambda one: (-heat.scores[one.url], -one.published.timestamp(), one.url))
    if not hot:
        return (), None
    listed = tuple(dict.fromkeys([*pins, *hot]))[:count]
    unpinned = [article for article in listed if article not in pins]
    return listed, unpinned[-1] if unpinned else hot[0]


def _by_section(articles: Iterable[Article]) -> dict[str, list[Article]]:
    sections: dict[str, list[Article]] = {}
    for article in articles:
        sections.setdefault(article.section.slug, []).append(article)
    return sections


def once(
    articles: Sequence[Article], heat: Heat, versions: Mapping[str, frozenset[str]]
) -> list[Article]:
    """Return stories without further versions of one text: of each, the one that is read most."""
    hottest: dict[str, Article] = {}
    for article in articles:
        for url in versions.get(article.url, ()):
            known = hottest.setdefault(url, article)
            if heat.scores.get(article.url, 0) > heat.scores.get(known.url, 0):
                hottest[url] = article
    return [article for article in articles if hottest.get(article.url, article) is article]


@in_each_language
def add_hottest(edition: EnrichedEdition) -> None:
    options = load_options(edition.settings, "HOTTEST", HottestOptions)
    hot: tuple[Article, ...] = ()
    most_read: dict[str, tuple[Article, ...]] = {}
    if edition.popularity:
        readers = by_story(edition.popularity.readers, edition.by_path())
        known, later = heat(readers, edition.now, options)
        # Who paid to be read does not compete with what is read.
        pins = edition.hot_pins
        placed = edition.with_versions(one.url for one in pins) - {one.url for one in pins}
        candidates = [
            article
            for article in edition.editorial
            if article not in edition.hot_bans and article.url not in placed
        ]
        candidates = once(candidates, known, edition.versions)
        hot, weakest = rank(candidates, known, edition.now, pins, options.count)
        if weakest and (end := known.end(weakest.url)):
            edition.due.append(
                Due(moment=end, what=f"“{weakest.title}” is no longer hot", source=_FIGURES)
            )
        for slug, own in _by_section(candidates).items() if options.section_count else ():
            most_read[slug], weakest = rank(own, known, edition.now, (), options.section_count)
            if weakest and (end := known.end(weakest.url)):
                what = f"“{weakest.title}” is no longer among the most read of its section"
                edition.due.append(Due(moment=end, what=what, source=_FIGURES))
        if later:
            edition.due.append(
                Due(moment=later, what="later readers count for Hottest", source=_FIGURES)
            )
    for number, article in enumerate(hot, 1):
        article.hot_rank = number
    edition.most_read = most_read
    edition.hot = hot or tuple(edition.editorial[: options.count])
    _ = edition.words.gettext
    title = _("Hottest") if hot else _("Latest")
    edition.site = replace(
        edition.site, hottest=Link(title=title, url=edition.site.href("/hottest/"))
    )


def register() -> None:
    signals.enrich.connect(add_hottest)
