"""Corrections and updates of a story: their order, their anchors, and dates that cannot be."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom.model import Article, Correction
from newsroom.problems import Problems
from newsroom.reading.sources.parsed_story import CorrectionFields
from newsroom.reading.sources.read_files import ReadFile


def corrections(given: Iterable[CorrectionFields], zone: ZoneInfo) -> tuple[Correction, ...]:
    """Return the corrections of a front matter (``date`` in ISO 8601, ``text``), oldest first.

    The anchor is the day in the publication's zone, so that the address of a correction stays
    the same when more is corrected later; a second one of the same day carries a number.
    """
    dated = [(datetime.fromisoformat(item["date"]).astimezone(zone), item) for item in given]
    days: Counter[str] = Counter()
    found = []
    for date, item in sorted(dated, key=lambda pair: pair[0]):
        day = f"correction-{date:%Y-%m-%d}"
        days[day] += 1
        anchor = day if days[day] == 1 else f"{day}-{days[day]}"
        kind = item.get("kind", "correction")
        on_top = item.get("place", "top" if kind == "note" else "end") == "top"
        found.append(
            Correction(date=date, text=item["text"], anchor=anchor, kind=kind, on_top=on_top)
        )
    return tuple(found)


def check_updated(
    file: ReadFile, updated: datetime | None, now: datetime, problems: Problems
) -> None:
    """Report an ``updated`` in the future: readers and search engines would see a false date.

    So it is with a story that is not out yet, whose ``date`` is still to come.
    """
    if updated and updated > now:
        marks = file.story.marks
        name = "updated" if "updated" in marks else "date"  # a page may have a date alone
        what = f"`{name}` is in the future"
        remedy = "write when the text last changed, or delete the line"
        problems.error(file.source.path, what, remedy, *marks[name])


def check_corrections(file: ReadFile, article: Article, now: datetime, problems: Problems) -> None:
    """Report corrections of the future. A story that is not out yet cannot have been corrected.

    Only its own day is allowed there, as it is in a correction that names no time.
    """
    latest = max(now, article.published)
    for number, item in enumerate(file.story.matter.corrections):
        if datetime.fromisoformat(item["date"]) > latest:
            what = "the correction is in the future"
            remedy = "write the day on which it was published"
            line, column = file.story.marks[f"corrections.{number}.date"]
            problems.error(article.source, what, remedy, line, column)
