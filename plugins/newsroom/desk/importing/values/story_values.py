"""What front matter of an archive says of a story, one function for each value."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsroom.desk.importing.archive import clean
from newsroom.desk.importing.dialects import Config, Dialect
from newsroom.desk.importing.texts.wording import plain, site_path
from newsroom.desk.importing.traced_text import shorten
from newsroom.desk.importing.values.dates import Stamp, read_date
from newsroom.desk.importing.values.headers import texts
from newsroom.desk.importing.values.matter import ArchiveMatter
from newsroom.text.urls import is_web_address

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


_NOT_A_NAME = re.compile(r"\A\s*by\s+|\s*<[^>]*>", re.IGNORECASE)
_ROLES = {
    "photographers": "Photographs by",
    "illustrators": "Illustrations by",
    "contributors": "Additional reporting by",
    "translators": "Translated by",
}
_NEVER = ("never", "false", "local")
_STATUS = {"published": "published", "draft": "draft", "hidden": "hidden", "skip": "draft"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """The lead image as the archive names it; ``line`` is that of its key."""

    src: str
    alt: str
    caption: str
    line: int


def own_address(matter: ArchiveMatter, dialect: Dialect) -> tuple[str, str]:
    """Return the address that a story gives itself, and the pattern if it writes one."""
    name = "saved_as" if dialect.classic else "address"
    key, text = matter.take(name)[0], matter.text(name)
    if text == "false":  # of Eleventy: it has none
        return "", ""
    if not text or text in dialect.styles or re.search(r"/:\w", text):
        return "", dialect.styles.get(text, text)
    address = "" if "{{" in text else site_path(text)
    if not address:
        remedy = "its address was made from the pattern of the others: write `aliases`"
        matter.note(key, f"{text!r} is not an address of the old site", remedy)
    return address, ""


def translation_key(matter: ArchiveMatter, dialect: Dialect, inner: str, config: Config) -> str:
    """Return what all languages of a story have in common, ``""`` if nothing says it."""
    key = matter.text("translation_key")
    if key or not (config.languages or dialect.classic):
        return key
    if dialect.classic:
        return matter.text("slug")
    folders, _, name = inner.rpartition("/")
    base = re.sub(r"\.[a-z]{2}(-[A-Za-z]{2,4})?(?=\.\w+$)", "", name)
    return f"/{folders}/{base}"


def aliases(matter: ArchiveMatter, dialect: Dialect, path: str, zola: bool) -> Iterator[str]:
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


def status(matter: ArchiveMatter, path: str) -> str:
    given = matter.flag("status")
    if matter.flag("draft") in ("true", "yes") or matter.flag("published") in ("false", "no"):
        return "draft"
    if path.startswith("_drafts/") or "/_drafts/" in path:
        return "draft"
    if given and given not in _STATUS:
        matter.note("status", f"unknown status {given!r}", "it became a draft: publish it by hand")
        return "draft"
    if reason := _unpublished(matter):
        matter.note(*reason, "it became a draft: publish it by hand")
        return "draft"
    hidden = matter.flag("hidden") in ("true", "yes") or matter.flag("unlisted") in ("true", "yes")
    listed = _of_build(matter, "list")[1]
    return "hidden" if hidden or listed in _NEVER else _STATUS.get(given, "published")


def _unpublished(matter: ArchiveMatter) -> tuple[str, str] | None:
    """Return the key by which the old site kept a story from readers, and what it says."""
    key, rendered = _of_build(matter, "render")
    if rendered in _NEVER:
        return key, f"`{key}` says that it is not rendered"
    if matter.flag("permalink") == "false":
        return "permalink", "`permalink: false` says that it has no address"
    for key in ("headless", "private", "protected", "members_only"):
        if matter.flag(key) in ("true", "yes"):
            return key, f"`{key}` says that it is not for everybody"
    if matter.flag("visibility") not in ("", "public"):
        return "visibility", "`visibility` says that it is not for everybody"
    return (
        ("password", "only who knew a password could read it") if matter.flag("password") else None
    )


def _of_build(matter: ArchiveMatter, name: str) -> tuple[str, str]:
    """Return what Hugo's ``build`` says of one thing, and its key."""
    for key in ("build", "_build"):
        if isinstance(group := matter.values.get(key), dict):
            matter.use(key)
            return key, next(texts(group.get(name)), "").lower()
    return "build", ""


