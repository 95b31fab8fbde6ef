"""From a finished site to its readers: compare, send, switch, read back, take notes.

If anything goes wrong before the switch, the old site is still served.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from newsroom.delivering.notices.send import Notices
from newsroom.delivering.publishing import notices, sample
from newsroom.delivering.publishing.changes import Changes, compare
from newsroom.delivering.publishing.locks import new_lock
from newsroom.delivering.publishing.options import Common
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.target import (
    Delivery,
    PublishingError,
    Release,
    Target,
    TargetContext,
    TargetState,
    file_errors,
)
from newsroom.engine.progress import metered
from newsroom.text.amounts import counted

FEW = 20
"""So many files may always leave at once."""


@dataclass(frozen=True, kw_only=True)
class PublishRequest:
    """What the command line asks for.

    ``unlock`` takes the lock of a run that is dead; ``removals`` allows most of a site to leave.
    """

    dry_run: bool = False
    unlock: bool = False
    removals: bool = False


def plan(target: Target, site: BuiltSite) -> tuple[TargetState, Mapping[str, str], Changes]:
    """Return what is there, what is wanted, and what differs."""
    before = target.state()
    wanted = target.fingerprints(site)
    return before, wanted, compare(wanted, before.files)


def report_plan(name: str, site: BuiltSite, changes: Changes) -> str:
    """Return what a publication would do: a line for each file, then their number and size."""
    size = _size(site, changes)
    head = f"{name}: would send {_count(len(changes.sent))} ({_bytes(size)})"
    return "\n".join([*changes.lines(), f"{head} and remove {len(changes.removed):,}"])


@dataclass(frozen=True)
class Publishing:
    """One run: from ``site`` to ``target``; ``notices`` take what it changed."""

    context: TargetContext
    options: Common
    target: Target
    site: BuiltSite
    notices: Notices | None = None


def publish(job: Publishing, request: PublishRequest) -> str:
    """Publish a site and return a report.

    Raises:
        PublishingError: it failed; the message says what is served now.
    """
    name = job.context.name
    if request.dry_run:
        return report_plan(name, job.site, plan(job.target, job.site)[2])
    start = time.perf_counter()
    lock = new_lock(datetime.now(UTC))
    with job.target.locked(lock, take_over=request.unlock):
        before, wanted, changes = plan(job.target, job.site)
        if not request.removals:
            refuse_removals(changes, before)
        if before.current and not changes:
            seconds = time.perf_counter() - start
            return f"{name}: nothing has changed since release {before.current} ({seconds:.1f} s)"
        release = Release(number=before.newest + 1, at=lock.since, by=lock.owner, files=len(wanted))
        delivery = Delivery(job.site, wanted, changes, before, release, lambda _bytes: None)
        made = _hand_over(job, delivery)
    if job.notices:
        job.notices.purge()
    check_sample(job, delivery)
    notices.save(made, job.context.notes)
    return _last_line(job, delivery, time.perf_counter() - start)


def _hand_over(job: Publishing, delivery: Delivery) -> notices.Publication:
    """Send and switch, and return the record for notices."""
    leaving = delivery.changes.removed or delivery.changes.changed
    listed = notices.listed_before(job.context.url) if leaving else frozenset()
    size = _size(job.site, delivery.changes)
    try:
        with metered(size, f"Publishing {job.context.name}") as advance, file_errors():
            job.target.send(replace(delivery, advance=advance))
            job.target.switch(delivery)
    except PublishingError as error:
        raise error.while_served(_still_served(job, delivery.before)) from None
    made = notices.publication(job.context.name, job.context.url, delivery, listed)
    if job.notices:
        job.notices.take(made, delivery.changes)
    try:
        with file_errors():
            job.target.tidy(delivery)
    except PublishingError as error:
        served = f"Release {delivery.release.number} is served; what is old was not deleted."
        raise error.while_served(served) from None
    return made


def check_sample(job: Publishing, delivery: Delivery) -> None:
    """Read some files back as a reader would.

    Raises:
        PublishingError: one is not served as it is.
    """
    files = sample.choose(job.site, delivery.changes, job.options.sample)
    wrong = sample.read_back(job.context.url, files, job.options.wait) if files else []
    if wrong:
        name, number, before = job.context.name, delivery.release.number, delivery.before.current
        remedy = (
            "see whether the address leads there and no cache keeps the old page, or set 'url', "
            "'wait' or 'sample' of the target"
        )
        if before:
            remedy += f"; newsroom rollback {name} {before} brings back release {before}"
        what = f"release {number} was sent, but " + "; ".join(wrong)
        raise PublishingError(what, remedy)


def refuse_removals(changes: Changes, before: TargetState) -> None:
    """Stop a run that would delete most of a site: that is mostly a mistake.

    Raises:
        PublishingError: more than half of the files would leave.
    """
    leaving = len(changes.removed)
    if leaving and not before.newest:
        what = (
            f"there are {leaving:,} files that no release put there, such as {changes.removed[0]}"
        )
        raise PublishingError(what, "name another place; if they may be deleted, add --removals")
    if leaving > FEW and leaving * 2 > len(before.files):
        what = f"{leaving:,} of {len(before.files):,} files would be removed"
        remedy = "see --dry-run; if that is meant, add --removals"
        raise PublishingError(what, remedy, served=f"Release {before.current} is still served.")


def _still_served(job: Publishing, before: TargetState) -> str:
    if not job.target.is_atomic:
        return "Run the same again: it goes on where it stopped."
    if not before.current:
        return "Nothing is served yet."
    return f"Release {before.current} is still served."


def _last_line(job: Publishing, delivery: Delivery, seconds: float) -> str:
    changes, number = delivery.changes, delivery.release.number
    read = min(job.options.sample, len(changes.sent) + 1)
    parts = [
        f"{_count(len(changes.sent))} sent ({_bytes(_size(job.site, changes))})",
        f"{len(changes.removed):,} removed",
        f"{read} read back" if read else "none read back",
    ]
    return f"{job.context.name}: release {number}: {', '.join(parts)} in {seconds:.1f} s"


def _size(site: BuiltSite, changes: Changes) -> int:
    files = site.all_files
    return sum(files[path].size for path in changes.sent if path in files)


def _count(files: int) -> str:
    return counted(files, "file")


def _bytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"
