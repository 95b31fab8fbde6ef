"""Fingerprints of jobs: a file whose fingerprint is the one of last time need not be made again."""

from collections.abc import Mapping
from typing import Any

from newsroom.code import digest_of_code, digest_of_plugins
from newsroom.jobs import FileJob, Job, PageJob
from newsroom.writing.closures import Closures
from newsroom.writing.digests import Digester

_PACKAGES = ("jinja2", "markupsafe", "babel", "lxml", "pillow", "rcssmin", "rjsmin")


def code_digest(settings: Mapping[str, Any]) -> str:
    """Return the digest of the code of all plugins and of the packages that shape pages."""
    names = tuple(name for name in settings["PLUGINS"] if isinstance(name, str))
    plugins = digest_of_plugins(tuple(settings["PLUGIN_PATHS"]), names)
    return (digest_of_code([""], _PACKAGES) + plugins).hex()


class Fingerprints:
    """The fingerprints of one run; ``variables`` are those that every template has."""

    def __init__(self, closures: Closures, variables: Mapping[str, Any], base: str) -> None:
        self._closures = closures
        self._variables = variables
        self._base = base
        self._digester = Digester()
        self._read: dict[tuple[str, ...], list[str]] = {}

    def of(self, job: Job) -> str:
        """Return the fingerprint of ``job``: a digest of everything that shapes its file.

        Raises:
            jinja2.TemplateError: its template is broken.
            TypeError: it reads something that cannot be digested.
            OSError: a file to copy cannot be read.
        """
        if isinstance(job, PageJob):
            closure = self._closures.closure(job.template)
            given = {**self._variables, **job.context}
            read = {name: given[name] for name in self._names(job.template, tuple(given))}
            return self._digester.of([self._base, job.template, closure.digest, read])
        if isinstance(job, FileJob):
            builder = f"{job.build.__module__}.{job.build.__qualname__}"
            return self._digester.of([self._base, builder, job.inputs])
        return self._digester.of(job.source)

    def _names(self, template: str, given: tuple[str, ...]) -> list[str]:
        """Return those of the ``given`` variables that ``template`` and its closure can read."""
        key = template, *given
        if key not in self._read:
            self._read[key] = sorted(self._closures.closure(template).variables & set(given))
        return self._read[key]