def language(matter: ArchiveMatter) -> str:
    text = matter.text("lang").replace("_", "-")
    return text if _LANGUAGE.fullmatch(text) else ""


def web_address(matter: ArchiveMatter, name: str) -> str:
    key, _ = matter.take(name)
    text = matter.text(name)
    if not text or is_web_address(text):
        return text
    matter.note(key, f"{key} {shorten(text)!r} is not a web address", "it was left out: correct it")
    return ""


def headlines(matter: ArchiveMatter, title: str) -> dict[str, str]:
    """Return the headlines for lists, search engines and other sites that differ from the title.

    Those of Yoast may be patterns (``%%title%% %%sep%% %%sitename%%``), which say nothing.
    """
    found = {key: plain(matter.text(f"{key}_title")) for key in ("card", "search", "social")}
    return {key: text for key, text in found.items() if text and text != title and "%" not in text}


def corrections(
    matter: ArchiveMatter, date: Stamp, updated: Stamp | None, config: Config
) -> list[dict[str, str]]:
    """Return the corrections and notes; one without a date has that of the last change."""
    found = []
    for name, kind in (
        ("corrections", "correction"), ("clarifications", "clarification"), ("notes", "note"),
    ):  # fmt: skip
        key, value = matter.take(name)
        for item in value if isinstance(value, list) else [value] if value else ():
            group = item if isinstance(item, dict) else {"text": item}
            given = (
                group.get(own) for own in ("text", "note", "description", "body", "correction")
            )
            text = plain(clean(next((one for part in given for one in texts(part)), "")))
            if not text:
                continue
            written = next(texts(group.get("date")), "")
            stamp = read_date(written, config.zone) if written else None
            if stamp is None or stamp.day < date.day:
                stamp = updated or date
                remedy = f"it is dated {stamp.day}: write the day on which it was published"
                matter.note(key, f"the {kind} has no clear date", remedy)
            entry = {"date": stamp.day, "text": text}
            found.append(entry if kind == "correction" else {**entry, "kind": kind})
    return found


def helpers(matter: ArchiveMatter, dialect: Dialect) -> list[dict[str, str]]:
    """Return those who did something else than write, with their roles."""
    return [
        {"name": name, "role": role}
        for key, role in _ROLES.items()
        for name in people(matter, dialect, key)
    ]


def sources(matter: ArchiveMatter) -> list[dict[str, str]]:
    url = web_address(matter, "source_url")
    name = matter.text("source")
    return [{"title": name or urlsplit(url).netloc, "url": url}] if url else []


def illustration(matter: ArchiveMatter) -> Illustration | None:
    key, value = matter.take("image")
    group = value if isinstance(value, dict) else {}
    src = next(texts(value), "") or next(
        (text for key in ("src", "path", "url", "image", "uid") for text in texts(group.get(key))),
        "",
    )
    alt = matter.text("image_alt") or next(texts(group.get("alt")), "")
    caption = matter.text("image_caption") or next(texts(group.get("caption")), "")
    return (
        Illustration(src=src, alt=plain(alt), caption=plain(caption), line=matter.line(key))
        if src
        else None
    )


def people(matter: ArchiveMatter, dialect: Dialect, key: str = "authors") -> Iterator[str]:
    _, value = matter.take(key)
    groups = value if isinstance(value, list) else [value]
    for item in groups:
        if isinstance(item, dict):
            yield from (clean(_NOT_A_NAME.sub("", text)) for text in texts(item.get("name")))
            continue
        separator = None
        if dialect.name == "pelican" and isinstance(item, str):
            separator = ";" if ";" in item else ","
        for text in texts(item, separator):
            if name := clean(_NOT_A_NAME.sub("", html.unescape(text))):
                yield name


def words(matter: ArchiveMatter, name: str, dialect: Dialect) -> Iterator[str]:
    _, value = matter.take(name)
    separator = "," if isinstance(value, str) and "," in value else dialect.separator
    for text in texts(value, separator):
        if word := clean(html.unescape(text)):
            yield word
