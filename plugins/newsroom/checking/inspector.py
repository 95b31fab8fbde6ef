"""The inspector: checks an edition, and remembers texts that have not changed since."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from newsroom.checking.findings import (
    CheckOptions,
    Finding,
    Remark,
    Rule,
    by_cause,
    found,
    from_problem,
)
from newsroom.checking.inspection import Inspection, inspect
from newsroom.checking.site_links import Subject, links_amiss, subjects_of
from newsroom.edition import PagedEdition
from newsroom.engine.progress import track
from newsroom.engine.workers import Crew, WorkerError
from newsroom.problems import ContentError

__all__ = ["Inspector", "subjects_of"]

_Key = tuple[str, int, str]
_CHUNK = 32


class Inspector:
    """Checks one edition after the other, with so many ``workers`` and the rules of plugins.

    An edition needs to be laid out, not written.
    """

    def __init__(
        self, options: CheckOptions, workers: int = 1, own_rules: Sequence[Rule] = ()
    ) -> None:
        self.options = options
        self._workers = workers
        self._own_rules = own_rules
        self._known: dict[str, tuple[_Key, Inspection]] = {}
        self._traces: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def findings(
        self,
        edition: PagedEdition,
        paths: Collection[str] | None = None,
        *,
        with_errors: bool = False,
    ) -> list[Finding]:
        """Return all findings of an edition in order, or those of ``paths`` (sources) only.

        With errors come those of all other files too; what is at the root of all is never left out.
        """
        options = self.options
        subjects = [one for one in subjects_of(edition) if paths is None or one.source in paths]
        self._inspect(subjects, edition)
        known = [one for subject in subjects for one in self._known[subject.source][1].findings]
        known += filter(None, self._hidden_data(edition, paths))
        known += links_amiss(edition, options) if edition.is_laid_out else ()
        shown = [one for one in known if paths is None or one.path in paths or
                 (with_errors and one.level == "error")]  # fmt: skip
        for problem in edition.problems:
            finding = from_problem(problem, options)
            if finding and (
                paths is None
                or problem.is_of(paths)
                or problem.is_root
                or (with_errors and finding.level == "error")
            ):
                shown.append(finding)
        return sorted(set(shown), key=by_cause)

    def _hidden_data(
        self, edition: PagedEdition, paths: Collection[str] | None
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

    def _inspect(self, subjects: Collection[Subject], edition: PagedEdition) -> None:
        """Read the texts that are not known as they are."""
        # The day matters for dates far in the future.
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
