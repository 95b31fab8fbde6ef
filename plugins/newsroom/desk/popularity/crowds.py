"""Whether one address made most of the readings: then it is a proxy, or a program."""

LEAST = 20
"""Readings from which a share says something."""
_KEPT = 50


class Crowd:
    """Counts who is frequent, in little memory: the method of Misra and Gries.

    A count is too low by at most one in ``_KEPT`` of all, and never too high.
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._total = 0

    def add(self, name: str) -> None:
        self._total += 1
        counts = self._counts
        if name in counts or len(counts) < _KEPT:
            counts[name] = counts.get(name, 0) + 1
        else:
            self._counts = {one: count - 1 for one, count in counts.items() if count > 1}

    def majority(self) -> tuple[str, float] | None:
        """Return who made at least half of all, and the share (0 to 1)."""
        if self._total < LEAST:
            return None
        name = max(self._counts, key=self._counts.__getitem__, default="")
        share = self._counts.get(name, 0) / self._total
        return (name, share) if share >= 0.5 else None
