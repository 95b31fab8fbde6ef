"""The press: jobs become files, all of them or none, and only those that changed.

Setting: ``DATES``.

A file is made when its fingerprint differs from the one in the manifest of the output folder (see
``fingerprints.py``). All are made beside the live site and take its place at once (``twin.py``).
"""

import gc
import multiprocessing
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import FileJob, Job, PageJob
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.progress import track
from newsroom.writing.closures import Closures
from newsroom.writing.fingerprints import Fingerprints, code_digest
from newsroom.writing.templates import Options, open_templates, template_loader, template_problem
from newsroom.writing.twin import Twin

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
        target = self.folder / job.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # it may be a second name of a file of the live site
        if isinstance(job, PageJob):
            try:
                template = self.environment.get_template(job.template)
                text = template.render(**self.variables, **job.context)
            except ContentError as error:
                return error.errors[0]
            except Exception as error:  # a template may do anything
                return template_problem(error, job.template, job.path)
            target.write_text(text, "utf-8", newline="\n")
        elif isinstance(job, FileJob):
            target.write_bytes(job.build(*job.inputs))
        else:
            shutil.copyfile(job.source, target)
        return None


def print_edition(edition: Edition) -> None:
    """Make every file of the edition that changed and put the new site in place."""
    options = load_options(edition.settings, "DATES", Options)
    lang = edition.site.lang
    loader = template_loader(edition.theme)
    environment = open_templates(loader, edition.cache, lang, options)
    variables = {"site": edition.site, "assets": edition.assets}
    base = code_digest(edition.settings["PLUGINS"]) + f"{lang} {options}".encode()
    fingerprints = Fingerprints(Closures(environment, loader), variables, base)
    twin = Twin(edition.output, _fingerprints(edition, fingerprints))
    edition.written = len(twin.to_make)
    if not twin.changed:
        return
    press = Press(environment, variables, twin.folder.path)
    try:
        twin.prepare()
        _make_all(press, [edition.jobs[path] for path in twin.to_make], edition.workers)
        twin.exchange()
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        remedy = "make room, or mend the permissions of the folder"
        raise ContentError([Problem(str(error.filename), 0, 0, what, remedy)]) from error


def _fingerprints(edition: Edition, fingerprints: Fingerprints) -> dict[str, str]:
    """Return path → fingerprint of every job; mistakes of templates are reported all at once."""
    found: dict[str, str] = {}
    problems: set[Problem] = set()
    for job in edition.jobs.values():
        try:
            found[job.path] = fingerprints.of(job)
        except TemplateError as error:
            template = job.template if isinstance(job, PageJob) else ""
            problems.add(template_problem(error, template, job.path))
        except OSError as error:
            what = f"cannot be read ({(error.strerror or str(error)).lower()})"
            problems.add(Problem(str(error.filename), 0, 0, what, "mend the file"))
    if problems:
        raise ContentError(sorted(problems))
    return found


def _make_all(press: Press, jobs: Sequence[Job], workers: int) -> None:
    made = track(_results(press, jobs, workers), len(jobs), "Writing")
    if problems := {problem for problem in made if problem}:
        raise ContentError(sorted(problems))


def _results(press: Press, jobs: Sequence[Job], workers: int) -> Iterator[Problem | None]:
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if workers == 1 or len(jobs) < 2 * _CHUNK or not can_fork:
        yield from map(press.make, jobs)
        return
    chunks = [range(start, min(start + _CHUNK, len(jobs))) for start in range(0, len(jobs), _CHUNK)]
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what is there is shared with the workers; collecting would copy it
    with ProcessPoolExecutor(workers, context, _start, (press, jobs)) as pool:
        for results in pool.map(_work, chunks):
            yield from results
    gc.unfreeze()


# A forked worker inherits press and jobs; only it ever sees this name.
_worker: tuple[Press, Sequence[Job]]


def _start(press: Press, jobs: Sequence[Job]) -> None:
    global _worker  # noqa: PLW0603 - the executor offers no other place for a worker's state
    _worker = press, jobs


def _work(chunk: range) -> list[Problem | None]:
    press, jobs = _worker
    return [press.make(jobs[number]) for number in chunk]


def register() -> None:
    signals.write.connect(print_edition)
