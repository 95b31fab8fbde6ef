"""Substack: the export (ZIP) with ``posts.csv`` and the texts in ``posts/``."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from newsroom.desk.importing.archive import LARGEST, ArchiveFile, read_text
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.report import ArchiveError, ImportReport
from newsroom.desk.importing.systems.wordpress import html_text
from newsroom.desk.importing.systems.wordpress_pages import CLOSED
from newsroom.desk.importing.systems.wordpress_posts import PRIVATE
from newsroom.desk.importing.values.headers import Header, UnreadableError
from newsroom.reading.frontmatter.marked_yaml import Value

Row = Mapping[str, str]

PUBLIC = "everyone"
_STORIES = ("newsletter", "podcast", "video", "thread")
_UNDATED = "write the date when you publish it"
_NO_LINE = "add its line to posts.csv and import again, if it is missed"
_NO_TEXT = "export again, or delete its line"


def read_config(_site: Path) -> Config:
    """Return nothing: an export does not say where the site was (``--site-url`` does)."""
    return Config()


def stories(folder: Path, _config: Config, report: ImportReport) -> Iterator[ArchiveFile]:
    """Yield the posts and pages of an export; report all else that is in it."""
    from newsroom.desk.importing.systems.substack_body import SubstackBody  # it loads packages

    rows = _rows(folder)
    newest = max((row.get("post_date") or "" for row in rows), default="")
    body = SubstackBody(folder, report)
    for row in rows:
        report.counts["read"] += 1
        place = f"posts/{row['post_id']}.html"
        try:
            if (folder / place).stat().st_size > LARGEST:
                raise UnreadableError(f"it has more than {LARGEST:,} bytes", "split it")
            html, _ = read_text(folder / place, folder)
        except FileNotFoundError:
            report.left_out(place, f"the text of {row.get('title')!r} is missing", _NO_TEXT)
            continue
        except UnreadableError as error:
            report.left_out(place, error.what, error.remedy)
            continue
        if source := _source(row, place, folder, body.text(html, row, place), newest, report):
            yield source
    body.report_dropped()
    named = {f"{row['post_id']}.html" for row in rows}
    for file in sorted((folder / "posts").glob("*.html")):
        if file.name not in named:
            report.counts["read"] += 1
            report.left_out(f"posts/{file.name}", "no line of posts.csv names it", _NO_LINE)


def _rows(folder: Path) -> list[Row]:
    file = folder / "posts.csv"
    if not file.is_file():
        remedy = "name the ZIP file of Settings → Exports, or the folder with posts.csv and posts/"
        raise ArchiveError(f"{folder} holds no export of Substack: {remedy}")
    try:
        text, _ = read_text(file, folder)
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (UnreadableError, csv.Error) as error:
        raise ArchiveError(f"{file} cannot be read ({error}): export again") from None
    known = [{key: value or "" for key, value in row.items() if key} for row in rows]
    return [row for row in known if row.get("post_id")]


def _source(
    row: Row, place: str, folder: Path, body: str, newest: str, report: ImportReport
) -> ArchiveFile | None:
    slug = row["post_id"].partition(".")[2] or row["post_id"]
    reasons = list(_reasons(row, body))
    is_published = row.get("is_published", "").lower() == "true"
    if row.get("type") == "page":
        if reasons or not is_published:
            reason = reasons[0] if reasons else "it is a draft"
            report.left_out(place, f"the page {row.get('title')!r}: {reason}", CLOSED)
            return None
    elif is_published:
        for reason in reasons:
            report.changed(place, reason, PRIVATE)
    date = row.get("post_date") or ("" if is_published else newest)
    if not row.get("post_date") and date:
        report.changed(place, f"the draft has no date: it has that of the newest post, {date}",
                       _UNDATED)  # fmt: skip
    values: dict[str, Value] = {
        "title": row.get("title", ""), "subtitle": row.get("subtitle", ""), "date": date,
        "slug": slug, "permalink": f"/p/{slug}",
        "status": "published" if is_published and not reasons else "draft",
    }  # fmt: skip
    known: dict[str, Value] = {key: value for key, value in values.items() if value}
    page = slug if row.get("type") == "page" else ""
    return ArchiveFile(place, folder / place, Header(known, {}, body, 1), page)


def _reasons(row: Row, body: str) -> Iterator[str]:
    """Yield why a published post may not be for everybody."""
    audience, kind = row.get("audience", ""), row.get("type", "")
    if audience != PUBLIC:
        yield f"the post is for {audience or 'an unknown audience'}"
    elif "paywall-mark" in body:
        yield "there is a paywall in it"
    if kind not in (*_STORIES, "page"):
        yield f"the post is of the type {kind!r}"


SUBSTACK = Dialect(
    name="substack",
    permalink="/p/:slug/",
    separator=",",
    by_folder=False,
    classic=False,
    config_names=("posts.csv",),
    read_config=read_config,
    convert=html_text,
    names=(":slug",),
    stories=stories,
    private=r"^(?!posts\.csv$).*\.csv$",
)
