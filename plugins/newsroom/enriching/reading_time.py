"""Reading time: how many minutes a story takes.

Setting: ``READING_TIME``.
Sets: ``article.reading_minutes``, whole minutes, at least 1, unless front matter says it.
Template: ``partials/reading_time.html``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.options import load_options


@dataclass(frozen=True)
class ReadingTimeOptions:
    """Setting ``READING_TIME``. Speeds are per minute.

    ``words``: silent reading of English non-fiction (Brysbaert 2019, 190 studies).
    ``languages``: words per minute by language tag, where a newsroom knows better.
    ``characters``: Chinese, Japanese and Korean signs. ``code_words``: code is read slower.
    ``first_image``, ``last_image``: seconds for the first image; each further one takes one second
    less, down to the last.
    """

    words: int = 238
    languages: Mapping[str, int] = field(default_factory=dict)
    characters: int = 500
    code_words: int = 119
    first_image: int = 12
    last_image: int = 3


def image_seconds(count: int, first: int, last: int) -> int:
    """Return the seconds that ``count`` images take: first, first − 1, … and never under last."""
    return sum(max(last, first - number) for number in range(count))


def minutes(
    words: int,
    characters: int,
    code_words: int,
    images: int,
    lang: str,
    options: ReadingTimeOptions,
) -> int:
    """Return whole minutes, at least 1, rounded to the nearest."""
    speed = options.languages.get(lang) or options.languages.get(lang.partition("-")[0])
    spent = (
        words / (speed or options.words)
        + characters / options.characters
        + code_words / options.code_words
        + image_seconds(images, options.first_image, options.last_image) / 60
    )
    return max(1, math.floor(spent + 0.5))


def add_reading_time(edition: EnrichedEdition) -> None:
    options = load_options(edition.settings, "READING_TIME", ReadingTimeOptions)
    for article in edition.with_page:
        article.reading_minutes = article.given_minutes or minutes(
            article.word_count, article.character_count, article.code_word_count,
            article.image_count, article.lang, options,
        )  # fmt: skip


def register() -> None:
    signals.enrich.connect(add_reading_time)
