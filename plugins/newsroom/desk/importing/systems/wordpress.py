"""WordPress: the export (WXR) that Tools → Export writes, with a copy of ``wp-content/uploads``."""

import re
from collections.abc import Iterator
from pathlib import Path

from newsroom.desk.importing.addresses.old_site import old_site
from newsroom.desk.importing.archive import LARGEST, ArchiveFile, clean
from newsroom.desk.importing.dialects import Config, Dialect, web_root
from newsroom.desk.importing.report import ArchiveError, ImportReport
from newsroom.desk.importing.systems.wordpress_comments import report_comments
from newsroom.desk.importing.systems.wordpress_export import Item, WordPressExport, read_export
from newsroom.desk.importing.systems.wordpress_pages import page
from newsroom.desk.importing.systems.wordpress_posts import post
from newsroom.desk.importing.systems.wordpress_rest import report_rest
from newsroom.desk.importing.texts.wording import plain
from newsroom.desk.importing.traced_text import StoryContext, TracedText

_BASE = re.compile(rb"<wp:base_(blog|site)_url>\s*(?:<!\[CDATA\[)?\s*(https?://[^<\]\s]+)")


def read_config(site: Path) -> Config:
    return base_of(exports(site))


def base_of(files: list[Path]) -> Config:
    """Return what the exports of a site say of its address."""
    for file in files:
        with file.open("rb") as data:
            found = dict(_BASE.findall(data.read(1_000_000)))
        if base := found.get(b"blog") or found.get(b"site"):
            return Config(base_url=web_root(base.decode(errors="replace")))
    return Config()


def exports(folder: Path) -> list[Path]:
    """Return the exports in a folder: WordPress divides large ones."""
    return [file for file in sorted(folder.glob("*.xml")) if _is_export(file)]


def _is_export(file: Path) -> bool:
    with file.open("rb") as data:
        return b"wordpress.org/export/" in data.read(20_000)


def stories(folder: Path, config: Config, report: ImportReport) -> Iterator[ArchiveFile]:
    """Yield the posts and pages of all exports in a folder; report all else that is in them."""
    files = exports(folder)
    if not files:
        remedy = "put the .xml file of Tools → Export into it, next to wp-content/uploads"
        raise ArchiveError(f"{folder} holds no export of WordPress: {remedy}")
    export = WordPressExport()
    for file in files:
        read_export(file, export, report)
    export.site = old_site(config.base_url, config)
    for name, about in export.described.items():
        config.topics[name] = {"name": plain(name), "description": plain(clean(about))}
    for item in export.items:
        if item.kind in ("post", "page"):
            report.counts["read"] += 1
            if source := _source(item, export, report):
                yield source
    report_rest(export, report)
    for file in files:
        found = (one for item in export.items if item.file == file for one in item.comments)
        report_comments(file.name, found, report)


def _source(item: Item, export: WordPressExport, report: ImportReport) -> ArchiveFile | None:
    """Return a post or page, or report why it is left out."""
    if len(item.texts.get("content:encoded", "")) > LARGEST:
        what = f"{item.title!r} has more than {LARGEST:,} characters"
        report.left_out(item.path, what, "split it", item.line)
        return None
    if item.kind == "page":
        return page(item, export, report)
    if item.status in ("trash", "auto-draft", "inherit"):
        what = f"{item.title!r} is in the trash of the old site ({item.status})"
        report.left_out(item.path, what, "restore it there if it is missed", item.line)
        return None
    return post(item, export, report)


def html_text(draft: TracedText, context: StoryContext) -> TracedText:
    from newsroom.desk.importing.texts.html_markdown import convert  # it loads packages of its own

    return convert(draft, context)


WORDPRESS = Dialect(
    name="wordpress",
    permalink="",
    separator=",",
    by_folder=False,
    classic=False,
    config_names=("wp-content", "uploads"),
    read_config=read_config,
    convert=html_text,
    stories=stories,
)
