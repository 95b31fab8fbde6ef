"""The publication: its sections, authors and redirects, from the registries in ``content/data``.

Sets: ``edition.sections``, ``authors``, ``redirects``, ``podcasts``, ``edition.site.sections``.
"""

from dataclasses import dataclass, replace

from newsroom.edition import ReadEdition
from newsroom.languages.further import folder_of
from newsroom.model import Author, Link, Section
from newsroom.reading.media_library.cuts import PORTRAIT
from newsroom.reading.media_library.illustrations import picture_of
from newsroom.reading.media_library.library import MediaError, MediaLibrary, report
from newsroom.reading.registries.names import Place, initials
from newsroom.reading.registries.podcasts import read_podcast
from newsroom.reading.registries.registry import (
    RESERVED,
    AuthorEntry,
    Registry,
    SectionEntry,
    TagEntry,
    read_redirects,
    read_registry,
)
from newsroom.reading.typography import smart_text
from newsroom.text.urls import author_url, section_url


@dataclass(frozen=True)
class Registries:
    """What editors say about sections, authors and tags."""

    sections: Registry[SectionEntry]
    authors: Registry[AuthorEntry]
    tags: Registry[TagEntry]


def read_publication(edition: ReadEdition, library: MediaLibrary) -> Registries:
    """Read sections, authors and redirects into the edition; return the registries."""
    data, problems = edition.content / "data", edition.problems
    sections, mistakes = read_registry(
        data / "sections.yml", "content/data/sections.yml", SectionEntry
    )
    problems.extend(mistakes)
    authors, mistakes = read_registry(data / "authors.yml", "content/data/authors.yml", AuthorEntry)
    problems.extend(mistakes)
    tags, mistakes = read_registry(data / "tags.yml", "content/data/tags.yml", TagEntry)
    problems.extend(mistakes)
    href = edition.site.href
    folders = {folder_of(lang).strip("/") for lang in edition.own if lang}
    for slug, section in sections.entries.items():
        if slug in RESERVED or slug in folders:
            line, column = sections.marks[slug + ":"]
            what = f"/{slug}/ belongs to the software"
            problems.error(sections.path, what, "choose another slug", line, column)
        edition.sections[slug] = Section(
            slug=slug,
            name=section.name,
            description=smart_text(section.description, edition.site.lang),
            url=href(section_url(slug)),
        )
        if section.podcast:
            edition.podcasts[slug] = read_podcast(slug, section, sections, edition)
    for slug, author in authors.entries.items():
        edition.authors[slug] = _author(slug, author, authors, edition, library)
    edition.site = replace(edition.site, sections=tuple(edition.sections.values()))
    edition.redirects, mistakes = read_redirects(
        data / "redirects.yml", "content/data/redirects.yml"
    )
    problems.extend(mistakes)
    return Registries(sections, authors, tags)


def _author(
    slug: str, entry: AuthorEntry, registry: Registry[AuthorEntry], edition: ReadEdition,
    library: MediaLibrary,
) -> Author:  # fmt: skip
    avatar = None
    if entry.image:
        place = Place(registry.path, *registry.marks[slug + ".image"])
        try:
            found = library.find(entry.image, edition.content / "data")
            avatar = picture_of(library, found, place, PORTRAIT)
        except (MediaError, OSError) as error:
            report(error, place, edition.problems)
    return Author(
        slug=slug,
        name=entry.name,
        initials=initials(entry.name),
        url=edition.site.href(author_url(slug)),
        role=entry.role,
        bio=smart_text(entry.bio, edition.site.lang),
        avatar=avatar,
        links=tuple(Link(title=link.title, url=link.url) for link in entry.links),
        fediverse=entry.fediverse,
    )
