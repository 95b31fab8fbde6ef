"""What parsing finds in a story or page: the record that the parse store keeps as JSON.

It holds what the front matter says and what the text is made of. Moments are in ISO 8601. Values
that are their defaults are not kept, so that a record is short and quick to read.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal, NotRequired, TypedDict

import orjson

from newsroom.model import Label, Status
from newsroom.model.corrections import CorrectionKind
from newsroom.model.details import BoxKind
from newsroom.problems import Level, Problem
from newsroom.reading.markup.references import Kind

Mark = tuple[int, int]
"""Line and column. Tuples come back from JSON as lists, so they are only taken apart."""
Mistake = tuple[int, int, str, str, Level]
"""Line, column, what is wrong, and the remedy."""
Reference = tuple[Kind, str, int]
"""What a text points at: its kind, its name as it is written, and the line."""
_Fields = tuple[list[str], Callable[[Any], tuple[Any, ...]], list[object]]
"""The names of the fields of a record, what reads them all at once, and their defaults."""


class ImageFields(TypedDict, total=False):
    src: str
    alt: str
    caption: str
    credit: str


class CorrectionFields(TypedDict):
    date: str
    text: str
    kind: NotRequired[CorrectionKind]
    place: NotRequired[Literal["top", "end"]]


class HeadlineFields(TypedDict, total=False):
    card: str
    search: str
    social: str


class BylineFields(TypedDict, total=False):
    author: str
    name: str
    kind: Literal["person", "agency"]
    role: str


class BoxFields(TypedDict):
    title: str
    text: str


class SourceFields(TypedDict):
    title: str
    url: str


@dataclass(slots=True, kw_only=True)
class Matter:
    """The front matter of a story or page; ``schema.py`` says what each key means.

    What was not given is empty, or ``None`` where that could be meant.
    """

    title: str
    date: str = ""
    deck: str = ""
    updated: str = ""
    section: str = ""
    author: str = ""
    authors: list[str] = field(default_factory=list)
    byline: list[BylineFields] = field(default_factory=list)
    headlines: HeadlineFields | None = None
    also_in: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    reading_time: int | None = None
    summary: str = ""
    image: ImageFields | None = None
    label: Label = "news"
    sponsor: str = ""
    live_until: str = ""
    key_points: list[str] = field(default_factory=list)
    fact_box: BoxFields | None = None
    method: str = ""
    style: str = ""
    template: str = ""
    revisions: bool = True
    republish: bool | None = None
    ageless: bool = False
    series: str = ""
    part: int | None = None
    status: Status = "published"
    expires: str = ""
    slug: str = ""
    aliases: list[str] = field(default_factory=list)
    id: str = ""
    pinned: bool = False
    breaking: str = ""
    corrections: list[CorrectionFields] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    markets: list[str] = field(default_factory=list)
    comments: Literal["open", "closed", "off"] = "open"
    canonical: str = ""
    sources: list[SourceFields] = field(default_factory=list)
    lang: str = ""
    translation_of: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class ParsedText:
    """What is counted in a text, its first sentences, and what it points at.

    ``frames`` are hosts and providers of its embeds.
    """

    summary: str
    words: int
    characters: int
    code_words: int
    images: int
    references: list[Reference] = field(default_factory=list)
    frames: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ParsedUpdate(ParsedText):
    """An update of a live story; ``place`` counts them in the file, from 1."""

    place: int
    moment: str
    title: str
    anchor: str
    line: int
    text: str


@dataclass(slots=True, kw_only=True)
class ParsedStory(ParsedText):
    """A story or page without mistakes of its own; ``problems`` are warnings.

    ``marks`` are the places of the keys of its front matter, ``links`` the addresses in its text
    that only the whole site can judge. ``updates`` are in the order of the file. ``headline`` is
    the title in HTML if it has emphasis, ``card_headline`` that of its card, ``boxes`` are those
    whose texts follow the body.
    """

    matter: Matter
    marks: dict[str, Mark]
    links: list[str] = field(default_factory=list)
    problems: list[Mistake] = field(default_factory=list)
    updates: list[ParsedUpdate] | None = None
    headline: str = ""
    card_headline: str = ""
    boxes: list[BoxKind] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class UnreadStory:
    """A file with mistakes: these, and the ``names`` by which others may mean it.

    ``registered`` holds the keys of its front matter that name sections, authors and a picture, and
    ``marks`` their places; it is ``None`` where nobody can know what they are. ``references`` are
    what its texts point at.
    """

    problems: list[Mistake]
    names: list[str] = field(default_factory=list)
    registered: dict[str, Any] | None = None
    marks: dict[str, Mark] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)


def mistake_of(problem: Problem) -> Mistake:
    """Return a problem as a record keeps it: without the path, which is the file's own."""
    return problem.line, problem.column, problem.what, problem.remedy, problem.level


def dump_story(story: ParsedStory | UnreadStory) -> bytes:
    """Return a record in JSON, for ``load_story``."""
    return orjson.dumps(story, _given, orjson.OPT_PASSTHROUGH_DATACLASS)


def load_story(text: bytes) -> ParsedStory | UnreadStory:
    """Return what ``dump_story`` made a text of."""
    record = orjson.loads(text)
    if "matter" not in record:
        return UnreadStory(**record)
    record["matter"] = Matter(**record["matter"])
    if "updates" in record:
        record["updates"] = [ParsedUpdate(**update) for update in record["updates"]]
    return ParsedStory(**record)


def _given(record: object) -> dict[str, object]:
    """Return the values of a record that are not their defaults."""
    names, read, defaults = _FIELDS[type(record)]
    return {
        name: value
        for name, value, default in zip(names, read(record), defaults, strict=True)
        if value != default
    }


def _fields(kind: type) -> _Fields:
    names = [one.name for one in fields(kind)]
    defaults = [
        one.default if one.default_factory is MISSING else one.default_factory()
        for one in fields(kind)
    ]
    return names, attrgetter(*names), defaults


_FIELDS: Mapping[type, _Fields] = {
    kind: _fields(kind) for kind in (Matter, ParsedStory, ParsedUpdate, UnreadStory)
}
