"""The records of issues of newsletters: one file for each, which holds all that it said."""

import re
from datetime import date, time
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import Field

from newsroom.edition import ReadEdition
from newsroom.model import (
    Issue,
    IssueCorrection,
    IssueMarket,
    IssueRanking,
    IssueSection,
    IssueStory,
    Newsletter,
)
from newsroom.model.periods import Period, of_day, of_week
from newsroom.model.weeks import parse_week
from newsroom.problems import Problem
from newsroom.reading.frontmatter.fields import (
    AnyAddress,
    Closed,
    Language,
    Moment,
    Note,
    SitePath,
    Text,
    Words,
)
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.marked_yaml import Value
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.registries.registry import read_mapping
from newsroom.text.urls import under

Place = tuple[int, int]
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(-[a-z0-9-]+)?")
_NAMES = {
    "week": ("a week", "its week: 2026-w47.yml"),
    "day": ("a day", "its day: 2026-11-23.yml"),
    "story": ("a day and a story", "its day and its story: 2026-11-23-quake.yml"),
}


class StoryLine(Closed):
    url: SitePath
    title: Text
    deck: Note = ""
    section: Text
    authors: Words = Field([])
    label: Literal["news", "analysis", "opinion", "explainer", "live"] = "news"
    lang: Language | None = None
    minutes: int = Field(1, ge=1)


class CorrectionLine(Closed):
    url: SitePath
    title: Text
    text: Text


class MarketLine(Closed):
    url: AnyAddress
    question: Text
    chance: Text
    source: Text
    as_of: Moment


class Record(Closed):
    """What an issue says. The headlines of a section are one list.

    ``date`` is when its time was over; a week says that itself.
    """

    subject: Text
    preheader: Note = ""
    headlines: list[StoryLine] = Field([])
    hottest: list[StoryLine] = Field([])
    latest: list[StoryLine] = Field([])
    insight: StoryLine | None = None
    markets: list[MarketLine] = Field([])
    corrections: list[CorrectionLine] = Field([])
    date: Moment | None = None


def read_issue(
    file: Path, path: str, newsletter: Newsletter, edition: ReadEdition
) -> tuple[Issue | None, dict[str, Place], list[Problem]]:
    """Read the record of an issue; the name of the file says of which time.

    Returned with the issue is every address of a story that it names, and the place where it does.
    """
    try:
        period = named_period(newsletter, file.stem, edition)
    except ValueError:
        what, name = _NAMES[newsletter.every]
        remedy = f"name the file as {name}"
        return None, {}, [Problem(path, f"{file.stem!r} is not {what}", remedy)]
    values, marks, problems = read_mapping(file, path)
    record, mistakes = validate(SourceText(values, marks, "", 0), path, edition.zone, Record)
    if problems or record is None:
        return None, {}, problems or mistakes
    if record.hottest and record.latest:
        line, column = marks["latest:"]
        what, remedy = "both `hottest` and `latest`", "keep the one that is true"
        return None, {}, [Problem(path, what, remedy, line=line, column=column)]
    names = [name for name in marks if name.endswith(".url") and not name.startswith("markets.")]
    issue = as_issue(record, newsletter, period, edition)
    return issue, {_at(values, name): marks[name] for name in names}, []


def _at(values: Value, name: str) -> str:
    """Return the text at a name such as ``headlines.2.url``."""
    for part in name.split("."):
        values = values[int(part)] if isinstance(values, list) else cast(Any, values)[part]
    return str(values)


def named_period(newsletter: Newsletter, name: str, edition: ReadEdition) -> Period:
    """Return the time of which an issue tells, as far as its name says it.

    Raises:
        ValueError: it is not the name of an issue.
    """
    if newsletter.every == "week":
        return of_week(parse_week(name), edition.zone)
    match = _DAY.fullmatch(name)
    if not match or (newsletter.every == "day") == bool(match[2]):
        raise ValueError(name)
    day = of_day(date.fromisoformat(match[1]), time(), edition.zone)
    return Period(name, day.end, day.end) if match[2] else day


def as_issue(record: Record, newsletter: Newsletter, period: Period, edition: ReadEdition) -> Issue:
    """Return the issue that a record describes."""
    end = record.date.astimezone(edition.zone) if record.date else period.end
    shared, zone = edition.site.shared, edition.zone

    def story(line: StoryLine) -> IssueStory:
        return IssueStory(
            url=shared(line.url),
            title=line.title,
            deck=line.deck,
            section=line.section,
            authors=tuple(line.authors),
            label=line.label,
            lang=line.lang or edition.site.lang,
            minutes=line.minutes,
        )

    ranked = record.hottest or record.latest
    _ = edition.words.gettext
    title = _("Hottest") if record.hottest else _("Latest")
    by_section = groupby(map(story, record.headlines), key=lambda one: one.section)
    return Issue(
        newsletter=newsletter,
        name=period.name,
        url=f"{newsletter.url}{period.name.lower()}/",
        subject=record.subject,
        preheader=record.preheader,
        date=end,
        first=end - (period.end - period.start),
        sections=tuple(
            IssueSection(name=name, stories=tuple(stories)) for name, stories in by_section
        ),
        ranking=IssueRanking(title=title, stories=tuple(map(story, ranked))) if ranked else None,
        insight=story(record.insight) if record.insight else None,
        markets=tuple(
            IssueMarket(
                url=under(edition.site.base, line.url),
                question=line.question,
                chance=line.chance,
                source=line.source,
                as_of=line.as_of.astimezone(zone),
            )
            for line in record.markets
        ),
        corrections=tuple(
            IssueCorrection(url=shared(line.url), title=line.title, text=line.text)
            for line in record.corrections
        ),
    )
