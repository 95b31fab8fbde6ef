"""What only some stories say, from their front matter: see ``model/details.py``.

Sets: ``article.details``.
"""

import hashlib
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from markupsafe import Markup

from newsroom.edition import ReadEdition
from newsroom.files.paths import path_mistake
from newsroom.languages.words import Words
from newsroom.model import NO_DETAILS, Article, Box, Details, Section
from newsroom.options import suggestion
from newsroom.reading.assembly.bylines import read_contributions
from newsroom.reading.registries.names import lookup, unknown
from newsroom.reading.sources.parsed_story import ParsedStory
from newsroom.reading.sources.read_files import ReadFile, place_of
from newsroom.text.urls import slugify

STORIES = "stories"
"""Folder of the theme, below ``templates/`` and ``static/``, with what is of one story alone."""
_said = attrgetter(
    "ageless", "also_in", "byline", "headlines", "key_points", "style", "template"
)  # fmt: skip


def add_details(file: ReadFile, article: Article, edition: ReadEdition) -> None:
    """Give a story what few others have; most have nothing."""
    story, matter = file.story, file.story.matter
    said = story.headline or story.boxes or any(_said(matter)) or matter.republish is not None
    if not said and matter.revisions:
        return
    given = matter.headlines or {}
    author_of = lookup({slug: author.name for slug, author in edition.authors.items()})
    details = Details(
        headline=Markup(story.headline),  # noqa: S704 - made when it was parsed, all else escaped
        card_title=Markup(story.card_headline) or given.get("card", ""),  # noqa: S704 - as above
        search_title=given.get("search", ""),
        social_title=given.get("social", ""),
        contributions=read_contributions(
            matter, edition.authors, author_of, edition.words_in(article.lang)
        ),
        also_in=tuple(_sections(file, article, edition)),
        key_points=() if article.live else tuple(matter.key_points),
        boxes=tuple(_boxes(story, edition.words_in(article.lang))),
        stylesheet=_stylesheet(file, edition),
        template=_template(file, edition),
        ageless=matter.ageless,
        shows_revisions=matter.revisions,
        republish=matter.republish,
    )
    if details != NO_DETAILS:
        article.details = details


def _boxes(story: ParsedStory, words: Words) -> Iterator[Box]:
    facts = story.matter.fact_box
    for kind in story.boxes:
        if kind == "facts" and facts:
            yield Box(kind=kind, title=facts["title"])
        else:
            yield Box(kind=kind, title=words.gettext("How we reported this"))


def _sections(file: ReadFile, article: Article, edition: ReadEdition) -> Iterator[Section]:
    names = file.story.matter.also_in
    known = {slug: section.name for slug, section in edition.sections.items()}
    slug_of = lookup(known) if names else {}
    for number, name in enumerate(names):
        place = place_of(file, f"also_in.{number}", "also_in")
        slug = slug_of.get(name) or slug_of.get(slugify(name))
        if slug is None:
            edition.problems.add(unknown("section", name, place, known))
        elif slug == article.section.slug:
            what = f"{name!r} is the section of this story already"
            remedy = "name another, or delete it"
            edition.problems.error(place.path, what, remedy, place.line, place.column)
        else:
            yield edition.sections[slug]


def _stylesheet(file: ReadFile, edition: ReadEdition) -> str:
    """Return the address of a story's own style sheet, with a hash of its bytes."""
    layers = [layer / "static" for layer in edition.theme.layers]
    found = _own(file, "style", ".css", layers, edition)
    if found is None:
        return ""
    mark = hashlib.blake2b(found.read_bytes(), digest_size=6).hexdigest()
    return edition.site.href(f"/theme/{STORIES}/{found.name}?{mark}")


def _template(file: ReadFile, edition: ReadEdition) -> str:
    folders = list(edition.theme.template_folders)
    found = _own(file, "template", ".html", folders, edition)
    return f"{STORIES}/{found.name}" if found else ""


def _own(
    file: ReadFile, key: str, suffix: str, folders: list[Path], edition: ReadEdition
) -> Path | None:
    """Return the file of the theme that a story names, with a warning: nobody else looks at it."""
    name: str = getattr(file.story.matter, key)
    if not name:
        return None
    place = place_of(file, key)
    where = "theme/templates" if key == "template" else "theme/static"
    safe = "/" not in name and not path_mistake(name) and name.endswith(suffix)
    paths = [folder / STORIES / name for folder in folders] if safe else []
    found = next((path for path in paths if path.is_file()), None)
    if found is None:
        there = {path.name for folder in folders for path in (folder / STORIES).glob(f"*{suffix}")}
        what = f"no file {where}/{STORIES}/{name}"
        remedy = f"put it there, or write the name of one that is{suggestion(name, there)}"
        edition.problems.error(place.path, what, remedy, place.line, place.column)
        return None
    what = f"the story has its own {'style sheet' if key == 'style' else key}"
    remedy = "look at it after each change of the theme, which does not know of it"
    edition.problems.warning(place.path, what, remedy, place.line, place.column)
    return found
