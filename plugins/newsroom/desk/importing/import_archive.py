"""Importing an archive: read everything, decide names and addresses, then write."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TypeVar

from newsroom.desk.importing.addresses.archive_index import (
    ArchiveIndex,
    merge_aliases,
    set_old_addresses,
)
from newsroom.desk.importing.addresses.old_site import old_site
from newsroom.desk.importing.addresses.own_pages import OwnPages
from newsroom.desk.importing.addresses.page_places import (
    page_address,
    page_redirects,
    place_pages,
)
from newsroom.desk.importing.archive import site_root
from newsroom.desk.importing.archive_reading import Archive, Progress, read_archive
from newsroom.desk.importing.archive_zip import unpacked
from newsroom.desk.importing.decide import (
    add_known,
    decide_sections,
    describe,
    place,
    set_authors,
    unique,
)
from newsroom.desk.importing.dialects import Config, Dialect, ImportPlan, settings_mistake
from newsroom.desk.importing.publish import write_story
from newsroom.desk.importing.report import REPORT_NAME, ArchiveError, ImportReport
from newsroom.desk.importing.systems.known_dialects import DIALECTS
from newsroom.desk.importing.texts.links import LinkDesk
from newsroom.desk.importing.texts.media import MediaFolder
from newsroom.desk.importing.texts.pictures import PictureDesk
from newsroom.desk.importing.values.names import Book, Facts, read_authors, read_terms
from newsroom.desk.importing.values.stories import Story
from newsroom.desk.importing.values.story_names import inner_path
from newsroom.desk.importing.values.translations import (
    join_translations,
    keep_slugs_apart,
    leave_unclear,
)
from newsroom.desk.importing.write import add_entries, write_safely
from newsroom.model import Redirect
from newsroom.options import suggestion
from newsroom.reading.frontmatter.fields import Closed
from newsroom.reading.registries.registry import (
    RESERVED,
    AuthorEntry,
    Registry,
    SectionEntry,
    TagEntry,
    read_redirects,
    read_registry,
)  # fmt: skip
from newsroom.text.urls import slugify

HOUSE_AUTHOR = "Staff"
_MARKERS = frozenset(("_data", "authors", "static"))


E = TypeVar("E", bound=Closed)


def _silent(_doing: str, _done: int, _of: int) -> None:
    """Show no progress."""


def import_archive(
    dialect: str,
    source: Path,
    into: Path,
    *,
    section: str = "news",
    default_author: str | None = None,
    permalink: str = "",
    site_url: str = "",
    force: bool = False,
    progress: Progress = _silent,
    dialects: Mapping[str, Dialect] = DIALECTS,
) -> ImportReport:
    """Bring the archive at ``source`` into the content folder ``into``.

    ``section`` takes the stories without a section of their own, ``default_author`` those without
    an author. ``permalink`` (``/:year/:month/:title/``) and ``site_url`` say how the old site
    addressed its stories, where its configuration does not. A file that is there already with
    another content stays as it is unless ``force``. The report is also written into ``into``.

    Raises:
        ArchiveError: no such dialect or folder, nothing in it, or a registry of ``into`` that
            cannot be read. Nothing was written then.
    """
    if dialect not in dialects:
        known = ", ".join(dialects)
        raise ArchiveError(f"unknown dialect {dialect!r}: {known}{suggestion(dialect, dialects)}")
    chosen = dialects[dialect]
    with unpacked(source) if chosen.stories else nullcontext(source) as found:
        folder = found.parent if chosen.stories and found.is_file() else found
        if not folder.is_dir():
            what = "is not a folder" if folder.exists() else "does not exist"
            raise ArchiveError(f"{folder} {what}: give the folder of the old site, or its export")
        plan = ImportPlan(
            dialect=chosen, source=folder, into=into, section=slugify(section) or "news",
            default_author=default_author or "", permalink=permalink,
            site_url=site_url.rstrip("/"), force=force,
        )  # fmt: skip
        if plan.section in RESERVED:
            raise ArchiveError(f"/{plan.section}/ belongs to the software: choose another section")
        name = folder.name if found == source else source.name
        return _import(plan, ImportReport(name), progress)


def _import(plan: ImportPlan, report: ImportReport, progress: Progress) -> ImportReport:
    markers = _MARKERS | frozenset(plan.dialect.config_names)
    site = plan.source if plan.dialect.stories else site_root(plan.source, markers)
    config = plan.dialect.read_config(site)
    for name in plan.dialect.config_names:
        if (site / name).is_file() and (mistake := settings_mistake(site / name, site)):
            what = f"the configuration cannot be read: {mistake[1]}"
            remedy = "correct it and import again: it knows addresses, time zone and author"
            report.changed(name, what, remedy, mistake[0])
    config.base_url = plan.site_url or config.base_url
    sections = _existing(plan.into, "sections", SectionEntry)
    registered: set[Path] = set()
    people = _book("author", AuthorEntry, plan, read_authors(site, registered, report))
    redirects = _redirects(plan.into)
    topics = _book("tag", TagEntry, plan, read_terms(site, registered, report))
    found = read_archive(plan, site, config, report, registered, progress)
    add_known(people, config.people, (name for one in found.stories for name in one.people))
    config.sections.update(inner_path(f"{folder}/_", config)[0][:-2] for folder in found.indexes)
    stories, pages = found.stories, found.pages
    if not (stories or pages) and not report.counts["not imported"]:
        raise ArchiveError(f"{plan.source} holds no articles: nothing was imported")

    section_entries = decide_sections(stories, plan, found.indexes, sections, report)
    describe(section_entries, config.topics)
    add_known(topics, config.topics, (name for one in stories for name in one.tags))
    set_authors(stories, people, plan.default_author or config.author or HOUSE_AUTHOR, report)
    for story in stories:
        story.tag_slugs = unique(topics.slug(name) for name in story.tags)
    join_translations(stories, config, report)
    keep_slugs_apart(stories)
    place(stories, plan.into, report)
    leave_unclear(stories, report)
    names = {
        "section": {*section_entries, *sections.entries},
        "author": people.slugs(), "tag": topics.slugs(),
    }  # fmt: skip
    own = OwnPages(plan.into, names, {story.file for story in stories})
    place_pages(pages, own, report)
    base = _decide_addresses(plan, config, found, own, report)
    moved = page_redirects(pages, stories, own, redirects, report)

    media = MediaFolder(
        archive=plan.source, site=site, target=plan.into / "media", counts=report.counts
    )
    old = old_site(base, config)
    index = ArchiveIndex([*stories, *pages])
    desk = LinkDesk(index, PictureDesk(media, old, report), old, own, report)
    for number, story in enumerate([*stories, *pages]):
        write_story(story, desk, people, plan, report)
        progress("writing", number + 1, len(stories) + len(pages))
    entries: dict[str, Mapping[str, Any]] = {"sections": section_entries, "redirects": moved}
    _write_registries(plan, entries, people, topics, report)
    _count(report, stories, people, topics, [one for one in found.media if one not in media.used])
    write_safely(plan.into / REPORT_NAME, report.markdown(), plan.into, force=True)
    return report


def _write_registries(
    plan: ImportPlan, entries: Mapping[str, Mapping[str, Any]], people: Book, topics: Book,
    report: ImportReport,
) -> None:  # fmt: skip
    added: dict[str, Mapping[str, Any]] = {
        **entries,
        "authors": people.entries(report, with_aliases=False),
        "tags": topics.entries(report, with_aliases=True),
    }
    for name, own in added.items():
        add_entries(plan.into / "data" / f"{name}.yml", plan.into, own)


def _book(
    kind: str, entry: type[AuthorEntry] | type[TagEntry], plan: ImportPlan,
    known: Iterable[tuple[str, Facts]],
) -> Book:  # fmt: skip
    """Return the names of one kind: those of the paper, then those of the archive's own files."""
    book = Book(kind, existing=_existing(plan.into, f"{kind}s", entry).entries)
    for identity, facts in known:
        book.add(identity, facts)
    return book


