"""Ghost: the export (JSON) of Settings → Labs, with a copy of ``content/images``."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.desk.importing.archive import LARGEST, ArchiveFile, clean
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.report import ArchiveError, ImportReport
from newsroom.desk.importing.systems.wordpress import html_text
from newsroom.desk.importing.systems.wordpress_pages import CLOSED, EMPTY
from newsroom.desk.importing.systems.wordpress_posts import PRIVATE
from newsroom.desk.importing.values.headers import Header
from newsroom.desk.importing.values.names import person
from newsroom.reading.frontmatter.marked_yaml import Value
from newsroom.text.amounts import counted

Row = Mapping[str, Any]

_ADDRESSES = ("canonical_url", "feature_image")
_TEXTS = (
    "custom_excerpt", "feature_image_alt", "meta_title", "meta_description", "og_title",
    "twitter_title",
)  # fmt: skip
_PERSON = ("name", "bio", "website", "twitter")
_TABLES = ("posts", "posts_meta", "posts_tags", "posts_authors", "tags", "users")
_PICTURES = (
    ("users", "profile_image", "add them to media/ and to data/authors.yml"),
    ("tags", "feature_image", "nothing to do: sections and tags have no pictures"),
)
_INTERNAL = "they steer the old theme: nothing to do, unless readers saw them"
_OTHERS = "they are settings of Ghost, copies of texts and readers: keep the export if in doubt"
_NO_TEXT = "open the post in a newer Ghost, save it, and export again"


def read_config(_site: Path) -> Config:
    """Return the usual pattern: an export does not say where the site was (``--site-url`` does)."""
    return Config(permalinks={"": "/:slug/"})


def stories(folder: Path, config: Config, report: ImportReport) -> Iterator[ArchiveFile]:
    """Yield the posts and pages of all exports in a folder; report all else that is in them."""
    tables = [(file, data) for file in sorted(folder.glob("*.json")) if (data := _tables(file))]
    if not tables:
        remedy = "put the .json file of Settings → Labs → Export into it, next to content/images"
        raise ArchiveError(f"{folder} holds no export of Ghost: {remedy}")
    for file, data in tables:
        _report_rest(data, file.name, report)
        _add_facts(data, config)
        people, tags = _linked(data, "users", "posts_authors", "author_id"), _linked(
            data, "tags", "posts_tags", "tag_id"
        )  # fmt: skip
        meta = {row.get("post_id"): row for row in _rows(data, "posts_meta")}
        users = {row.get("id"): row for row in _rows(data, "users")}
        for row in _rows(data, "posts"):
            report.counts["read"] += 1
            post = {**meta.get(row.get("id"), {}), **{k: v for k, v in row.items() if v}}
            place = f"{file.name}#{post.get('slug') or post.get('id')}"
            if reason := _left_out(post):
                report.left_out(place, *reason)
                continue
            authors = people[post.get("id")] or [users.get(post.get("author_id"), {})]
            yield _story(post, authors, tags[post.get("id")], place, file, report)


def _add_facts(data: Mapping[str, Any], config: Config) -> None:
    """Keep what is said of people and tags, for those that the stories name."""
    for row in _rows(data, "users"):
        known: dict[str, Value] = {key: _text(row, key) for key in _PERSON if row.get(key)}
        config.people[str(row.get("name"))] = person(str(row.get("slug") or ""), known)
    for row in _rows(data, "tags"):
        if about := clean(str(row.get("description") or "")):
            name = str(row.get("name"))
            config.topics[name] = {"name": name, "description": about}


def _report_rest(data: Mapping[str, Any], file: str, report: ImportReport) -> None:
    """Count what an export holds besides posts."""
    for name, key, remedy in _PICTURES:
        if count := sum(bool(row.get(key)) for row in _rows(data, name)):
            report.changed(file, f"left out: {counted(count, 'picture')} of {name}", remedy)
    hidden = [row for row in _rows(data, "tags") if str(row.get("name")).startswith("#")]
    if hidden:
        report.changed(file, f"left out: {counted(len(hidden), 'internal tag')} (#…)", _INTERNAL)
    others = {name: len(_rows(data, name)) for name in sorted(data) if name not in _TABLES}
    if rows := ", ".join(f"{name} {count:,}" for name, count in others.items() if count):
        report.changed(file, f"rows of other tables were left out: {rows}", _OTHERS)


def _left_out(post: Row) -> tuple[str, str] | None:
    """Return why a post or page cannot be brought over, and what to do."""
    if not post.get("html") and (post.get("lexical") or post.get("mobiledoc")):
        return "its text is not in the export as HTML", _NO_TEXT
    if len(str(post.get("html"))) > LARGEST:
        return f"it has more than {LARGEST:,} characters", "split it"
    return _closed_page(post) if _is_page(post) else None


def _is_page(post: Row) -> bool:
    return post.get("type") == "page" or str(post.get("page")) in ("1", "True")


def _closed_page(page: Row) -> tuple[str, str] | None:
    visibility, status = page.get("visibility") or "public", page.get("status")
    reason = f"is for {visibility} only" if visibility != "public" else ""
    if status != "published":
        reason = "is not published yet" if status == "scheduled" else "is a draft"
    if reason:
        return f"the page {page.get('title')!r} {reason}", CLOSED
    is_empty = not str(page.get("html") or "").strip()
    return (f"the page {page.get('title')!r} has no text", EMPTY) if is_empty else None


def _story(
    post: Row, authors: list[Row], tags: list[Row], place: str, file: Path, report: ImportReport
) -> ArchiveFile:
    public = [str(tag.get("name")) for tag in tags if not str(tag.get("name")).startswith("#")]
    values: dict[str, Value] = {key: _text(post, key) for key in _TEXTS if post.get(key)}
    values |= {key: str(post[key]) for key in _ADDRESSES if post.get(key)}
    slug = str(post.get("slug") or "")
    values |= {
        "title": _text(post, "title"), "slug": slug,
        "status": _status(post, place, report), "date": _moment(post, "published_at", "created_at"),
        "modified": _moment(post, "updated_at"),
        "feature_image_caption": str(post.get("feature_image_caption") or ""),
        "authors": [str(row["name"]) for row in authors if row.get("name")],
        "categories": [*public[:1]], "tags": [*public[1:]],
    }  # fmt: skip
    if _is_page(post):
        values["permalink"] = f"/{slug}/"
        values["deck"] = values.pop("custom_excerpt", "")
    if "feature_image" in values:
        values["feature_image"] = _without_mark(str(values["feature_image"]))
    body = _without_mark(str(post.get("html") or ""))
    known: dict[str, Value] = {key: value for key, value in values.items() if value}
    return ArchiveFile(place, file, Header(known, {}, body, 1), slug if _is_page(post) else "")


def _text(row: Row, key: str) -> str:
    """Return plain text of Ghost as HTML, for which it is taken from here on: `the <b> tag`."""
    return html.escape(str(row.get(key) or ""), quote=False)


def _status(post: Row, place: str, report: ImportReport) -> str:
    """Return what readers may see: what only members or receivers of mail could is a draft."""
    visibility, status = post.get("visibility") or "public", post.get("status")
    if visibility != "public":
        report.changed(place, f"the post is for {visibility} only", PRIVATE)
        return "draft"
    if status == "sent":
        report.changed(place, "the post was sent by mail and never on the site", PRIVATE)
    return "published" if status in ("published", "scheduled") else "draft"


def _moment(post: Row, *names: str) -> str:
    """Return a time as ISO 8601; exports of the first versions count milliseconds."""
    value = next((post[name] for name in names if post.get(name)), "")
    if isinstance(value, int):
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds")
    return str(value)


def _without_mark(text: str) -> str:
    return re.sub(r"__GHOST_URL__/?", "/", html.unescape(text) if "<" not in text else text)


def _tables(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_bytes())
        found = data.get("db", [data])[0].get("data", {})
    except (ValueError, AttributeError, IndexError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) and "posts" in found else {}


def _rows(data: Mapping[str, Any], name: str) -> list[Row]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _linked(
    data: Mapping[str, Any], name: str, links: str, key: str
) -> defaultdict[Any, list[Row]]:
    """Return for each post the rows of another table, in the order that the post gives them."""
    known = {row.get("id"): row for row in _rows(data, name)}
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for link in sorted(_rows(data, links), key=lambda row: int(row.get("sort_order") or 0)):
        if link.get(key) in known:
            found[link.get("post_id")].append(known[link.get(key)])
    return found


GHOST = Dialect(
    name="ghost",
    permalink="/:slug/",
    separator=",",
    by_folder=False,
    classic=False,
    config_names=(),
    read_config=read_config,
    convert=html_text,
    stories=stories,
)
