"""Every story and page by its file and by its slug: what a text may name."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from newsroom.model import Article, Document
from newsroom.options import suggestion
from newsroom.problems import Problems
from newsroom.reading.sources.read_files import ReadFile, place_of


@dataclass(frozen=True, kw_only=True)
class StoryIndex:
    """Every story and page of the content folder, also those that are not published yet.

    ``unread`` are the sources with mistakes; ``may_come`` tells whether a name may mean one.
    """

    by_source: Mapping[str, Article | Document]
    by_slug: Mapping[str, Article]
    public: Collection[str]
    unlisted: Collection[str]
    unread: Collection[str]
    may_come: Callable[[str], bool]

    def alike(self, source: str) -> str:
        """Return the source whose path is stored in another form, ``""`` where there is none.

        Some systems keep an accent apart from its letter; suffixes may be in capitals.
        """
        return self._forms.get(_form(source), "")

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        return {_form(path): path for path in sorted([*self.by_source, *self.unread])}

    def published(self, target: Article | Document) -> bool:
        return target.source in self.public


def _form(source: str) -> str:
    path = PurePosixPath(unicodedata.normalize("NFC", source))
    return f"{path.parent}/{path.stem}{path.suffix.lower()}"


def named_story(
    slug: str, file: ReadFile, key: str, index: StoryIndex, problems: Problems
) -> Article | None:
    """Return the story that a line of front matter names; report a name that no story has."""
    story = index.by_slug.get(slug.strip("/").rpartition("/")[2])
    if story is None and not index.may_come(slug):
        place = place_of(file, key)
        remedy = f"write the slug of a story{suggestion(slug, index.by_slug)}"
        problems.error(place.path, f"no story {slug!r}", remedy, place.line, place.column)
    return story
