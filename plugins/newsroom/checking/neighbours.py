"""Neighbours: which other sources can change what a check says of the chosen ones.

Reading the chosen files with their neighbours gives the same findings as reading all files, with
one exception: a page that seems to be missing may be one that was not read. ``is_certain`` says
whether that is possible.
"""

from collections.abc import Collection, Iterable, Iterator

from newsroom.checking.findings import Finding
from newsroom.checking.index import SourceIndex, last_part
from newsroom.checking.links import links_of
from newsroom.problems import Problem
from newsroom.reading.registries.registry import RESERVED
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.read_files import ReadFile
from newsroom.reading.sources.source_files import meant_sources
from newsroom.text.urls import file_slug, old_address, slugify

MOST = 3
"""Where more than one of so many sources would be read, all are."""


def to_read(
    chosen: Collection[str], read: Iterable[ReadFile], index: SourceIndex, store: Store
) -> frozenset[str] | None:
    """Return the paths to read for a check of ``chosen``; ``None`` stands for all.

    ``read`` are those of them without mistakes of their own.
    """
    files = list(read)
    aliases = [alias for file in files for alias in file.story.matter.aliases]
    if any(map(_may_be_a_listing, aliases)):
        return None
    names = {file_slug(index.sources[path].inner) for path in chosen}
    paths = {*chosen, *(path for path, it in index.sources.items() if it.kind == "page")}
    for file in files:
        names |= _names(file, store)
        paths |= {path for path in _linked(file) if path in index.sources}
        if file.story.matter.series:
            paths |= {path for path, entry in index.entries.items() if entry.in_series}
    paths |= index.named(names - {""})
    paths |= index.tagged(_rivals(files, index))
    return frozenset(paths) if len(paths) * MOST < len(index.sources) else None


def is_certain(
    findings: Iterable[Finding], problems: Iterable[Problem], own: Collection[Problem]
) -> bool:
    """Tell whether a reading of neighbours knows all that it says.

    ``own`` are mistakes of the chosen files that no other file could undo. A warning compares
    what was read; an error or a broken link may miss what was not.
    """
    missing = any(one.rule == "broken-link" for one in findings)
    return not missing and all(it in own or it.level == "warning" for it in problems)


def _names(file: ReadFile, store: Store) -> set[str]:
    """Return the names by which a file meets others: its own, and those that it mentions."""
    matter = file.story.matter
    mentioned = [*matter.related, matter.translation_of]
    addresses = [*matter.aliases, *links_of(store.html(file.key))]
    own = matter.slug or file_slug(file.source.inner)
    return {own, *map(last_part, (*mentioned, *addresses))}


def _linked(file: ReadFile) -> Iterator[str]:
    """Yield the paths that links to files may mean."""
    for part in (file.story, *(file.story.updates or ())):
        for kind, target, _ in part.references:
            if kind == "story":
                yield from (path for path, _ in meant_sources(target, file.source))


def _rivals(files: Iterable[ReadFile], index: SourceIndex) -> set[str]:
    """Return the spellings of those tags of the files that are spelt in several ways."""
    slugs = {slugify(tag) for file in files for tag in file.tags}
    spellings: dict[str, set[str]] = {slug: set() for slug in slugs}
    for tag in {tag for entry in index.entries.values() for tag in entry.tags}:
        if (slug := slugify(tag)) in spellings:
            spellings[slug].add(tag)
    return {tag for own in spellings.values() if len(own) > 1 for tag in own}


def _may_be_a_listing(alias: str) -> bool:
    """Tell whether an old address may be that of a listing, which no index contains."""
    parts = old_address(alias).strip("/").split("/")
    return parts[0] in RESERVED or "page" in parts
