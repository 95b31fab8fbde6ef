"""Renditions of pictures, made before the files that copy them: a source is opened once for all."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from newsroom.engine.progress import track
from newsroom.model.jobs import Batch, Job, RenditionJob
from newsroom.problems import ContentError, Problem

_QUICK = 10
"""Pictures; one takes about a second."""


def make_renditions(jobs: Iterable[Job], workers: int) -> None:
    """Make the renditions that ``jobs`` need and that are not there, several sources at a time.

    Raises:
        ContentError: sources are damaged; all of them are reported.
    """
    wanted = _missing(jobs)
    problems: set[Problem] = set()

    def make(one: tuple[Batch, Sequence[str]]) -> None:
        try:
            one[0].make(one[1])
        except ContentError as error:
            problems.update(error.errors)

    # Threads do: while Pillow works on pixels, others go on.
    with ThreadPoolExecutor(workers) as pool:
        for _ in track(pool.map(make, wanted), len(wanted), "Pictures", quick=_QUICK):
            pass
    if problems:
        raise ContentError(sorted(problems))


def _missing(jobs: Iterable[Job]) -> list[tuple[Batch, Sequence[str]]]:
    batches: dict[int, tuple[Batch, list[str]]] = {}
    for job in jobs:
        if isinstance(job, RenditionJob):
            batches.setdefault(id(job.batch), (job.batch, []))[1].append(job.key)
    wanted = [(batch, batch.missing(keys)) for batch, keys in batches.values()]
    return [(batch, keys) for batch, keys in wanted if keys]
