"""The reading room: from the content folder to articles, pages and registries.

Setting: ``MEDIA``.
Sets: ``edition.sections``, ``authors``, ``tags``, ``series``, ``manuscripts``, ``articles``,
``hidden``, ``drafts``, ``expired``, ``documents``, ``redirects``, ``market_uses``, ``due``,
``files``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from newsroom import signals
from newsroom.edition import Edition
from newsroom.model import Article, Author, Due, Link, MarketUse, Redirect, Section
from newsroom.options import load_options
from newsroom.reading.corrections import check_corrections
from newsroom.reading.crossings import Index, illustrate, join_stories, resolve_references
from newsroom.reading.live import add_live, as_of
from newsroom.reading.media import MediaError, MediaLibrary, Options
from newsroom.reading.names import initials, resolve_tags
from newsroom.reading.registries import (
    RESERVED,
    AuthorEntry,
    Registry,
    SectionEntry,
    TagEntry,
    read_redirects,
    read_registry,
)
from newsroom.reading.renditions import Renditions
from newsroom.reading.series import add_series
from newsroom.reading.sources import ReadFile, find_sources, read_sources
from newsroom.reading.store import Store
from newsroom.reading.stories import (
    Newsroom,
    build_articles,
    build_documents,
    place_of,
    tag_uses,
)
from newsroom.urls import author_url, old_address, section_url


def read_content(edition: Edition) -> None:
    """Read everything below the content folder into the edition."""
    options = load_options(edition.settings, "MEDIA", Options)
    renditions = Renditions(edition.cache / "images", options.quality)
    library = MediaLibrary(edition.content, renditions, edition.site, options)
    tag_registry = _read_registries(edition, library)
    newsroom = Newsroom(edition.site, edition.zone, edition.sections, edition.authors)
    store = Store(edition.cache / "parsed.sqlite3", partial=edition.only is not None)

    stories, pages = _read_files(edition, store)
    tags, problems = resolve_tags(tag_uses(stories), tag_registry, edition.site.base)
    edition.problems.extend(problems)
    edition.tags = {tag.slug: tag for tag in sorted(tags.values(), key=lambda tag: tag.slug)}
    articles = build_articles(stories, newsroom, tags, store, edition.problems)
    documents = build_documents(pages, newsroom, store)

    edition.manuscripts = list(articles.values())
    _sort_by_state(edition, articles.values())
    edition.documents = list(documents.values())
    add_series(stories, articles, edition)
    index = Index(
        {**articles, **documents},
        {article.slug: article for article in articles.values()},
        {article.source for article in edition.with_page}
        | {page.source for page in documents.values()},
    )
    expired = {article.source for article in edition.expired}
    for file in stories:
        article = articles.get(file.source.path)
        if article is None:
            continue
        check_corrections(file, article, edition.now, edition.problems)
        add_live(file, article, edition)
        edition.market_uses += _market_uses(file, article)
        if index.published(article) or article.source in expired:
            edition.redirects += _aliases(file, article, edition.site.base)
        join_stories(file, article, index, edition.problems)
        if index.published(article):
            illustrate(file, article, library, edition.problems)
            resolve_references(file, article, index, library, store, edition.problems)
    for file in pages:
        document = documents[file.source.path]
        resolve_references(file, document, index, library, store, edition.problems)
    for source, error in library.make_sizes(edition.workers):
        edition.problems.error(str(source), error.what, error.remedy)
    edition.files = library.files


def _read_registries(edition: Edition, library: MediaLibrary) -> Registry[TagEntry]:
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
    for slug, section in sections.entries.items():
        if slug in RESERVED:
            line, column = sections.marks[slug + ":"]
            what = f"/{slug}/ belongs to the software"
            problems.error(sections.path, what, "choose another slug", line, column)
        edition.sections[slug] = Section(
            slug, section.name, section.description, href(section_url(slug))
        )
    for slug, author in authors.entries.items():
        edition.authors[slug] = _author(slug, author, authors, edition, library)
    edition.site = replace(edition.site, sections=tuple(edition.sections.values()))
    edition.redirects, mistakes = read_redirects(
        data / "redirects.yml", "content/data/redirects.yml"
    )
    problems.extend(mistakes)
    return tags


def _author(
    slug: str, entry: AuthorEntry, registry: Registry[AuthorEntry], edition: Edition,
    library: MediaLibrary,
) -> Author:  # fmt: skip
    avatar = None
    if entry.image:
        try:
            avatar = library.picture(library.find(entry.image, edition.content / "data"))
        except MediaError as error:
            line, column = registry.marks[slug + ".image"]
            edition.problems.error(registry.path, error.what, error.remedy, line, column)
    return Author(
        slug, entry.name, initials(entry.name), edition.site.href(author_url(slug)), entry.role,
        entry.bio, avatar, tuple(Link(link.title, link.url) for link in entry.links),
        entry.fediverse,
    )  # fmt: skip


def _read_files(edition: Edition, store: Store) -> tuple[list[ReadFile], list[ReadFile]]:
    problems, project = edition.problems, edition.content.parent
    sources = find_sources(edition.content / "articles", project, "story", problems)
    sources += find_sources(edition.content / "pages", project, "page", problems)
    if edition.only is not None:
        sources = [source for source in sources if source.path in edition.only]
    zone = str(edition.zone)
    read = list(read_sources(sources, store, zone, edition.workers, problems))
    edition.profile.counts.update({"sources": len(sources), "parsed": store.parsed})
    return (
        [
            as_of(file, edition.now, preview=edition.preview)
            for file in read
            if file.source.kind == "story"
        ],
        [file for file in read if file.source.kind == "page"],
    )


def _aliases(file: ReadFile, article: Article, base: str) -> Iterator[Redirect]:
    target = article.url.removeprefix(base)
    for number, old in enumerate(article.aliases):
        place = place_of(file, f"aliases.{number}", "aliases")
        yield Redirect(old_address(old), target, place.path, place.line, place.column)


def _market_uses(file: ReadFile, article: Article) -> Iterator[MarketUse]:
    for number, market in enumerate(article.market_ids):
        place = place_of(file, f"markets.{number}", "markets")
        yield MarketUse(market, place.path, place.line, place.column)


def _sort_by_state(edition: Edition, articles: Iterable[Article]) -> None:
    """Decide who sees what. Without a preview a story of the future leaves no trace."""
    for article in sorted(articles, key=lambda one: (-one.published.timestamp(), one.url)):
        edition.due += _due(article, edition.now)
        if article.status == "draft" or article.published > edition.now:
            if edition.preview:
                edition.drafts.append(article)
        elif article.expires and article.expires <= edition.now:
            edition.expired.append(article)
        elif article.status == "hidden":
            edition.hidden.append(article)
        else:
            edition.articles.append(article)
    # A tag has a page from the first listed story on, also when all of them have expired.
    listed = [*edition.articles, *(one for one in edition.expired if one.status == "published")]
    used = {tag.slug for article in listed for tag in article.tags}
    edition.tags = {slug: tag for slug, tag in edition.tags.items() if slug in used}
    for article in (*edition.hidden, *edition.drafts):
        article.tags = tuple(tag for tag in article.tags if tag.slug in used)


def _due(article: Article, now: datetime) -> Iterator[Due]:
    changes = (
        (article.published, "is published"),
        (article.breaking_until, "is no longer breaking news"),
        (article.expires, "expires"),
    )
    for moment, what in changes:
        if article.status != "draft" and moment and moment > now:
            yield Due(moment, f"“{article.title}” {what}", article.source)


def register() -> None:
    signals.read.connect(read_content)
