"""The journal of a sending: what was begun and what came of it, so that a crash hides nothing.

A line says when, what and to whom: ``2026-11-23T07:00:00+00:00 sending list``. It is on the disk
before the next step is taken. Of lines about the same recipient the last one counts.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

State = Literal["started", "left", "sending", "sent", "refused", "failed"]
STATES = ("started", "left", "sending", "sent", "refused", "failed")


class Journal:
    """``file`` holds the journal; ``now`` is the time that is written."""

    def __init__(self, file: Path, now: datetime) -> None:
        self.file = file
        self._now = now.isoformat()
        self._states: dict[str, tuple[str, State]] = {}  # by whom, in lower case
        self._details: dict[str, str] = {}
        text = file.read_text("utf-8", "replace") if file.exists() else ""
        # A line without its end was being written when the power went: it says nothing.
        self._torn = bool(text) and not text.endswith("\n")
        for line in text.split("\n")[:-1]:
            moment, state, whom, detail = [*line.split(" ", 3), "", "", ""][:4]
            if state in STATES and whom:
                self._states[whom.lower()] = moment, cast(State, state)
                self._details[whom.lower()] = detail

    def state(self, whom: str) -> State | None:
        """Return what became of the mail to ``whom``; ``sending``: begun, and nobody knows."""
        return self._states[whom.lower()][1] if whom.lower() in self._states else None

    def since(self, whom: str) -> str:
        return self._states[whom.lower()][0] if whom.lower() in self._states else ""

    def detail(self, whom: str) -> str:
        return self._details.get(whom.lower(), "")

    def of(self, state: State) -> list[str]:
        return [whom for whom, (_, last) in self._states.items() if last == state]

    def note(self, state: State, whom: str, detail: str = "") -> None:
        """Write a line and wait until it is on the disk."""
        line = f"{self._now} {state} {whom} {' '.join(detail.split())}".rstrip()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        # Addresses are nobody else's business.
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, (("\n" if self._torn else "") + line + "\n").encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        self._torn = False
        self._states[whom.lower()] = self._now, state
        self._details[whom.lower()] = detail
