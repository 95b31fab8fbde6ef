"""Further languages: what they call sections, authors, tags and series, and whose stories they are.

Sets: ``edition.named``, ``redirects``; ``article.section``, ``authors``, ``tags``,
``series``, ``details``, ``id`` and ``aliases`` of stories in a further language.

Without a name of its own an entry keeps the one that it has. A description in another language than
that of the page is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import unquote

from newsroom.edition import ReadEdition, edition_in
from newsroom.languages.further import folder_of, further_language
from newsroom.model import (
    NO_DETAILS,
    Article,
    Author,
    Document,
    Podcast,
    Redirect,
    Section,
    Series,
    Tag,
)
from newsroom.reading.assembly.publication import Registries
from newsroom.reading.assembly.published import published
from newsroom.reading.assembly.series import SeriesEntry
from newsroom.reading.registries.names import initials
from newsroom.reading.registries.podcasts import podcast_in
from newsroom.reading.registries.registry import (
    AuthorEntry,
    ListName,
    NameEntry,
    PersonEntry,
    Registry,
    SectionEntry,
    TagEntry,
    warn_of_languages,
)
from newsroom.reading.typography import smart_text
from newsroom.text.urls import author_url, section_url, series_url, tag_url

_LISTS = ("manuscripts", "articles", "hidden", "drafts", "waiting", "expired", "documents")
Listed = TypeVar("Listed", Section, Tag, Series)
_Named = Registry[SectionEntry] | Registry[TagEntry] | Registry[SeriesEntry]
_Lists = Registry[TagEntry] | Registry[SeriesEntry] | Registry[AuthorEntry]
_Address = Callable[[str], str]


@dataclass(frozen=True)
class Names:
    """Sections, authors, tags and series by their slugs, as one language has them."""

    sections: Mapping[str, Section]
    authors: Mapping[str, Author]
    tags: Mapping[str, Tag]
    series: Mapping[str, Series]


def add_languages(
    edition: ReadEdition, registries: Registries, series: Registry[SeriesEntry]
) -> None:
    """Give each language its stories, under the names that it has for what they are in."""
    for registry in (registries.sections, registries.tags, registries.authors, series):
        warn_of_languages(registry, edition)
    if not edition.own:
        return
    names = {lang: _names(lang, edition, registries, series) for lang in edition.own if lang}
    left, waiting = _left(edition), {article.source for article in edition.waiting}
    for article in edition.manuscripts:
        if lang := _language_of(article, edition):
            _rename(article, names[lang])
            if article.source not in waiting:
                _keep_address(article, folder_of(lang), left, edition)
    for lang, own in edition.own.items():
        own.attributes |= _lists(lang, edition, names.get(lang) or _names_of_paper(edition))
        if lang:
            used = {article.section.slug for article in own.attributes["articles"]}
            sections = names[lang].sections
            own.attributes |= {
                "sections": sections,
                "authors": names[lang].authors,
                "podcasts": _podcasts(lang, sections, registries.sections, edition),
            }
            own.facts["sections"] = tuple(sections[slug] for slug in sections if slug in used)


def _podcasts(
    lang: str, sections: Mapping[str, Section], registry: Registry[SectionEntry],
    edition: ReadEdition,
) -> dict[str, Podcast]:  # fmt: skip
    """Return the podcasts with an episode in a language; a feed that was published stays."""
    view, former = edition_in(edition, lang), published(edition)
    spoken = {article.section.slug for article in view.articles if article.players}
    return {
        slug: podcast_in(podcast, sections[slug], view.site, registry, edition)
        for slug, podcast in edition.podcasts.items()
        if slug in spoken or f"{sections[slug].url}podcast.rss" in former
    }


def _language_of(text: Article | Document, edition: ReadEdition) -> str:
    return further_language(text.lang, edition.site.lang, tuple(filter(None, edition.own)))


def _names_of_paper(edition: ReadEdition) -> Names:
    return Names(edition.sections, edition.authors, edition.tags, edition.series)


def _lists(lang: str, edition: ReadEdition, names: Names) -> dict[str, Any]:
    """Return the stories and pages of a language, and the tags and series that these have."""
    lists: dict[str, Any] = {
        name: [one for one in getattr(edition, name) if _language_of(one, edition) == lang]
        for name in _LISTS
    }
    stories = lists["manuscripts"]
    tags = {tag.slug for article in stories for tag in article.tags}
    expired = [article for article in lists["expired"] if article.status == "published"]
    seen = [*lists["articles"], *lists["drafts"], *expired]
    series = {article.series.slug for article in seen if article.series}
    lists["tags"] = {slug: tag for slug, tag in names.tags.items() if slug in tags}
    lists["series"] = {slug: one for slug, one in names.series.items() if slug in series}
    return lists


def _names(
    lang: str, edition: ReadEdition, registries: Registries, series: Registry[SeriesEntry]
) -> Names:
    home, former = edition.site.href(folder_of(lang)), published(edition)
    lists: tuple[tuple[_Lists, _Address], ...]
    lists = (registries.tags, tag_url), (series, series_url), (registries.authors, author_url)
    for registry, address in lists:
        for slug, entry in registry.entries.items():
            own = entry.languages.get(lang, ListName())
            old, new = (folder_of(lang) + address(one) for one in (slug, own.slug or slug))
            if old != new and old in former:
                edition.redirects.append(_move(old, new))
            if isinstance(own, NameEntry):
                about = smart_text(own.description, lang)
                edition.named[home + address(own.slug or slug)] = own.name or entry.name, about
    return Names(
        sections=_listed(edition.sections.values(), registries.sections, lang, home, section_url),
        tags=_listed(edition.tags.values(), registries.tags, lang, home, tag_url),
        series=_listed(edition.series.values(), series, lang, home, series_url),
        authors=dict(_authors(edition.authors, registries.authors, lang, home)),
    )


def _move(old: str, new: str) -> Redirect:
    """Return what leads from the address that a list had to the one in its language."""
    return Redirect(old=old, target=new, source="LANGUAGES", line=0, column=0)


def _listed(
    entries: Iterable[Listed], registry: _Named, lang: str, home: str, address: Callable[[str], str]
) -> dict[str, Listed]:
    found = {}
    for one in entries:
        entry = registry.entries.get(one.slug)
        own = entry.languages.get(lang, NameEntry()) if entry else NameEntry()
        slug = own.slug if isinstance(own, ListName) else ""
        found[one.slug] = replace(
            one,
            name=own.name or one.name,
            description=smart_text(own.description, lang),
            url=home + address(slug or one.slug),
        )
    return found


def _authors(
    authors: Mapping[str, Author], registry: Registry[AuthorEntry], lang: str, home: str
) -> Iterator[tuple[str, Author]]:
    for slug, author in authors.items():
        entry = registry.entries.get(slug)
        own = entry.languages.get(lang, PersonEntry()) if entry else PersonEntry()
        yield (
            slug,
            replace(
                author,
                name=own.name or author.name,
                initials=initials(own.name or author.name),
                role=own.role,
                bio=smart_text(own.bio, lang),
                url=home + author_url(own.slug or slug),
            ),
        )


def _rename(article: Article, names: Names) -> None:
    """Put a story into the sections and lists of its language."""
    article.section = names.sections[article.section.slug]
    article.authors = tuple(names.authors.get(one.slug, one) for one in article.authors)
    article.tags = tuple(names.tags[tag.slug] for tag in article.tags)
    if article.series and article.series.slug in names.series:
        article.series = names.series[article.series.slug]
    if article.details is not NO_DETAILS:
        article.details = replace(
            article.details,
            also_in=tuple(names.sections[one.slug] for one in article.details.also_in),
            contributions=tuple(
                replace(one, people=tuple(names.authors.get(it.slug, it) for it in one.people))
                for one in article.details.contributions
            ),
        )


def _left(edition: ReadEdition) -> set[str]:
    """Return the addresses that were published and at which there is no story now."""
    taken = {article.url.removeprefix(edition.site.base) for article in edition.manuscripts}
    return published(edition) - {unquote(path) for path in taken}


def _keep_address(article: Article, folder: str, left: set[str], edition: ReadEdition) -> None:
    """Let the address that a story had before its language got a folder lead to it.

    Feeds and comments know the story by it, as by any other old address.
    """
    target = article.url.removeprefix(edition.site.base)
    old = unquote(target.removeprefix(folder))
    if old not in left or old in article.aliases:
        return
    if article.id == edition.site.absolute(article.url):
        article.id = edition.site.absolute(edition.site.href(target.removeprefix(folder)))
    article.aliases = (*article.aliases, old)
    edition.redirects.append(
        Redirect(old=old, target=target, source=article.source, line=1, column=1)
    )
