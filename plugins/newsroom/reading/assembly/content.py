"""The reading room: from the content folder to articles, pages and registries.

Settings: ``MEDIA``, ``EXTRA``, ``EMBEDS``.
Sets: ``edition.manuscripts``, ``documents``, ``tags``, ``named``, ``redirects``, ``coming``,
``unread``, ``market_uses``, ``files``, ``enlargements``, ``parsed``, ``frames``;
``article.load_body``, where the site is served from a folder. The modules that it calls set the
rest, each as it says.

A registry that cannot be read ends it: what stories say cannot be judged without it.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.model import Article, Document, MarketUse, Redirect, Tag
from newsroom.options import load_options
from newsroom.problems import ContentError
from newsroom.reading.assembly.article_cache import ArticleCache
from newsroom.reading.assembly.corrections import check_corrections, check_updated
from newsroom.reading.assembly.details import add_details
from newsroom.reading.assembly.languages import add_languages
from newsroom.reading.assembly.link_resolution import (
    Index,
    illustrate,
    join_stories,
    resolve_references,
)
from newsroom.reading.assembly.live import add_live, as_of, frames_of
from newsroom.reading.assembly.publication import read_publication
from newsroom.reading.assembly.references import rooted
from newsroom.reading.assembly.series import add_series
from newsroom.reading.assembly.slugs import slug_maker
from newsroom.reading.assembly.states import sort_by_state
from newsroom.reading.assembly.stories import (
    Namespace,
    add_extra,
    build_articles,
    build_documents,
    tag_languages,
    tag_uses,
)
from newsroom.reading.assembly.translations import join_translations
from newsroom.reading.frontmatter.rules import Rules, read_rules
from newsroom.reading.media_library.library import MediaLibrary, MediaOptions
from newsroom.reading.media_library.renditions import Renditions
from newsroom.reading.registries.media import read_media_registry
from newsroom.reading.registries.names import resolve_tags
from newsroom.reading.registries.registry import Registry, TagEntry
from newsroom.reading.sources.boundaries import keep_within, name_strays
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.source_files import (
    ReadFile,
    find_sources,
    names_of,
    place_of,
    read_sources,
)
from newsroom.reading.typography import smart_text
from newsroom.text.urls import old_address, tag_url


def read_content(edition: ReadEdition) -> None:
    """Read everything below the content folder into the edition."""
    keep_within(edition)
    rules = read_rules(edition.settings)
    library = _open_library(edition)
    registries = read_publication(edition, library)
    namespace = Namespace(
        edition.site, edition.zone, edition.sections, edition.authors,
        tuple(filter(None, edition.own)),
    )  # fmt: skip
    store = Store(edition.cache / "parsed.sqlite3", partial=edition.only is not None)

    article_cache = ArticleCache(edition.cache, namespace)

    stories, pages = _read_files(edition, rules, store, article_cache)
    if edition.problems.has_root:
        raise ContentError(edition.problems.errors)
    tags = _add_tags(stories, registries.tags, edition)
    article_cache.compare(tags)
    kept = partial(article_cache.article, store=store)
    articles = build_articles(stories, namespace, tags, store, edition.problems, kept)
    if edition.only is None:
        article_cache.keep(stories, articles, tags)
    documents = build_documents(pages, namespace, store)
    edition.unread |= {
        file.source.path: names_of(file.source, _names(file))
        for file in stories
        if file.source.path not in articles
    }

    edition.manuscripts, edition.documents = list(articles.values()), list(documents.values())
    sort_by_state(edition, articles.values())
    series = add_series(stories, articles, edition)
    index = _index(articles, documents, edition)
    waiting = {article.source for article in edition.waiting}
    expired = {article.source for article in edition.expired}
    library.look_at(_pictures(stories), edition.workers)
    host = f" {urlsplit(edition.site.url).netloc} "
    for file in stories:
        article = articles.get(file.source.path)
        if article is None:
            continue
        check_updated(file, article.updated, edition.now, edition.problems)
        if file.plain and host not in file.hosts:
            continue
        check_corrections(file, article, edition.now, edition.problems)
        add_live(file, article, edition)
        add_extra(file, article, rules)
        add_details(file, article, edition)
        edition.market_uses += _market_uses(file, article)
        _add_aliases(file, article, edition, coming=article.source in waiting)
        join_stories(file, article, index, edition.problems)
        if article.source not in expired:
            media = library if index.published(article) else library.apart()
            illustrate(file, article, media, edition)
            resolve_references(file, article, index, media, store, edition)
    add_languages(edition, registries, series)
    join_translations(stories, articles, index, edition.problems)
    _read_pages(pages, documents, index, library, store, edition)
    edition.frames = frames_of(f for f in (*stories, *pages) if f.source.path in index.public)
    _take_files(edition, library)
    _root([*articles.values(), *documents.values()], edition.site.base)


def _open_library(edition: ReadEdition) -> MediaLibrary:
    options = load_options(edition.settings, "MEDIA", MediaOptions)
    renditions = Renditions(edition.cache / "images", options.qualities)
    registry = read_media_registry(
        edition.content, edition.now, edition.due, edition.zone, edition.problems
    )
    return MediaLibrary(
        edition.content, renditions, edition.site, options, edition.problems, registry
    )


def _pictures(files: list[ReadFile]) -> Iterator[tuple[str, Path]]:
    """Yield what stories show: the name of a picture and the folder of the story."""
    for file in files:
        if file.plain:
            continue
        folder = file.source.file.parent
        if image := file.story.matter.image:
            yield image["src"], folder
        for kind, name, _ in file.story.references:
            if kind == "image":
                yield name, folder


def _read_pages(
    pages: list[ReadFile], documents: dict[str, Document], index: Index, library: MediaLibrary,
    store: Store, edition: ReadEdition,
) -> None:  # fmt: skip
    """Check the pages, and lead their links to what they name."""
    for file in pages:
        document = documents[file.source.path]
        check_updated(file, document.updated, edition.now, edition.problems)
        resolve_references(file, document, index, library, store, edition)


def _index(
    articles: dict[str, Article], documents: dict[str, Document], edition: ReadEdition
) -> Index:
    """Return what a text may name: by its file, by its slug, and whether readers can see it."""
    return Index(
        {**articles, **documents},
        {article.slug: article for article in articles.values()},
        {article.source for article in edition.with_page}
        | {page.source for page in documents.values()},
        {article.source for article in edition.hidden},
        edition.unread,
        edition.may_come,
    )


def _take_files(edition: ReadEdition, library: MediaLibrary) -> None:
    """Put the files that texts use into the edition, and name those that nobody uses."""
    library.make_copies(edition.workers)
    if edition.only is None and edition.strays:
        name_strays(edition, library.used)
    edition.files, edition.enlargements = library.files, library.enlargements
    edition.ending.callback(library.renditions.keep)


def _root(printed: list[Article | Document], base: str) -> None:
    """Let links within the site begin with the folder that it is served from."""
    for one in printed if base else ():
        one.load_body = partial(rooted, one.load_body, base)


def _add_tags(
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


def _read_files(
    edition: ReadEdition, rules: Rules, store: Store, article_cache: ArticleCache
) -> tuple[list[ReadFile], list[ReadFile]]:
    problems, project = edition.problems, edition.content.parent
    sources = find_sources(edition.content / "articles", project, "story")
    sources += find_sources(edition.content / "pages", project, "page")
    if edition.only is not None:
        sources = [source for source in sources if source.path in edition.only]
    load = article_cache.load if edition.only is None else dict
    in_background = edition.only is None and not edition.preview
    files = read_sources(
        sources, store, rules, edition.workers, problems, load,
        in_background=in_background, unread=edition.unread,
    )  # fmt: skip
    read = list(files)
    edition.parsed = store.parsed
    edition.profile.counts.update({"sources": len(sources), "parsed": store.parsed})
    return (
        [
            as_of(file, edition.now, preview=edition.preview)
            for file in read
            if file.source.kind == "story"
        ],
        [file for file in read if file.source.kind == "page"],
    )


def _names(file: ReadFile) -> list[str]:
    return [file.story.matter.slug, *file.story.matter.aliases]


def _add_aliases(file: ReadFile, article: Article, edition: ReadEdition, *, coming: bool) -> None:
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


def _market_uses(file: ReadFile, article: Article) -> Iterator[MarketUse]:
    for number, market in enumerate(article.market_ids):
        place = place_of(file, f"markets.{number}", "markets")
        yield MarketUse(id=market, source=place.path, line=place.line, column=place.column)


def register() -> None:
    signals.read.connect(read_content)
