"""The tasks ``publish``, ``releases`` and ``rollback``.

Setting: ``PUBLISH``, ``NOTICES``.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from newsroom.building import up_to_date
from newsroom.building.build import load_settings
from newsroom.building.lock import alone
from newsroom.delivering.notices.send import Notices
from newsroom.delivering.publishing import publish as publishing
from newsroom.delivering.publishing.changes import compare
from newsroom.delivering.publishing.kinds import load_target
from newsroom.delivering.publishing.locks import new_lock
from newsroom.delivering.publishing.notices import listed_before, record
from newsroom.delivering.publishing.options import Common
from newsroom.delivering.publishing.site import read_site
from newsroom.delivering.publishing.target import (
    PublishingError,
    Release,
    Target,
    TargetContext,
    TargetState,
    file_errors,
)
from newsroom.files.cache_folder import cache_folder
from newsroom.settings.notices import hub_of, notice_options

T = TypeVar("T")


def publish(
    conf: Path, overrides: Mapping[str, Any], name: str, request: publishing.PublishRequest
) -> str:
    """Build the site, publish it, and return a report.

    Raises:
        ContentError: content, settings or theme have mistakes; nothing was sent.
        PublishingError: the host cannot be reached or refuses something.
    """
    settings, options, target, context = _open(conf, overrides, name)
    print(up_to_date.publish(conf, overrides), file=sys.stderr, flush=True)
    output = Path(settings["OUTPUT_PATH"])
    with alone(output):
        notices = _notices(settings, context)
        site = read_site(output, context.notes / "publishing" / "digests.json")
        job = publishing.Publishing(context, options, target, site, notices)
        said = _said(context, lambda: publishing.publish(job, request))
    if notices and not request.dry_run:
        _send(notices, context)
    return said


def list_releases(conf: Path, overrides: Mapping[str, Any], name: str) -> str:
    """Return a line for each release that can be served, newest first.

    Raises:
        ContentError: settings have mistakes.
        PublishingError: the host cannot be reached.
    """
    _, _, target, context = _open(conf, overrides, name)
    state = _said(context, target.state)
    if not state.releases:
        return f"{context.name}: nothing was published yet"
    return "\n".join(_line(one, state) for one in reversed(state.releases))


def roll_back(
    conf: Path, overrides: Mapping[str, Any], number: str, name: str, *, unlock: bool
) -> str:
    """Serve an earlier release again (the one before, without a ``number``); return one line.

    Raises:
        ContentError: settings have mistakes.
        PublishingError: there is no such release, or the host cannot be reached.
    """
    settings, _, target, context = _open(conf, overrides, name)
    start = time.perf_counter()
    lock = new_lock(datetime.now(UTC))

    def restore() -> tuple[TargetState, Release]:
        with target.locked(lock, take_over=unlock):
            state = target.state()
            release = _wanted(state, number)
            target.restore(release)
            return state, release

    before, release = _said(context, restore)
    if notices := _notices(settings, context):
        fresh = _open(conf, overrides, name)[2]  # it has not seen the state before
        _after_rollback(notices, context, before, release, fresh)
    seconds = time.perf_counter() - start
    return f"{context.name}: release {release.number} of {release.at} is served ({seconds:.1f} s)"


def _open(
    conf: Path, overrides: Mapping[str, Any], name: str
) -> tuple[dict[str, Any], Common, Target, TargetContext]:
    settings = load_settings(conf, overrides, publishing=True)
    paper, cache = conf.parent.resolve(), Path(settings["CACHE_PATH"])
    targets = settings.get("PUBLISH") or {}
    name = name or next(iter(targets), "live")
    context = TargetContext(
        name=name,
        url=settings["SITEURL"],
        paper=paper,
        notes=cache_folder(cache),
        environment=os.environ,
    )
    return settings, *load_target(settings, context)


def _notices(settings: Mapping[str, Any], context: TargetContext) -> Notices | None:
    """Return the notices of a target; there are none of a preview, whose address is another one."""
    if context.url != settings["SITEURL"]:
        return None
    return Notices(notice_options(settings), hub_of(settings), context)


def _after_rollback(
    notices: Notices, context: TargetContext, before: TargetState, release: Release, target: Target
) -> None:
    """Send notices of what differs now; a failure is a warning, as readers have the release."""
    try:
        changes = compare(_said(context, target.state).files, before.files)
    except PublishingError as error:
        print(f"warning: {error} No notices were sent, empty caches yourself.", file=sys.stderr)
        return
    listed = listed_before(context.url)
    notices.take(record(context.name, context.url, release, changes, listed), changes)
    _send(notices, context)


def _send(notices: Notices, context: TargetContext) -> None:
    for warning in notices.send():
        print(f"{context.name}: warning: {warning}", file=sys.stderr)


def _wanted(state: TargetState, number: str) -> Release:
    older = [one for one in state.releases if one.number < state.current]
    if not number:
        if not older:
            raise PublishingError("there is no earlier release", "newsroom releases lists them")
        return older[-1]
    release = state.release(int(number)) if number.isdecimal() else None
    if release is None:
        known = ", ".join(str(one.number) for one in state.releases) or "none"
        raise PublishingError(f"there is no release {number!r}", f"use one of these: {known}")
    return release


def _line(release: Release, state: TargetState) -> str:
    mark = "*" if release.number == state.current else " "
    files = f"{release.files:>7,} files  " if release.files else ""
    return f"{mark} {release.number:>4}  {release.at}  {files}{release.by}".rstrip()


def _said(context: TargetContext, work: Callable[[], T]) -> T:
    """Return what ``work()`` returns; its errors name the target."""
    try:
        with file_errors():
            return work()
    except PublishingError as error:
        raise error.of(context.name) from None
