"""Fingerprints of jobs: a file whose fingerprint is the one of last time need not be made again."""

import hashlib
import importlib.metadata
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from newsroom.jobs import FileJob, Job, PageJob
from newsroom.writing.closures import Closures
from newsroom.writing.digests import Digester, digest_of

_PACKAGES = ("jinja2", "markupsafe", "babel", "lxml", "pillow", "rcssmin", "rjsmin")


def code_digest(plugins: Iterable[str]) -> bytes:
    """Return the digest of the code of all plugins and of the packages that shape pages."""
    package = Path(__file__).parent.parent
    files = {file.relative_to(package.parent).as_posix(): file for file in package.rglob("*.py")}
    for name in plugins:
        if (module := sys.modules.get(name)) and module.__file__:
            files.setdefault(name, Path(module.__file__))
    digest = hashlib.blake2b(digest_size=12)
    for name in sorted(files):
        digest.update(name.encode() + files[name].read_bytes())
    for name in _PACKAGES:
        digest.update(f"{name}={importlib.metadata.version(name)}".encode())
    return digest.digest()


class Fingerprints:
    """The fingerprints of one run; ``variables`` are those that every template has."""

    def __init__(self, closures: Closures, variables: Mapping[str, Any], base: bytes) -> None:
        self._closures = closures
        self._variables = variables
        self._base = base
        self._digester = Digester()

    def of(self, job: Job) -> str:
        """Return the fingerprint of ``job``: a digest of everything that shapes its file.

        Raises:
            jinja2.TemplateError: its template is missing or broken.
            OSError: a file to copy cannot be read.
        """
        content = self._digester.content
        if isinstance(job, PageJob):
            closure = self._closures.closure(job.template)
            read = {**self._variables, **job.context}
            names = sorted(closure.variables & read.keys())
            values = [(name, content(read[name])) for name in names]
            return digest_of(self._base, job.template, closure.digest, values).hex()
        if isinstance(job, FileJob):
            builder = f"{job.build.__module__}.{job.build.__qualname__}"
            return digest_of(self._base, builder, content(job.inputs)).hex()
        return digest_of(content(job.source)).hex()
