"""Kind ``folder``: releases in a folder of this machine, or of a disk that is mounted."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsroom.delivering.publishing import layout
from newsroom.delivering.publishing.kinds import Kind
from newsroom.delivering.publishing.locks import Lock, is_left, parse_lock, refusal
from newsroom.delivering.publishing.options import Common
from newsroom.delivering.publishing.records import NOTES, record_data
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.target import (
    Delivery,
    PublishingError,
    Release,
    TargetContext,
    TargetState,
)
from newsroom.files.atomic import draft_of, write_file


@dataclass(frozen=True)
class FolderOptions(Common):
    """Kind ``folder``: ``path`` is relative to the paper; a web server serves ``path/current``."""

    path: str = ""


def missing(options: FolderOptions) -> list[tuple[str, str]]:
    if options.path:
        return []
    return [("option 'path' is missing", "name the folder, such as '/srv/news'")]


class FolderTarget:
    """The releases below ``root``."""

    is_atomic = True

    def __init__(self, options: FolderOptions, context: TargetContext) -> None:
        self._root = context.paper / options.path
        self._keep = options.keep

    def state(self) -> TargetState:
        releases = self._root / layout.RELEASES
        names = os.listdir(releases) if releases.is_dir() else []  # noqa: PTH208 - names alone
        return layout.read_state(self._root, names)

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        return {path: one.digest for path, one in site.all_files.items()}

    @contextmanager
    def locked(self, lock: Lock, *, take_over: bool) -> Iterator[None]:
        file = self._root / layout.LOCK
        file.parent.mkdir(parents=True, exist_ok=True)
        file.parent.chmod(0o700)
        if file.exists() and (take_over or is_left(parse_lock(file.read_bytes()), lock)):
            file.unlink(missing_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise PublishingError(*refusal(parse_lock(file.read_bytes()), lock)) from None
        with os.fdopen(handle, "wb") as stream:
            stream.write(lock.data())
        try:
            yield
        finally:
            if file.exists() and parse_lock(file.read_bytes()).token == lock.token:
                file.unlink()

    def send(self, delivery: Delivery) -> None:
        target = self._root / layout.release_folder(delivery.release.number)
        base = self._root / layout.release_folder(delivery.before.current)
        sent = set(delivery.changes.sent)
        made: set[Path] = set()
        try:
            for path, one in delivery.site.all_files.items():
                file = target / path
                if file.parent not in made:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    made.add(file.parent)
                if path in sent or not _linked(base / path, file, one.size):
                    shutil.copyfile(one.source, file)
                    delivery.advance(one.size if path in sent else 0)
            os.sync()
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)  # it is quickly made again
            raise

    def switch(self, delivery: Delivery) -> None:
        record = self._root / layout.record_name(delivery.release.number)
        write_file(record, record_data(delivery.release, delivery.wanted))
        self.restore(delivery.release)

    def restore(self, release: Release) -> None:
        link = self._root / layout.CURRENT
        with draft_of(link) as draft:
            draft.symlink_to(layout.release_folder(release.number))
            draft.replace(link)

    def tidy(self, delivery: Delivery) -> None:
        kept = layout.kept_numbers(delivery, self._keep)
        for folder in (self._root / layout.RELEASES).iterdir():
            if folder.name.isdecimal() and int(folder.name) not in kept:
                (self._root / layout.record_name(int(folder.name))).unlink(missing_ok=True)
                shutil.rmtree(folder)
        for file in (self._root / NOTES).glob(f"*{layout.ENDING}"):
            if int(file.name.removesuffix(layout.ENDING)) not in kept:
                file.unlink()


def _linked(source: Path, target: Path, size: int) -> bool:
    """Give a file of the release before a second name, where it is there and the disk can do it."""
    try:
        if source.stat().st_size != size:
            return False  # somebody changed it there
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def open_target(options: FolderOptions, context: TargetContext) -> FolderTarget:
    return FolderTarget(options, context)


KIND = Kind(FolderOptions, open_target, missing)
