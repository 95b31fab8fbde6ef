"""The list of what a cache in front of the site must drop, and the command that makes it do so."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from newsroom.delivering.notices.post import NoticeError
from newsroom.engine.retry import retry
from newsroom.files.atomic import write_file

_TIMEOUT = 300
_ATTEMPTS = 2


def purging(
    command: Sequence[str], paper: Path, list_: Path
) -> Callable[[httpx.Client, Sequence[str]], None]:
    """Return what writes addresses into the file ``list_`` and gives them to a command.

    The command runs in the folder ``paper``, gets the addresses as its input, and the file as its
    last word.
    """

    def send(_client: httpx.Client, addresses: Sequence[str]) -> None:
        text = "".join(f"{one}\n" for one in addresses)
        try:
            write_file(list_, text)
        except OSError as error:
            raise NoticeError(f"{list_}: {error.strerror or error}") from None
        if command:
            line = [*command, str(list_)]
            retry(lambda: _run(line, paper, text), NoticeError, _ATTEMPTS, _second)

    return send


def _second(_attempt: int, _error: NoticeError) -> float:
    return 1.0


def _run(command: Sequence[str], paper: Path, text: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the command is the paper's own
            command, cwd=paper, input=text, text=True, capture_output=True, check=False,
            timeout=_TIMEOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoticeError(f"{command[0]} did not end in {_TIMEOUT} seconds") from None
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise NoticeError(f"{command[0]} cannot be run ({what})") from None
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-200:]
        what = f"{command[0]} ended with {done.returncode}"
        raise NoticeError(f"{what} ({said})" if said else what)
