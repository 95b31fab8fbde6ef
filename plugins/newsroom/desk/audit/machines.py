"""What machines see of a page: search engines, networks and feed readers, and what is wrong."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsroom.building.build import load_settings
from newsroom.desk.audit.figures import AuditedPage
from newsroom.desk.audit.finished_site import FinishedSite, choose, open_site
from newsroom.desk.audit.lists import feeds_with, sitemaps_with
from newsroom.desk.audit.seen import Seen, look
from newsroom.problems import ContentError, Problem

TITLE, DESCRIPTION = 65, 160
"""Characters that search engines show; they cut what is longer."""
LACKING = {
    "image": "give the story one (image in front matter): lists of news show it",
    "thumbnailUrl": "give the film a still ({poster=…}), or the story a picture",
}
DEFAULT = "search engines ask for it"
PICTURE = 1200
"""Pixels across that a large picture needs in news, Discover and cards."""


def views(conf: Path, overrides: Mapping[str, Any], wanted: Sequence[str]) -> list[str]:
    """Return what machines see of each page, as text.

    Raises:
        ContentError: no page is named, there is no finished site, or it has no such page.
    """
    if not wanted:
        remedy = "write newsroom audit --machines /ai/2026/11/slug/"
        raise ContentError([Problem("--machines", "no page is named", remedy)])
    site = open_site(Path(load_settings(conf, overrides)["OUTPUT_PATH"]))
    return [view(site, page) for page in choose(site, wanted, 1, every=False)]


def view(site: FinishedSite, page: AuditedPage) -> str:
    """Return what machines see of one page."""
    seen = look(site, page)
    feeds, sitemaps = feeds_with(site, seen.address), sitemaps_with(site, seen.address)
    blocks = {
        "Search engines": _for_search(seen, sitemaps),
        "Networks": _for_networks(seen),
        "Feed readers": {
            "is in": _grouped(feeds) or "no feed",
            "offers": _grouped(seen.feeds) or "no feed",
        },
    }
    lines = [f"{page.url} ({page.kind.replace('_', ' ')})"]
    for heading, rows in blocks.items():
        lines += ["", heading]
        lines += [f"  {name:<12} {text}" for name, text in rows.items() if text]
    problems = list(amiss(seen, feeds, sitemaps, is_story=page.kind in ("story", "live")))
    lines += ["", "Problems"]
    lines += [f"  {problem}" for problem in problems] or ["  none"]
    return "\n".join(lines)


def _for_search(seen: Seen, sitemaps: Sequence[str]) -> dict[str, str]:
    return {
        "title": _measured(seen.title),
        "description": _measured(seen.description),
        "address": seen.address,
        "robots": seen.robots,
        "language": ", ".join([seen.lang, *(f"also {one}" for one in seen.languages)]),
        "published": seen.published,
        "modified": seen.modified,
        "data": ", ".join([*seen.types, *seen.parts]) or "none",
        "is in": ", ".join(sitemaps) or "no sitemap",
    }


def _for_networks(seen: Seen) -> dict[str, str]:
    picture = seen.picture
    file = f"{picture.file} ({picture.size / 1000:,.0f} kB)" if picture and picture.size else ""
    return {
        "title": seen.networks_title,
        "description": seen.networks_description,
        "kind": seen.kind,
        "picture": f"{picture.url}, {picture.width} × {picture.height}" if picture else "none",
        "its file": file,
        "its text": picture.alt if picture else "",
        "authors": ", ".join(seen.creators),
    }


def _grouped(feeds: Sequence[str]) -> str:
    """Return feeds by folder: ``/ai/feed (atom, rss)``."""
    folders: dict[str, list[str]] = defaultdict(list)
    for feed in feeds:
        name, _, suffix = feed.rpartition(".")
        folders[name].append(suffix)
    return ", ".join(f"{name} ({', '.join(found)})" for name, found in folders.items())


def _measured(text: str) -> str:
    return f"{text} ({len(text)} characters)" if text else "none"


def amiss(
    seen: Seen, feeds: Sequence[str], sitemaps: Sequence[str], *, is_story: bool
) -> Iterator[str]:
    """Yield what machines will not like, each with a remedy."""
    if seen.unread:
        yield f"structured data cannot be read: {seen.unread}"
    if "noindex" in seen.robots:  # nobody is led there, so that looks do not matter
        return
    yield from _of_texts(seen)
    yield from _of_picture(seen)
    if not seen.types and not seen.unread:
        yield "there is no structured data: the plugin enriching.structured_data makes it"
    for name in seen.lacking:
        yield f"structured data lacks {name}: {LACKING.get(name.partition(': ')[2], DEFAULT)}"
    if is_story and not seen.published:
        yield "no time of publication is given: write date in front matter"
    if is_story and not feeds:
        yield "no feed holds it (any more): feeds have the newest stories, see FEEDS"
    if not sitemaps:
        yield "it is in no sitemap, though search engines may list it"


def _of_texts(seen: Seen) -> Iterator[str]:
    headline = seen.title.removesuffix(f" — {seen.site}")
    if len(headline) > TITLE:
        remedy = "write a shorter one for them (headlines.search in front matter)"
        yield f"the headline has {len(headline)} characters, search engines cut it: {remedy}"
    if not seen.description:
        yield "there is no description: write a deck or a summary"
    elif len(seen.description) > DESCRIPTION:
        many = len(seen.description)
        yield f"the description has {many} characters, search engines cut it: write a shorter deck"


def _of_picture(seen: Seen) -> Iterator[str]:
    picture = seen.picture
    if picture is None:
        yield (
            "there is no picture: give the story one, or set SHARE = {'pictures': True} "
            "(the build says which letters no font has)"
        )
    elif picture.width and picture.width < PICTURE:
        yield f"the picture is {picture.width} pixels across: {PICTURE} are needed to be large"
    if picture and picture.is_own and not picture.size:
        yield f"the picture is not there: {picture.url}"
