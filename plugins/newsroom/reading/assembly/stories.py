"""Building articles from parsed files: names become objects, file names become addresses.

Sets: ``article.extra``, ``card_extra``, from front matter.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from newsroom.files.paths import path_mistake
from newsroom.languages.further import folder_of, further_language
from newsroom.model import Article, Author, Document, Link, Section, Site, Tag
from newsroom.problems import Problems
from newsroom.reading.assembly.bylines import read_authors
from newsroom.reading.assembly.corrections import corrections
from newsroom.reading.assembly.references import body_loader
from newsroom.reading.frontmatter.rules import Rules
from newsroom.reading.registries.names import lookup, unknown
from newsroom.reading.sources.parse_store import Store
from newsroom.reading.sources.parsed_story import Matter, UnreadStory
from newsroom.reading.sources.read_files import ReadFile, as_far_as_read, place_of
from newsroom.reading.sources.source_files import SourceFile
from newsroom.text.urls import file_slug, old_address, slugify, story_url


@dataclass(frozen=True)
class Namespace:
    """What stories may name: the registries and the publication; ``further`` are its languages."""

    site: Site
    zone: ZoneInfo
    sections: Mapping[str, Section]
    authors: Mapping[str, Author]
    further: tuple[str, ...] = ()

    def href(self, lang: str, path: str) -> str:
        """Return the printable URL of a text in ``lang``, which may be that of an edition."""
        language = further_language(lang or self.site.lang, self.site.lang, self.further)
        return self.site.href(folder_of(language) + path)


def build_articles(
    read: list[ReadFile], namespace: Namespace, tags: Mapping[str, Tag], store: Store,
    problems: Problems, kept: Callable[[ReadFile], Article | None],
) -> dict[str, Article]:  # fmt: skip
    """Return path of the source → article; files that name something unknown are reported.

    Articles that are ``kept`` need not be built.
    """
    section_of, author_of = _lookups(namespace)
    articles: dict[str, Article] = {}
    by_url: dict[str, Article] = {}
    by_id: dict[str, ReadFile] = {}
    for file in read:
        article = kept(file)
        if article is None:
            section = _section(file, namespace, section_of, problems)
            authors = read_authors(file, namespace.authors, author_of, problems)
            slug = _slug(file, problems)
            if section is None or authors is None or not slug:
                continue
            own_tags = tuple(dict.fromkeys(tags[name] for name in file.tags if name in tags))
            article = _article(file, namespace, section, authors, own_tags, slug, store)
        other = by_url.setdefault(article.url, article)
        if other is not article:
            place = place_of(file, "slug", "title")
            what = f"the address {article.url} is taken by {other.source}"
            problems.error(file.source.path, what, "give it another slug", place.line, place.column)
        elif (first := by_id.setdefault(article.id, file)) is not file:
            _report_same_id(file, first, article.id, problems)
        articles[file.source.path] = article
    return articles


def check_unread(
    unread: Iterable[tuple[SourceFile, UnreadStory]], namespace: Namespace, problems: Problems
) -> None:
    """Report unknown sections and authors of stories that have other mistakes: all at once."""
    section_of, author_of = _lookups(namespace)
    for source, story in unread:
        if source.kind == "story" and story.registered is not None:
            file = as_far_as_read(source, story)
            _section(file, namespace, section_of, problems)
            read_authors(file, namespace.authors, author_of, problems)


def _lookups(namespace: Namespace) -> tuple[dict[str, str], dict[str, str]]:
    """Return what stories may write → slug, for sections and for authors."""
    sections = {slug: section.name for slug, section in namespace.sections.items()}
    authors = {slug: author.name for slug, author in namespace.authors.items()}
    return lookup(sections), lookup(authors)


def _report_same_id(file: ReadFile, first: ReadFile, id_: str, problems: Problems) -> None:
    """Report an id that two stories have; an alias that leads to two is found with redirects."""
    if file.story.matter.id or first.story.matter.id:
        place = place_of(file, "id", "title")
        what = f"{first.source.path} has the id {id_} too"
        remedy = "write another `id:` in the newer of the two, or delete the line there"
        problems.error(file.source.path, what, remedy, place.line, place.column)


def build_documents(
    read: list[ReadFile], namespace: Namespace, store: Store
) -> dict[str, Document]:
    """Return path of the source → page."""
    documents = {}
    for file in read:
        matter = file.story.matter
        slug = matter.slug or slugify(PurePosixPath(file.source.inner).stem)
        updated = matter.updated or matter.date
        document = documents[file.source.path] = Document(
            source=file.source.path,
            slug=slug,
            url=namespace.href(matter.lang, f"/{slug}/"),
            title=matter.title,
            deck=matter.deck,
            updated=_moment(updated, namespace.zone) if updated else None,
            lang=matter.lang or namespace.site.lang,
            digest=file.key.hex(),
            load_body=body_loader(store.html, file.key, None),
        )
        document.extra.update(matter.extra)
    return documents


def add_extra(file: ReadFile, article: Article, rules: Rules) -> None:
    """Give a story the additions of its front matter; its card gets those that cards show."""
    if extra := file.story.matter.extra:
        article.extra.update(extra)
        shown = {key: extra[key] for key, one in rules.extra.items() if one.card and key in extra}
        if shown:
            article.card_extra.update(shown)


def _identity(matter: Matter, site: Site, url: str) -> str:
    """Return what feeds know a story by: the given id, else its oldest address in full."""
    given = matter.id
    if given.startswith("/"):
        return site.absolute(site.href(given))
    oldest = next(iter(matter.aliases), "")
    return given or site.absolute(site.href(quote(old_address(oldest))) if oldest else url)


def _article(
    file: ReadFile, namespace: Namespace, section: Section, authors: tuple[Author, ...],
    tags: tuple[Tag, ...], slug: str, store: Store,
) -> Article:  # fmt: skip
    parsed, matter, zone = file.story, file.story.matter, namespace.zone
    published = _moment(matter.date, zone)
    path = story_url(section.slug, published.year, published.month, slug)
    url = namespace.href(matter.lang, path)

    def moment(text: str) -> datetime | None:
        return _moment(text, zone) if text else None

    updated = moment(matter.updated)
    return Article(
        source=file.source.path,
        slug=slug,
        url=url,
        canonical_url=matter.canonical or namespace.site.absolute(url),
        id=_identity(matter, namespace.site, url),
        title=matter.title,
        deck=matter.deck,
        summary=parsed.summary,
        section=section,
        authors=authors,
        tags=tags,
        published=published,
        updated=updated if updated and updated > published else None,
        expires=moment(matter.expires),
        image=None,
        label=matter.label,
        sponsor=matter.sponsor,
        status=matter.status,
        lang=matter.lang or namespace.site.lang,
        sources=tuple(Link(title=item["title"], url=item["url"]) for item in matter.sources),
        corrections=corrections(matter.corrections, zone),
        comments_mode=matter.comments,
        market_ids=tuple(matter.markets),
        aliases=tuple(matter.aliases),
        breaking_until=moment(matter.breaking),
        pinned=matter.pinned,
        word_count=parsed.words,
        character_count=parsed.characters,
        code_word_count=parsed.code_words,
        image_count=parsed.images + bool(matter.image),
        given_minutes=matter.reading_time,
        digest=file.key.hex(),
        load_body=body_loader(store.html, file.key, None),
        load_terms=partial(store.terms, file.key),
    )


def _section(
    file: ReadFile, namespace: Namespace, slug_of: Mapping[str, str], problems: Problems
) -> Section | None:
    folder = file.source.inner.rpartition("/")[0].partition("/")[0]
    name = file.story.matter.section or folder
    if not name:
        place = place_of(file, "title")
        remedy = "add a line `section:`, or move the file into articles/<section>/<year>/"
        problems.error(file.source.path, "no section", remedy, place.line, place.column)
        return None
    slug = slug_of.get(name) or slug_of.get(slugify(name))
    if slug is None:
        known = {slug: section.name for slug, section in namespace.sections.items()}
        problems.add(unknown("section", name, place_of(file, "section", "title"), known))
        return None
    return namespace.sections[slug]


def _slug(file: ReadFile, problems: Problems) -> str:
    slug = file.story.matter.slug or file_slug(file.source.inner)
    if not slug:
        name = PurePosixPath(file.source.inner).name
        what = f"the file name {name!r} gives no address"
        problems.error(file.source.path, what, "rename it, or add a line `slug:`", 1, 1)
    elif mistake := path_mistake(slug):
        place = place_of(file, "slug")
        what = f"the slug {slug!r} gives no address ({mistake})"
        problems.error(file.source.path, what, "write a shorter `slug:`", place.line, place.column)
        return ""
    return slug


def _moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
