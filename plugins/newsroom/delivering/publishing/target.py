"""What a target of publishing can do, and the words that it shares with the flow.

A target never decides what is published: it says what is there, takes files, switches readers over
to them, and goes back. Nothing that readers see changes before ``switch``, unless the host has no
such step (S3): then ``send`` works in an order in which every page finds what it needs.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from newsroom.delivering.credentials import REMEDY, credential, token_flaw
from newsroom.delivering.publishing.changes import Changes
from newsroom.delivering.publishing.locks import Lock
from newsroom.delivering.publishing.site import BuiltSite


class PublishingError(Exception):
    """Publishing failed; says what to do, and what readers get now, where that is known."""

    def __init__(self, what: str, remedy: str, served: str = "") -> None:
        super().__init__(what, remedy, served)
        self.what = what
        self.remedy = remedy
        self.served = served

    def __str__(self) -> str:
        return f"{self.what}: {self.remedy}. {self.served}".strip()

    def of(self, name: str) -> "PublishingError":
        """Return the same error of the target ``name``."""
        return PublishingError(f"{name}: {self.what}", self.remedy, self.served)

    def while_served(self, served: str) -> "PublishingError":
        """Return the same error with what readers get."""
        return PublishingError(self.what, self.remedy, self.served or served)


@contextmanager
def file_errors() -> Iterator[None]:
    """Report what the system refuses as a failure of publishing."""
    try:
        yield
    except OSError as error:
        if not error.filename:
            raise
        reason = (error.strerror or str(error)).lower()
        remedy = "make room there, or fix the permissions, then run the same again"
        raise PublishingError(f"{error.filename}: {reason}", remedy) from None


@contextmanager
def released(unlock: Callable[[], None]) -> Iterator[None]:
    """Release a lock at the end; where that fails too, the first failure is what counts."""
    try:
        yield
    except BaseException:
        with suppress(PublishingError):
            unlock()
        raise
    unlock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published state of the site. ``number`` counts from 1, ``at`` is ISO 8601 in UTC.

    ``name`` is what a host calls it, where that is not the number.
    """

    number: int
    at: str = ""
    by: str = ""
    files: int = 0
    name: str = ""


@dataclass(frozen=True)
class TargetState:
    """What is there: all releases that can be served, oldest first, and the files of ``current``.

    ``files`` maps paths to fingerprints as ``Target.fingerprints`` gives them. ``newest`` is the
    highest number that was ever begun.
    """

    current: int = 0
    releases: tuple[Release, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    newest: int = 0

    def release(self, number: int) -> Release | None:
        return next((one for one in self.releases if one.number == number), None)


@dataclass(frozen=True)
class Delivery:
    """What one run brings to a target.

    ``wanted`` maps the path of every file to its fingerprint. ``advance`` is called with the bytes
    that were sent since.
    """

    site: BuiltSite
    wanted: Mapping[str, str]
    changes: Changes
    before: TargetState
    release: Release
    advance: Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class TargetContext:
    """Where a target is opened: its name in ``PUBLISH``, the paper's folder, a folder for notes.

    Readers find the site at ``url``. ``environment`` holds the secrets. The folder for notes may
    vanish between runs.
    """

    name: str
    url: str
    paper: Path
    notes: Path
    environment: Mapping[str, str]

    def secret(self, variable: str) -> str:
        """Return a token of the environment, without spaces and line breaks around it.

        Raises:
            PublishingError: no token looks like that; the message does not show it.
        """
        if flaw := token_flaw(self.environment, variable):
            raise PublishingError(flaw, REMEDY).of(self.name)
        return credential(self.environment, variable)


class Target(Protocol):
    """One place to which a site is published.

    ``is_atomic``: readers see all of a release or nothing of it.
    """

    is_atomic: bool

    def state(self) -> TargetState:
        """Return what is there, in as few requests as possible."""

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        """Return path → fingerprint of the files that this host takes.

        It covers all that shapes an answer: the bytes, and headers where they are uploaded.
        """

    def locked(self, lock: Lock, *, take_over: bool) -> AbstractContextManager[None]:
        """Keep other publishers away; ``take_over`` takes the lock of a run that is dead."""

    def send(self, delivery: Delivery) -> None:
        """Bring over what changed."""

    def switch(self, delivery: Delivery) -> None:
        """Show the new release to readers, and put it on record."""

    def tidy(self, delivery: Delivery) -> None:
        """Delete what nobody needs any more."""

    def restore(self, release: Release) -> None:
        """Show an earlier release again."""
