"""Kind ``server``: releases in a folder of a server, over SSH and rsync.

Everything is done by rsync, so that the key may be one that opens that folder alone (``rrsync``).
"""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from newsroom.delivering.publishing import layout
from newsroom.delivering.publishing.kinds import Kind
from newsroom.delivering.publishing.locks import Lock, is_left, parse_lock, refusal
from newsroom.delivering.publishing.options import Common, host_key_mistakes
from newsroom.delivering.publishing.records import NOTES, record_data
from newsroom.delivering.publishing.rsync import Rsync
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.ssh import Server, connected
from newsroom.delivering.publishing.target import (
    Delivery,
    PublishingError,
    Release,
    TargetContext,
    TargetState,
    released,
)

SETTLE = 1.0
"""Seconds in which another publisher that began at the same time has written its lock."""
_RULES = (
    f"--include=/{layout.CURRENT}", f"--include=/{NOTES}/", f"--include=/{NOTES}/*",
    f"--include=/{layout.RELEASES}/", f"--include=/{layout.RELEASES}/*/", "--exclude=*",
)  # fmt: skip


@dataclass(frozen=True)
class ServerOptions(Common):
    """Kind ``server``: ``host`` is ``user@name``; a web server serves ``path/current``.

    ``path`` is empty where the key opens that folder alone. ``host_key`` is the server's public
    key, else ``~/.ssh/known_hosts`` counts. ``reload`` is a command to run there after a switch.
    """

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 22
    path: str = ""
    host_key: str = ""
    reload: str = ""


def missing(options: ServerOptions) -> list[tuple[str, str]]:
    found = []
    if not options.host or options.host.startswith("-") or " " in options.host:
        found.append(("option 'host' is missing", "write user@host, such as deploy@news.example"))
    if options.path and not options.path.startswith("/"):
        found.append((f"option 'path' is {options.path!r}", "write it from / on: /srv/news"))
    return [*found, *host_key_mistakes(options.host_key)]


