"""From a file of the archive to a story: each value is found, made plain and checked."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from newsroom.desk.importing.archive import ArchiveFile, clean
from newsroom.desk.importing.dates import Stamp, date_in_name, read_date
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.drafts import Draft, shorten
from newsroom.desk.importing.headers import texts
from newsroom.desk.importing.matter import Matter
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.wording import humanise, plain, short_slug, site_path
from newsroom.text.urls import is_web_address, slugify

_DATED_NAME = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME_LANGUAGE = re.compile(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2,4})?)")
_STATUS = {"published": "published", "draft": "draft", "hidden": "hidden", "skip": "draft"}


@dataclass(frozen=True, slots=True)
class Illustration:
    """The lead image as the archive names it; ``line`` is that of its key."""

    src: str
    alt: str
    caption: str
    line: int


@dataclass(slots=True)
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
    body: Draft

    section: str = ""
    slug: str = ""
    file: str = ""
    old_address: str = ""
    authors: list[str] = field(default_factory=list)
    tag_slugs: list[str] = field(default_factory=list)
    headlines: dict[str, str] = field(default_factory=dict)

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
    matter = Matter(source, report)
    address = site_path(matter.text("address")) if dialect.name != "pelican" else ""
    date = _date(matter, source.path, address, config, report)
    if date is None:
        return None
    body = Draft.whole(header.body, header.body_line)
    stem, lang = _stem(source.path)
    title, body = _title(matter, body, stem, source.path, report)
    if not body.text.strip():
        report.changed(source.path, "the story has no text", "add the text, or delete the story")
    story = Story(
        source=source,
        title=title,
        deck=plain(matter.text("deck")),
        summary=plain(matter.text("summary")),
        date=date,
        updated=_later("updated", matter, date, config),
        expires=_later("expires", matter, date, config),
        status=_status(matter, source.path),
        lang=_language(matter) or lang,
        canonical=_web_address(matter, "canonical"),
        sources=_sources(matter),
        image=_illustration(matter),
        people=list(_people(matter, dialect)),
        tags=list(_words(matter, "tags", dialect)),
        categories=list(_words(matter, "categories", dialect)),
        folder=_folder(source.path),
        stem=matter.text("slug") or PurePosixPath(address).name or stem,
        headlines=_headlines(matter, title),
        address=address,
        aliases=list(_aliases(matter, dialect, source.path, bool(address))),
        body=body,
    )
    if dialect.name == "pelican" and "slug" not in matter.values:
        story.stem = slugify(title)
    story.slug = short_slug(story.stem) or short_slug(title) or f"story-{date.day}"
    matter.finish()
    return story


def _aliases(matter: Matter, dialect: Dialect, path: str, zola: bool) -> Iterator[str]:
    key, value = matter.take("aliases")
    for text in texts(value, "," if dialect.name == "pelican" else None):
        # Hugo reads an alias without a slash from the story's folder, all others from the root.
        relative = dialect.name == "hugo" and not zola and not text.startswith(("/", "http"))
        folder = path.rpartition("/")[0].removeprefix("content").strip("/")
        if alias := site_path(f"/{folder}/{text}" if relative else text):
            yield alias
        else:
            matter.note(
                key, f"{text!r} is not an address of the old site", "it was left out: correct it"
            )


def _date(
    matter: Matter, path: str, address: str, config: Config, report: ImportReport
) -> Stamp | None:
    key, value = matter.take("date")
    written = next(texts(value), "")
    given = read_date(written, config.zone) if written else None
    named = date_in_name(PurePosixPath(path).name) or date_in_name(address) or date_in_name(path)
    if given and named and given.day != named.day:
        what = f"dated {given.day} in its front matter and {named.day} in its name"
        matter.note(key, what, "the date of the front matter was taken: check it")
    elif written and not given and named:
        what = f"{written!r} is not a clear date, {named.day} was taken from the name"
        matter.note(key, what, "check the date")
    elif not named and not given:
        what = f"{written!r} is not a clear date" if written else "there is no date"
        remedy = "write `date: 2026-11-23` into it and import again, or make it a page by hand"
        report.left_out(path, what, remedy, matter.line(key))
    return given or named


def _later(name: str, matter: Matter, date: Stamp, config: Config) -> Stamp | None:
    key, value = matter.take(name)
    written = next(texts(value), "")
    if not written:
        return None
    stamp = read_date(written, config.zone)
    if stamp is None:
        matter.note(key, f"{key} {written!r} is not a clear date", f"it was left out: add `{name}`")
    elif not stamp.surely_after(date):
        if stamp.day < date.day:
            remedy = "it was left out: correct it if it matters"
            matter.note(key, f"{key} {stamp.day} is not after the date {date.day}", remedy)
        return None
    return stamp


def _title(
    matter: Matter, body: Draft, stem: str, path: str, report: ImportReport
) -> tuple[str, Draft]:
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


def _status(matter: Matter, path: str) -> str:
    given = matter.flag("status")
    if matter.flag("draft") in ("true", "yes") or matter.flag("published") in ("false", "no"):
        return "draft"
    if path.startswith("_drafts/") or "/_drafts/" in path:
        return "draft"
    if given and given not in _STATUS:
        matter.note("status", f"unknown status {given!r}", "it became a draft: publish it by hand")
        return "draft"
    hidden = matter.flag("hidden") in ("true", "yes") or matter.flag("unlisted") in ("true", "yes")
    return "hidden" if hidden else _STATUS.get(given, "published")


def _language(matter: Matter) -> str:
    text = matter.text("lang").replace("_", "-")
    return text if _LANGUAGE.fullmatch(text) else ""


def _web_address(matter: Matter, name: str) -> str:
    key, _ = matter.take(name)
    text = matter.text(name)
    if not text or is_web_address(text):
        return text
    matter.note(key, f"{key} {shorten(text)!r} is not a web address", "it was left out: correct it")
    return ""


def _headlines(matter: Matter, title: str) -> dict[str, str]:
    """Return the headlines for lists and search engines that differ from the title."""
    found = {key: plain(matter.text(f"{key}_title")) for key in ("card", "search")}
    return {key: text for key, text in found.items() if text and text != title}


def _sources(matter: Matter) -> list[dict[str, str]]:
    url = _web_address(matter, "source_url")
    name = matter.text("source")
    return [{"title": name or urlsplit(url).netloc, "url": url}] if url else []


def _illustration(matter: Matter) -> Illustration | None:
    key, value = matter.take("image")
    group = value if isinstance(value, dict) else {}
    src = next(texts(value), "") or next(
        (text for key in ("src", "path", "url", "image", "uid") for text in texts(group.get(key))),
        "",
    )
    alt = matter.text("image_alt") or next(texts(group.get("alt")), "")
    caption = matter.text("image_caption") or next(texts(group.get("caption")), "")
    return Illustration(src, plain(alt), plain(caption), matter.line(key)) if src else None


def _people(matter: Matter, dialect: Dialect) -> Iterator[str]:
    _, value = matter.take("authors")
    groups = value if isinstance(value, list) else [value]
    for item in groups:
        if isinstance(item, dict):
            yield from (clean(text) for text in texts(item.get("name")))
            continue
        separator = None
        if dialect.name == "pelican" and isinstance(item, str):
            separator = ";" if ";" in item else ","
        for text in texts(item, separator):
            if name := clean(re.sub(r"\s*<[^>]*>", "", html.unescape(text))):
                yield name


def _words(matter: Matter, name: str, dialect: Dialect) -> Iterator[str]:
    _, value = matter.take(name)
    separator = "," if isinstance(value, str) and "," in value else dialect.separator
    for text in texts(value, separator):
        if word := clean(html.unescape(text)):
            yield word


def _folder(path: str) -> str:
    """Return the first folder that could be a section: no year, not one for all posts."""
    file = PurePosixPath(path)
    own = 2 if file.stem.lower() == "index" else 1  # a bundle's folder is the story's own
    for part in file.parts[:-own]:
        if part.lower() in ("content", "_posts", "_drafts", "posts", "post", "blog", "articles"):
            continue
        return "" if part.isdigit() or part.startswith("_") else part
    return ""


def _stem(path: str) -> tuple[str, str]:
    """Return the name without date and suffix (that of the folder for a bundle), and its language.

    ``2014-03-12-title.es.md`` → ``title``, ``es``.
    """
    file = PurePosixPath(path)
    name = file.name.rpartition(".")[0]
    lang = ""
    if match := _NAME_LANGUAGE.fullmatch(name):
        name, lang = match[1], match[2]
    if name.lower() == "index" and len(file.parts) > 1:
        name = file.parent.name
    return _DATED_NAME.sub("", name) or name, lang