def _decide_addresses(
    plan: ImportPlan, config: Config, found: Archive, own: OwnPages, report: ImportReport
) -> str:
    """Find the old addresses of the stories, report what was guessed; return the old site's own."""
    stories = found.stories
    pattern, base = set_old_addresses(stories, plan, config, report)
    for story, alias in merge_aliases(stories, own, map(page_address, found.pages)):
        what = f"the old address {alias} leads to another page already"
        report.changed(story.path, what, "it was left out: write redirects.yml if it is missed")
    if base and not config.base_url:
        what = f"links to {base} were taken for links within the archive"
        report.changed("archive", what, "say --site-url if that is wrong")
    if pattern and not plan.permalink and not all(story.address for story in stories):
        what = f"old addresses were taken to be {pattern}, as in links between the stories"
        report.changed("archive", what, "say --permalink if that is wrong")
    return base


def _count(
    report: ImportReport, stories: list[Story], people: Book, topics: Book, unused: list[Path]
) -> None:
    report.counts["sections"] = len({story.section for story in stories})
    report.counts["authors"] = len(people.known.keys() | people.used.keys())
    report.counts["tags"] = len(topics.known.keys() | topics.used.keys())
    report.counts["unused media"] = len(unused)


def _redirects(into: Path) -> list[Redirect]:
    path = "data/redirects.yml"
    found, problems = read_redirects(into / path, path)
    if problems:
        raise ArchiveError(f"fix the file that is added to first: {problems[0]}")
    return found


def _existing(into: Path, name: str, entry: type[E]) -> Registry[E]:
    path = f"data/{name}.yml"
    registry, problems = read_registry(into / path, path, entry)
    if problems:
        raise ArchiveError(f"fix the registry that is added to first: {problems[0]}")
    return registry
