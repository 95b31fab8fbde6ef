"""Finding the source files of a folder and having each of them parsed, once."""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsroom.files.file_signatures import FileSignatures
from newsroom.files.paths import is_source, is_within
from newsroom.problems import ContentError, Problem, Problems
from newsroom.reading.frontmatter.rules import Rules
from newsroom.reading.registries.names import Place
from newsroom.reading.registries.registry import unreadable
from newsroom.reading.sources.boundaries import walk
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.parsed_story import (
    Mistake,
    ParsedStory,
    ParsedUpdate,
    UnreadStory,
    load_story,
)
from newsroom.reading.sources.pool import Pool
from newsroom.text.urls import file_slug

if TYPE_CHECKING:  # Markdown is imported only when there is something to parse
    from newsroom.reading.sources.parse import Parsed

LARGEST = 2_000_000
"""Bytes of the largest article: far beyond any story, and what a page can still show."""
_ties = attrgetter(
    "ageless", "aliases", "also_in", "byline", "corrections", "extra", "fact_box", "headlines",
    "image", "key_points", "markets", "method", "related", "series", "style", "template",
    "translation_of",
)  # fmt: skip
"""Front matter that concerns more than the page of its story."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file below ``folder``: ``path`` is relative to the project, ``inner`` to the folder."""

    folder: str
    path: str
    inner: str
    kind: str

    @property
    def file(self) -> Path:
        return Path(self.folder, self.inner)


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


def place_of(file: ReadFile, *names: str) -> Place:
    """Return the place of the first of ``names`` that the front matter holds."""
    marks = file.story.marks
    line, column = next((marks[name] for name in names if name in marks), (1, 1))
    return Place(file.source.path, line, column)


def find_sources(folder: Path, project: Path, kind: str) -> list[SourceFile]:
    """Return the Markdown files below ``folder``, in the order of their paths."""
    root = os.fspath(folder)
    path = Path(os.path.relpath(folder, project)).as_posix()
    found = [
        SourceFile(root, f"{path}/{inner}", inner, kind)
        for inner, entry in walk(folder, [])
        if is_source(inner)
        and not entry.name.startswith(".")
        # What is left out here has been reported, see boundaries.py.
        and not (entry.is_symlink() and not is_within(folder.parent, Path(entry.path)))
    ]
    return sorted(found, key=lambda source: source.inner)


