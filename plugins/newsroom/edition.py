"""The edition: everything that one run knows, handed from hook to hook."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from newsroom.jobs import CopyJob, Job, PageJob, RenditionJob
from newsroom.model import (
    Article,
    Assets,
    Author,
    Cut,
    Document,
    Due,
    FrontPlan,
    Issue,
    Market,
    MarketRecord,
    MarketUse,
    Popularity,
    Posting,
    Redirect,
    Section,
    Series,
    Site,
    Statement,
    Tag,
)
from newsroom.paths import path_mistake
from newsroom.problems import Problems
from newsroom.profile import Profile
from newsroom.theme import Theme

Enlargement = tuple[Cut, tuple[RenditionJob, ...]]
"""A cut with larger sizes, and the jobs that it needs."""

LISTINGS = {"archive", "author", "series", "tag"}
"""First parts of addresses of pages that are there only while they have stories."""

ERROR_PAGE = "404.html"
"""The page that hosts show for an address without one."""


@dataclass(repr=False)
class Edition:
    """One run. Lists of articles are newest first; registries are in display order.

    ``preview`` shows drafts and scheduled stories; ``cache`` is a folder that may vanish between
    runs. ``manuscripts`` are all stories, also those that nobody may see yet; ``articles`` are the
    listed ones; hidden stories and, in a preview, drafts have a page but stand in no list.
    ``redirects`` holds the aliases of stories too. ``ledger`` is every address ever published and
    its line, ``addresses`` those of this edition that must live on.
    ``postings`` are the comments on stories of this edition, as the comment server has them.
    ``market_uses`` are of all stories. Whatever asks the clock adds to ``due`` when its answer
    changes; whatever learns something about readers adds to ``privacy``, before pages are laid out.
    ``enlargements`` are, by the address of a wide cut, the one for the top of a page.
    ``strays`` are files among the stories that may be none, ``own_files`` those of
    ``content/files``, by their paths in the output folder; ``replaced``
    are the files that would have been made in their place.
    ``named`` gives name and description of the tags and series that have an entry, by their URLs.
    ``waiting`` are stories that are not published yet (``drafts`` in a preview), ``coming`` their
    aliases. ``links`` holds the addresses within the site that each source links to, ``unread`` the
    sources with mistakes and the names by which others may mean them, ``damaged`` the files that
    were reported.
    ``elsewhere`` are places outside of content and theme from which it was read, paths or URLs.
    ``parsed`` is how many sources were new or changed; ``ending`` is called when the run ends.
    ``is_laid_out`` says that all hooks up to ``page`` came to their end.
    ``explanation`` answers why a file was made again, where that was asked; ``make`` makes one file
    on demand. A check of a few files reads ``only`` some sources, by their paths.
    """

    settings: Mapping[str, Any]
    site: Site
    now: datetime
    zone: ZoneInfo
    content: Path
    theme: Theme
    output: Path
    cache: Path
    workers: int
    preview: bool
    problems: Problems = field(default_factory=Problems)
    only: frozenset[str] | None = None
    parsed: int = 0
    sections: dict[str, Section] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    manuscripts: list[Article] = field(default_factory=list)
    series: dict[str, Series] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    hidden: list[Article] = field(default_factory=list)
    drafts: list[Article] = field(default_factory=list)
    waiting: list[Article] = field(default_factory=list)
    expired: list[Article] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    coming: list[Redirect] = field(default_factory=list)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    ledger: dict[str, int] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    due: list[Due] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    files: dict[str, CopyJob | RenditionJob] = field(default_factory=dict)
    enlargements: dict[str, Enlargement] = field(default_factory=dict)
    own_files: dict[str, CopyJob] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    issues: tuple[Issue, ...] = ()
    popularity: Popularity | None = None
    postings: tuple[Posting, ...] = ()
    hot_pins: tuple[Article, ...] = ()
    hot_bans: tuple[Article, ...] = ()
    hot: tuple[Article, ...] = ()
    front_plan: FrontPlan = field(default_factory=FrontPlan)
    breaking: tuple[Article, ...] = ()
    market_uses: list[MarketUse] = field(default_factory=list)
    market_records: tuple[MarketRecord, ...] = ()
    markets: tuple[Market, ...] = ()
    privacy: list[Statement] = field(default_factory=list)
    assets: Assets | None = None
    feed_formats: tuple[tuple[str, str, str], ...] = ()
    jobs: dict[str, Job] = field(default_factory=dict)
    is_laid_out: bool = False
    written: int = 0
    explanation: str = ""
    make: Callable[[Job], bytes | Path] | None = None
    profile: Profile = field(default_factory=Profile)
    ending: ExitStack = field(default_factory=ExitStack)

    @property
    def editorial(self) -> list[Article]:
        """The listed articles that nobody paid for."""
        return [article for article in self.articles if not article.sponsor]

    @property
    def with_page(self) -> list[Article]:
        """Every article that has a page of its own."""
        return [*self.articles, *self.hidden, *self.drafts]

    @property
    def public_jobs(self) -> Mapping[str, Job]:
        """What a production build makes: all jobs, but for those of a preview alone."""
        if not self.preview:
            return self.jobs
        seen = [*self.articles, *(one for one in self.expired if one.status == "published")]
        public = {article.series.slug for article in seen if article.series}
        proofs = [article.url for article in self.drafts]
        proofs += [one.url for one in self.series.values() if one.slug not in public]
        folders = tuple(self.site.file(url).removesuffix("index.html") for url in proofs)
        own = (*folders, "desk/", *(() if public else ("series/",)))
        return {path: job for path, job in self.jobs.items() if not path.startswith(own)}

    def may_come(self, address: str) -> bool:
        """Whether a page is missing only because sources with mistakes were left out."""
        if not self.unread:
            return False
        parts = unquote(address).partition("#")[0].partition("?")[0].strip("/").split("/")
        first, last = parts[0], parts[-1].removesuffix(".md")
        # A tag, a month or a further page may have no other stories.
        listing = first in LISTINGS or "page" in parts
        return listing or any(last in names for names in self.unread.values())

    def by_path(self) -> dict[str, Article]:
        """Return every path (decoded, without base) that leads to a story, old ones included."""
        own = {
            unquote(article.url.removeprefix(self.site.base)): article for article in self.with_page
        }
        old = ((redirect.old, own.get(unquote(redirect.target))) for redirect in self.redirects)
        return {**{path: article for path, article in old if article}, **own}

    def add(self, job: Job) -> None:
        """Order a file. Two different orders for one file are a mistake of the content.

        A file of ``content/files`` takes the place of a file that is made, but of no page.
        """
        if mistake := path_mistake(job.path):
            what = f"no file can have this name ({mistake})"
            remedy = "rename what it is made of, or correct the plugin that orders it"
            self.problems.error(f"/{job.path}", what, remedy)
            return
        own = self.own_files.get(job.path)
        if own is not None and job != own:
            if isinstance(job, PageJob) and job.path != ERROR_PAGE:
                remedy = "give the file another name, or the page another slug"
                self.problems.error(f"content/files/{job.path}", "a page has this address", remedy)
            else:
                self.replaced.append(job.path)
            return
        other = self.jobs.get(job.path)
        if other is not None and not (isinstance(job, CopyJob | RenditionJob) and job == other):
            self.problems.error(
                f"/{job.path}",
                "two pages want this address",
                "give one of them another slug, or take away the alias or redirect",
            )
        self.jobs[job.path] = job
