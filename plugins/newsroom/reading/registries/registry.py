"""The editors' registries ``content/data/{sections,authors,tags}.yml``: slug → facts."""

from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import Field, ValidationError

from newsroom.edition import ReadEdition
from newsroom.files.paths import address_mistake
from newsroom.model import Redirect
from newsroom.problems import Problem
from newsroom.reading.frontmatter.fields import Closed, Language, Note, Slug, Text, Words
from newsroom.reading.frontmatter.header import SourceText, decode
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError, Marks, Value, read_yaml
from newsroom.reading.frontmatter.schema import SourceMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.text.urls import old_address, slugify

RESERVED = {
    "archive", "author", "hottest", "media", "page", "search", "sections", "series", "tag", "theme",
    "corrections", "newsletter", "markets", "lite", "desk",
}  # fmt: skip
"""First parts of addresses that belong to the software."""


class PodcastEntry(Closed):
    """What directories ask of a podcast; ``category`` is one of Apple's, ``News > Politics``."""

    image: Text
    category: Text
    title: Note = ""
    description: Note = ""
    author: Note = ""
    email: Note = ""
    explicit: bool = False
    kind: Literal["episodic", "serial"] = "episodic"


class NameEntry(Closed):
    """What an entry is called in a further language; without a name it keeps its own."""

    name: Note = ""
    description: Note = ""


class ListName(NameEntry):
    """What a tag or series is called in a further language; ``slug`` ends its address there."""

    slug: Slug = ""


class PersonEntry(Closed):
    """What is said about an author in a further language; ``slug`` ends the address there."""

    slug: Slug = ""
    name: Note = ""
    role: Note = ""
    bio: Note = ""


class PodcastName(Closed):
    """What is different in a further language; what is empty is as in that of the paper."""

    title: Note = ""
    description: Note = ""
    author: Note = ""
    image: Note = ""
    email: Note = ""


class SectionName(NameEntry):
    """What a section and its podcast are called in a further language."""

    podcast: PodcastName = PodcastName()


class SectionEntry(Closed):
    name: Text
    description: Note = ""
    podcast: PodcastEntry | None = None
    languages: dict[Language, SectionName] = Field({})


class AuthorEntry(Closed):
    name: Text
    role: Note = ""
    bio: Note = ""
    image: Text | None = Field(None, description="Portrait: path below content/media.")
    links: list[SourceMatter] = Field([])
    fediverse: Note = Field("", description="Handle such as @name@server.example.")
    languages: dict[Language, PersonEntry] = Field({})


class TagEntry(Closed):
    name: Text
    description: Note = ""
    aliases: Words = Field([])
    languages: dict[Language, ListName] = Field({})


E = TypeVar("E", bound=Closed)


@dataclass(slots=True)
class Registry(Generic[E]):
    """The entries of one file in its order; ``path`` is relative to the project.

    ``broken`` are the slugs of entries with mistakes: what is right in them is in ``entries``.
    """

    path: str
    entries: dict[str, E] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def stand_in(self, slug: str, facts: Value, entry: type[E], zone: tzinfo | None) -> None:
        """Keep what is right in an entry with mistakes; its slug replaces the name."""
        self.broken.add(slug)
        first = next(iter(entry.model_fields))
        given = facts if isinstance(facts, dict) else {}
        try:
            entry.model_validate(given, context={"zone": zone})
        except ValidationError as error:
            wrong = {item["loc"][0] for item in error.errors()}
            given = {first: slug, **{key: it for key, it in given.items() if key not in wrong}}
        found, _ = validate(SourceText(given, {}, "", 0), self.path, zone, entry)
        if slug not in self.entries:
            nothing: Any = entry.model_construct(**{first: slug})  # type: ignore[arg-type]
            self.entries[slug] = found or nothing


