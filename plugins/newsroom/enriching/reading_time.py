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

ENGLISH_ALOUD = 228
ALOUD = {"ar": 138, "nl": 202, "fi": 161, "fr": 195, "de": 179, "he": 187, "it": 188, "pl": 166,
         "pt": 181, "ru": 184, "sl": 180, "es": 218, "sv": 199, "tr": 166}  # fmt: skip
MEAN_ALOUD = 184
"""Words a minute of one text in 17 languages, read aloud (Trauzettel-Klosinski and Dietz 2012, the
IReST texts). Only how they compare counts here: a language that takes more words to say the same is
read at more words a minute, aloud or not (Brysbaert 2019)."""
LETTERS = dict.fromkeys(("th", "lo", "km", "my"), 920)
"""Letters a minute of scripts that write sounds without spaces: the mean of 14 alphabets, 68 ms for
each character read aloud (the same study), in the same proportion."""
BY_CHARACTERS = {"zh", "yue", "ja", *LETTERS}
"""Languages whose reading speed is counted in characters."""


@dataclass(frozen=True)
class ReadingTimeOptions:
    """Setting ``READING_TIME``. Speeds are per minute.

    ``words``: silent reading of English non-fiction (Brysbaert 2019, 190 studies). Other languages
    follow in proportion. ``languages``: words by language tag, where a newsroom knows better; of
    languages that are counted by characters, these.
    ``characters``: Chinese and Japanese signs (500: Medium). ``code_words``: code is read slower.
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


def speeds(lang: str, options: ReadingTimeOptions) -> tuple[float, float]:
    """Return words and characters a minute of a language.

    One that nobody measured is taken for the mean of all.
    """
    name = lang.lower().partition("-")[0]
    given = options.languages.get(lang) or options.languages.get(name)
    aloud = ENGLISH_ALOUD if name == "en" else ALOUD.get(name, MEAN_ALOUD)
    words, characters = options.words * aloud / ENGLISH_ALOUD, options.characters
    if name in BY_CHARACTERS:
        return words, given or LETTERS.get(name, characters)
    return given or words, characters


def minutes(
    words: int,
    characters: int,
    code_words: int,
    images: int,
    lang: str,
    options: ReadingTimeOptions,
) -> int:
    """Return whole minutes, at least 1, rounded to the nearest."""
    word_speed, character_speed = speeds(lang, options)
    spent = (
        words / word_speed
        + characters / character_speed
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
