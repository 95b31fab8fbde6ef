"""The registry of media, ``content/data/media.yml``: what is true of a picture in all its places.

    2026/protest.jpg:
      alt: People with umbrellas in front of a parliament
      credit: Jane Roe / Reuters
      rights: Reuters, two years, print and web
      rights_until: 2027-03-31
      focus: 40% 30%

A key is the path of a file below ``content/media``, or below ``content`` for one next to a story.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from newsroom.media.crops import Focus
from newsroom.model import Due
from newsroom.options import suggestion
from newsroom.problems import Problems
from newsroom.reading.frontmatter.fields import Closed, Moment, Text, wrong
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.registries.names import Place
from newsroom.reading.registries.registry import marks_within, read_mapping

PATH = "content/data/media.yml"
_FOCUS = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?[\s,]+(\d{1,3}(?:\.\d+)?)\s*%?")


def _focus(value: Any) -> Any:
    match = _FOCUS.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and max(place := Focus(float(match[1]), float(match[2]))) <= 100:
        return place
    remedy = "write how far from left and top: 40% 30%"
    raise wrong(f"{value!r} is not a place in a picture", remedy)


class MediaEntry(Closed):
    """``rights`` says what was agreed, for the newsroom; ``rights_until`` is the last day of it."""

    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None
    rights: Text | None = None
    rights_until: Moment | None = None
    focus: Annotated[Focus | None, BeforeValidator(_focus)] = None

    @property
    def end(self) -> datetime | None:
        """The instant from which the rights are gone; a day counts to its end."""
        until = self.rights_until
        return until + timedelta(days=1) if until and until.time() == time() else until


NOTHING = MediaEntry()


@dataclass
class MediaRegistry:
    """The entries by their paths below ``content``. ``due`` is where ends of rights are noted."""

    now: datetime
    due: list[Due]
    entries: Mapping[str, MediaEntry] = field(default_factory=dict)
    _noted: set[str] = field(default_factory=set)

    def entry(self, name: str) -> MediaEntry:
        return self.entries.get(name, NOTHING)

    def check_rights(self, name: str, place: Place, problems: Problems) -> None:
        """Report the use of a file whose rights have ended; note when those of others will."""
        end = self.entry(name).end
        if end is None:
            return
        if end <= self.now:
            agreed = self.entry(name).rights
            about = f" ({agreed})" if agreed else ""
            last = end - timedelta(seconds=1)
            what = f"the right to publish {name} ended on {last:%Y-%m-%d}{about}"
            remedy = f"take it out, or renew the right and its date in {PATH}"
            problems.error(place.path, what, remedy, place.line, place.column)
        elif name not in self._noted:
            self._noted.add(name)
            self.due.append(Due(moment=end, what=f"the right to publish {name} ends", source=PATH))


def read_media_registry(
    content: Path, now: datetime, due: list[Due], zone: tzinfo, problems: Problems
) -> MediaRegistry:
    """Read the registry (without a file it is empty); report files that do not exist."""
    values, marks, mistakes = read_mapping(content / "data/media.yml", PATH)
    problems.extend(mistakes)
    entries: dict[str, MediaEntry] = {}
    for key, facts in values.items():
        line, column = marks[key + ":"]
        name = _name(content, key)
        if not name:
            what = f"there is no file {key!r}"
            remedy = f"write its path below content/media{_alike(content, key)}"
            problems.error(PATH, what, remedy, line, column)
        elif not isinstance(facts, dict):
            remedy = "write at least `credit:` on an indented line below it"
            problems.error(PATH, f"{key!r} has no facts", remedy, line, column)
        else:
            source = SourceText(facts, marks_within(key, marks), "", 0)
            entry, found = validate(source, PATH, zone, MediaEntry)
            problems.extend(found)
            entries[name] = entry or NOTHING
    return MediaRegistry(now, due, entries)


def _name(content: Path, key: str) -> str:
    names = (f"media/{key.removeprefix('media/').lstrip('/')}", key.lstrip("/"))
    return next((name for name in names if (content / name).is_file()), "")


def _alike(content: Path, key: str) -> str:
    folder = (content / "media" / key).parent
    if not folder.is_dir():
        return ""
    known = [f"{key.rpartition('/')[0]}/{file.name}".lstrip("/") for file in folder.iterdir()]
    return suggestion(key, known)
