"""The ledger: every address that was ever published, so that none of them dies unnoticed.

Setting: ``LEDGER``.
Sets: ``edition.ledger``, ``edition.addresses``.

``content/data/ledger.txt`` holds one address a line, sorted; ``./inv ledger`` adds what is new.
Recorded are pages and feeds, old addresses that lead somewhere among them; not further pages of a
listing or of live coverage and not periods of the archive, whose content moves on from day to day.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import unquote

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.files.paths import address_mistake
from newsroom.model import Article
from newsroom.model.jobs import Job, PageJob
from newsroom.options import load_options
from newsroom.paging.redirects import moves_of
from newsroom.paging.renames import renames
from newsroom.problems import Problem
from newsroom.text.urls import file_slug, page_address

PATH = "content/data/ledger.txt"
PASSING = {"lite", "lite_story", "live_news", "not_found", "period", "saved", "updates"}
_STORY = re.compile(r"(?:/[a-z-]+)?/[^/]+/\d{4}/\d\d/([^/]+)/")


@dataclass(frozen=True)
class LedgerOptions:
    """Setting ``LEDGER``: whether a build that would lose an address stops."""

    enforce: bool = False


def parse_ledger(text: str) -> tuple[dict[str, int], list[Problem]]:
    """Return address → line (from 1); empty lines and lines that begin with ``#`` say nothing."""
    addresses: dict[str, int] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if entry.startswith("/"):
            addresses.setdefault(entry, number)
        elif entry and not entry.startswith("#"):
            remedy = (
                "write a path that begins with /; where two versions meet, keep the lines of both"
            )
            problems.append(
                Problem(PATH, f"{entry!r} is not a valid address", remedy, line=number, column=1)
            )
    return addresses, problems


def lasting(jobs: Iterable[Job]) -> set[str]:
    """Return the addresses that readers may link to or subscribe to."""
    return {page_address(job.path) for job in jobs if _is_lasting(job)}


def _is_lasting(job: Job) -> bool:
    if not isinstance(job, PageJob):
        return PurePosixPath(job.path).stem == "feed"
    listing = job.context.get("listing")
    return job.context["page"].kind not in PASSING and not (listing and not listing.is_first)


def successors(articles: Iterable[Article], moved: Mapping[str, str]) -> dict[str, Article]:
    """Return old slug → story: by its slug, by its file, or by a file that git saw renamed."""
    by_source = {article.source: article for article in articles}
    found = {file_slug(old): by_source[new] for old, new in moved.items() if new in by_source}
    found |= {file_slug(source): article for source, article in by_source.items()}
    return found | {article.slug: article for article in by_source.values()}


def _successor(address: str, stories: Mapping[str, Article]) -> Article | None:
    """Return the story that was at ``address``, of ``stories`` by their old slugs."""
    match = _STORY.fullmatch(address)
    return stories.get(match[1]) if match else None


def remedy(address: str, story: Article | None, living: Iterable[str]) -> str:
    """Return the line that keeps ``address`` alive; ``story`` was there and is at another one."""
    if story:
        if story.aliases:
            return f"add {address} to `aliases:` in {story.source}, behind the others"
        return f"add `aliases: [{address}]` to {story.source}"
    parent = address.rstrip("/").rpartition("/")[0] + "/"
    depth = address.count("/")
    nearby = [path for path in living if path.startswith(parent) and path.count("/") == depth]
    target = next(iter(get_close_matches(address, nearby, 1)), "/its/new/address/")
    return (
        f"add to content/data/redirects.yml `{address}: {target}` if it moved, or "
        f"`{address}: gone` if it was withdrawn"
    )


def read_ledger(edition: PagedEdition) -> None:
    file = edition.content / "data/ledger.txt"
    try:
        text = file.read_text("utf-8-sig") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        edition.problems.error(PATH, f"cannot be read ({error})", "take the file back from git")
        return
    edition.ledger, problems = parse_ledger(text)
    edition.problems.extend(problems)
    for address, line in edition.ledger.items():
        if mistake := address_mistake(address):
            what = f"{address!r} is not an address of this site ({mistake})"
            edition.problems.error(PATH, what, "delete the line", line, 1)


def keep_addresses(edition: PagedEdition) -> None:
    public, old = edition.public_jobs, {redirect.old for redirect in moves_of(edition)}
    edition.addresses = lasting(public.values()) | old
    if not load_options(edition.settings, "LEDGER", LedgerOptions).enforce:
        return
    answered = {page_address(path) for path in public} | old
    lost = {
        address: line
        for address, line in edition.ledger.items()
        if address not in answered and not edition.may_come(address)
    }
    if not lost:
        return
    # A story whose own address is in the ledger did not move.
    base, waiting = edition.site.base, {article.source for article in edition.waiting}
    own = {unquote(one.url.removeprefix(base)): one for one in edition.manuscripts}
    new = [one for one in own.values() if one.source not in waiting and _is_new(one, edition)]
    stories = successors(new, renames(edition.content))
    late = {article.slug: article for article in edition.waiting if _is_new(article, edition)}
    for address, line in lost.items():
        folder, _, name = address.rpartition("/")
        if name and f"{folder}/" in lost:
            continue  # a feed goes with its listing
        what = f"{address} was published and would be lost"
        taken_back, moved = own.get(address), _successor(address, stories)
        story = taken_back or moved or _successor(address, late)
        if edition.only is not None and not story:
            continue  # its story was not read
        if taken_back:
            fix = _of_taken_back(address, taken_back)
        else:
            fix = remedy(address, moved, edition.addresses)
        about = story.source if story else ""
        edition.problems.add(Problem(PATH, what, fix, line=line, column=1, about=about))


def _is_new(article: Article, edition: PagedEdition) -> bool:
    """Whether nothing was published at the address that a story has now."""
    return unquote(article.url.removeprefix(edition.site.base)) not in edition.ledger


def _of_taken_back(address: str, story: Article) -> str:
    """Return what to do about a story that was published, and is a draft or dated ahead by now."""
    place = f"in {story.source}"
    if story.status == "draft":
        keep = f"write `status: published` {place}, or `status: hidden` to keep its page alone"
    else:
        keep = f"date it back {place}"
    return f"{keep}; else add to content/data/redirects.yml `{address}: gone`"


def register() -> None:
    signals.read.connect(read_ledger)
    signals.finish.connect(keep_addresses)
