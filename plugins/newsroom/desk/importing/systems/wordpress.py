"""WordPress: the export (WXR) that Tools → Export writes, with a copy of ``wp-content/uploads``."""

import re
from collections.abc import Iterator
from pathlib import Path

from newsroom.desk.importing.addresses.old_site import old_site
from newsroom.desk.importing.archive import LARGEST, ArchiveFile
from newsroom.desk.importing.dialects import Config, Dialect, web_root
from newsroom.desk.importing.report import ArchiveError, ImportReport
from newsroom.desk.importing.systems.wordpress_comments import report_comments
from newsroom.desk.importing.systems.wordpress_export import WordPressExport, read_export
from newsroom.desk.importing.systems.wordpress_pages import page
from newsroom.desk.importing.systems.wordpress_posts import post
from newsroom.desk.importing.traced_text import StoryContext, TracedText

NO_POST = "if these are stories, write <wp:post_type>post in the export and import again"
_BASE = re.compile(rb"<wp:base_(blog|site)_url>\s*(?:<!\[CDATA\[)?\s*(https?://[^<\]\s]+)")
_INTERNAL = frozenset({
    "attachment", "custom_css", "customize_changeset", "nav_menu_item", "oembed_cache", "revision",
    "user_request", "wp_block", "wp_font_face", "wp_font_family", "wp_global_styles",
    "wp_navigation", "wp_template", "wp_template_part",
})  # fmt: skip
"""Types of WordPress itself that hold no story."""


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
    others: dict[str, tuple[str, int, int]] = {}
    for item in export.items:
        if item.kind == "post":
            report.counts["read"] += 1
            if item.status in ("trash", "auto-draft", "inherit"):
                what = f"{item.title!r} is in the trash of the old site ({item.status})"
                report.left_out(item.path, what, "restore it there if it is missed", item.line)
                continue
            if len(item.texts.get("content:encoded", "")) > LARGEST:
                what = f"{item.title!r} has more than {LARGEST:,} characters"
                report.left_out(item.path, what, "split it", item.line)
                continue
            yield post(item, export, report)
        elif item.kind == "page":
            report.counts["read"] += 1
            if source := page(item, export, report):
                yield source
        elif item.kind not in _INTERNAL:
            path, line, count = others.get(item.kind, (item.path, item.line, 0))
            others[item.kind] = (path, line, count + 1)
    for kind, (path, line, count) in others.items():
        what = f"{count:,} items of the type {kind!r} (this is the first)"
        report.changed(path, f"{what} were left out", NO_POST, line)
    for file in files:
        found = (one for item in export.items if item.file == file for one in item.comments)
        report_comments(file.name, found, report)


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
