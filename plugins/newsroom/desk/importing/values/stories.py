"""From a file of the archive to a story: each value is found, made plain and checked."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from newsroom.desk.importing.archive import ArchiveFile
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.texts.wording import humanise, plain, short_slug
from newsroom.desk.importing.traced_text import TracedText
from newsroom.desk.importing.values.dates import Stamp
from newsroom.desk.importing.values.defaults import scope_of, values_for
from newsroom.desk.importing.values.matter import ArchiveMatter
from newsroom.desk.importing.values.story_dates import later_date, publication_date
from newsroom.desk.importing.values.story_names import (
    folder_categories,
    inner_path,
    language_prefix,
    section_folder,
    stem_and_language,
    values_in_name,
)
from newsroom.desk.importing.values.story_values import (
    Illustration,
    aliases,
    corrections,
    headlines,
    helpers,
    illustration,
    language,
    own_address,
    people,
    sources,
    status,
    translation_key,
    web_address,
    words,
)
from newsroom.text.urls import slugify

_HEADING = re.compile(
    r"\s*(?:#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)|(?![ \t]{4}|[-*+>][ \t])(\S.*)\n=+[ \t]*(?:\n|$))"
)


@dataclass(slots=True, kw_only=True)
class Story:
    """A story or page on its way. The last block is decided when all stories are known.

    ``file`` is its path below the content folder.
    """

    source: ArchiveFile
    title: str
    deck: str
    summary: str
    date: Stamp
    updated: Stamp | None
    expires: Stamp | None
    status: str
    lang: str
    canonical: str
    sources: list[dict[str, str]]
    image: Illustration | None
    people: list[str]
    tags: list[str]
    categories: list[str]
    folder: str
    name: str
    own_slug: str
    stem: str
    inner: str
    prefix: str
    address: str
    pattern: str
    address_categories: list[str]
    translation_key: str
    aliases: list[str]
    body: TracedText

    section: str = ""
    slug: str = ""
    file: str = ""
    old_address: str = ""
    original: "Story | None" = None
    authors: list[str] = field(default_factory=list)
    tag_slugs: list[str] = field(default_factory=list)
    headlines: dict[str, str] = field(default_factory=dict)
    also_in: list[str] = field(default_factory=list)
    helpers: list[dict[str, str]] = field(default_factory=list)
    byline: list[str | dict[str, str]] = field(default_factory=list)
    corrections: list[dict[str, str]] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def year(self) -> str:
        return self.date.text[:4]


def read_story(
    source: ArchiveFile, dialect: Dialect, config: Config, report: ImportReport
) -> Story | None:
    """Read the front matter; ``None`` and an entry in the report when there is no date."""
    header = source.header
    named = values_in_name(PurePosixPath(source.path).stem, config.file_names)
    inner, folder_lang = inner_path(source.path, config)
    defaults = values_for(source.path, scope_of(inner), config.defaults)
    matter = ArchiveMatter(source, report, {**defaults, **named})
    address, pattern = own_address(matter, dialect)
    date = publication_date(matter, source.path, address, config, report)
    if date is None:
        return None
    body = (
        TracedText(header.body, header.body_lines)
        if header.body_lines
        else TracedText.whole(header.body, header.body_line)
    )
    stem, name_lang = stem_and_language(inner)
    lang = language(matter) or name_lang or folder_lang
    folders = folder_categories(source.path) if dialect.name == "jekyll" else []
    categories = list(words(matter, "categories", dialect))
    title, body = _title(matter, body, stem, source.path, report)
    if not body.text.strip():
        report.changed(source.path, "the story has no text", "add the text, or delete the story")
    updated = later_date("updated", matter, date, config)
    story = Story(
        source=source,
        title=title,
        deck=plain(matter.text("deck")),
        summary=plain(matter.text("summary")),
        date=date,
        updated=updated,
        expires=later_date("expires", matter, date, config),
        status=status(matter, source.path),
        lang=lang,
        canonical=web_address(matter, "canonical"),
        sources=sources(matter),
        image=illustration(matter),
        people=list(people(matter, dialect)),
        tags=list(words(matter, "tags", dialect)),
        categories=[*(part for part in folders if part != lang), *categories],
        folder=section_folder(inner, lang),
        name=stem,
        own_slug=matter.text("slug"),
        stem=matter.text("slug") or _last_part(address) or stem,
        inner=inner,
        prefix=language_prefix(lang, config),
        headlines=headlines(matter, title),
        helpers=helpers(matter, dialect),
        corrections=corrections(matter, date, updated, config),
        address=address,
        pattern=pattern,
        address_categories=[*folders, *categories],
        translation_key=translation_key(matter, dialect, inner, config),
        aliases=list(aliases(matter, dialect, source.path, bool(address))),
        body=body,
    )
    if dialect.classic and not story.own_slug and not config.by_name:
        story.stem = slugify(title)
    story.slug = short_slug(story.stem) or short_slug(title) or f"story-{date.day}"
    matter.finish()
    return story


def _last_part(address: str) -> str:
    """Return the name in an address: ``about`` of ``/about.html`` and of ``/about/index.html``."""
    path = PurePosixPath(re.sub(r"/index\.\w+$", "", address))
    return (
        path.stem
        if path.suffix.lower() in (".html", ".htm", ".php", ".asp", ".aspx")
        else path.name
    )


def _title(
    matter: ArchiveMatter, body: TracedText, stem: str, path: str, report: ImportReport
) -> tuple[str, TracedText]:
    title = plain(matter.text("title"))
    heading = _HEADING.match(body.text)
    first = plain(heading[1] or heading[2]) if heading else ""
    if heading and first == title:
        return title, body.part(heading.end(), len(body.text))
    if title:
        return title, body
    if heading and first:
        report.changed(path, "no title: its first heading was taken", "check the title")
        return first, body.part(heading.end(), len(body.text))
    title = humanise(stem) or "Untitled"
    report.changed(path, f"no title: {title!r} was made from its name", "write a title")
    return title, body
