"""The renderer: makes one file after the other, and says where a job failed and what it took."""

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment

from newsroom.files.paths import path_mistake
from newsroom.model.jobs import CopyJob, FileJob, Job, PageJob, RenditionJob
from newsroom.problems import ContentError, Problem
from newsroom.writing.templates import template_problem


@dataclass(frozen=True, slots=True)
class Made:
    """One file: by which template or function, in how many seconds, or what went wrong."""

    by: str
    seconds: float
    problem: Problem | None = None


@dataclass(frozen=True)
class JobRenderer:
    """What every job needs: the templates, and the variables of every page.

    ``others`` are the renderers of further languages, by the language of their jobs.
    """

    environment: Environment
    variables: Mapping[str, Any]
    others: Mapping[str, "JobRenderer"] = field(default_factory=dict)

    def content(self, job: Job) -> bytes | Path:
        """Return the bytes of a file, or the file that is copied.

        Raises:
            ContentError: with one problem, for every kind of failure.
        """
        if isinstance(job, PageJob) and job.language in self.others:
            return self.others[job.language].content(job)
        try:
            if isinstance(job, PageJob):
                template = self.environment.get_template(job.template)
                return template.render(**self.variables, **job.context).encode()
            if isinstance(job, RenditionJob):
                return job.batch.file(job.key)
            return job.build(*job.inputs) if isinstance(job, FileJob) else job.source
        except ContentError:
            raise
        except Exception as error:  # a template or a plugin may do anything
            raise ContentError([job_problem(error, job, self.environment)]) from error

    def make(self, job: Job, folder: Path) -> Made:
        """Make the file of ``job`` below ``folder``.

        Raises:
            OSError: the disk is full or a folder cannot be written.
        """
        start = time.perf_counter()
        if mistake := path_mistake(job.path):
            what = f"no file can have this name ({mistake})"
            remedy = "correct the plugin that orders it"
            return Made(maker(job), 0, Problem(f"/{job.path}", what, remedy))
        try:
            data = self.content(job)
        except ContentError as error:
            return Made(maker(job), 0, error.errors[0])
        _write(folder / job.path, data)
        return Made(maker(job), time.perf_counter() - start)


def maker(job: Job) -> str:
    """Return the name of what makes the file: a template, a function, or ``copy``."""
    if isinstance(job, PageJob):
        return job.template
    return job.build.__name__ if isinstance(job, FileJob) else "copy"


def job_problem(error: Exception, job: Job, environment: Environment) -> Problem:
    """Return what went wrong with ``job``, at the line of the template if it was one."""
    if isinstance(job, PageJob):
        return template_problem(error, job.template, job.path, environment)
    if isinstance(error, OSError) and isinstance(job, CopyJob):
        what = f"cannot be read ({(error.strerror or str(error)).lower()})"
        return Problem(str(job.source), what, "fix the file")
    what = f"this file cannot be made ({type(error).__name__}: {error})"
    return Problem(f"/{job.path}", what, "fix the plugin that orders it")


def _write(target: Path, data: bytes | Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # it may be a second name of a file of the live site
        if isinstance(data, bytes):
            target.write_bytes(data)
        else:
            shutil.copyfile(data, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
