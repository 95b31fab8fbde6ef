"""Kind ``branch``: a branch of a git repository that GitHub, GitLab or Codeberg Pages serves.

The tree of the last commit says what is there, and the push says whether somebody else was quicker:
no lock is needed. A release is a commit. Only the last ``keep`` of them stay in the branch, so that
the repository does not grow forever.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from newsroom.delivering.publishing.kinds import Kind
from newsroom.delivering.publishing.locks import Lock
from newsroom.delivering.publishing.options import (
    Common,
    Keep,
    Wait,
    host_key_mistakes,
    mistaken,
)
from newsroom.delivering.publishing.repository import Commit, Repository
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.target import (
    Delivery,
    Release,
    TargetContext,
    TargetState,
)

_SUBJECT = re.compile(r"Release (\d+)(?: again)?: (\d+) files")


@dataclass(frozen=True)
class BranchOptions(Common):
    """Kind ``branch``: the repository ``remote`` and its ``branch``; ``domain`` goes to ``CNAME``.

    All else in the branch is replaced. ``author`` signs the commits. ``host_key`` is the public
    key of the server, for SSH, else ``~/.ssh/known_hosts`` counts.
    """

    remote: str = ""
    host_key: str = ""
    branch: str = "gh-pages"
    domain: str = ""
    author: str = "Newsroom <newsroom@localhost>"
    wait: Wait = 180
    keep: Keep = 10


def missing(options: BranchOptions) -> list[tuple[str, str]]:
    found = []
    if not options.remote or options.remote.startswith("-") or not options.remote.isprintable():
        found.append(("option 'remote' is missing", "write git@github.com:name/repository.git"))
    elif urlsplit(options.remote).password:
        remedy = "leave it out, and give git a key (PUBLISH_SSH_KEY) or a token (PUBLISH_GIT_TOKEN)"
        found.append(("option 'remote' holds a password", remedy))
    if not re.fullmatch(r"[\w][\w./-]*", options.branch):
        found.append((f"option 'branch' is {options.branch!r}", "write a name such as gh-pages"))
    if not re.fullmatch(r"[^<>\n]+ <[^<>\s]+>", options.author):
        found.append((f"option 'author' is {options.author!r}", "write Name <name@host>"))
    domain = mistaken("domain", options.domain, r"[\w-]+(\.[\w-]+)+", "write news.example")
    return [*found, *domain, *host_key_mistakes(options.host_key)]


class Branch:
    """The commits of a branch, seen from a bare clone among the notes of this machine."""

    is_atomic = True

    def __init__(self, options: BranchOptions, context: TargetContext) -> None:
        self._options = options
        folder = context.notes / "publishing" / f"{context.name}.git"
        self._git = Repository(folder, options.remote, options.branch, options.host_key, context)
        self._state: TargetState | None = None
        self._tip = ""
        self._commits: list[Commit] = []

    def state(self) -> TargetState:
        if self._state is None:
            with self._git.session():
                self._state = self._read(self._git.fetch(self._options.keep))
        return self._state

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        found = {path: blob_id(one.source.read_bytes()) for path, one in site.for_readers.items()}
        return {**found, **{path: blob_id(data) for path, data in self._extras(site).items()}}

    @contextmanager
    def locked(self, lock: Lock, *, take_over: bool) -> Iterator[None]:
        del lock, take_over  # the push itself is the lock
        self._state = None
        with self._git.session():
            yield

    def send(self, delivery: Delivery) -> None:
        site = delivery.site
        extras = self._extras(site)
        changed = [path for path in delivery.changes.sent if path not in extras]
        sources = [site.files[path].source for path in changed]
        self._git.store_files(sources)
        for data in extras.values():
            self._git.store(data)
        delivery.advance(sum(site.files[path].size for path in changed))

    def switch(self, delivery: Delivery) -> None:
        self._push(delivery.before, delivery.release, self._git.tree(delivery.wanted), "")

    def tidy(self, delivery: Delivery) -> None:
        """Nothing is left over: what no commit names any more is the host's to delete."""

    def restore(self, release: Release) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._push(
            self.state(), replace(release, at=now), self._git.tree_of(release.name), " again"
        )

    def _push(self, before: TargetState, release: Release, tree: str, again: str) -> None:
        """Add a commit. When there are enough of them, those that stay get a new beginning."""
        stay = self._commits[1 - self._options.keep :] if self._options.keep > 1 else []
        parent = self._tip
        if len(self._commits) >= self._options.keep:
            parent = ""
            for one in stay:
                parent = self._git.commit(one.tree, parent, one.at, one.subject, one.by)
        subject = f"Release {release.number}{again}: {release.files} files"
        author = self._options.author
        tip = self._git.commit(tree, parent, release.at, subject, author)
        self._git.push(tip, self._tip)

    def _read(self, tip: str) -> TargetState:
        self._tip, self._commits = tip, self._git.history(tip, self._options.keep) if tip else []
        releases: dict[int, Release] = {}
        for one in self._commits:
            if found := _SUBJECT.fullmatch(one.subject):
                number = int(found[1])
                name = one.by.partition(" <")[0]
                releases[number] = Release(
                    number=number, at=one.at, by=name, files=int(found[2]), name=one.commit
                )
        last = _SUBJECT.fullmatch(self._commits[-1].subject) if self._commits else None
        return TargetState(
            int(last[1]) if last else 0,
            tuple(releases[number] for number in sorted(releases)),
            self._git.files(tip) if tip else {},
            max(releases, default=0),
        )

    def _extras(self, site: BuiltSite) -> dict[str, bytes]:
        """Return files that Pages hosts want, unless the paper has its own."""
        domain = self._options.domain
        wanted = {".nojekyll": b"", **({"CNAME": f"{domain}\n".encode()} if domain else {})}
        return {path: data for path, data in wanted.items() if path not in site.files}


def blob_id(data: bytes) -> str:
    """Return the name that git gives to a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def open_target(options: BranchOptions, context: TargetContext) -> Branch:
    return Branch(options, context)


KIND = Kind(BranchOptions, open_target, missing)
