"""Messages to browsers: the state of the last build, and what a check found."""

import json
import threading
import time
from collections.abc import Iterable

from newsroom.checking.findings import Finding
from newsroom.problems import Problem


class ServerEvents:
    """Builds are numbered from the time of the start: a page of an earlier preview reloads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._build = self._checked = int(time.time() * 1000)
        self._mistakes: list[dict[str, str]] = []
        self._notes: list[dict[str, str]] = []

    def publish(self, mistakes: Iterable[Problem], *, seen: bool = False) -> None:
        """Announce a build, with its mistakes when it failed.

        Browsers that have ``seen`` all of it get only new mistakes.
        """
        listed = [_as_dict(one) for one in mistakes]
        with self._changed:
            if not seen or listed != self._mistakes:
                self._mistakes = listed
                self._build += 1
                self._changed.notify_all()

    def show(self) -> None:
        """Announce that a page is another one, before the build is through."""
        with self._changed:
            self._build += 1
            self._changed.notify_all()

    def note(self, notes: list[dict[str, str]]) -> None:
        """Announce what was found in the last good build."""
        with self._changed:
            if notes != self._notes:
                self._notes = notes
                self._checked += 1
                self._changed.notify_all()

    def wait(self, seen: tuple[int, int], seconds: float) -> tuple[tuple[int, int], str]:
        """Return what is new, once it is not ``seen`` or time is over: its numbers and as JSON."""
        with self._changed:
            self._changed.wait_for(lambda: (self._build, self._checked) != seen, seconds)
            event = {"build": self._build, "notes": self._checked, "mistakes": self._mistakes}
            return (self._build, self._checked), json.dumps(event)

    def notes(self, url: str) -> list[dict[str, str]]:
        """Return the notes on the page at ``url``, all of them without one."""
        with self._changed:
            return [note for note in self._notes if not url or note["url"] == url]


def note(finding: Finding, url: str) -> dict[str, str]:
    """Return a finding as the browser gets it; ``url`` is the page that it concerns."""
    return {
        "url": url,
        "source": finding.path,
        "place": f"line {finding.line}," if finding.line else "",
        "level": finding.level,
        "rule": finding.rule,
        "what": finding.what,
        "remedy": finding.remedy,
    }


def _as_dict(problem: Problem) -> dict[str, str]:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return {"place": place, "what": problem.what, "remedy": problem.remedy}
