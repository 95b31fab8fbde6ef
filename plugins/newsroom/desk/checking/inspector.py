"""The inspector: checks an edition, and remembers texts that have not changed since."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from newsroom.desk.checking.findings import Finding, Options, Remark, Rule, found, from_problem
from newsroom.desk.checking.inspection import Inspection, html_of, inspect, open_manuscript
from newsroom.desk.checking.links import SiteMap, ids_of, judge, theme_ids
from newsroom.edition import Edition
from newsroom.jobs import PageJob
from newsroom.model import Article, Document
from newsroom.problems import ContentError
from newsroom.progress import track
from newsroom.urls import slugify
from newsroom.workers import Crew, WorkerError

Subject = Article | Document
_Key = tuple[str, int, str]
_CHUNK = 32


class Inspector:
    """Checks one edition after the other, with so many ``workers`` and the rules of plugins.

    An edition needs to be laid out, not written.
    """

    def __init__(self, options: Options, workers: int = 1, own_rules: Sequence[Rule] = ()) -> None:
        self.options = options
        self._workers = workers
        self._own_rules = own_rules
        self._known: dict[str, tuple[_Key, Inspection]] = {}
        self._traces: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def findings(self, edition: Edition, paths: Collection[str] | None = None) -> list[Finding]:
        """Return all findings of an edition in order, or those of ``paths`` (sources) only."""
        options = self.options
        known = [from_problem(problem, options) for problem in edition.problems]
        subjects = [one for one in subjects_of(edition) if paths is None or one.source in paths]
        site, project = map_of(edition), edition.content.parent
        self._inspect(subjects, edition)
        for subject in subjects:
            inspection, file = self._known[subject.source][1], project / subject.source
            known += inspection.findings
            known += broken_links(subject, file, inspection.links, site, edition, options)
        known += self._hidden_data(edition, paths)
        return sorted({one for one in known if one and (paths is None or one.path in paths)})

    def _hidden_data(
        self, edition: Edition, paths: Collection[str] | None
    ) -> Iterator[Finding | None]:
        """Yield a finding for each file that is published as it is and names people or places."""
        root = edition.content / "files"
        for file in sorted(root.rglob("*")):
            path = file.relative_to(edition.content.parent).as_posix()
            if (paths is None or path in paths) and file.is_file():
                status = file.stat()
                key = path, status.st_mtime_ns, status.st_size
                if key not in self._traces:
                    from newsroom.media.traces import traces  # it takes long to load

                    self._traces[key] = traces(file)
                if held := self._traces[key]:
                    what = f"it is published as it is, with {', '.join(held)}"
                    remedy = "take that out of the file, or put it into content/media/"
                    yield found(path, "hidden-data", Remark(0, 0, what, remedy), self.options)

    def _inspect(self, subjects: Collection[Subject], edition: Edition) -> None:
        """Read the texts that are not known as they are."""
        # The day counts for dates that lie far ahead.
        day = edition.now.toordinal()
        keys = {one.source: (one.digest, day, self._additions(one)) for one in subjects}
        known = {source: key for source, (key, _) in self._known.items()}
        new = [one for one in subjects if known.get(one.source) != keys[one.source]]

        def inspected(subject: Subject) -> tuple[str, Inspection]:
            file = edition.content.parent / subject.source
            return subject.source, inspect(
                subject, file, edition.now, self.options, self._own_rules
            )

        def note(found: Iterable[tuple[str, Inspection]]) -> None:
            for source, inspection in track(found, len(new), "Checking"):
                self._known[source] = keys[source], inspection

        if self._workers == 1 or len(new) < 2 * _CHUNK:
            note(map(inspected, new))
        else:
            try:
                with Crew(inspected, new, self._workers, _CHUNK) as found:
                    note(found)
            except WorkerError as death:
                raise ContentError([death.problem(new[death.number].source)]) from None

    def _additions(self, subject: Subject) -> str:
        """Return what plugins added to a text, which their rules may judge."""
        return repr(subject.extra) if self._own_rules else ""


def subjects_of(edition: Edition) -> list[Subject]:
    return [*edition.with_page, *edition.expired, *edition.documents]


def broken_links(
    subject: Subject, file: Path, links: Iterable[str], site: SiteMap, edition: Edition,
    options: Options,
) -> Iterator[Finding | None]:  # fmt: skip
    """Yield a finding for each link of a text that does not lead where it should."""
    own_path = edition.site.file(subject.url)
    for href in links:
        if wrong := judge(href, own_path, site):
            rule, what, remedy = wrong
            parts = urlsplit(href)
            # A link to a story's file has its address by now; its fragment or slug is as written.
            slug = parts.path.rstrip("/").rpartition("/")[2]
            manuscript, _ = open_manuscript(subject, file)
            needles = (href, f"#{parts.fragment}" if parts.fragment else "", slug)
            place = manuscript.find("]()") if not href else manuscript.find(*needles)
            yield found(subject.source, rule, Remark(*place, what, remedy), options)


def map_of(edition: Edition) -> SiteMap:
    """Return where everything is in an edition that was laid out."""
    site = edition.site
    moved = {
        path: str(job.context["target"])
        for path, job in edition.jobs.items()
        if isinstance(job, PageJob) and job.template == "redirect.html"
    }
    stems = (PurePosixPath(problem.path).stem for problem in edition.problems.errors)
    return SiteMap(
        root=site.url.removesuffix(site.base),
        base=site.base,
        paths=edition.jobs.keys(),
        moved=moved,
        waiting={site.file(story.url) for story in edition.drafts},
        unread={slugify(stem) for stem in stems},
        fixed_ids=theme_ids(edition.theme / "templates"),
        parts={site.file(one.url): _parts_of(one) for one in subjects_of(edition)},
    )


def _parts_of(subject: Subject) -> Callable[[], frozenset[str]]:
    return partial(_ids, subject)


def _ids(subject: Subject) -> frozenset[str]:
    own = ids_of(html_of(subject))
    if isinstance(subject, Article):
        own |= {item.anchor for item in subject.corrections}
        own |= {update.anchor for update in subject.updates}
    return own
