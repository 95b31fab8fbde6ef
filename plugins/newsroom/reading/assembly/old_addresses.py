"""Addresses that stories had before: each redirects to the new one.

Sets: ``edition.redirects``, ``coming``.
"""

from collections.abc import Iterator

from newsroom.edition import ReadEdition
from newsroom.model import Article, Redirect
from newsroom.reading.sources.read_files import ReadFile, place_of
from newsroom.text.urls import old_address


def given_names(file: ReadFile) -> list[str]:
    """Return the names by which other stories may know the story of a file."""
    return [file.story.matter.slug, *file.story.matter.aliases]


def add_aliases(file: ReadFile, article: Article, edition: ReadEdition, *, coming: bool) -> None:
    """Add the redirects of a story; one that is not published yet has them later (``coming``)."""
    aliases = _aliases(file, article, edition.site.base)
    if coming:
        edition.coming += aliases
    else:
        edition.redirects += aliases


def _aliases(file: ReadFile, article: Article, base: str) -> Iterator[Redirect]:
    target = article.url.removeprefix(base)
    for number, old in enumerate(article.aliases):
        place = place_of(file, f"aliases.{number}", "aliases")
        yield Redirect(
            old=old_address(old),
            target=target,
            source=place.path,
            line=place.line,
            column=place.column,
        )
