"""The next instant at which a rebuild changes the site although nobody wrote anything.

Code that asks the clock adds its instants to ``edition.due`` while it reads and enriches: stories
that appear or expire, breaking news that is over, a story that is no longer hot.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsroom import signals
from newsroom.building.dry_run import dry_run
from newsroom.desk.sealing.unseal import hours as sealed_hours
from newsroom.model import Due


def next_due(found: Sequence[Due], now: datetime) -> list[Due]:
    """Return everything that happens at the next instant after ``now``; nothing when none comes."""
    coming = sorted(due for due in found if due.moment > now)
    return [due for due in coming if due.moment == coming[0].moment]


def as_text(found: Sequence[Due], now: datetime) -> str:
    """Return a line for people: ``2026-12-01T08:00:00+00:00 (in 7 days 20 h): …``."""
    if not found:
        return "Nothing is due."
    changes = "; ".join(f"{due.what} ({due.source})" for due in found)
    return f"{found[0].moment.isoformat()} ({_distance(found[0].moment - now)}): {changes}"


def as_github(found: Sequence[Due]) -> str:
    """Return ``next=`` and the instant in UTC, a step's output; nothing behind it when none comes.

    Headlines are left out, as logs may be public. Texts of this form sort as the instants do.
    """
    if not found:
        return "next="
    moment = found[0].moment.astimezone(UTC)
    if moment.microsecond:
        moment = moment.replace(microsecond=0) + timedelta(seconds=1)
    return f"next={moment:%Y-%m-%dT%H:%M:%SZ}"


def due(conf: Path, overrides: Mapping[str, Any], form: str = "text") -> str:
    """Return what is due next, as ``text`` or for ``github``.

    Raises:
        ContentError: content or settings have mistakes.
    """
    edition = dry_run(conf, overrides, signals.enrich)
    found = next_due([*edition.due, *sealed_hours(edition.content)], edition.now)
    return as_github(found) if form == "github" else as_text(found, edition.now)


def _distance(time: timedelta) -> str:
    days, seconds = time.days, time.seconds
    parts = (
        (days, "day" if days == 1 else "days"), (seconds // 3600, "h"), (seconds // 60 % 60, "min"),
    )  # fmt: skip
    words = [f"{number} {unit}" for number, unit in parts if number]
    return "in " + (" ".join(words[:2]) or "less than a minute")
