"""From the names that writers use to the sections, authors and tags of the registries."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from newsroom.files.paths import path_mistake
from newsroom.model import Tag
from newsroom.options import suggestion
from newsroom.problems import Problem
from newsroom.reading.registries.registry import Registry, TagEntry
from newsroom.reading.typography import smart_text
from newsroom.text.urls import slugify, tag_url


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The place of a name: path relative to the project, line and column from 1."""

    path: str
    line: int
    column: int


_Places = dict[str, list[Callable[[], Place]]]
"""Spellings of tags, and functions that find the place of each use."""


def initials(name: str) -> str:
    """Return the letters of an avatar: ``OL`` for Olivia Scott, the first two of the name."""
    letters = [char for char in unicodedata.normalize("NFC", name) if char.isalnum()]
    return "".join(letters[:2]).upper()


def lookup(names: Mapping[str, str]) -> dict[str, str]:
    """Return every accepted spelling → slug, from slug → name."""
    spellings = {slugify(name): slug for slug, name in reversed(list(names.items()))}
    return spellings | {slug: slug for slug in names}


def unknown(kind: str, name: str, place: Place, known: Mapping[str, str]) -> Problem:
    """Return the problem of a name that has no entry, with the lines that would add it."""
    slug = slugify(name) or "slug"
    hint = suggestion(name, [*known, *known.values()])
    remedy = f"add to data/{kind}s.yml the lines `{slug}:` and `  name: {name}`{hint}"
    return Problem(
        place.path, f"unknown {kind} {name!r}", remedy, line=place.line, column=place.column
    )


def resolve_tags(
    uses: Iterable[tuple[str, Callable[[], Place]]],
    registry: Registry[TagEntry],
    base: str,
    lang: str = "en",
    slug_of: Callable[[str], str] = slugify,
) -> tuple[dict[str, Tag], list[Problem]]:
    """Decide which spellings of all stories are one tag, and its name and slug.

    The registry decides first (slug, name, aliases). Spellings without an entry that differ only
    by case, hyphens or spaces become one tag under the spelling used most, with a warning; others
    that would share an address are an error. Returns spelling → tag.

    ``slug_of`` gives the address of a name without an entry.
    """
    places: _Places = defaultdict(list)
    for spelling, place in uses:
        places[spelling].append(place)
    known, problems = _registered(registry, base, lang)
    tags: dict[str, Tag] = {}
    by_slug: dict[str, list[str]] = defaultdict(list)
    for spelling in sorted(places):
        slug = slug_of(spelling)
        if tag := known.get(_fold(spelling)) or known.get(slug):
            tags[spelling] = tag
        elif slug and not path_mistake(slug):
            by_slug[slug].append(spelling)
        else:
            at = _first(places[spelling])
            remedy = "use a few letters, or give it an entry in data/tags.yml as an alias"
            reason = f" ({path_mistake(slug)})" if slug else ""
            what = f"the tag {spelling!r} gives no address{reason}"
            problems.append(Problem(at.path, what, remedy, line=at.line, column=at.column))
    for slug, spellings in by_slug.items():
        name = min(spellings, key=lambda spelling: (-len(places[spelling]), spelling))
        tag = Tag(slug=slug, name=name, description="", url=base + tag_url(slug))
        for spelling in spellings:
            tags[spelling] = tag
            if spelling != name:
                problems.append(_same_address(spelling, name, slug, places))
    return tags, problems


def _registered(
    registry: Registry[TagEntry], base: str, lang: str
) -> tuple[dict[str, Tag], list[Problem]]:
    known: dict[str, Tag] = {}
    problems = []
    for slug, entry in registry.entries.items():
        description = smart_text(entry.description, lang)
        tag = Tag(slug=slug, name=entry.name, description=description, url=base + tag_url(slug))
        others = [local.name for local in entry.languages.values() if local.name]
        for spelling in (slug, entry.name, *entry.aliases, *others):
            other = known.setdefault(_fold(spelling), tag)
            if other != tag:
                line, column = registry.marks[slug + ":"]
                what = f"{spelling!r} means {other.slug!r} already"
                problems.append(
                    Problem(
                        registry.path,
                        what,
                        "keep it in one of the two entries",
                        line=line,
                        column=column,
                    )
                )
    return known, problems


def _same_address(spelling: str, name: str, slug: str, places: _Places) -> Problem:
    at, other = _first(places[spelling]), _first(places[name])
    if _fold(spelling) == _fold(name):
        remedy = f"write {name!r} as in {other.path}, or add an alias to data/tags.yml"
        what = f"the tag {spelling!r} is {name!r} in another spelling"
        return Problem(at.path, what, remedy, line=at.line, column=at.column, level="warning")
    what = (
        f"the tags {spelling!r} here and {name!r} in {other.path}:{other.line} share /tag/{slug}/"
    )
    remedy = f"give one an entry in data/tags.yml with its own slug, e.g. `{slug}-2:`"
    return Problem(at.path, what, remedy, line=at.line, column=at.column)


def _first(places: Iterable[Callable[[], Place]]) -> Place:
    return min(place() for place in places)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold()
    return " ".join(text.replace("-", " ").replace("_", " ").split())
