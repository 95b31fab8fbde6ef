"""Live stories: which of their updates readers see by now, and whether coverage goes on.

Setting: ``LIVE``.
Sets: ``article.live``, ``updated``, ``label``, which is "news" when coverage is over;
``edition.due``.
Template: ``partials/live.html``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, NonNegativeInt, PositiveInt

from newsroom.edition import ReadEdition
from newsroom.model import Article, Due, Live, Update
from newsroom.options import load_options
from newsroom.problems import Problems
from newsroom.reading.sources.parsed_story import ParsedText, ParsedUpdate
from newsroom.reading.sources.read_files import ReadFile
from newsroom.text.amounts import counted

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LiveOptions:
    """Setting ``LIVE``.

    ``refresh_seconds``: how often an open page asks for updates, 0 for never. ``quiet_hours``:
    coverage without ``live_until`` is over when so long nothing was added. ``updates_per_page``:
    how many updates a page of older ones has.
    """

    refresh_seconds: NonNegativeInt = 60
    quiet_hours: Annotated[float, Field(gt=0)] = 12
    updates_per_page: PositiveInt = 10


def as_of(file: ReadFile, now: datetime, *, preview: bool) -> ReadFile:
    """Return a story with what may be seen of it: its updates up to ``now``; a preview shows all.

    Words, pictures and links of these count as the story's own.
    """
    if file.plain or not (updates := file.story.updates):
        return file
    seen = [update for update in updates if preview or _moment(update) <= now]
    seen.sort(key=_moment, reverse=True)
    parts: list[ParsedText] = [file.story, *seen]
    as_seen = replace(file, seen=tuple(seen))
    as_seen.story = replace(
        file.story,
        words=sum(part.words for part in parts),
        characters=sum(part.characters for part in parts),
        code_words=sum(part.code_words for part in parts),
        images=sum(part.images for part in parts),
        references=[one for part in parts for one in part.references],
        summary=file.story.summary or next((one.summary or one.title for one in seen), ""),
    )
    return as_seen


def held_back(file: ReadFile) -> list[ParsedUpdate]:
    """Return the updates of a story that may not be seen yet."""
    seen = {update.place for update in file.seen}
    return [update for update in file.story.updates or () if update.place not in seen]


def frames_of(files: Iterable[ReadFile]) -> dict[str, str]:
    """Return host → provider of the embeds that may be seen in some texts."""
    parts = [part for file in files if not file.plain for part in (file.story, *file.seen)]
    return dict(sorted((host, name) for part in parts for host, name in part.frames))


def add_live(file: ReadFile, article: Article, edition: ReadEdition) -> None:
    """Make a story live that is labelled so, and note when that changes."""
    if file.story.updates is None:
        return
    options = load_options(edition.settings, "LIVE", LiveOptions)
    _check(file, article, edition.now, edition.problems)
    zone, until = edition.zone, file.story.matter.live_until
    seen = [
        Update(
            anchor=update.anchor,
            published=_moment(update).astimezone(zone),
            title=update.title,
            text=update.text,
            summary=update.summary,
            is_scheduled=_moment(update) > edition.now,
            place=update.place,
        )
        for update in file.seen
    ]
    newest = max([article.published, *(one.published for one in seen if not one.is_scheduled)])
    given = datetime.fromisoformat(until).astimezone(zone) if until else None
    ends = given or newest + timedelta(hours=options.quiet_hours)
    is_over = ends <= edition.now
    article.live = Live(
        key_points=tuple(file.story.matter.key_points),
        updates=tuple(seen),
        ends=given or (newest if is_over else None),
        is_over=is_over,
        refresh_seconds=0 if is_over else options.refresh_seconds,
        per_page=options.updates_per_page,
    )
    if newest > max(article.updated or article.published, article.published):
        article.updated = newest
    if is_over:
        article.label = "news"
    edition.due += _due(file, article, ends, edition.now)


def _check(file: ReadFile, article: Article, now: datetime, problems: Problems) -> None:
    """Report updates outside the coverage, and those more than a day in the future."""
    until = file.story.matter.live_until
    for update in file.story.updates or ():
        moment, line = _moment(update), update.line
        if moment < article.published:
            what = "the update is before `date`, when coverage begins"
            problems.error(article.source, what, "correct one of the two", line, 1)
        elif until and moment > datetime.fromisoformat(until):
            what = "the update is after `live_until`, the end of coverage"
            problems.error(article.source, what, "correct one of the two", line, 1)
        elif moment > max(now, article.published) + _DAY:
            days = (moment - now).days
            what = f"the update is held back for {counted(days, 'day')} more"
            problems.warning(article.source, what, "fix its day, if that is a slip", line, 1)


def _due(file: ReadFile, article: Article, ends: datetime, now: datetime) -> Iterator[Due]:
    if article.status == "draft":
        return
    for update in file.story.updates or ():
        if _moment(update) > now:
            yield Due(
                moment=_moment(update),
                what=f"“{article.title}” gets an update",
                source=article.source,
            )
    if ends > now:
        yield Due(moment=ends, what=f"“{article.title}” is no longer live", source=article.source)


def _moment(update: ParsedUpdate) -> datetime:
    return datetime.fromisoformat(update.moment)
