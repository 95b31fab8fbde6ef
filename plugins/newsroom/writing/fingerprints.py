"""Fingerprints of jobs: a file whose fingerprint is the one of last time need not be made again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.engine.code_digest import digest_of_code, digest_of_plugins
from newsroom.model.jobs import CopyJob, FileJob, Job, PageJob, RenditionJob
from newsroom.writing.closures import Closures
from newsroom.writing.digests import Digester

_CODE = "code and settings"
_HINT = 4
"""Digits of a part's digest that are kept to explain a change; the whole digest decides."""
_PACKAGES = (
    "jinja2", "markupsafe", "babel", "lxml", "pillow", "rcssmin", "rjsmin", "markdown", "nh3",
    "resvg-py",
)  # fmt: skip


def code_digest(settings: Mapping[str, Any]) -> str:
    """Return the digest of the code of all plugins and of the packages that shape pages."""
    names = tuple(name for name in settings["PLUGINS"] if isinstance(name, str))
    plugins = digest_of_plugins(tuple(settings["PLUGIN_PATHS"]), names)
    return (digest_of_code([""], _PACKAGES) + plugins).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """``digests`` of all ``parts`` that shape a file, always in the same order."""

    parts: Sequence[str]
    digests: Sequence[str]

    def __str__(self) -> str:
        """Return the digest of all parts, and the beginning of each to tell later which changed."""
        whole = hashlib.blake2b(" ".join(self.digests).encode(), digest_size=12).hexdigest()
        return f"{whole}-{''.join([digest[:_HINT] for digest in self.digests])}"

    def differences(self, other: str) -> list[str]:
        """Return the names of the parts in which a file of fingerprint ``other`` is different."""
        hints = other.partition("-")[2]
        if len(hints) != _HINT * len(self.parts):
            return ["what its template reads"]
        return [
            name
            for place, (name, digest) in enumerate(zip(self.parts, self.digests, strict=True))
            if not hints.startswith(digest[:_HINT], _HINT * place)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadPlan:
    """What pages of one template with the same variables read: of ``names`` the ``fixed`` digests
    come first, which are those of every such page, then those of ``own`` variables.
    """

    names: Sequence[str]
    fixed: Sequence[str]
    own: Sequence[str]


class Fingerprints:
    """The fingerprints of one run; ``variables`` are those that every template has.

    ``others`` are the fingerprints of further languages, by the language of their jobs.
    """

    def __init__(self, closures: Closures, variables: Mapping[str, Any], base: str) -> None:
        self._closures = closures
        self._variables = variables
        self._digester = Digester()
        self._base = self._digester.of(base)
        self._plans: dict[tuple[str, ...], _ReadPlan] = {}
        self.others: dict[str, Fingerprints] = {}

    def of(self, job: Job) -> Fingerprint:
        """Return the fingerprint of ``job``.

        Raises:
            jinja2.TemplateError: its template is broken.
            TypeError: it reads something that cannot be digested.
            OSError: a file to copy cannot be read.
        """
        part = self._digester.part
        if isinstance(job, CopyJob):
            return Fingerprint(parts=["the file"], digests=[job.digest or part(job.source)])
        if isinstance(job, RenditionJob):
            return Fingerprint(parts=["the picture, or how it is made"], digests=[job.key])
        if isinstance(job, FileJob):
            builder = f"{job.build.__module__}.{job.build.__qualname__}"
            names = [f"input {number}" for number in range(1, len(job.inputs) + 1)]
            digests = [self._base, part(builder), *map(part, job.inputs)]
            return Fingerprint(parts=[_CODE, "what makes it", *names], digests=digests)
        if job.language in self.others:
            return self.others[job.language].of(job)
        key = job.template, *job.context
        plan = self._plans.get(key) or self._plan(key, job)
        own = [part(job.context[name]) for name in plan.own]
        return Fingerprint(parts=plan.names, digests=[*plan.fixed, *own])

    def _plan(self, key: tuple[str, ...], job: PageJob) -> _ReadPlan:
        closure = self._closures.closure(job.template)
        fixed = sorted(closure.variables & (self._variables.keys() - job.context.keys()))
        own = sorted(closure.variables & job.context.keys())
        digests = [self._digester.part(self._variables[name]) for name in fixed]
        names = [_CODE, f"{job.template} and what it includes", *fixed, *own]
        self._plans[key] = _ReadPlan(
            names=names, fixed=[self._base, closure.digest, *digests], own=own
        )
        return self._plans[key]
