"""rsync as a program, over a session of SSH: files to a server and back."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from newsroom.delivering.publishing.ssh import Session, failure, not_installed
from newsroom.delivering.publishing.target import PublishingError
from newsroom.engine.retry import BusyError, retry

_PROGRESS = re.compile(r"\s*([\d,.]+)\s+\d+%")
_CAUSE = re.compile(r"^(?!rsync: connection unexpectedly closed|rsync error:).*\S", re.MULTILINE)
"""A line that says more than that the other side is gone."""
_VANISHED = 24
_OTHER = "Another instance of rrsync"
"""What rrsync says while another run, or what is left of the one before, uses its folder."""


@dataclass(frozen=True)
class Rsync:
    """``path`` is the folder on the server, empty where the key opens one folder alone (rrsync)."""

    session: Session
    path: str

    def there(self, name: str) -> str:
        """Return the place of ``name`` on the server, as its rsync takes it."""
        return f"{self.path}/{name}"

    def pull(self, target: str, rules: Sequence[str]) -> None:
        """Bring what ``rules`` name from the server to the folder ``target``.

        Files are compared by content: two locks of one second may have the same size.
        """
        there = f"{self.session.server.host}:{self.there('')}"
        self._run(["-rlt", "--checksum", "--delete", *rules, there, target])

    def push(
        self, source: str, name: str, *options: str, advance: Callable[[int], None] | None = None
    ) -> None:
        """Bring the folder ``source`` to ``name`` on the server."""
        target = f"{self.session.server.host}:{self.there(name)}"
        self._run(["-rlz", *options, f"{source}/", target], advance)

    def _run(self, words: Sequence[str], advance: Callable[[int], None] | None = None) -> None:
        """Run rsync; where another one is still at work there, wait up to half a minute."""
        try:
            retry(lambda: self._once(words, advance), BusyError, 30, lambda _attempt, _error: 1)
        except BusyError as error:
            raise PublishingError(
                str(error), "wait until it ends, then run the same again"
            ) from None

    def _once(self, words: Sequence[str], advance: Callable[[int], None] | None) -> None:
        info = ["--info=progress2", "--no-human-readable"] if advance else []
        shell = ["-e", shlex.join(self.session.command), "--timeout=120"]
        program = shutil.which("rsync")
        if not program:
            raise not_installed("rsync")
        with TemporaryFile("w+", errors="replace") as errors:
            process = subprocess.Popen(  # noqa: S603 - no shell
                [program, *shell, *info, *words],
                stdout=subprocess.PIPE, stderr=errors, text=True, errors="replace",
            )  # fmt: skip
            with process:
                _follow(process.stdout or (), advance)
            if process.returncode not in (0, _VANISHED):
                said = said_late(errors)
                if _OTHER in said:
                    raise BusyError("another rsync is using the folder on the server")
                raise failure(said, f"rsync ended with {process.returncode}")


def said_late(errors: IO[str]) -> str:
    """Return what was written; what the server said may come after the end of rsync here."""

    def read() -> str:
        errors.seek(0)
        said = errors.read()
        if not _CAUSE.search(said):
            raise BusyError(said)
        return said

    try:
        return retry(read, BusyError, 20, lambda _attempt, _error: 0.1)
    except BusyError as error:
        return str(error)


def _follow(lines: Iterable[str], advance: Callable[[int], None] | None) -> None:
    """Report how far rsync is; a line ends with a carriage return too."""
    done = 0
    for line in lines:
        if advance and (found := _PROGRESS.match(line)):
            now = int(re.sub(r"\D", "", found[1]))
            advance(max(now - done, 0))
            done = max(now, done)
