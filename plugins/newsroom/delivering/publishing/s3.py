"""Kind ``s3``: a bucket of AWS, R2, B2, Hetzner, Ceph or MinIO, changed object by object.

There is no switch: what pages need goes out first, then stories, other pages, feeds; deletions
come last. A note in the bucket says what is there, so that one request is enough to compare.
Objects that are replaced are copied aside first, so that a rollback copies them back within the
host.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, TypeVar

import httpx
from pydantic import Field

from newsroom.delivering.publishing.bucket import Bucket, connect
from newsroom.delivering.publishing.changes import FRONT, compare, ordered, rank
from newsroom.delivering.publishing.kinds import Kind
from newsroom.delivering.publishing.locks import Lock
from newsroom.delivering.publishing.notebook import Notebook
from newsroom.delivering.publishing.objects import Objects, access, redirect
from newsroom.delivering.publishing.options import Common, mistaken
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.target import (
    Delivery,
    PublishingError,
    Release,
    TargetContext,
    TargetState,
    released,
)

T = TypeVar("T")
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_STEP = 500
"""After so many objects it is noted what is there, so that a broken run can be resumed."""


@dataclass(frozen=True)
class S3Options(Common):
    """Kind ``s3``: ``bucket`` at ``endpoint`` (AWS without one); names begin with ``prefix``.

    ``private`` is a bucket for notes that readers cannot open, else they are in ``.newsroom/`` of
    the same one. ``compress`` stores texts with gzip. ``acl`` is set where a host wants it.
    ``conditional``: whether the host knows conditional writes. ``workers``: requests at once.
    """

    bucket: str | None = None
    endpoint: str = ""
    region: str = ""
    prefix: str = ""
    private: str = ""
    compress: bool = True
    acl: str = ""
    conditional: bool = True
    workers: Annotated[int, Field(ge=1, le=256)] = 16


def missing(options: S3Options) -> list[tuple[str, str]]:
    found = []
    if options.bucket is None:
        found.append(("option 'bucket' is missing", "write its name"))
    if options.prefix and (options.prefix[0] == "/" or options.prefix[-1] != "/"):
        found.append((f"option 'prefix' is {options.prefix!r}", "write it as news/"))
    if options.endpoint and not options.endpoint.startswith(("https://", "http://")):
        found.append((f"option 'endpoint' is {options.endpoint!r}", "write its https:// address"))
    for name, given in (("bucket", options.bucket or ""), ("private", options.private)):
        found += mistaken(name, given, r"[A-Za-z0-9][\w.-]*", "write its name, such as news")
    return found + mistaken("region", options.region, r"[\w-]+", "write it as eu-central-1")


class S3:
    """The objects of a bucket."""

    is_atomic = False

    def __init__(self, options: S3Options, bucket: str, context: TargetContext) -> None:
        self._options = options
        self._url = context.url
        client = connect(options.endpoint, options.region, options.workers)
        known = options.conditional
        self._bucket = Bucket(client, bucket, conditional=known)
        notes = Bucket(client, options.private or bucket, conditional=known)
        own = f"{bucket}/" if options.private else ""
        prefix = f"{own}{options.prefix}.newsroom/"
        self._notebook = Notebook(notes, prefix, self._bucket, options.prefix)

    def state(self) -> TargetState:
        return self._notebook.read()

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        return self._objects(site).fingerprints()

    @contextmanager
    def locked(self, lock: Lock, *, take_over: bool) -> Iterator[None]:
        self._notebook.lock(lock, take_over=take_over)
        with released(lambda: self._notebook.unlock(lock)):
            self._refuse_open_notes(lock)
            yield

    def send(self, delivery: Delivery) -> None:
        objects, before = self._objects(delivery.site), delivery.before

        def upload(path: str) -> str:
            self._bucket.put(self._key(path), objects.body(path), objects.headers(path))
            return path

        files = dict(before.files)
        steps = self._in_order(delivery.changes.sent, upload)
        try:
            self._keep_all(before, delivery.changes.changed)
            for number, path in enumerate(steps, 1):
                files[path] = delivery.wanted[path]
                delivery.advance(objects.size(path))
                if number % _STEP == 0:
                    self._notebook.note(before.current, files, delivery.release.number)
        except BaseException:
            self._notebook.note_end(before.current, files, delivery.release.number)
            raise

    def switch(self, delivery: Delivery) -> None:
        """Note what is there; what will be deleted still is."""
        there = {path: delivery.before.files[path] for path in delivery.changes.removed}
        self._keep_all(delivery.before, there)
        self._notebook.record(delivery, self._options.keep)
        number = delivery.release.number
        self._notebook.note(number, {**delivery.wanted, **there}, number)

    def tidy(self, delivery: Delivery) -> None:
        if removed := delivery.changes.removed:
            self._bucket.delete([self._key(path) for path in removed])
            number = delivery.release.number
            self._notebook.note(number, delivery.wanted, number)
        self._notebook.tidy()

    def restore(self, release: Release) -> None:
        state = self.state()
        wanted = self._notebook.files_of(release)
        changes = compare(wanted, state.files)
        lost = [path for path in changes.sent if not self._notebook.has(wanted[path])]
        if lost:
            what = f"release {release.number} is not complete any more ({lost[0]} is missing)"
            raise PublishingError(what, "publish it from git again")
        files = dict(state.files)

        def back(path: str) -> str:
            fingerprint = wanted[path]
            target = fingerprint.partition(">")[2]
            headers = {**redirect(target), **access(self._options.acl)}
            self._notebook.bring_back(fingerprint, self._key(path), headers)
            return path

        self._keep_all(state, (*changes.changed, *changes.removed))
        for path in self._in_order(changes.sent, back):
            files[path] = wanted[path]
        self._notebook.note(release.number, files, state.newest)
        if changes.removed:
            self._bucket.delete([self._key(path) for path in changes.removed])
            self._notebook.note(release.number, wanted, state.newest)

    def _objects(self, site: BuiltSite) -> Objects:
        return Objects(site, self._options.compress, self._options.acl)

    def _key(self, path: str) -> str:
        return self._options.prefix + path

    def _keep_all(self, before: TargetState, paths: Iterable[str]) -> None:
        """Put objects aside, all at once: their order is of no effect."""
        if self._options.keep == 1:
            return
        with ThreadPoolExecutor(self._options.workers) as pool:
            found = [(self._key(path), before.files[path]) for path in paths]
            list(pool.map(lambda one: self._notebook.keep(*one), found))

    def _in_order(self, paths: Iterable[str], work: Callable[[str], T]) -> Iterator[T]:
        """Yield what ``work`` returns for each path; what comes earlier is done before the rest."""
        with ThreadPoolExecutor(self._options.workers) as pool:
            for _, group in groupby(ordered(paths), lambda path: (rank(path), path == FRONT)):
                yield from pool.map(work, group)

    def _refuse_open_notes(self, lock: Lock) -> None:
        """Stop if readers can open the notes: they name pages that are in no list.

        Raises:
            PublishingError: they can.
        """
        tries = {"without a key": self._notebook.notes.address(self._notebook.lock_key)}
        if not self._options.private:
            tries[f"at {self._url}/.newsroom/"] = f"{self._url}/.newsroom/lock.json"
        with httpx.Client(timeout=20) as client, ThreadPoolExecutor(len(tries)) as pool:
            found = pool.map(lambda url: _answers(client, url, lock.token), tries.values())
            places = [place for place, is_open in zip(tries, found, strict=True) if is_open]
        if places:
            what = f"readers could open the notes of the bucket {' and '.join(places)}"
            remedy = (
                "close .newsroom/ in its policy, or set 'private' to a bucket that nobody can "
                "read; see docs/publishing.md"
            )
            raise PublishingError(what, remedy)


def _answers(client: httpx.Client, url: str, token: str) -> bool:
    try:
        return token in client.get(url).text
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


def open_target(options: S3Options, context: TargetContext) -> S3:
    """Open a bucket; builds without its name are fine, as pull requests have no variables.

    Raises:
        PublishingError: the name is empty, or a key cannot be one.
    """
    if not options.bucket:
        remedy = "set the variable S3_BUCKET, if publishconf.py takes it from there, or write it"
        raise PublishingError("option 'bucket' is empty", remedy).of(context.name)
    for variable in _KEYS:
        if context.secret(variable) != context.environment.get(variable, ""):
            what = f"{variable} begins or ends with a space or a line break"
            raise PublishingError(what, "paste it again without").of(context.name)
    return S3(options, options.bucket, context)


KIND = Kind(S3Options, open_target, missing)
