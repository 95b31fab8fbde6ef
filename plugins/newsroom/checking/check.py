"""Checking as a task: which files, against which site, and what comes of it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.checking.findings import Finding, by_cause, check_options
from newsroom.checking.fixing import fix_files, sources
from newsroom.checking.formats import FORMATS, counted
from newsroom.checking.git import changed_files
from newsroom.checking.layout import check_all, check_few, quick_settings
from newsroom.checking.positions import files_of, positions, strip, with_position
from newsroom.options import suggestion
from newsroom.problems import ContentError, Problem


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """What a check found in ``files`` files; ``others`` counts other files with errors.

    ``fixed`` has a line for each file that was fixed.
    """

    findings: tuple[Finding, ...]
    files: int
    others: int
    fixed: tuple[str, ...]
    seconds: float

    def text(self, form: str) -> str:
        """Return the findings in one of ``FORMATS``."""
        return FORMATS[form](self.findings)

    def summary(self) -> str:
        noun = "file" if self.others == 1 else "files"
        more = f"; errors in {self.others:,} other {noun}" if self.others else ""
        files = f"{self.files:,} file{'' if self.files == 1 else 's'}"
        return f"{files}: {counted(self.findings)}{more}, checked in {self.seconds:.2f} s"

    def failed(self, *, strict: bool) -> bool:
        """Whether there is an error; with ``strict`` a warning is enough."""
        grave = ("error", "warning") if strict else ("error",)
        return any(finding.level in grave for finding in self.findings)


def check(
    conf: Path, overrides: Mapping[str, Any], paths: Sequence[str] = (), *, changed: bool = False,
    against: str = "", fix: bool = False, form: str = "text",
) -> CheckReport:  # fmt: skip
    """Check the content folder, or ``paths`` in it; with ``changed`` what git sees as changed.

    A change can break files that did not change: with ``changed`` errors of all files are reported.

    Raises:
        ContentError: a wrong setting, option or path; git failed.
    """
    start = time.perf_counter()
    _check_format(form)
    settings = quick_settings(conf, {**overrides, "PREVIEW": True})
    options = check_options(settings)
    content = Path(settings["PATH"])
    chosen = choose(content, paths, changed=changed)
    cache = Path(settings["CACHE_PATH"])
    located = with_position(files_of(content, chosen), cache)
    fixed: tuple[str, ...] = ()
    if fix:
        fixed = (*fix_files(content, chosen, settings["DEFAULT_LANG"]), *strip(content, located))
        located = with_position(located, cache)
    few = check_few(settings, chosen, options) if chosen and not changed else None
    edition, everything = few or check_all(settings, chosen, options, with_errors=changed)
    everything += positions(content, located, options)
    if against:
        # Only this compares texts, and what reads them takes longer to load than a check lasts.
        from newsroom.checking.against import silent_changes

        more = silent_changes(against, content, edition.zone, edition.now, options)
        everything += [one for one in more if chosen is None or one.path in chosen]
    errors = {problem.path for problem in edition.problems.errors}
    shown = {one.path for one in everything}
    return CheckReport(
        findings=tuple(sorted(everything, key=by_cause)),
        files=len(sources(content)) if chosen is None else len(chosen),
        others=len(errors - shown - chosen) if chosen is not None else 0,
        fixed=fixed,
        seconds=time.perf_counter() - start,
    )


def check_sources(
    conf: Path, overrides: Mapping[str, Any], paths: Sequence[str] = (), *, changed: bool = False,
    fix: bool = False, form: str = "text",
) -> CheckReport:  # fmt: skip
    """Report what the files of the content folder tell of people and places, used or not.

    Raises:
        ContentError: a wrong setting, option or path; git failed.
    """
    # Only this reads sounds and documents, and what reads them takes long to load.
    from newsroom.checking.exposure import look

    start = time.perf_counter()
    _check_format(form)
    settings = quick_settings(conf, {**overrides, "PREVIEW": True})
    content = Path(settings["PATH"])
    files = files_of(content, choose(content, paths, changed=changed))
    fixed = tuple(strip(content, files)) if fix else ()
    findings = sorted(look(content, files, check_options(settings)), key=by_cause)
    return CheckReport(
        findings=tuple(findings),
        files=len(files),
        others=0,
        fixed=fixed,
        seconds=time.perf_counter() - start,
    )


def _check_format(form: str) -> None:
    if form not in FORMATS:
        remedy = f"write one of {', '.join(FORMATS)}{suggestion(form, FORMATS)}"
        raise ContentError([Problem("--format", f"unknown format {form!r}", remedy)])


def choose(content: Path, paths: Sequence[str], *, changed: bool) -> set[str] | None:
    """Return the files to report on, relative to the project; None stands for all.

    Raises:
        ContentError: a path that is not there or outside the content folder; git failed.
    """
    project = content.parent
    chosen = {f"{content.name}/{path}" for path in changed_files(content)} if changed else set()
    problems = []
    for path in map(Path, paths):
        place = path.absolute()
        if not place.exists() or not place.is_relative_to(content):
            what = f"no such file below {content.name}/"
            problems.append(Problem(str(path), what, "fix the path"))
        files = [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]
        chosen |= (
            {file.relative_to(project).as_posix() for file in files} if not problems else set()
        )
    if problems:
        raise ContentError(problems)
    return chosen if paths or changed else None
