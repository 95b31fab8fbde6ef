"""The press: jobs become files, all of them or none.

Every file is made in a folder beside the output. Only when all are made do those that differ
replace their predecessors, and files that an earlier build made and this one did not disappear.
Files that no build made are never touched.

Setting: ``DATES``.
"""

import gc
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError, UndefinedError

from newsroom import signals
from newsroom.edition import Edition
from newsroom.jobs import FileJob, Job, PageJob
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.progress import track
from newsroom.writing.templates import Options, open_templates, template_problem

MANIFEST = ".newsroom-files"
"""In the output folder: the files that builds made, a line each."""
_CHUNK = 64


@dataclass(frozen=True)
class Press:
    """What every job needs: templates, the variables of every page, where drafts go."""

    environment: Environment
    variables: Mapping[str, Any]
    output: Path
    drafts: Path

    def make(self, job: Job) -> tuple[bool, Problem | None]:
        """Make one file into the drafts folder; returns whether it differs from the present one."""
        try:
            data = self._data(job)
        except (TemplateError, UndefinedError, TypeError, AttributeError, ValueError) as error:
            if isinstance(job, PageJob):
                return False, template_problem(error, job.template, job.path)
            raise
        except OSError as error:
            what = f"cannot be read ({(error.strerror or str(error)).lower()})"
            return False, Problem(str(error.filename), 0, 0, what, "mend the file")
        if _same(self.output / job.path, data):
            return False, None
        draft = self.drafts / job.path
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        return True, None

    def _data(self, job: Job) -> bytes:
        if isinstance(job, PageJob):
            template = self.environment.get_template(job.template)
            return template.render(**self.variables, **job.context).encode()
        if isinstance(job, FileJob):
            return job.build(*job.inputs)
        return job.source.read_bytes()


def print_edition(edition: Edition) -> None:
    """Make every file of the edition and put it in place."""
    output = edition.output
    drafts = output.with_name(f".{output.name}.drafts-{os.getpid()}")
    options = load_options(edition.settings, "DATES", Options)
    press = Press(
        open_templates(edition.theme, edition.cache, edition.site.lang, options),
        {"site": edition.site, "assets": edition.assets},
        output,
        drafts,
    )
    jobs = sorted(edition.jobs.values(), key=lambda job: job.path)
    try:
        changed = _make_all(press, jobs, edition.workers)
        edition.written = _put_in_place(output, drafts, changed, {job.path for job in jobs})
    finally:
        shutil.rmtree(drafts, ignore_errors=True)


def _make_all(press: Press, jobs: Sequence[Job], workers: int) -> list[str]:
    changed, problems = [], []
    results = track(_results(press, jobs, workers), len(jobs), "Writing")
    for job, (differs, problem) in zip(jobs, results, strict=True):
        if problem:
            problems.append(problem)
        elif differs:
            changed.append(job.path)
    if problems:
        raise ContentError(sorted(set(problems)))
    return changed


def _results(
    press: Press, jobs: Sequence[Job], workers: int
) -> Iterator[tuple[bool, Problem | None]]:
    if workers == 1 or len(jobs) <= _CHUNK or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(press.make, jobs)
        return
    chunks = [range(start, min(start + _CHUNK, len(jobs))) for start in range(0, len(jobs), _CHUNK)]
    gc.freeze()  # what is there is shared with the workers; collecting would copy it
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _start, (press, jobs)) as pool:
        for results in pool.map(_work, chunks):
            yield from results
    gc.unfreeze()


# A forked worker inherits press and jobs; only it ever sees this name.
_worker: tuple[Press, Sequence[Job]]


def _start(press: Press, jobs: Sequence[Job]) -> None:
    global _worker  # noqa: PLW0603 - the executor offers no other place for a worker's state
    _worker = press, jobs


def _work(chunk: range) -> list[tuple[bool, Problem | None]]:
    press, jobs = _worker
    return [press.make(jobs[number]) for number in chunk]


def _put_in_place(output: Path, drafts: Path, changed: list[str], wanted: set[str]) -> int:
    output.mkdir(parents=True, exist_ok=True)
    manifest = output / MANIFEST
    before = set(manifest.read_text("utf-8").splitlines()) if manifest.exists() else set()
    for path in changed:
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (drafts / path).replace(target)
    for path in before - wanted:
        (output / path).unlink(missing_ok=True)
        _drop_empty(output, (output / path).parent)
    listed = "".join(f"{path}\n" for path in sorted(wanted))
    if not _same(manifest, listed.encode()):
        manifest.write_text(listed, "utf-8")
    return len(changed)


def _drop_empty(output: Path, folder: Path) -> None:
    while folder != output and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _same(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def register() -> None:
    signals.write.connect(print_edition)