def meant_sources(target: str, source: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield the paths of files that a link in ``source`` may mean, each with its part of the page.

    A path is relative to the file, or to the content folder. What looks like a part or a query may
    belong to the name of the file, and it may be written with percent signs.
    """
    folder = PurePosixPath(source.path).parent
    content = PurePosixPath(source.path[: -len(source.inner)]).parent
    path, _, part = target.partition("#")
    forms = {path: part, path.partition("?")[0]: part, target: "", target.partition("?")[0]: ""}
    for form, fragment in forms.items():
        for name in dict.fromkeys((form, unquote(form))):
            if is_source(name):
                for start in (folder, content):
                    yield posixpath.normpath(f"{start}/{name.lstrip('/')}"), fragment


def read_sources(
    sources: list[SourceFile], store: Store, rules: Rules, workers: int, problems: Problems,
    load_kept: Callable[[], Mapping[str, Kept]] = dict, *, in_background: bool = False,
    unread: dict[str, frozenset[str]] | None = None,
) -> Iterator[ReadFile]:  # fmt: skip
    """Yield every source with its record, parsing those that the store does not know.

    ``load_kept`` gives those by path that need not be taken from the store; with ``in_background``
    another process parses a few others meanwhile. Files with mistakes are reported and left out;
    ``unread`` gets the names by which others may mean them.
    """
    pool = Pool(rules, workers)
    signatures = FileSignatures(store.signatures(), pool.fingerprint.hex())
    keyed = dict(_keys(sources, pool, signatures, problems))
    by_key = {key: source for source, key in keyed.items()}
    store.parse_again = partial(_parse_again, pool, by_key)
    known = store.known(by_key)
    unknown = [source for key, source in by_key.items() if key not in known]
    with pool.parsing(unknown, in_background=in_background) as parsed:
        kept = load_kept()
        same = {
            source.path: ReadFile(source, *kept[source.path])
            for source, key in keyed.items()
            if key in known and source.path in kept and kept[source.path][0] == key
        }
        others = {key: source for source, key in keyed.items() if source.path not in same}
        records = store.records([key for key in others if key in known])
        store.add(_remembered(parsed, records), signatures.new)
    lost = [source for key, source in others.items() if key not in records]
    with pool.parsing(lost) as parsed:
        store.add(_remembered(parsed, records), signatures.new)
    for source, key in keyed.items():
        file = same.get(source.path)
        if file is None:
            if key not in records:
                problems.add(_changed(source.path))
                continue
            story = load_story(records[key])
            if isinstance(story, UnreadStory):
                problems.extend(_problems(source, story.problems))
                if unread is not None:
                    unread[source.path] = names_of(source, story.names)
                continue
            file = _read_file(source, key, records[key], story)
        if not file.plain:
            problems.extend(_problems(source, file.story.problems))
        yield file
    if unread is not None:
        for source in sources if len(keyed) < len(sources) else ():
            if source not in keyed:
                unread[source.path] = names_of(source, ())


def names_of(source: SourceFile, given: Iterable[str]) -> frozenset[str]:
    """Return the last parts of the addresses that a source may have."""
    own = (name.strip("/").rpartition("/")[2] for name in given)
    return frozenset([file_slug(source.inner), *own]) - {""}


def _problems(source: SourceFile, mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    for line, column, what, remedy, level in mistakes:
        yield Problem(source.path, what, remedy, line=line, column=column, level=level)


def _read_file(source: SourceFile, key: bytes, text: bytes, story: ParsedStory) -> ReadFile:
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


def _keys(
    sources: list[SourceFile], pool: Pool, signatures: FileSignatures[bytes], problems: Problems
) -> Iterator[tuple[SourceFile, bytes]]:
    """Yield every source with what finds its parse in the store; unreadable ones are reported."""
    for source in sources:
        path = f"{source.folder}/{source.inner}"
        try:
            key = signatures.get(path, source.kind)
            if key is None:
                if not os.path.isfile(path):  # noqa: PTH113 - a Path costs more than the call
                    problems.add(_no_file(source.path))  # reading a pipe may never end
                    continue
                with open(path, "rb") as file:  # noqa: PTH123 - a Path costs more than the call
                    status, data = os.fstat(file.fileno()), file.read()
                if len(data) > LARGEST:
                    problems.add(_too_large(source.path, len(data)))
                    continue
                key = pool.key(source.kind, data)
                signatures.note(path, status, key, source.kind)
        except OSError as error:
            problems.add(unreadable(source.path, error))
        else:
            yield source, key


def _no_file(path: str) -> Problem:
    return Problem(path, "this is not a file", "put a Markdown file in its place")


def _too_large(path: str, size: int) -> Problem:
    what = f"the file has {size / 1e6:.1f} MB, an article at most {LARGEST / 1e6:.0f}"
    return Problem(path, what, "split it, or link to the data")


def _parse_again(pool: Pool, sources: Mapping[bytes, SourceFile], key: bytes) -> "Parsed":
    """Parse a file again that was parsed before, for a store that lost it.

    Raises:
        ContentError: the file is not what it was.
    """
    try:
        found, parsed = pool.parse(sources[key])
    except OSError as error:
        raise ContentError([unreadable(sources[key].path, error)]) from None
    if found != key:
        raise ContentError([_changed(sources[key].path)])
    return parsed


def _changed(path: str) -> Problem:
    return Problem(path, "the file changed during the build", "build again")


def _remembered(
    parsed: Iterator[tuple[bytes, "Parsed"]], records: dict[bytes, bytes]
) -> Iterator[tuple[bytes, "Parsed"]]:
    for key, item in parsed:
        records[key] = item.record
        yield key, item
