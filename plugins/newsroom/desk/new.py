"""A new story: its front matter filled in, its file in the right place."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.building.build import load_settings
from newsroom.desk.importing.write import to_yaml
from newsroom.engine.clock import edition_time, time_zone
from newsroom.options import load_options, suggestion
from newsroom.problems import ContentError, Problem, Problems
from newsroom.reading.frontmatter.header import read_source
from newsroom.reading.frontmatter.schema import FrontMatter
from newsroom.reading.frontmatter.validation import validate
from newsroom.reading.registries.names import lookup
from newsroom.reading.registries.registry import (
    AuthorEntry,
    E,
    SectionEntry,
    TagEntry,
    read_registry,
)
from newsroom.text.slugs import SlugOptions, slug_in
from newsroom.text.urls import slugify, story_url

PREVIEW = "http://localhost:8000"
LONGEST = 80
"""Characters of a slug: a headline may have more than a file name can hold."""

Ask = Callable[[str, Mapping[str, str]], str]
"""Asks a question; the mapping holds the choices, slug → name, and is empty for free text."""


@dataclass(frozen=True, kw_only=True)
class NewStoryRequest:
    """What was asked for; what is empty is asked for on the terminal, or has a default."""

    headline: str = ""
    section: str = ""
    author: str = ""
    tags: str = ""
    date: str = ""
    status: str = "draft"


@dataclass(frozen=True, kw_only=True)
class Newsdesk:
    """What a story may name: slug → name of sections, authors and registered tags."""

    content: Path
    zone: ZoneInfo
    now: datetime
    sections: Mapping[str, str]
    authors: Mapping[str, str]
    tags: Mapping[str, str]
    lang: str = "en"
    slugs: SlugOptions = SlugOptions()  # noqa: RUF009 - nothing changes it


@dataclass(frozen=True, kw_only=True)
class NewStory:
    """A story that is ready to be written; ``url`` is its address without that of the site."""

    file: Path
    text: str
    url: str


def open_desk(conf: Path, overrides: Mapping[str, Any]) -> Newsdesk:
    """Read the registries of the content folder.

    Raises:
        ContentError: a setting or a registry is wrong.
    """
    settings = load_settings(conf, {**overrides, "PLUGINS": []})
    content, zone, problems = Path(settings["PATH"]), time_zone(settings["TIMEZONE"]), Problems()

    def entries(kind: str, entry: type[E]) -> dict[str, E]:
        path = f"data/{kind}.yml"
        registry, mistakes = read_registry(content / path, f"content/{path}", entry)
        problems.extend(mistakes)
        return registry.entries

    sections = entries("sections", SectionEntry)
    authors = entries("authors", AuthorEntry)
    tags = entries("tags", TagEntry)
    problems.raise_errors()
    return Newsdesk(
        content=content,
        zone=zone,
        now=edition_time(settings.get("NOW"), zone),
        sections={slug: section.name for slug, section in sections.items()},
        authors={slug: author.name for slug, author in authors.items()},
        tags={slug: tag.name for slug, tag in tags.items()},
        lang=settings["DEFAULT_LANG"],
        slugs=load_options(settings, "SLUGS", SlugOptions),
    )


def complete(request: NewStoryRequest, desk: Newsdesk, ask: Ask | None) -> NewStoryRequest:
    """Resolve names to slugs and ask for what is missing; ``None`` asks nobody.

    Raises:
        ContentError: something is missing or unknown, and there is nobody to ask.
    """
    headline = request.headline or (ask("Headline", {}) if ask else "")
    section = _choice("section", request.section, desk.sections, ask)
    author = _choice("author", request.author, desk.authors, ask)
    if not slugify(headline):
        what = f"the headline {headline!r} gives no address" if headline else "no headline"
        raise _mistake("--headline", what, 'write it in quotes: ./inv new "Headline"')
    return replace(request, headline=headline, section=section, author=author)


def draft(request: NewStoryRequest, desk: Newsdesk) -> NewStory:
    """Compose the story of a complete request.

    Raises:
        ContentError: the schema finds a mistake, such as a date that is not valid.
    """
    registered = lookup(desk.tags)
    given = filter(None, map(str.strip, request.tags.split(",")))
    tags = [desk.tags.get(registered.get(slugify(tag), ""), tag) for tag in given]
    date = request.date or desk.now.replace(tzinfo=None).isoformat(" ", "minutes")
    matter = {"title": request.headline, "date": date, "author": request.author}
    listed = f"tags: [{', '.join(map(_quoted, tags))}]\n" if tags else ""
    status = f"status: {request.status}\n" if request.status != "published" else ""
    header = to_yaml(matter).replace("date: ", "deck:\ndate: ", 1)
    text = f"---\n{header}{listed}{status}---\n\n"
    found, problems = validate(read_source(text.encode(), ""), "--", desk.zone, FrontMatter)
    if found is None:
        placed = [replace(problem, path="./inv new", line=0, column=0) for problem in problems]
        raise ContentError(placed)
    published = found.date.astimezone(desk.zone)
    slug = short_slug(slug_in(request.headline, desk.lang, desk.slugs))
    file = desk.content / "articles" / request.section / str(published.year) / f"{slug}.md"
    return NewStory(
        file=file, text=text, url=story_url(request.section, published.year, published.month, slug)
    )


def short_slug(slug: str) -> str:
    """Return the beginning of a slug: whole words, at most ``LONGEST`` characters of them."""
    return (
        slug if len(slug) <= LONGEST else slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    )


def new(
    conf: Path,
    overrides: Mapping[str, Any],
    request: NewStoryRequest,
    ask: Ask | None,
    *,
    edit: bool,
) -> str:
    """Write a new story, open the editor, and return where it is and will be seen.

    Raises:
        ContentError: what was asked for is not a story, or its file is there already.
    """
    desk = open_desk(conf, overrides)
    story = draft(complete(request, desk, ask), desk)
    path = os.path.relpath(story.file)
    if story.file.exists():
        remedy = "edit that file, or write another headline"
        raise _mistake(path, "this story is there already", remedy)
    try:
        story.file.parent.mkdir(parents=True, exist_ok=True)
        with story.file.open("x", encoding="utf-8") as file:
            file.write(story.text)
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise _mistake(path, what, "fix the folder or its permissions") from None
    if edit and (editor := os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        subprocess.run([*shlex.split(editor), str(story.file)], check=False)  # noqa: S603 - the user's
    return f"{path}\n{PREVIEW}{story.url} shows it while ./inv serve runs"


def ask_on_terminal(question: str, choices: Mapping[str, str]) -> str:
    """Ask a person; choices are numbered, and the tabulator completes their slugs.

    Raises:
        ContentError: the question was refused (end of input).
    """
    for number, (slug, name) in enumerate(choices.items(), 1):
        print(f"  {number:>3}  {name} ({slug})")
    _offer(list(choices))
    try:
        return input(f"{question}: ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        raise _mistake("./inv new", "nothing was written", "run it again to go on") from None


def person() -> Ask | None:
    """Return how to ask, None where nobody is there."""
    return ask_on_terminal if sys.stdin.isatty() and sys.stdout.isatty() else None


def _choice(kind: str, given: str, known: Mapping[str, str], ask: Ask | None) -> str:
    slug = lookup(known).get(slugify(given), "")
    asked = given
    while not slug:
        hint = suggestion(asked, [*known, *known.values()]) if asked else ""
        if ask is None or not known:
            what = f"unknown {kind} {asked!r}" if asked else f"no {kind}"
            remedy = f"write --{kind} with one of {', '.join(known)}{hint}"
            raise _mistake(f"--{kind}", what, remedy if known else f"add one to data/{kind}s.yml")
        if asked:
            print(f"There is no {kind} {asked!r}{hint}.")
        asked = ask(kind.capitalize(), known)
        slug = find(asked, known)
    return slug


def find(answer: str, known: Mapping[str, str]) -> str:
    """Return the slug for a number of the list, a slug, a name, or the only one that begins so."""
    if answer.isdecimal() and 0 < int(answer) <= len(known):
        return list(known)[int(answer) - 1]
    wanted = slugify(answer)
    spelt = lookup(known)
    begun = {slug for spelling, slug in spelt.items() if wanted and spelling.startswith(wanted)}
    return spelt.get(wanted) or (begun.pop() if len(begun) == 1 else "")


def _offer(words: list[str]) -> None:
    try:
        import readline
    except ImportError:  # not on Windows
        return
    readline.set_completer_delims("\n")
    readline.set_completer(lambda text, state: [*_beginning(text, words), None][state])
    readline.parse_and_bind("tab: complete")


def _beginning(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word.startswith(text)]


def _quoted(tag: str) -> str:
    plain = tag.replace(" ", "").replace("-", "").isalnum()
    return tag if plain else f"'{tag.replace(chr(39), chr(39) * 2)}'"


def _mistake(path: str, what: str, remedy: str) -> ContentError:
    return ContentError([Problem(path, what, remedy)])
