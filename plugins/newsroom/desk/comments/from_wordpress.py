"""Comments of an export of WordPress, in one or several files."""

from datetime import UTC, datetime
from pathlib import Path

from newsroom.desk.comments.old_comments import OldComment, OldComments, missing
from newsroom.desk.comments.reader_markdown import reader_markdown
from newsroom.desk.importing.addresses.old_site import old_site
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.wordpress import base_of
from newsroom.desk.importing.systems.wordpress_comments import SHOWN, state_of
from newsroom.desk.importing.systems.wordpress_export import Item, WordPressExport, read_export
from newsroom.problems import ContentError


def read_wordpress(files: list[Path]) -> OldComments:
    """Return the comments of all files of one site.

    Raises:
        ContentError: a file cannot be read.
    """
    export, report = WordPressExport(), ImportReport(files[0].name)
    for file in files:
        read_export(file, export, report)
    if report.problems.errors:
        raise ContentError(report.problems.errors)
    config = base_of(files)
    site = old_site(config.base_url, config)
    comments = OldComments()
    for item in export.items:
        link = item.texts.get("link", "").strip()
        for comment in item.comments:
            _read(comment, item, "" if "?" in link else site.inner(link), config.base_url, comments)
    return comments


def _read(
    comment: dict[str, str], item: Item, address: str, base_url: str, comments: OldComments
) -> None:
    def text(name: str) -> str:
        return comment.get(f"wp:comment_{name}", "").strip()

    def key(number: str) -> str:
        return f"wordpress:{base_url}:{number}" if number not in ("", "0") else ""

    comments.parents[key(text("id"))] = key(text("parent"))
    words, written = reader_markdown(text("content")), _seconds(text("date_gmt"))
    state = state_of(comment)
    if state == SHOWN:
        state = missing(key(text("id")), words, written)
    if state:
        comments.left_out[state] += 1
        return
    found = OldComment(
        key=key(text("id")), parent=key(text("parent")), address=address, title=item.title,
        name=text("author"), website=text("author_url"), written=written or 0, text=words,
    )  # fmt: skip
    comments.found.append(found)


def _seconds(text: str) -> int | None:
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None
