"""Reading all files of an archive: stories, and what is not one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.desk.importing.archive import (
    FOREIGN_TEXTS,
    HTML_SUFFIXES,
    LARGEST,
    MEDIA_SUFFIXES,
    STORY_SUFFIXES,
    ArchiveFile,
    read_source,
    walk,
    without_header,
)  # fmt: skip
from newsroom.desk.importing.dialects import Config, ImportPlan
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.values.dates import date_in_name
from newsroom.desk.importing.values.headers import UnreadableError
from newsroom.desk.importing.values.stories import Story, read_story

CONVERT = {
    ".rst": "run `pandoc -s -f rst -t gfm {name} -o {stem}.md`, delete the old file, import again",
    ".org": "run `pandoc -s -f org -t gfm {name} -o {stem}.md`, delete the old file, import again",
    ".textile": "run `pandoc -s -f textile -t gfm {name} -o {stem}.md`, write its front matter at "
    "the top, delete the old file, import again",
    ".adoc": "run `asciidoctor -b docbook {name}`, then `pandoc -s -f docbook -t gfm {stem}.xml "
    "-o {stem}.md`, delete the old file, import again",
    ".ipynb": "run `pandoc -s -f ipynb -t gfm {name} -o {stem}.md`, write its front matter at the "
    "top, delete the old file, import again",
}
"""What to do with texts in other markups; ``-s`` keeps their header."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What is in an archive: stories, pages, pages of sections by their folders, and media."""

    stories: list[Story] = field(default_factory=list)
    pages: list[Story] = field(default_factory=list)
    indexes: dict[str, ArchiveFile] = field(default_factory=dict)
    media: list[Path] = field(default_factory=list)


def read_archive(
    plan: ImportPlan, site: Path, config: Config, report: ImportReport, registered: set[Path],
    progress: Progress,
) -> Archive:  # fmt: skip
    """Read all files of an archive; those that are ``registered`` have been read already."""
    is_site = any((plan.source / name).exists() for name in plan.dialect.config_names)
    files, passed = walk(plan.source, is_site=is_site)
    for folder in passed:
        report.others[folder] = "passed over, a folder of tools, themes or results"
    if plan.dialect.folder_defaults:
        config.defaults += plan.dialect.folder_defaults(files, plan.source, report)
    found = Archive()
    for source in plan.dialect.stories(plan.source, config, report) if plan.dialect.stories else ():
        story = read_story(source, plan.dialect, config, report)
        (found.pages if source.page else found.stories).extend([story] if story else [])
    for number, file in enumerate(files):
        path = file.relative_to(plan.source).as_posix()
        suffix = file.suffix.lower()
        if plan.dialect.private and re.search(plan.dialect.private, path):
            report.counts["private"] += 1
            continue
        if plan.dialect.stories and (
            suffix not in MEDIA_SUFFIXES or path in plan.dialect.config_names
        ):
            continue
        if file in registered:
            report.counts["registry files"] += 1
        elif suffix in STORY_SUFFIXES:
            story = _read_one(file, path, site, plan, config, report, found.indexes)
            found.stories.extend([story] if story else [])
        elif suffix == ".rst" and plan.dialect.classic:
            story = _read_restructured(file, path, site, plan, config, report)
            found.stories.extend([story] if story else [])
        elif suffix in FOREIGN_TEXTS:
            report.counts["read"] += 1
            remedy = CONVERT.get(suffix, CONVERT[".rst"]).format(name=file.name, stem=file.stem)
            report.left_out(path, f"{suffix} is not Markdown", remedy)
        elif suffix in MEDIA_SUFFIXES:
            found.media.append(file)
        else:
            report.others[path] = f"{suffix or 'a file without suffix'} is not an article"
            report.counts["others"] += 1
        progress("reading", number + 1, len(files))
    return found


def _read_one(
    file: Path, path: str, site: Path, plan: ImportPlan, config: Config, report: ImportReport,
    indexes: dict[str, ArchiveFile],
) -> Story | None:  # fmt: skip
    try:
        source, changes = read_source(file, path, site, classic=plan.dialect.classic)
        if source is None and _is_dated_text(path):
            source, changes = without_header(file, path, site)
        if file.stat().st_size > LARGEST:
            raise UnreadableError(f"larger than {LARGEST:,} bytes", "split it")
    except UnreadableError as error:
        report.counts["read"] += 1
        report.left_out(path, error.what, error.remedy, error.line)
        return None
    if source is None:
        reason = "it has no front matter"
    elif file.name.startswith("_index."):
        reason = "the page of a section, tag or author"
        indexes[path.rpartition("/")[0]] = source
    else:
        report.counts["read"] += 1
        for change in changes:
            report.changed(path, change, "check the text")
        for problem in source.header.repairs:
            report.problems.add(problem)
        return read_story(source, plan.dialect, config, report)
    if file.suffix.lower() not in HTML_SUFFIXES and source is None:
        reason += ": if it is an article, give it a title and a date"
    report.others[path] = reason
    report.counts["others"] += 1
    return None


def _read_restructured(
    file: Path, path: str, site: Path, plan: ImportPlan, config: Config, report: ImportReport
) -> Story | None:
    from newsroom.desk.importing.texts.restructured import read_restructured  # it loads docutils

    report.counts["read"] += 1
    try:
        source = read_restructured(file, path, site, report)
    except UnreadableError as error:
        report.left_out(path, error.what, error.remedy, error.line)
        return None
    return read_story(source, plan.dialect, config, report)


def _is_dated_text(path: str) -> bool:
    """Tell whether a text without front matter is a story: its name says the day."""
    return not path.lower().endswith(HTML_SUFFIXES) and date_in_name(path) is not None
