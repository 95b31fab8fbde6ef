"""The press: jobs become files, all of them or none, and only those that changed.

Settings: ``DATES``, ``CLEAN``.

A file is made when its fingerprint differs from the one in the manifest of the output folder (see
``fingerprints.py``). All are made beside the live site and take its place at once (``twin.py``).
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError
from pelican.plugins import signals as pelican_signals

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import CopyJob, FileJob, Job, PageJob
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.progress import track
from newsroom.shelf import Shelf
from newsroom.workers import Crew, WorkerError
from newsroom.writing.closures import Closures
from newsroom.writing.fingerprints import Fingerprints, code_digest
from newsroom.writing.templates import Options, open_templates, template_problem
from newsroom.writing.twin import Twin, discard_twin

_CHUNK = 64
"""Files that a worker makes at a time; fewer than two chunks are made without workers."""


@dataclass(frozen=True)
class Press:
    """What every job needs: templates, the variables of every page, the folder to write to."""

    environment: Environment
    variables: Mapping[str, Any]
    folder: Path

    def make(self, job: Job) -> Problem | None:
        """Make one file.

        Raises:
            OSError: the disk is full or a folder cannot be written.
        """
        try:
            data = self._content(job)
        except ContentError as error:
            return error.errors[0]
        except Exception as error:  # a template or a plugin may do anything
            if isinstance(job, PageJob):
                return template_problem(error, job.template, job.path)
            return _job_problem(error, job)
        target = self.folder / job.path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # it may be a second name of a file of the live site
            if isinstance(data, bytes):
                target.write_bytes(data)
            else:
                shutil.copyfile(data, target)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(target)) from error
        return None

    def _content(self, job: Job) -> bytes | Path:
        if isinstance(job, PageJob):
            template = self.environment.get_template(job.template)
            return template.render(**self.variables, **job.context).encode()
        return job.build(*job.inputs) if isinstance(job, FileJob) else job.source


def print_edition(edition: Edition) -> None:
    """Make every file of the edition that changed and put the new site in place."""
    options = load_options(edition.settings, "DATES", Options)
    lang = edition.site.lang
    base = f"{code_digest(edition.settings)} {lang} {options}"
    shelf = Shelf(edition.cache / "templates", base)
    environment = open_templates(edition.theme, lang, options, shelf)
    variables = {"site": edition.site, "assets": edition.assets}
    closures = Closures(environment, shelf)
    wanted = _fingerprints(edition, Fingerprints(closures, variables, base))
    closures.keep()
    try:
        twin = Twin(edition.output, wanted, afresh=bool(edition.settings.get("CLEAN")))
        edition.written = len(twin.to_make)
        if not twin.changed:
            return
        press = Press(environment, variables, twin.folder.path)
        twin.prepare()
        _make_all(press, [edition.jobs[path] for path in twin.to_make], edition.workers)
        twin.exchange(durable=not edition.preview)
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        remedy = "make room, or mend the permissions of the folder"
        path = os.path.relpath(error.filename or edition.output, edition.output.parent)
        discard_twin(edition.output)  # it may be what fills the disk
        raise ContentError([Problem(path, 0, 0, what, remedy)]) from error


def _fingerprints(edition: Edition, fingerprints: Fingerprints) -> dict[str, str]:
    """Return path → fingerprint of every job; mistakes are reported all at once."""
    found: dict[str, str] = {}
    problems: set[Problem] = set()
    for job in edition.jobs.values():
        try:
            found[job.path] = fingerprints.of(job)
        except TemplateError as error:
            template = job.template if isinstance(job, PageJob) else ""
            problems.add(template_problem(error, template, job.path))
        except (OSError, TypeError) as error:
            problems.add(_job_problem(error, job))
    if problems:
        raise ContentError(sorted(problems))
    return found


def _job_problem(error: Exception, job: Job) -> Problem:
    if isinstance(error, OSError) and isinstance(job, CopyJob):
        what = f"cannot be read ({(error.strerror or str(error)).lower()})"
        return Problem(str(job.source), 0, 0, what, "mend the file")
    what = f"this file cannot be made ({type(error).__name__}: {error})"
    return Problem(f"/{job.path}", 0, 0, what, "mend the plugin that orders it")


def _make_all(press: Press, jobs: Sequence[Job], workers: int) -> None:
    """Make files, in several processes when there are many; report what went wrong in them."""
    try:
        if workers == 1 or len(jobs) < 2 * _CHUNK:
            problems = set(track(map(press.make, jobs), len(jobs), "Writing"))
        else:
            with Crew(press.make, jobs, workers, _CHUNK) as made:
                problems = set(track(made, len(jobs), "Writing"))
    except WorkerError as death:
        raise ContentError([death.problem(f"/{jobs[death.number].path}")]) from None
    if found := list(_first_of_each(filter(None, problems))):
        raise ContentError(found)


def _first_of_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what is wrong on many pages for one reason: a line of a template."""
    told = set()
    for problem in sorted(problems):
        reason = problem.path, problem.line, problem.what.rpartition(" (page /")[0] or problem.what
        if reason not in told:
            told.add(reason)
            yield problem


def note_code(pelican: Any) -> None:
    """Take the digest of the code before work begins: what is edited later does not run."""
    code_digest(pelican.settings)


def register() -> None:
    pelican_signals.initialized.connect(note_code)
    signals.write.connect(print_edition)