class RemoteFolder:
    """The releases in a folder of a server; ``_mirror`` holds its notes on this machine."""

    is_atomic = True

    def __init__(self, options: ServerOptions, context: TargetContext) -> None:
        self._options = options
        self._environment = context.environment
        self._mirror = context.notes / "publishing" / context.name
        self._rsync: Rsync | None = None
        self._seen: TargetState | None = None
        self._lock: Lock | None = None

    def state(self) -> TargetState:
        if self._seen:
            return self._seen
        with self._connected() as rsync:
            return self._pulled(rsync)

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        return {path: one.digest for path, one in site.all_files.items()}

    @contextmanager
    def locked(self, lock: Lock, *, take_over: bool) -> Iterator[None]:
        with self._connected() as rsync:
            held = self._settled_lock(rsync, lock, "--ignore-existing")
            if held.token != lock.token and (take_over or is_left(held, lock)):
                held = self._settled_lock(rsync, lock, "--ignore-times")
            if held.token != lock.token:
                raise PublishingError(*refusal(held, lock))
            self._lock = lock
            with released(lambda: self._unlock(rsync, lock)):
                yield

    def _settled_lock(self, rsync: Rsync, lock: Lock, how: str) -> Lock:
        """Write a lock, and return the one that is there then.

        rsync looks whether a file is there before it writes one: a publisher that looked at the
        same time writes over this lock. The one that wrote last goes on.
        """
        self._push_note(rsync, layout.LOCK, lock.data(), how)
        time.sleep(SETTLE)
        self._seen = self._pulled(rsync)
        return self._holder()

    def _refuse_others(self, rsync: Rsync, lock: Lock) -> None:
        self._seen = self._pulled(rsync)
        if (held := self._holder()).token != lock.token:
            raise PublishingError(*refusal(held, lock))

    def _unlock(self, rsync: Rsync, lock: Lock) -> None:
        if self._lock:  # else it was looked at a moment ago, before the switch
            self._pulled(rsync)
        self._seen = self._lock = None
        if self._holder().token == lock.token:
            self._delete(rsync, [f"/{layout.LOCK}"])

    def send(self, delivery: Delivery) -> None:
        number = delivery.release.number
        done = {one.number for one in delivery.before.releases}
        # What a broken run left is complete in parts: they need not be sent again.
        bases = [delivery.before.current, *({delivery.before.newest} - done)]
        links = [
            f"--link-dest={self._link(base)}" for base in dict.fromkeys(bases) if base
        ]  # fmt: skip
        with self._connected() as rsync:
            rsync.push(
                str(delivery.site.folder), layout.release_folder(number) + "/",
                "--checksum", "--perms", "--chmod=D755,F644", "--delete",
                "--exclude=/.newsroom-files", *links, advance=delivery.advance,
            )  # fmt: skip

    def switch(self, delivery: Delivery) -> None:
        data = record_data(delivery.release, delivery.wanted)
        with self._connected() as rsync:
            if self._lock:
                self._refuse_others(rsync, self._lock)
                self._lock = None
            self._push_note(rsync, layout.record_name(delivery.release.number), data)
        self.restore(delivery.release)

    def restore(self, release: Release) -> None:
        with self._connected() as rsync, self._folder("link") as folder:
            (folder / layout.CURRENT).symlink_to(layout.release_folder(release.number))
            rsync.push(str(folder), "")
            if self._options.reload:
                self._reload(rsync, release)

    def tidy(self, delivery: Delivery) -> None:
        kept = layout.kept_numbers(delivery, self._options.keep)
        releases = self._mirror / layout.RELEASES
        begun = {int(one.name) for one in releases.iterdir() if one.name.isdecimal()}
        old = sorted(begun - kept)
        if old:
            folders = [f"/{layout.release_folder(number)}" for number in old]
            records = [f"/{layout.record_name(number)}" for number in old]
            with self._connected() as rsync:
                self._delete(rsync, [*folders, *records])

    def _link(self, number: int) -> str:
        return f"{self._options.path}/{layout.release_folder(number)}"

    def _reload(self, rsync: Rsync, release: Release) -> None:
        try:
            rsync.session.run(self._options.reload)
        except PublishingError as error:
            served = f"Release {release.number} is served."
            raise error.while_served(served) from None

    @contextmanager
    def _connected(self) -> Iterator[Rsync]:
        """Yield rsync over the connection of this run, which is opened when there is none yet."""
        if self._rsync:
            yield self._rsync
            return
        options = self._options
        server = Server(options.host, options.port, options.host_key)
        with connected(server, self._environment) as session:
            self._rsync = Rsync(session, options.path)
            try:
                yield self._rsync
            finally:
                self._rsync = None

    def _pulled(self, rsync: Rsync) -> TargetState:
        self._mirror.mkdir(parents=True, exist_ok=True)
        rsync.pull(str(self._mirror), _RULES)
        releases = self._mirror / layout.RELEASES
        names = [one.name for one in releases.iterdir()] if releases.is_dir() else []
        return layout.read_state(self._mirror, names)

    def _holder(self) -> Lock:
        file = self._mirror / layout.LOCK
        return parse_lock(file.read_bytes() if file.exists() else b"")

    def _push_note(self, rsync: Rsync, name: str, data: bytes, *options: str) -> None:
        with self._folder("note") as folder:
            (folder / NOTES).mkdir(0o700)
            (folder / layout.RELEASES).mkdir(0o755)
            (folder / name).write_bytes(data)
            rsync.push(str(folder), "", *options)

    def _delete(self, rsync: Rsync, names: list[str]) -> None:
        """Delete files and folders of the server: they are missing in a folder that replaces it."""
        with self._folder("empty") as folder:
            for name in (NOTES, layout.RELEASES):
                (folder / name).mkdir(0o700)
            rules = [f"--include=/{NOTES}/", f"--include=/{layout.RELEASES}/"]
            rules += [f"--include={name}{end}" for name in names for end in ("", "/**")]
            rsync.push(str(folder), "", "--delete", *rules, "--exclude=*")

    @contextmanager
    def _folder(self, name: str) -> Iterator[Path]:
        """Yield an empty folder of this machine for what is sent."""
        folder = self._mirror.with_name(f".{self._mirror.name}.{name}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def open_target(options: ServerOptions, context: TargetContext) -> RemoteFolder:
    return RemoteFolder(options, context)


KIND = Kind(ServerOptions, open_target, missing)
