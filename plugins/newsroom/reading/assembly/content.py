"""The reading room: from the content folder to articles, pages and registries.

Settings: ``MEDIA``, ``EXTRA``, ``EMBEDS``.
Sets: ``edition.manuscripts``, ``documents``, ``unread``, ``market_uses``, ``files``,
``enlargements``, ``parsed``, ``frames``; ``article.load_body``, where the site is served from a
folder. The modules that it calls set the rest, each as it says.

A registry that cannot be read ends it: what stories say cannot be judged without it.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from newsroom import signals
from newsroom.edition import ReadEdition
from newsroom.model import Article, Document, MarketUse
from newsroom.options import load_options
from newsroom.problems import ContentError
from newsroom.reading.assembly.article_cache import ArticleCache
from newsroom.reading.assembly.corrections import check_corrections, check_updated
from newsroom.reading.assembly.details import add_details
from newsroom.reading.assembly.languages import add_languages
from newsroom.reading.assembly.link_resolution import (
    check_references,
    illustrate,
    pictures_of,
    resolve_references,
)
from newsroom.reading.assembly.live import add_live, as_of, frames_of
from newsroom.reading.assembly.old_addresses import add_aliases, given_names
from newsroom.reading.assembly.publication import read_publication
from newsroom.reading.assembly.references import rooted
from newsroom.reading.assembly.relations import join_stories
from newsroom.reading.assembly.series import add_series
from newsroom.reading.assembly.slugs import keep_letters
from newsroom.reading.assembly.states import sort_by_state
from newsroom.reading.assembly.stories import (
    Namespace,
    add_extra,
    build_articles,
    build_documents,
    check_unread,
)
from newsroom.reading.assembly.story_index import StoryIndex
from newsroom.reading.assembly.tags import add_tags
from newsroom.reading.assembly.translations import join_translations
from newsroom.reading.frontmatter.rules import Rules, read_rules
from newsroom.reading.media_library.library import MediaLibrary
from newsroom.reading.media_library.media_options import MediaOptions
from newsroom.reading.media_library.renditions import Renditions
from newsroom.reading.registries.media import read_media_registry
from newsroom.reading.sources.boundaries import keep_within, name_strays
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.parsed_story import UnreadStory
from newsroom.reading.sources.read_files import ReadFile, as_far_as_read, place_of
from newsroom.reading.sources.source_files import SourceFile, find_sources, names_of
from newsroom.reading.sources.source_reader import read_sources


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
    unread: list[tuple[SourceFile, UnreadStory]] = []
    stories, pages = _read_files(edition, rules, store, article_cache, unread)
    if edition.problems.has_root:
        raise ContentError(edition.problems.errors)
    tags = add_tags(stories, registries.tags, edition)
    article_cache.compare(tags)
    kept = partial(article_cache.article, store=store)
    articles = build_articles(stories, namespace, tags, store, edition.problems, kept)
    if edition.only is None:
        article_cache.keep(stories, articles, tags)
    documents = build_documents(pages, namespace, store)
    check_unread(unread, namespace, edition.problems)
    _note_unread(stories, articles, unread, edition)
    edition.manuscripts, edition.documents = list(articles.values()), list(documents.values())
    sort_by_state(edition, articles.values())
    series = add_series(stories, articles, edition)
    index = _index(articles, documents, edition)
    library.look_at(pictures_of(stories), edition.workers)
    _complete_stories(stories, articles, index, library, store, rules, edition)
    add_languages(edition, registries, series)
    keep_letters(edition)
    join_translations(stories, articles, index, edition.problems)
    _read_pages(pages, documents, index, library, store, edition)
    for source, story in unread:
        check_references(as_far_as_read(source, story), index, library, edition)
    edition.frames = frames_of(f for f in (*stories, *pages) if f.source.path in index.public)
    _take_files(edition, library)
    _root([*articles.values(), *documents.values()], edition.site.base)


def _note_unread(
    stories: list[ReadFile], articles: Mapping[str, Article],
    unread: list[tuple[SourceFile, UnreadStory]], edition: ReadEdition,
) -> None:  # fmt: skip
    """Note the files with mistakes, and those that name something unknown: they have no article."""
    edition.unread |= {source.path: names_of(source, story.names) for source, story in unread}
    edition.unread |= {
        file.source.path: names_of(file.source, given_names(file))
        for file in stories
        if file.source.path not in articles
    }


def _complete_stories(
    stories: list[ReadFile], articles: Mapping[str, Article], index: StoryIndex,
    library: MediaLibrary, store: Store, rules: Rules, edition: ReadEdition,
) -> None:  # fmt: skip
    """Give stories what concerns other files: live updates, additions, relations, pictures, links.

    A plain story has none of it (see :class:`ReadFile`), and is passed over quickly.
    """
    waiting = {article.source for article in edition.waiting}
    expired = {article.source for article in edition.expired}
    host = f" {urlsplit(edition.site.url).netloc} "
    for file in stories:
        article = articles.get(file.source.path)
        if article is None:
            check_references(file, index, library, edition)
            continue
        check_updated(file, article.updated, edition.now, edition.problems)
        if file.plain and host not in file.hosts:
            continue
        check_corrections(file, article, edition.now, edition.problems)
        add_live(file, article, edition)
        add_extra(file, article, rules)
        add_details(file, article, edition)
        edition.market_uses += _market_uses(file, article)
        add_aliases(file, article, edition, coming=article.source in waiting)
        join_stories(file, article, index, edition.problems)
        if article.source not in expired:
            media = library if index.published(article) else library.apart()
            illustrate(file, article, media, edition)
            resolve_references(file, article, index, media, store, edition)


def _open_library(edition: ReadEdition) -> MediaLibrary:
    options = load_options(edition.settings, "MEDIA", MediaOptions)
    renditions = Renditions(edition.cache / "images", options.qualities)
    registry = read_media_registry(
        edition.content, edition.now, edition.due, edition.zone, edition.problems
    )
    return MediaLibrary(
        edition.content, renditions, edition.site, options, edition.problems, registry
    )


def _read_pages(
    pages: list[ReadFile], documents: dict[str, Document], index: StoryIndex, library: MediaLibrary,
    store: Store, edition: ReadEdition,
) -> None:  # fmt: skip
    """Check the pages, and lead their links to what they name."""
    for file in pages:
        document = documents[file.source.path]
        check_updated(file, document.updated, edition.now, edition.problems)
        resolve_references(file, document, index, library, store, edition)


def _index(
    articles: dict[str, Article], documents: dict[str, Document], edition: ReadEdition
) -> StoryIndex:
    """Return what a text may name: by its file, by its slug, and whether readers can see it."""
    return StoryIndex(
        by_source={**articles, **documents},
        by_slug={article.slug: article for article in articles.values()},
        public={article.source for article in edition.with_page}
        | {page.source for page in documents.values()},
        unlisted={article.source for article in edition.hidden},
        unread=edition.unread,
        may_come=edition.may_come,
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


def _read_files(
    edition: ReadEdition,
    rules: Rules,
    store: Store,
    article_cache: ArticleCache,
    unread: list[tuple[SourceFile, UnreadStory]],
) -> tuple[list[ReadFile], list[ReadFile]]:
    """Return the stories and the pages below the content folder, each as it is by now.

    ``unread`` gets the files with mistakes.
    """
    problems, project = edition.problems, edition.content.parent
    sources = find_sources(edition.content / "articles", project, "story")
    sources += find_sources(edition.content / "pages", project, "page")
    if edition.only is not None:
        sources = [source for source in sources if source.path in edition.only]
    load = article_cache.load if edition.only is None else dict
    in_background = edition.only is None and not edition.preview
    files = read_sources(
        sources, store, rules, edition.workers, problems, load,
        in_background=in_background, unread=unread,
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


def _market_uses(file: ReadFile, article: Article) -> Iterator[MarketUse]:
    for number, market in enumerate(article.market_ids):
        place = place_of(file, f"markets.{number}", "markets")
        yield MarketUse(id=market, source=place.path, line=place.line, column=place.column)


def register() -> None:
    signals.read.connect(read_content)
