"""From a file of the archive to a story: each value is found, made plain and checked."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from newsroom.desk.importing.archive import ArchiveFile
from newsroom.desk.importing.dates import Stamp
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.matter import ArchiveMatter
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.story_dates import later_date, publication_date
from newsroom.desk.importing.story_names import section_folder, stem_and_language
from newsroom.desk.importing.story_values import (
    Illustration,
    aliases,
    corrections,
    headlines,
    helpers,
    illustration,
    language,
    people,
    sources,
    status,
    web_address,
    words,
)
from newsroom.desk.importing.traced_text import TracedText
from newsroom.desk.importing.wording import humanise, plain, short_slug, site_path
from newsroom.text.urls import slugify


@dataclass(slots=True, kw_only=True)
class Story:
    """A story on its way. The last block is decided when all stories are known."""

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
    stem: str
    address: str
    aliases: list[str]
    body: TracedText

    section: str = ""
    slug: str = ""
    file: str = ""
    old_address: str = ""
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
    matter = ArchiveMatter(source, report)
    address = site_path(matter.text("address")) if dialect.name != "pelican" else ""
    date = publication_date(matter, source.path, address, config, report)
    if date is None:
        return None
    body = TracedText.whole(header.body, header.body_line)
    stem, lang = stem_and_language(source.path)
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
        lang=language(matter) or lang,
        canonical=web_address(matter, "canonical"),
        sources=sources(matter),
        image=illustration(matter),
        people=list(people(matter, dialect)),
        tags=list(words(matter, "tags", dialect)),
        categories=list(words(matter, "categories", dialect)),
        folder=section_folder(source.path),
        stem=matter.text("slug") or PurePosixPath(address).name or stem,
        headlines=headlines(matter, title),
        helpers=helpers(matter, dialect),
        corrections=corrections(matter, date, updated, config),
        address=address,
        aliases=list(aliases(matter, dialect, source.path, bool(address))),
        body=body,
    )
    if dialect.name == "pelican" and "slug" not in matter.values:
        story.stem = slugify(title)
    story.slug = short_slug(story.stem) or short_slug(title) or f"story-{date.day}"
    matter.finish()
    return story


def _title(
    matter: ArchiveMatter, body: TracedText, stem: str, path: str, report: ImportReport
) -> tuple[str, TracedText]:
    title = plain(matter.text("title"))
    heading = re.match(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)", body.text)
    if heading and plain(heading[1]) == title:
        return title, body.part(heading.end(), len(body.text))
    if title:
        return title, body
    if heading and plain(heading[1]):
        report.changed(path, "no title: its first heading was taken", "check the title")
        return plain(heading[1]), body.part(heading.end(), len(body.text))
    title = humanise(stem) or "Untitled"
    report.changed(path, f"no title: {title!r} was made from its name", "write a title")
    return title, body
