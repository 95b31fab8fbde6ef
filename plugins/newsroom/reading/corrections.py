"""Corrections of a story: their order, their anchors, and dates that cannot be."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom.model import Article, Correction
from newsroom.problems import Problems
from newsroom.reading.sources import ReadFile


def corrections(given: Iterable[Mapping[str, str]], zone: ZoneInfo) -> tuple[Correction, ...]:
    """Return the corrections of a front matter (``date`` in ISO 8601, ``text``), oldest first.

    The anchor is the day in the publication's zone, so that the address of a correction stays
    good whatever is corrected later; a second one of the same day carries a number.
    """
    dated = [
        (datetime.fromisoformat(item["date"]).astimezone(zone), item["text"]) for item in given
    ]
    days: Counter[str] = Counter()
    found = []
    for date, text in sorted(dated, key=lambda pair: pair[0]):
        day = f"correction-{date:%Y-%m-%d}"
        days[day] += 1
        found.append(Correction(date, text, day if days[day] == 1 else f"{day}-{days[day]}"))
    return tuple(found)


def check_corrections(file: ReadFile, article: Article, now: datetime, problems: Problems) -> None:
    """Report corrections of the future, and an ``updated`` that a correction has overtaken."""
    marks = file.record["marks"]
    for number, item in enumerate(file.record["matter"].get("corrections", ())):
        # A story that is not published yet speaks of its own time.
        if article.published <= now < datetime.fromisoformat(item["date"]):
            what = "the correction lies in the future"
            remedy = "write the day on which it was published"
            line, column = marks[f"corrections.{number}.date"]
            problems.error(article.source, what, remedy, line, column)
    if article.updated and article.corrections:
        newest = article.corrections[-1].date
        if article.updated.date() < newest.date():
            what = "`updated` is older than the newest correction"
            remedy = f"write {newest:%Y-%m-%d}, so that feeds carry the story anew"
            problems.warning(article.source, what, remedy, *marks["updated"])
