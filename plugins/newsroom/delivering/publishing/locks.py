"""One publisher at a time: who works on a target, and since when."""

import getpass
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import orjson

STALE = timedelta(hours=2)
"""No run takes so long: the lock of one that is older was left behind."""


@dataclass(frozen=True, kw_only=True)
class Lock:
    """``since`` is ISO 8601 in UTC; ``token`` is that of one run, ``process`` its number."""

    owner: str
    since: str
    token: str
    process: int = 0

    def data(self) -> bytes:
        return orjson.dumps(asdict(self))


def new_lock(now: datetime) -> Lock:
    """Return the lock of this run."""
    job = os.environ.get("CI_JOB_URL") or _github_run()
    owner = job or f"{_user()}@{socket.gethostname()}"
    return Lock(
        owner=owner,
        since=now.astimezone(UTC).isoformat(timespec="seconds"),
        token=secrets.token_hex(8),
        process=os.getpid(),
    )


def parse_lock(data: bytes) -> Lock:
    """Return a lock; what cannot be read is one of nobody, from long ago."""
    try:
        found = orjson.loads(data)
        datetime.fromisoformat(found["since"])
        owner, since, token = (str(found[name]) for name in ("owner", "since", "token"))
        return Lock(owner=owner, since=since, token=token, process=int(found.get("process", 0)))
    except (ValueError, TypeError, KeyError):
        return Lock(owner="somebody", since="1970-01-01T00:00:00+00:00", token="")


def is_left(lock: Lock, own: Lock) -> bool:
    """Return whether a lock was left behind: it is old, or of a run of this machine that ended."""
    if datetime.fromisoformat(own.since) - datetime.fromisoformat(lock.since) > STALE:
        return True
    return lock.owner == own.owner and lock.process > 0 and not _runs(lock.process)


def refusal(lock: Lock, own: Lock) -> tuple[str, str]:
    """Return what to say to a run that finds the lock of another one."""
    age = datetime.fromisoformat(own.since) - datetime.fromisoformat(lock.since)
    minutes = round(age.total_seconds() / 60)
    when = f"for {minutes} min" if minutes >= 0 else f"since {lock.since}, by a clock that is ahead"
    what = f"{lock.owner} has been publishing here {when}"
    return what, "wait until that run ends; if it is dead, add --unlock"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _github_run() -> str:
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = map(os.environ.get, names)
    return f"{server}/{repository}/actions/runs/{run}" if run else ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return str(os.getuid())
