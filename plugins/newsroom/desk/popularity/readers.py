"""Distinct readers: one connection with one browser counts once a story and day.

A connection adds few readers, however many browsers it names: those that came first. A reader is a
hash that is salted again for each day of each run. Salts and hashes live in memory only, so that
nobody can be found in what is kept, and no day be joined with the next.
"""

import hashlib
import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping

MOST_HELD = 2_000_000
"""Readings held at once, of 110 bytes each at most; beyond it the oldest day is closed."""

_CONNECTION, _AGENT = 8, 4
"""Bytes of the two hashes of a reader."""

Figures = dict[str, dict[int, int]]
"""Story → hour (from 1970, UTC) → distinct readers."""


class Readers:
    """Counts readings in any order: a reader belongs to the hour of a day's first reading."""

    def __init__(self, most_held: int = MOST_HELD, most_per_address: int = 3) -> None:
        self.late = 0
        self.above = 0
        self._most_per_address = most_per_address
        self._most_held = most_held
        self._held = 0
        self._salts: defaultdict[int, bytes] = defaultdict(lambda: secrets.token_bytes(16))
        self._days: defaultdict[int, defaultdict[str, dict[bytes, int]]]
        self._days = defaultdict(lambda: defaultdict(dict))
        self._closed_before = 0
        self._figures: Figures = defaultdict(dict)

    def add(self, story: str, hour: int, connection: str, agent: str) -> None:
        """Count a reading; one of a day that was closed is only counted in ``late``."""
        day = hour // 24
        if day < self._closed_before:
            self.late += 1
            return
        salt = self._salts[day]
        reader = _hash(connection, salt, _CONNECTION) + _hash(agent, salt, _AGENT)
        seen = self._days[day][story]
        first = seen.get(reader)
        if first is None:
            self._held += 1
        if first is None or hour < first:
            seen[reader] = hour
        while self._held > self._most_held and len(self._days) > 1:
            self._close(min(self._days))

    def figures(self) -> Figures:
        """Return the figures and forget everybody."""
        for day in sorted(self._days):
            self._close(day)
        return self._figures

    def _close(self, day: int) -> None:
        for story, seen in self._days.pop(day).items():
            hours = self._counted(seen)
            self._figures[story].update(Counter(hours))
            self.above += len(seen) - len(hours)
            self._held -= len(seen)
        del self._salts[day]
        self._closed_before = day + 1

    def _counted(self, seen: Mapping[bytes, int]) -> list[int]:
        """Return the hours of readers, of each connection the first ones only."""
        hours: defaultdict[bytes, list[int]] = defaultdict(list)
        for reader, hour in seen.items():
            hours[reader[:_CONNECTION]].append(hour)
        return [hour for own in hours.values() for hour in sorted(own)[: self._most_per_address]]


def _hash(text: str, salt: bytes, size: int) -> bytes:
    return hashlib.blake2b(text.encode(errors="replace"), key=salt, digest_size=size).digest()
