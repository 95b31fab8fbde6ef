"""Pages of saved stories, made before the whole edition is laid out.

A saved story is laid out with only those stories that it can affect, as for a check of a few files.
Its page replaces the one of the last edition until the next edition is complete.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from newsroom.checking.inspector import subjects_of
from newsroom.checking.layout import lay_out_few, quick_settings
from newsroom.edition import Edition
from newsroom.model.jobs import Job, PageJob


def quick_pages(
    conf: Path, overrides: Mapping[str, Any], saved: Collection[str], last: Edition
) -> dict[str, Job]:
    """Return path → job of the pages of the ``saved`` sources, relative to the project.

    It is empty if all stories are needed, or if a saved one has a mistake.

    Raises:
        ContentError: a setting is wrong.
    """
    found = lay_out_few(quick_settings(conf, overrides), saved)
    if found is None or any(one.path in saved for one in found.edition.problems.errors):
        return {}
    edition = found.edition
    urls = {subject.url for subject in subjects_of(edition) if subject.source in saved}
    paths = {edition.site.file(url) for url in urls}
    return {path: _as_known(edition.jobs[path], last.jobs.get(path)) for path in paths}


def _as_known(job: Job, last: Job | None) -> Job:
    """Return a story's page with what only a look at all stories tells, as it was last time."""
    if isinstance(job, PageJob) and isinstance(last, PageJob) and "article" in last.context:
        known = last.context["article"]
        for name in ("load_related", "describe"):
            setattr(job.context["article"], name, getattr(known, name))
    return job
