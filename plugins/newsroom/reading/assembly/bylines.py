"""Who made a story: authors of the registry, people and agencies without a page, and roles."""

from collections.abc import Iterator, Mapping

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
    matter: Matter, authors: Mapping[str, Author], slug_of: Mapping[str, str]
) -> tuple[Contribution, ...]:
    """Return what else people did for a story, by their roles in the order of the byline."""
    by_role: dict[str, list[Author]] = {}
    for item in matter.byline:
        if "role" in item and (author := _author(item, authors, slug_of)):
            by_role.setdefault(item["role"], []).append(author)
    return tuple(Contribution(role=role, people=tuple(people)) for role, people in by_role.items())


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
