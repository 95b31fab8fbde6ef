"""The edition: everything that one run knows, handed from hook to hook."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from newsroom.jobs import CopyJob, Job, PageJob
from newsroom.model import (
    Article,
    Assets,
    Author,
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
    ``own_files`` are those of ``content/files``, by their paths in the output folder; ``replaced``
    are the files that would have been made in their place.
    ``elsewhere`` are places outside of content and theme from which it was read, paths or URLs.
    ``parsed`` is how many sources were new or changed; ``ending`` is called when the run ends.
    ``explanation`` answers why a file was made again, where that was asked; ``make`` makes one file
    on demand. A check of a few files reads ``only`` some sources, by their paths.
    """

    settings: Mapping[str, Any]
    site: Site
    now: datetime
    zone: ZoneInfo
    content: Path
    theme: Path
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
    manuscripts: list[Article] = field(default_factory=list)
    series: dict[str, Series] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    hidden: list[Article] = field(default_factory=list)
    drafts: list[Article] = field(default_factory=list)
    expired: list[Article] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    ledger: dict[str, int] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    due: list[Due] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    files: dict[str, CopyJob] = field(default_factory=dict)
    own_files: dict[str, CopyJob] = field(default_factory=dict)
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
        if other is not None and not (isinstance(job, CopyJob) and job == other):
            self.problems.error(
                f"/{job.path}",
                "two pages want this address",
                "give one of them another slug, or take away the alias or redirect",
            )
        self.jobs[job.path] = job
