"""What is known of the readers: the figures of ``./inv hottest``, and the editors' choices.

Sets: ``edition.popularity``, ``edition.hot_pins``, ``edition.hot_bans``, ``edition.privacy``.

The desk writes ``content/data/popularity.json``; editors write ``content/data/hottest.yml``, whose
``pin`` and ``ban`` are lists of slugs. Either may be absent.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, PositiveInt, ValidationError

from newsroom import signals
from newsroom.edition import ReadEdition, in_each_language
from newsroom.languages.words import Words as Language
from newsroom.model import Article, Popularity, Statement
from newsroom.options import suggestion
from newsroom.problems import Problem, first_mistake
from newsroom.reading.frontmatter.fields import Closed, Words
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.marked_yaml import Marks
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.registries.registry import read_mapping, unreadable

FIGURES = "popularity.json"
CHOICES = "hottest.yml"
COUNTERS = {"plausible": "Plausible", "goatcounter": "GoatCounter", "matomo": "Matomo"}
HOUR = "%Y-%m-%dT%HZ"
"""How the file writes an hour, always in UTC: ``2026-11-23T09Z``."""


def _hour(text: str) -> datetime:
    return datetime.strptime(text, HOUR).replace(tzinfo=UTC)


class HourlyReaders(BaseModel):
    """The file that the desk writes: path → hour → distinct readers."""

    model_config = ConfigDict(extra="forbid")

    source: Literal["logs", "plausible", "goatcounter", "matomo"]
    readers: dict[str, dict[Annotated[datetime, PlainValidator(_hour)], PositiveInt]]


class HotChoices(Closed):
    """The file that editors write."""

    pin: Words = Field([], description="Slugs of stories that come first, in this order.")
    ban: Words = Field([], description="Slugs of stories that are never in the list.")


def read_popularity(file: Path, path: str) -> tuple[Popularity | None, list[Problem]]:
    """Read the figures; ``path`` is how problems name the file. An absent file is not a mistake."""
    try:
        figures = HourlyReaders.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None, []
    except OSError as error:
        return None, [unreadable(path, error)]
    except ValidationError as error:
        what = f"this file does not hold figures of readers ({first_mistake(error)})"
        remedy = "delete the file and run ./inv hottest again"
        return None, [Problem(path, what, remedy)]
    return Popularity(source=figures.source, readers=figures.readers), []


def read_choices(file: Path, path: str) -> tuple[HotChoices, Marks, list[Problem]]:
    """Read what editors pinned and banned, and the place of each slug."""
    values, marks, problems = read_mapping(file, path)
    found, mistakes = validate(SourceText(values, marks, "", 0), path, None, HotChoices)
    return found or HotChoices(), marks, problems + mistakes


def resolve(
    key: str, slugs: list[str], stories: Mapping[str, Article], path: str, marks: Marks
) -> tuple[list[Article], list[Problem]]:
    """Return the stories of some slugs.

    A slug without a story is a warning only: a story that expires must not stop the next build.
    """
    problems = []
    for number, slug in enumerate(slugs):
        if slug not in stories:
            line, column = marks.get(f"{key}.{number}") or marks[key]
            remedy = f"write the slug of a listed story{suggestion(slug, stories)}, or delete it"
            what = f"{key}: no story {slug!r} is listed now"
            problems.append(Problem(path, what, remedy, line=line, column=column, level="warning"))
    return [stories[slug] for slug in slugs if slug in stories], problems


def privacy_statement(popularity: Popularity, words: Language) -> Statement:
    source = (
        words.gettext(
            "The list of what is read most is made from the counts of {program}.",
            program=COUNTERS[popularity.source],
        )
        if popularity.source in COUNTERS
        else words.gettext("The list of what is read most is made from the access log.")
    )
    kept = words.gettext(
        "Kept are numbers by story and hour; who read what is not stored and cannot be found out"
        " from them."
    )
    return Statement(title=words.gettext("Hottest"), text=words.sentences(source, kept))


@in_each_language
def say_what_is_counted(edition: ReadEdition) -> None:
    if edition.popularity:
        edition.privacy.append(privacy_statement(edition.popularity, edition.words))


def add_popularity(edition: ReadEdition) -> None:
    data, problems = edition.content / "data", edition.problems
    edition.popularity, mistakes = read_popularity(data / FIGURES, f"content/data/{FIGURES}")
    problems.extend(mistakes)
    path = f"content/data/{CHOICES}"
    choices, marks, mistakes = read_choices(data / CHOICES, path)
    problems.extend(mistakes)
    listed = {article.slug: article for article in edition.articles}
    pins, mistakes = resolve("pin", choices.pin, listed, path, marks)
    problems.extend(mistakes)
    bans, mistakes = resolve("ban", choices.ban, listed, path, marks)
    problems.extend(mistakes)
    edition.hot_pins, edition.hot_bans = tuple(pins), tuple(bans)
    for paid in (story.slug for story in pins if story.label == "sponsored"):
        line, column = marks["pin:"]
        remedy = "take it out: this list is not for sale"
        problems.error(path, f"{paid!r} is pinned and sponsored", remedy, line, column)
    for both in sorted({story.slug for story in pins} & {story.slug for story in bans}):
        line, column = marks["ban:"]
        problems.error(path, f"{both!r} is pinned and banned", "keep one of the two", line, column)


def register() -> None:
    signals.read.connect(add_popularity)
    signals.read.connect(say_what_is_counted)
