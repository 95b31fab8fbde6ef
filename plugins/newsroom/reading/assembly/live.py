"""Live stories: which of their updates readers see by now, and whether coverage goes on.

Setting: ``LIVE``.
Sets: ``article.live``, ``updated``; ``label``, which is ``news`` when coverage is over.
Template: ``partials/live.html``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field, NonNegativeInt

from newsroom.edition import Edition
from newsroom.model import Article, Due, Live, Update
from newsroom.options import load_options
from newsroom.problems import Problems
from newsroom.reading.sources.source_files import ReadFile

_COUNTED = ("words", "characters", "code_words", "images", "references")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LiveOptions:
    """Setting ``LIVE``.

    ``refresh_seconds``: how often an open page asks for updates, 0 for never. ``quiet_hours``:
    coverage without ``live_until`` is over when so long nothing was added.
    """

    refresh_seconds: NonNegativeInt = 60
    quiet_hours: Annotated[float, Field(gt=0)] = 12


def as_of(file: ReadFile, now: datetime, *, preview: bool) -> ReadFile:
    """Return a story with what may be seen of it: its updates up to ``now``; a preview shows all.

    Words, pictures and links of these count as the story's own.
    """
    if file.plain or not (updates := file.record.get("updates")):
        return file
    seen = [
        {**update, "place": place, "is_scheduled": _moment(update) > now}
        for place, update in enumerate(updates, 1)
        if preview or _moment(update) <= now
    ]
    seen.sort(key=_moment, reverse=True)
    record = {**file.record, "seen": seen}
    for name in _COUNTED:
        for update in seen:
            record[name] = record[name] + update[name]
    if not record["summary"] and seen:
        record["summary"] = seen[0]["summary"] or seen[0]["title"]
    seen_file = replace(file)
    seen_file.record = record
    return seen_file


def held_back(file: ReadFile) -> list[dict[str, Any]]:
    """Return the updates of a story that may not be seen yet."""
    seen = {update["place"] for update in file.record.get("seen", ())}
    updates = enumerate(file.record.get("updates", ()), 1)
    return [update for place, update in updates if place not in seen]


def add_live(file: ReadFile, article: Article, edition: Edition) -> None:
    """Make a story live that is labelled so, and note when that changes."""
    if "updates" not in file.record:
        return
    options = load_options(edition.settings, "LIVE", LiveOptions)
    _check(file, article, edition.now, edition.problems)
    zone, until = edition.zone, file.record["matter"].get("live_until")
    seen = [
        Update(
            update["anchor"], _moment(update).astimezone(zone), update["title"], update["text"],
            update["summary"], update["is_scheduled"], update["place"],
        )
        for update in file.record.get("seen", ())
    ]  # fmt: skip
    newest = max([article.published, *(one.published for one in seen if not one.is_scheduled)])
    given = datetime.fromisoformat(until).astimezone(zone) if until else None
    ends = given or newest + timedelta(hours=options.quiet_hours)
    is_over = ends <= edition.now
    article.live = Live(
        key_points=tuple(file.record["matter"].get("key_points", ())),
        updates=tuple(seen),
        ends=given or (newest if is_over else None),
        is_over=is_over,
        refresh_seconds=0 if is_over else options.refresh_seconds,
    )
    if newest > max(article.updated or article.published, article.published):
        article.updated = newest
    if is_over:
        article.label = "news"
    edition.due += _due(file, article, ends, edition.now)


def _check(file: ReadFile, article: Article, now: datetime, problems: Problems) -> None:
    """Report updates outside the coverage, and those that lie ahead by more than a day."""
    until = file.record["matter"].get("live_until")
    for update in file.record["updates"]:
        moment, line = _moment(update), update["line"]
        if moment < article.published:
            what = "the update is before `date`, when coverage begins"
            problems.error(article.source, what, "correct one of the two", line, 1)
        elif until and moment > datetime.fromisoformat(until):
            what = "the update is after `live_until`, the end of coverage"
            problems.error(article.source, what, "correct one of the two", line, 1)
        elif moment > max(now, article.published) + _DAY:
            days = (moment - now).days
            what = f"the update is held back for {days} day{'' if days == 1 else 's'} more"
            problems.warning(article.source, what, "fix its day, if that is a slip", line, 1)


def _due(file: ReadFile, article: Article, ends: datetime, now: datetime) -> Iterator[Due]:
    if article.status == "draft":
        return
    for update in file.record["updates"]:
        if _moment(update) > now:
            yield Due(_moment(update), f"“{article.title}” gets an update", article.source)
    if ends > now:
        yield Due(ends, f"“{article.title}” is no longer live", article.source)


def _moment(update: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(update["moment"])
