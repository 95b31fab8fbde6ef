"""The notes of a bucket: what is there, in one object; records of releases; objects put aside."""

import gzip
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from newsroom.delivering.publishing.bucket import Bucket, ChangedError
from newsroom.delivering.publishing.layout import kept_numbers
from newsroom.delivering.publishing.locks import Lock, is_left, parse_lock, refusal
from newsroom.delivering.publishing.records import parse_record, record_data
from newsroom.delivering.publishing.target import Delivery, PublishingError, Release, TargetState

_UNKNOWN = "?"
"""Fingerprint of an object that no run of ours put there."""
_JSON = {"ContentType": "application/json", "CacheControl": "no-store"}


@dataclass
class Notebook:
    """The notes below ``prefix`` in the bucket ``notes``, about the objects below ``root``.

    ``_kept`` maps fingerprints of objects put aside to the newest release when they left: only
    releases up to that one can need them. ``_kept_already`` are objects that a run put aside which
    could not note it any more: they are older than what is there now.
    """

    notes: Bucket
    prefix: str
    bucket: Bucket
    root: str
    _state: TargetState = field(default_factory=TargetState)
    _kept: dict[str, int] = field(default_factory=dict)
    _tag: str = ""
    _old: list[str] = field(default_factory=list)
    _kept_already: frozenset[str] = frozenset()
    _leaves_lock: bool = False

    @property
    def lock_key(self) -> str:
        return f"{self.prefix}lock.json"

    def read(self) -> TargetState:
        """Return what is there; of a bucket without notes every object is unknown."""
        if found := self.notes.get(self._key("state.json.gz")):
            self._tag = found.tag
            self._state, self._kept = _parsed(found.data)
        else:
            own = self.root + ".newsroom/"
            names = (key for key in self.bucket.keys(self.root) if not key.startswith(own))
            files = {key.removeprefix(self.root): _UNKNOWN for key in names}
            self._state = TargetState(files=files)
        return self._state

    def note(self, current: int, files: Mapping[str, str], newest: int) -> None:
        """Write down what is there now, unless another run has done so meanwhile.

        Raises:
            PublishingError: it has.
        """
        self._state = TargetState(current, self._state.releases, dict(files), newest)
        data = gzip.compress(orjson.dumps({**asdict(self._state), "kept": self._kept}), mtime=0)
        try:
            self._tag = self.notes.swap(self._key("state.json.gz"), data, self._tag)
        except ChangedError:
            what = "another run has published here meanwhile"
            raise PublishingError(what, "run the same again") from None

    def record(self, delivery: Delivery, keep: int) -> None:
        """Put a release on record, and choose the releases that stay."""
        data = record_data(delivery.release, delivery.wanted)
        self.notes.put(self._record(delivery.release.number), data, _JSON)
        releases = [*self._state.releases, delivery.release]
        stay = kept_numbers(delivery, keep)
        self._old = [self._record(one.number) for one in releases if one.number not in stay]
        gone = [one for one, last in self._kept.items() if last < min(stay)]
        for fingerprint in gone:
            del self._kept[fingerprint]
        self._old += map(self._aside, gone)
        left = tuple(one for one in releases if one.number in stay)
        self._state = TargetState(self._state.current, left, self._state.files, self._state.newest)

    def tidy(self) -> None:
        """Delete notes and objects that no release needs any more."""
        self.notes.delete(self._old)
        self._old = []

    def files_of(self, release: Release) -> dict[str, str]:
        """Return the files of a release that is on record."""
        found = self.notes.get(self._record(release.number))
        if not found:
            what = f"the record of release {release.number} is missing"
            raise PublishingError(what, "publish it from git again")
        return parse_record(found.data, f"the record of release {release.number}")[1]

    def keep(self, key: str, fingerprint: str) -> None:
        """Put an object aside before it is replaced."""
        if fingerprint == _UNKNOWN:
            return
        aside = self._aside(fingerprint)
        there = fingerprint in self._kept or aside in self._kept_already
        if not there and not self.bucket.copy(key, self.notes, aside, {}):
            return  # somebody deleted it
        self._kept[fingerprint] = self._state.newest

    def has(self, fingerprint: str) -> bool:
        return fingerprint in self._kept

    def bring_back(self, fingerprint: str, key: str, headers: Mapping[str, Any]) -> None:
        """Copy an object back that was put aside."""
        if not self.notes.copy(self._aside(fingerprint), self.bucket, key, headers):
            raise PublishingError(f"{key} is missing among what was kept", "publish it from git")

    def lock(self, lock: Lock, *, take_over: bool) -> None:
        """Take the lock.

        Raises:
            PublishingError: another run has it.
        """
        try:
            self.notes.swap(self.lock_key, lock.data(), "")
        except ChangedError:
            found = self.notes.get(self.lock_key)
            held = parse_lock(found.data if found else b"")
            if not (take_over or is_left(held, lock)):
                raise PublishingError(*refusal(held, lock)) from None
            try:
                self.notes.swap(self.lock_key, lock.data(), found.tag if found else "")
            except ChangedError:
                raise PublishingError(*refusal(held, lock)) from None
            self._kept_already = frozenset(self.notes.keys(self._key("kept/")))

    def note_end(self, current: int, files: Mapping[str, str], newest: int) -> None:
        """Write down how far a run came that breaks; without a note the lock tells the next one."""
        try:
            self.note(current, files, newest)
        except PublishingError:
            self._leaves_lock = True

    def unlock(self, lock: Lock) -> None:
        if self._leaves_lock:
            return
        found = self.notes.get(self.lock_key)
        if found and parse_lock(found.data).token == lock.token:
            self.notes.delete([self.lock_key])

    def _key(self, name: str) -> str:
        return self.prefix + name

    def _record(self, number: int) -> str:
        return self._key(f"{number}.json.gz")

    def _aside(self, fingerprint: str) -> str:
        return self._key(f"kept/{fingerprint.partition('>')[0]}")


def _parsed(data: bytes) -> tuple[TargetState, dict[str, int]]:
    try:
        found = orjson.loads(gzip.decompress(data))
        releases = tuple(Release(**one) for one in found["releases"])
        state = TargetState(found["current"], releases, found["files"], found["newest"])
        return state, dict(found["kept"])
    except (ValueError, TypeError, KeyError, OSError, EOFError) as error:
        remedy = "delete it there, then publish again: all files are sent"
        raise PublishingError(f"state.json.gz is damaged ({error})", remedy) from None
