"""The tags of an edition, by every spelling that stories use.

Sets: ``edition.tags``, ``named``.
"""

from collections.abc import Callable, Iterator
from functools import partial

from newsroom.edition import ReadEdition
from newsroom.model import Tag
from newsroom.reading.assembly.slugs import slug_maker
from newsroom.reading.registries.names import Place, resolve_tags
from newsroom.reading.registries.registry import Registry, TagEntry
from newsroom.reading.sources.read_files import ReadFile, place_of
from newsroom.reading.typography import smart_text
from newsroom.text.urls import tag_url


def add_tags(
    stories: list[ReadFile], registry: Registry[TagEntry], edition: ReadEdition
) -> dict[str, Tag]:
    """Put the tags into the edition; return spelling → tag."""
    lang = edition.site.lang
    edition.named = {
        edition.site.href(tag_url(slug)): (entry.name, smart_text(entry.description, lang))
        for slug, entry in registry.entries.items()
    }
    slug_of = slug_maker(edition, tag_languages(stories))
    tags, problems = resolve_tags(tag_uses(stories), registry, edition.site.base, lang, slug_of)
    edition.problems.extend(problems)
    edition.tags = {tag.slug: tag for tag in sorted(tags.values(), key=lambda tag: tag.slug)}
    return tags


def tag_uses(read: list[ReadFile]) -> Iterator[tuple[str, Callable[[], Place]]]:
    """Yield every tag of every story with what tells its place."""
    for file in read:
        for number, name in enumerate(file.tags):
            yield name, partial(_place_of_tag, file, number)


def tag_languages(read: list[ReadFile]) -> Iterator[tuple[str, str]]:
    """Yield every tag of every story with the language of the story; empty is the paper's."""
    for file in read:
        for name in file.tags:
            yield name, file.story.matter.lang or ""


def _place_of_tag(file: ReadFile, number: int) -> Place:
    return place_of(file, f"tags.{number}", "tags")
