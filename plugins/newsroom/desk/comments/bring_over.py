"""The task ``./inv comments --import``: comments of WordPress or Disqus come below our stories."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from newsroom.building.build import load_settings
from newsroom.desk.comments.add_old import OldCommentDesk, in_order
from newsroom.desk.comments.configure import place_of
from newsroom.desk.comments.database import opened
from newsroom.desk.comments.from_disqus import read_disqus
from newsroom.desk.comments.from_wordpress import read_wordpress
from newsroom.desk.comments.install import installed
from newsroom.desk.comments.old_comments import OldComments
from newsroom.desk.comments.server import check_database, serving
from newsroom.desk.importing.addresses.archive_index import address_key
from newsroom.desk.importing.systems.wordpress import exports
from newsroom.desk.importing.texts.wording import site_path
from newsroom.enriching.comments import thread_of
from newsroom.model import Article, Site
from newsroom.pipeline import open_edition
from newsroom.problems import ContentError, Problem
from newsroom.reading.assembly.content import read_content
from newsroom.text.amounts import counted
from newsroom.text.urls import old_address

MOST_NAMED = 10
"""Addresses without a story that the report names."""
_DISQUS = b"http://disqus.com"


def bring_over(conf: Path, overrides: Mapping[str, Any], source: Path) -> str:
    """Add the comments of an export to Isso's database, each once; return what became of them.

    Raises:
        ContentError: the export or the database cannot be read, or settings are wrong.
    """
    place = place_of(conf, overrides)
    comments = read_comments(source)
    stories, site = _stories(conf, overrides)
    if not place.database.exists():
        check_database(place.database)
        with serving(place, installed(conf.resolve().parent)):
            pass  # Isso makes its tables when it starts
    with opened(conf, overrides) as base:
        threads = _threads(base, comments, stories, site)
        desk = OldCommentDesk(base, comments)
        for one in in_order(comments, threads):
            desk.add(one, threads[one.address])
    lost = Counter(one.address for one in comments.found if one.address not in threads)
    return "\n".join(_report(desk, comments, lost, len({*threads.values()}), place.database))


def read_comments(source: Path) -> OldComments:
    """Return the comments of an export: a file, or a folder with the files of WordPress.

    Raises:
        ContentError: there is no export, or it cannot be read.
    """
    remedy = "name the .xml file of Tools → Export (WordPress) or of Community → Export (Disqus)"
    try:
        if source.is_file():
            with source.open("rb") as data:
                if _DISQUS in data.read(5_000):
                    return read_disqus(source)
            files = [source] if source in exports(source.parent) else []
        else:
            files = exports(source)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError([Problem(str(source), f"cannot be read ({reason})", remedy)]) from None
    if not files:
        raise ContentError([Problem(str(source), "this is not an export with comments", remedy)])
    return read_wordpress(files)


def _stories(conf: Path, overrides: Mapping[str, Any]) -> tuple[dict[str, Article], Site]:
    """Return the stories that readers can open by all their addresses, old ones included."""
    edition = open_edition(load_settings(conf, overrides))
    read_content(edition)
    exact = edition.by_path()
    return {**{address_key(path): story for path, story in exact.items()}, **exact}, edition.site


def _threads(
    base: sqlite3.Connection, comments: OldComments, stories: Mapping[str, Article], site: Site
) -> dict[str, str]:
    """Return address of the old site → thread; a conversation goes on where it is."""
    begun = {row["uri"] for row in base.execute("SELECT uri FROM threads")}
    threads: dict[str, str] = {}
    for address in {one.address for one in comments.found}:
        path = site_path(address)
        story = stories.get(path) or (stories.get(address_key(path)) if path else None)
        if story is None:
            continue
        old = [site.shared(quote(old_address(alias))) for alias in story.aliases]
        usual = (story.url, thread_of(story, site), *old)
        threads[address] = next((one for one in usual if one in begun), thread_of(story, site))
    return threads


def _report(
    desk: OldCommentDesk, comments: OldComments, lost: Counter[str], threads: int, database: Path
) -> list[str]:
    lines = [
        f"{database}: {counted(desk.added, 'comment')} added, below {counted(threads, 'story')}."
    ]
    facts = {
        "were there already, or were brought over before": desk.known,
        "answer a comment that is not there, and are shown by themselves": desk.alone,
    }
    lines += [f"{number:,} {fact}." for fact, number in facts.items() if number]
    lines += [f"{number:,} left out: {why}." for why, number in sorted(comments.left_out.items())]
    if lost:
        lines.append(f"{lost.total():,} left out: no story that is published has their address.")
        named = sorted(lost.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [
            f"    {number:,}  {address or '(none)'}" for address, number in named[:MOST_NAMED]
        ]
        if len(named) > MOST_NAMED:
            lines.append(f"    and {len(named) - MOST_NAMED:,} more addresses")
        lines.append("    Write these into `aliases` of their stories, and run this again.")
    lines.append("Names, texts, times and websites were taken; e-mail and IP addresses were not.")
    return lines
