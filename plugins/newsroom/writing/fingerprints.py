"""Fingerprints of jobs: a file whose fingerprint is the one of last time need not be made again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsroom.code import digest_of_code, digest_of_plugins
from newsroom.jobs import CopyJob, FileJob, Job
from newsroom.writing.closures import Closures
from newsroom.writing.digests import Digester

_CODE = "code and settings"
_HINT = 4
"""Digits of a part's digest that are kept to explain a change; the whole digest decides."""
_PACKAGES = (
    "jinja2", "markupsafe", "babel", "lxml", "pillow", "rcssmin", "rjsmin", "markdown", "nh3"
)  # fmt: skip


def code_digest(settings: Mapping[str, Any]) -> str:
    """Return the digest of the code of all plugins and of the packages that shape pages."""
    names = tuple(name for name in settings["PLUGINS"] if isinstance(name, str))
    plugins = digest_of_plugins(tuple(settings["PLUGIN_PATHS"]), names)
    return (digest_of_code([""], _PACKAGES) + plugins).hex()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``parts`` are the digests of all that shapes a file, by name, always in the same order."""

    parts: Mapping[str, str]

    def __str__(self) -> str:
        """Return the digest of all parts, and the beginning of each to tell later which changed."""
        whole = hashlib.blake2b(" ".join(self.parts.values()).encode(), digest_size=12)
        return f"{whole.hexdigest()}-{''.join([part[:_HINT] for part in self.parts.values()])}"

    def differences(self, other: str) -> list[str]:
        """Return the names of the parts in which a file of fingerprint ``other`` is different."""
        hints = other.partition("-")[2]
        if len(hints) != _HINT * len(self.parts):
            return ["what its template reads"]
        return [
            name
            for place, (name, part) in enumerate(self.parts.items())
            if not hints.startswith(part[:_HINT], _HINT * place)
        ]


class Fingerprints:
    """The fingerprints of one run; ``variables`` are those that every template has."""

    def __init__(self, closures: Closures, variables: Mapping[str, Any], base: str) -> None:
        self._closures = closures
        self._variables = variables
        self._digester = Digester()
        self._base = self._digester.of(base)
        self._read: dict[tuple[str, ...], list[str]] = {}

    def of(self, job: Job) -> Fingerprint:
        """Return the fingerprint of ``job``.

        Raises:
            jinja2.TemplateError: its template is broken.
            TypeError: it reads something that cannot be digested.
            OSError: a file to copy cannot be read.
        """
        part = self._digester.part
        if isinstance(job, CopyJob):
            return Fingerprint({"the file": job.digest or part(job.source)})
        if isinstance(job, FileJob):
            builder = f"{job.build.__module__}.{job.build.__qualname__}"
            parts = {_CODE: self._base, "what makes it": part(builder)}
            names = [f"input {number}" for number in range(1, len(job.inputs) + 1)]
            return Fingerprint(parts | dict(zip(names, map(part, job.inputs), strict=True)))
        closure = self._closures.closure(job.template)
        given = {**self._variables, **job.context}
        parts = {_CODE: self._base, f"{job.template} and what it includes": closure.digest}
        for name in self._names(job.template, tuple(given)):
            parts[name] = part(given[name])
        return Fingerprint(parts)

    def _names(self, template: str, given: tuple[str, ...]) -> list[str]:
        """Return those of the ``given`` variables that ``template`` and its closure can read."""
        key = template, *given
        if key not in self._read:
            self._read[key] = sorted(self._closures.closure(template).variables & set(given))
        return self._read[key]
