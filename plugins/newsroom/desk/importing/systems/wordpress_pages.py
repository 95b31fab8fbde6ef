"""Pages of WordPress: those that everybody could read, each below its parents."""

from collections.abc import Iterator
from dataclasses import replace

from newsroom.desk.importing.archive import ArchiveFile
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.wordpress_export import Item, WordPressExport
from newsroom.desk.importing.systems.wordpress_posts import post, slug_of

CLOSED = "a page here has no drafts: when all may read it, publish it there and import again"
EMPTY = "write its text into content/pages/, or its address into data/redirects.yml"
FRONT = "the paper makes its own front page: delete the file if nobody misses it"
_STATUS = {
    "private": "is private", "future": "is not published yet", "trash": "is in the trash",
}  # fmt: skip


def page(item: Item, export: WordPressExport, report: ImportReport) -> ArchiveFile | None:
    """Return a page as a file of the archive; one that not everybody could read is left out."""
    reason = "" if item.status == "publish" else _STATUS.get(item.status, "is a draft")
    if item.texts.get("wp:post_password"):
        reason = "has a password"
    if reason:
        report.left_out(item.path, f"the page {item.title!r} {reason}", CLOSED, item.line)
        return None
    source = post(item, export, report)
    if not source.header.body.strip():
        report.left_out(item.path, f"the page {item.title!r} has no text", EMPTY, item.line)
        return None
    values = source.header.values
    if excerpt := values.pop("excerpt", ""):
        values["deck"] = excerpt
    if values.get("permalink") in ("/", ""):
        del values["permalink"]
        what = f"the page {item.title!r} was the front page of the old site"
        report.changed(item.path, what, FRONT, item.line)
    return replace(source, page="/".join([*reversed(list(_parents(item, export))), slug_of(item)]))


def _parents(item: Item, export: WordPressExport) -> Iterator[str]:
    """Yield the slugs of the pages above a page, the nearest first."""
    seen = {item.texts.get("wp:post_id")}
    while (number := item.texts.get("wp:post_parent", "")) in export.pages and number not in seen:
        seen.add(number)
        item = export.pages[number]
        yield slug_of(item)
