"""What reading a source file found: its record, read when it is asked for."""

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from newsroom.reading.registries.names import Place
from newsroom.reading.sources.parsed_story import (
    Matter,
    ParsedStory,
    ParsedUpdate,
    UnreadStory,
    load_story,
)
from newsroom.reading.sources.source_files import SourceFile

_ties = attrgetter(
    "ageless", "aliases", "also_in", "byline", "corrections", "extra", "fact_box", "headlines",
    "image", "key_points", "markets", "method", "related", "series", "style", "template",
    "translation_of",
)  # fmt: skip
"""Front matter that concerns more than the page of its story."""


Kept = tuple[bytes, bytes, tuple[str, ...], bool, str]
"""What is kept of a :class:`ReadFile`: all but its source."""


@dataclass(eq=False)
class ReadFile:
    """A file and what parsing made of it; ``key`` finds its HTML in the store.

    ``text`` is its record in JSON, ``tags`` are those that it names. A ``plain`` file says nothing
    that concerns other files, and there is nothing to say about it. ``hosts`` are those of the web
    that it links to, with spaces around each. ``seen`` are the updates that readers may see by now.
    """

    source: SourceFile
    key: bytes
    text: bytes
    tags: tuple[str, ...]
    plain: bool
    hosts: str = ""
    seen: tuple[ParsedUpdate, ...] = ()

    @cached_property
    def story(self) -> ParsedStory:
        """What parsing found, read when it is asked for."""
        story = load_story(self.text)
        assert isinstance(story, ParsedStory)  # noqa: S101 - no other file is kept
        return story


def as_far_as_read(source: SourceFile, story: UnreadStory) -> ReadFile:
    """Return a file with mistakes as one that names what it names, and has no text."""
    file = ReadFile(source, b"", b"", (), plain=False)
    file.story = ParsedStory(
        matter=Matter(title="", **story.registered or {}),
        marks=story.marks, references=story.references,
        summary="", words=0, characters=0, code_words=0, images=0,
    )  # fmt: skip
    return file


def place_of(file: ReadFile, *names: str) -> Place:
    """Return the place of the first of ``names`` that the front matter holds."""
    marks = file.story.marks
    line, column = next((marks[name] for name in names if name in marks), (1, 1))
    return Place(file.source.path, line, column)


def read_file(source: SourceFile, key: bytes, text: bytes, story: ParsedStory) -> ReadFile:
    plain = not (
        story.problems or story.references or story.frames or story.updates is not None
        or story.headline or any(_ties(story.matter)) or not story.matter.revisions
        or story.matter.republish is not None
        or not all(map(_is_abroad, story.links))
    )  # fmt: skip
    hosts = {link.split("/", 3)[2] for link in story.links if link.count("/") > 1}
    file = ReadFile(
        source, key, text, tuple(story.matter.tags), plain, f" {' '.join(sorted(hosts))} "
    )
    file.story = story
    return file


def _is_abroad(link: str) -> bool:
    return link.startswith("http")
