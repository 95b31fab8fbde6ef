"""What paging sets: the files of the site, and its addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from newsroom.edition.enriched import EnrichedEdition
from newsroom.files.paths import path_mistake
from newsroom.model import Assets
from newsroom.model.jobs import Job, PageJob

ERROR_PAGE = "404.html"
"""The page that hosts show for an address without one."""


@dataclass(repr=False, kw_only=True)
class PagedEdition(EnrichedEdition):
    """An edition whose files are or were ordered, each with ``add``; ``jobs`` holds them by path.

    ``replaced`` are the files that would have been made in the place of one of ``own_files``.
    ``ledger`` is every address ever published and its line, ``addresses`` those of this edition
    that must live on.
    """

    assets: Assets | None = None
    feed_formats: tuple[tuple[str, str, str], ...] = ()
    jobs: dict[str, Job] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    ledger: dict[str, int] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)

    @property
    def public_jobs(self) -> Mapping[str, Job]:
        """What a production build makes: all jobs, except those of a preview alone."""
        if not self.preview:
            return self.jobs
        seen = [*self.articles, *(one for one in self.expired if one.status == "published")]
        public = {article.series.slug for article in seen if article.series}
        previews = [article.url for article in self.drafts]
        previews += [one.url for one in self.series.values() if one.slug not in public]
        folders = tuple(self.site.file(url).removesuffix("index.html") for url in previews)
        own = (*folders, "desk/", "styleguide/", *(() if public else ("series/",)))
        return {path: job for path, job in self.jobs.items() if not path.startswith(own)}

    def add(self, job: Job) -> None:
        """Order a file. Two different orders for one file are a mistake of the content.

        A file of ``content/files`` takes the place of a file that is made, but of no page.
        """
        if mistake := path_mistake(job.path):
            what = f"no file can have this name ({mistake})"
            remedy = "rename what it is made of, or correct the plugin that orders it"
            self.problems.error(f"/{job.path}", what, remedy)
            return
        if self.language and isinstance(job, PageJob):
            job = replace(job, language=self.language)
        own = self.own_files.get(job.path)
        if own is not None and job != own:
            if isinstance(job, PageJob) and job.path != ERROR_PAGE:
                remedy = "give the file another name, or the page another slug"
                self.problems.error(f"content/files/{job.path}", "a page has this address", remedy)
            else:
                self.replaced.append(job.path)
            return
        other = self.jobs.get(job.path)
        if other is not None and (isinstance(job, PageJob) or job != other):
            self.problems.error(
                f"/{job.path}",
                "two pages want this address",
                "give one of them another slug, or delete the alias or redirect",
            )
        self.jobs[job.path] = job

    def amend(self, job: Job) -> None:
        """Put an order in the place of the one for the same file, with more in its context."""
        self.jobs[job.path] = job