def read_registry(
    file: Path, path: str, entry: type[E], zone: tzinfo | None = None
) -> tuple[Registry[E], list[Problem]]:
    """Read one registry; an absent file is an empty one. Times without offset are in ``zone``.

    An entry with mistakes counts as present: stories that name it are not to blame.
    """
    registry: Registry[E] = Registry(path)
    values, registry.marks, problems = read_mapping(file, path)
    for slug, facts in values.items():
        line, column = registry.marks[slug + ":"]
        if slugify(slug) != slug:
            remedy = f"write {slugify(slug)!r}" if slugify(slug) else "write lower-case words"
            problems.append(
                Problem(path, f"{slug!r} is not a valid slug", remedy, line=line, column=column)
            )
            if own := slugify(slug):
                registry.stand_in(own, facts, entry, zone)
                registry.marks.setdefault(own + ":", (line, column))
        elif not isinstance(facts, dict):
            first = next(iter(entry.model_fields))
            remedy = f"write at least `{first}:` on an indented line below it"
            problems.append(
                Problem(path, f"{slug!r} has no facts", remedy, line=line, column=column)
            )
            registry.stand_in(slug, {}, entry, zone)
        else:
            source = SourceText(facts, marks_within(slug, registry.marks), "", 0)
            found, mistakes = validate(source, path, zone, entry)
            problems += mistakes
            if found is None:
                registry.stand_in(slug, facts, entry, zone)
            else:
                registry.entries[slug] = found
    return registry, problems


def read_redirects(file: Path, path: str) -> tuple[list[Redirect], list[Problem]]:
    """Read old path → new path or ``gone``; without a file there are none."""
    values, marks, problems = read_mapping(file, path)
    redirects = []
    for old, new in values.items():
        line, column = marks[old + ":"]
        if not isinstance(new, str):
            remedy = "write `/old/path/: /new/path/`, or `gone` for what was withdrawn"
            problems.append(
                Problem(path, f"{old!r} leads nowhere", remedy, line=line, column=column)
            )
        elif mistake := address_mistake(old):
            remedy = "write `/old/path/: /new/path/`"
            what = f"{old!r} leads nowhere ({mistake})"
            problems.append(Problem(path, what, remedy, line=line, column=column))
        elif new != "gone" and (mistake := address_mistake(new)):
            remedy = "write a path such as /new/path/, or `gone`"
            what = f"{new!r} is not a path of this site ({mistake})"
            problems.append(Problem(path, what, remedy, line=line, column=column))
        else:
            target = "" if new == "gone" else new
            redirects.append(
                Redirect(old=old_address(old), target=target, source=path, line=line, column=column)
            )
    return redirects, problems


def read_mapping(file: Path, path: str) -> tuple[dict[str, Value], Marks, list[Problem]]:
    """Read keys and values with their places; a missing or empty file has none."""
    try:
        values, marks = read_yaml(decode(file.read_bytes(), path), path)
    except FileNotFoundError:
        return {}, {}, []
    except OSError as error:
        return {}, {}, [replace(unreadable(path, error), is_root=True)]
    except FrontMatterError as error:
        return {}, {}, [replace(error.problem, is_root=True)]
    if isinstance(values, dict):
        return values, marks, []
    if values is None:
        return {}, {}, []
    remedy = "write `name:` lines, with the facts of each indented below it"
    return (
        {},
        {},
        [Problem(path, "the file has no entries", remedy, line=1, column=1, is_root=True)],
    )


def marks_within(slug: str, marks: Marks) -> Marks:
    """Return the places of what is below one entry."""
    prefix = slug + "."
    within = {key.removeprefix(prefix): at for key, at in marks.items() if key.startswith(prefix)}
    return {"": marks[slug + ":"], **within}


def unreadable(path: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(path, f"cannot be read ({reason})", "fix the file or its permissions")


def warn_of_languages(registry: Registry[Any], edition: ReadEdition) -> None:
    """Report names in a language that has no pages, which nobody would ever see."""
    for slug, entry in registry.entries.items():
        for lang in entry.languages:
            if lang not in edition.own:
                place = registry.marks.get(f"{slug}.languages.{lang}") or registry.marks[slug + ":"]
                what = f"{slug!r} has a name in {lang!r}, which is not one of LANGUAGES"
                remedy = "add the language to LANGUAGES, or delete these lines"
                if lang == edition.site.lang:
                    what = f"{slug!r} has a second name in {lang!r}, the language of the paper"
                    remedy = "write it as its `name`"
                edition.problems.warning(registry.path, what, remedy, *place)
