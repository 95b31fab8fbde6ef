"""One post of WordPress as a file with front matter: keys that all archives share, HTML as text."""

from datetime import datetime, timedelta, timezone
from urllib.parse import unquote

from newsroom.desk.importing.archive import ArchiveFile
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.wordpress_body import post_html
from newsroom.desk.importing.systems.wordpress_export import Item, WordPressExport
from newsroom.desk.importing.values.headers import Header
from newsroom.desk.importing.values.matter import KNOWN
from newsroom.reading.frontmatter.marked_yaml import Value
from newsroom.text.urls import slugify

PRIVATE = "it became a draft: publish it only if all readers may see it"
_DRAFTS = ("draft", "pending", "private", "auto-draft")
_TAXONOMIES = ("category", "post_tag", "author", "post_format", "language", "post_translations")


def post(item: Item, export: WordPressExport, report: ImportReport) -> ArchiveFile:
    """Return a post as a file of the archive; who may not see it is settled here."""
    status = "draft" if item.status in _DRAFTS else "published"
    for is_closed, what in (
        (item.status == "private", "the post is private"),
        (bool(item.texts.get("wp:post_password")), "the post has a password"),
    ):
        if is_closed:
            status = "draft"
            report.changed(item.path, f"{item.title!r}: {what}", PRIVATE, item.line)
    if item.status not in ("publish", "future", *_DRAFTS):
        status = "draft"
        what = f"{item.title!r} has the status {item.status!r}"
        report.changed(item.path, what, PRIVATE, item.line)
    values: dict[str, Value] = {
        "title": item.title, "status": status, "date": _date(item, "wp:post_date"),
        "modified": _date(item, "wp:post_modified"), "slug": slug_of(item),
        "excerpt": item.texts.get("excerpt:encoded", ""), "permalink": _address(item, export),
        "authors": _authors(item, export), "categories": _categories(item, export),
        "tags": [name for domain, _, name in item.terms if domain == "post_tag"],
    }  # fmt: skip
    for domain, _, name in item.terms:
        if domain == "language":
            values["lang"] = _language(item)
        elif domain == "post_translations":
            values["translation_key"] = name
    values |= {domain: name for domain, _, name in item.terms if domain not in _TAXONOMIES}
    values |= {key: value for key, value in item.meta.items() if not _is_internal(key)}
    values |= _lead_picture(item, export)
    values = {key: value for key, value in values.items() if value}
    body = post_html(item, export, report)
    lines = dict.fromkeys(values, item.line)
    return ArchiveFile(item.path, item.file, Header(values, lines, body, item.body_line))


def _date(item: Item, name: str) -> str:
    """Return the day and time on the old site, with their distance from UTC."""
    local, world = item.texts.get(name, ""), item.texts.get(f"{name}_gmt", "")
    try:
        ahead = datetime.fromisoformat(local) - datetime.fromisoformat(world)
        ahead = timedelta(minutes=round(ahead.total_seconds() / 900) * 15)
        moment = datetime.fromisoformat(local).replace(tzinfo=timezone(ahead))
        return moment.isoformat(sep=" ", timespec="seconds")
    except ValueError:
        return "" if local.startswith("0000") else local


def slug_of(item: Item) -> str:
    return unquote(item.texts.get("wp:post_name", "")) or slugify(item.title) or (
        f"post-{item.texts.get('wp:post_id', '')}"
    )  # fmt: skip


def _address(item: Item, export: WordPressExport) -> str:
    link = item.texts.get("link", "").strip()
    return "" if "?" in link else export.site.inner(link)


def _authors(item: Item, export: WordPressExport) -> list[Value]:
    """Return the names: those of Co-Authors Plus, else the display name of the account."""
    several: list[Value] = [name for domain, _, name in item.terms if domain == "author" and name]
    login = item.texts.get("dc:creator", "")
    return several or [export.authors.get(login) or login]


def _categories(item: Item, export: WordPressExport) -> list[Value]:
    found = [name for domain, nicename, name in item.terms
             if domain == "category" and nicename != "uncategorized"]  # fmt: skip
    first = export.terms.get(item.meta.get("_yoast_wpseo_primary_category", ""), "")
    return [*([first] if first in found else []), *(name for name in found if name != first)]


def _language(item: Item) -> str:
    return next((code for domain, code, _ in item.terms if domain == "language"), "")


def _lead_picture(item: Item, export: WordPressExport) -> dict[str, Value]:
    picture = export.attachments.get(item.meta.get("_thumbnail_id", ""))
    if picture is None:
        return {}
    return {
        "featured_image": picture.texts.get("wp:attachment_url", ""),
        "image_alt": picture.meta.get("_wp_attachment_image_alt", ""),
        "image_caption": picture.texts.get("excerpt:encoded", ""),
    }


def _is_internal(key: str) -> bool:
    """Tell whether a field is for the software: such names begin with an underscore."""
    return key == "footnotes" or (not key[:1].isalpha() and key not in KNOWN)
