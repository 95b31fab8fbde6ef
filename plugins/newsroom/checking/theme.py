"""Templates of a paper's own theme and plugins: whether they can be compiled, without a build."""

from newsroom.edition import Edition
from newsroom.files.blob_cache import BlobCache
from newsroom.languages.words import DateOptions
from newsroom.model.jobs import PageJob
from newsroom.options import load_options
from newsroom.problems import Problem
from newsroom.themes.layers import Theme


def broken_templates(edition: Edition) -> list[Problem]:
    """Return the mistakes in templates that pages of ``edition`` need, as a build reports them.

    Templates of the base theme are not looked at.
    """
    own = _own_templates(edition.theme)
    if not own:
        return []
    from jinja2 import TemplateError  # most papers have no templates, and this takes long to load

    from newsroom.writing.closures import Closures
    from newsroom.writing.fingerprints import code_digest
    from newsroom.writing.rendering import job_problem
    from newsroom.writing.templates import open_templates

    words, options = edition.words, load_options(edition.settings, "DATES", DateOptions)
    # The seal of a build: they share compiled templates.
    seal = f"{code_digest(edition.settings)} {words.lang} {options} {words.digest}"
    blobs = BlobCache(edition.cache / "templates", seal)
    environment = open_templates(edition.theme, words, blobs, edition.settings)
    closures, problems = Closures(environment, words, blobs), set()
    jobs = {job.template: job for job in edition.jobs.values() if isinstance(job, PageJob)}
    for template, job in sorted(jobs.items()):
        try:
            for name in sorted(closures.closure(template).names & own):
                environment.get_template(name)
        except TemplateError as error:
            problems.add(job_problem(error, job, environment))
    return sorted(problems)


def _own_templates(theme: Theme) -> frozenset[str]:
    """Return the names of all templates that do not come with the software."""
    return frozenset(
        file.relative_to(folder).as_posix()
        for folder in theme.template_folders[:-1]
        for file in folder.rglob("*.html")
    )
