"""The press: jobs become files, all of them or none, and only those that changed.

Settings: ``CLEAN``, ``EXPLAIN``, ``ON_DEMAND``, ``PRECOMPRESS``.
Sets: ``edition.written``, ``edition.explanation``; with ``ON_DEMAND`` nothing is
written, and ``edition.make`` makes a file when it is asked for one.

A file is made when its fingerprint differs from the one in the manifest of the output folder (see
``fingerprints.py``). All are made next to the live site and replace it in one step
(``staging.py``).
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from jinja2 import Environment, TemplateError
from pelican.plugins import signals as pelican_signals

from newsroom import signals
from newsroom.edition import Edition, edition_in
from newsroom.engine.profile import Profile
from newsroom.engine.progress import track
from newsroom.engine.workers import Crew, WorkerError
from newsroom.files.paths import folders_of
from newsroom.files.precompressed import PrecompressOptions, forms
from newsroom.model.jobs import Job
from newsroom.options import load_options
from newsroom.problems import ContentError, Problem
from newsroom.writing.batches import make_renditions
from newsroom.writing.explain import difference, reason, wanted_file
from newsroom.writing.fingerprints import Fingerprints, code_digest
from newsroom.writing.precompress import Packed, compress_all, fingerprints_of, packed_files
from newsroom.writing.press import open_press
from newsroom.writing.rendering import Made, job_problem
from newsroom.writing.staging import StagingFolder, discard_staging

_CHUNK = 64
"""Files that a worker makes at a time; fewer than two chunks are made without workers."""


def print_edition(edition: Edition) -> None:
    """Make every file of the edition that changed and put the new site in place."""
    presses = {lang: open_press(edition_in(edition, lang)) for lang in edition.own if lang}
    main = open_press(edition)
    others = {lang: one.renderer for lang, one in presses.items()}
    renderer = replace(main.renderer, others=others)
    if edition.settings.get("ON_DEMAND"):
        edition.make = renderer.content
        return
    fingerprints = main.fingerprints
    fingerprints.others |= {lang: one.fingerprints for lang, one in presses.items()}
    with edition.profile.stage("writing: fingerprints"):
        wanted = _fingerprints(edition.jobs.values(), fingerprints, renderer.environment)
    for press in (main, *presses.values()):
        press.closures.keep()
    packed = packed_files(
        wanted, forms(load_options(edition.settings, "PRECOMPRESS", PrecompressOptions))
    )
    wanted |= fingerprints_of(packed, wanted)
    try:
        staging = StagingFolder(edition.output, wanted, afresh=bool(edition.settings.get("CLEAN")))
        if asked := edition.settings.get("EXPLAIN"):
            edition.explanation = _reason(wanted_file(asked), edition, staging, fingerprints)
        jobs = [edition.jobs[path] for path in staging.to_make if path not in packed]
        edition.written = len(jobs)
        edition.profile.counts["files as they were"] = len(edition.jobs) - edition.written
        edition.profile.counts["files made"] = edition.written
        if not staging.changed:
            return
        staging.prepare()
        make = partial(renderer.make, folder=staging.folder.path)
        with edition.profile.stage("writing: pictures"):
            make_renditions(jobs, edition.workers)
        with edition.profile.stage("writing: files"):
            _make_all(make, jobs, edition.workers, edition.profile)
        if packed:
            with edition.profile.stage("writing: compressing"):
                _compress(
                    edition, [packed[path] for path in staging.to_make if path in packed], staging
                )
        if asked and (path := wanted_file(asked)) in staging.to_make:
            text = difference(staging.live.path / path, staging.folder.path / path)
            edition.explanation += f"\n{text}" if text else ""
        staging.exchange()
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        remedy = "make room, or fix the permissions of the folder"
        path = os.path.relpath(error.filename or edition.output, edition.output.parent)
        discard_staging(edition.output)  # it may be what fills the disk
        raise ContentError([Problem(path, what, remedy)]) from error


def _fingerprints(
    jobs: Iterable[Job], fingerprints: Fingerprints, environment: Environment
) -> dict[str, str]:
    """Return path → fingerprint of every job; mistakes are reported all at once."""
    found: dict[str, str] = {}
    problems: set[Problem] = set()
    for job in jobs:
        try:
            found[job.path] = str(fingerprints.of(job))
        except (TemplateError, OSError, TypeError) as error:
            problems.add(job_problem(error, job, environment))
    problems |= {_is_folder(path) for path in folders_of(found) & found.keys()}
    if problems:
        raise ContentError(sorted(problems))
    return found


def _is_folder(path: str) -> Problem:
    what = "there are files below this name, so it cannot be a file itself"
    remedy = "delete the alias, redirect or file of content/files that wants it"
    return Problem(f"/{path}", what, remedy)


def _reason(path: str, edition: Edition, staging: StagingFolder, fingerprints: Fingerprints) -> str:
    """Return why a file was made again.

    Raises:
        ContentError: the site has no such file.
    """
    if path not in edition.jobs:
        remedy = "write its address such as /ai/2026/11/slug/, or its path in the output folder"
        raise ContentError([Problem("--explain", f"the site has no file {path}", remedy)])
    wanted, made = fingerprints.of(edition.jobs[path]), staging.fingerprint(path)
    clean = bool(edition.settings.get("CLEAN"))
    return reason(path, wanted, made, present=staging.has(path), clean=clean)


def _make_all(make: Any, jobs: Sequence[Job], workers: int, profile: Profile) -> None:
    """Make files, in several processes when there are many; report what went wrong in them."""
    problems: set[Problem] = set()

    def note(all_made: Iterable[Made]) -> None:
        for made in track(all_made, len(jobs), "Writing"):
            if made.problem:
                problems.add(made.problem)
            profile.made(made.by, made.seconds)

    try:
        if workers == 1 or len(jobs) < 2 * _CHUNK:
            note(map(make, jobs))
        else:
            with Crew(make, jobs, workers, _CHUNK) as all_made:
                note(all_made)
    except WorkerError as death:
        raise ContentError([death.problem(f"/{jobs[death.number].path}")]) from None
    if problems:
        raise ContentError(list(_first_of_each(problems)))


def _compress(edition: Edition, packed: Sequence[Packed], staging: StagingFolder) -> None:
    try:
        compress_all(packed, staging.folder.path, edition.cache, edition.workers)
    except WorkerError as death:
        raise ContentError([death.problem(f"/{packed[death.number].path}")]) from None


def _first_of_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what is wrong on many pages for one reason: a line of a template."""
    reported = set()
    for problem in sorted(problems):
        reason = problem.path, problem.line, problem.what.rpartition(" (page /")[0] or problem.what
        if reason not in reported:
            reported.add(reason)
            yield problem


def note_code(pelican: Any) -> None:
    """Take the digest of the code before work begins: what is edited later does not run."""
    code_digest(pelican.settings)


def register() -> None:
    pelican_signals.initialized.connect(note_code)
    signals.write.connect(print_edition)
