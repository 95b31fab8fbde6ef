"""Who made a story: authors of the registry, people and agencies without a page, and roles."""

from collections.abc import Iterator, Mapping

from newsroom.languages.words import Words
from newsroom.model import Author, Contribution
from newsroom.problems import Problems
from newsroom.reading.registries.names import initials, unknown
from newsroom.reading.sources.parsed_story import BylineFields, Matter
from newsroom.reading.sources.read_files import ReadFile, place_of
from newsroom.text.urls import slugify


def read_authors(
    file: ReadFile, authors: Mapping[str, Author], slug_of: Mapping[str, str], problems: Problems
) -> tuple[Author, ...] | None:
    """Return who wrote a story; None when the registry does not know one of them.

    Those with a role are looked up as well, since their names may be wrong.
    """
    found: dict[str, Author] = {}
    missing = False
    for key, item in _named(file.story.matter):
        author = _author(item, authors, slug_of)
        if author is None:
            known = {slug: one.name for slug, one in authors.items()}
            place = place_of(file, key, key.rpartition(".")[0], "authors")
            problems.add(unknown("author", item["author"], place, known))
            missing = True
        elif "role" not in item:
            found.setdefault(author.slug or author.name, author)
    return None if missing else tuple(found.values())


def read_contributions(
    matter: Matter, authors: Mapping[str, Author], slug_of: Mapping[str, str], words: Words
) -> tuple[Contribution, ...]:
    """Return what else people did for a story, by their roles in the order of the byline.

    Roles that archives and writers often name in English are said in the language of ``words``.
    """
    by_role: dict[str, list[Author]] = {}
    for item in matter.byline:
        if "role" in item and (author := _author(item, authors, slug_of)):
            role = item["role"]
            role = _spoken(words).get(" ".join(role.rstrip(":").lower().split()), role)
            by_role.setdefault(role, []).append(author)
    return tuple(Contribution(role=role, people=tuple(people)) for role, people in by_role.items())


def _spoken(words: Words) -> dict[str, str]:
    """Return English roles, and how a language says them."""
    _ = words.gettext
    said = {
        _("Photographs by"): "photographs by|photography by|photos by|pictures by|photo by",
        _("Illustrations by"): "illustrations by|illustration by|illustrated by|drawings by",
        _("Additional reporting by"): "additional reporting by|with reporting by|contributions by",
        _("Reporting by"): "reporting by|reported by",
        _("Translated by"): "translated by|translation by",
        _("Edited by"): "edited by|editing by",
        _("Graphics by"): "graphics by|charts by|graphic by",
        _("Video by"): "video by|videos by|film by",
    }
    return {english: role for role, names in said.items() for english in names.split("|")}


def _named(matter: Matter) -> Iterator[tuple[str, BylineFields]]:
    """Yield every name of a front matter with its key."""
    if matter.author:
        yield "author", {"author": matter.author}
    for number, name in enumerate(matter.authors):
        yield f"authors.{number}", {"author": name}
    for number, item in enumerate(matter.byline):
        yield f"byline.{number}.author", item


def _author(
    item: BylineFields, authors: Mapping[str, Author], slug_of: Mapping[str, str]
) -> Author | None:
    if name := item.get("name"):
        is_agency = item.get("kind") == "agency"
        return Author(
            slug="", name=name, initials=initials(name), url="", role="", bio="", avatar=None,
            links=(), fediverse="", is_agency=is_agency,
        )  # fmt: skip
    slug = slug_of.get(item["author"]) or slug_of.get(slugify(item["author"]))
    return authors[slug] if slug else None
