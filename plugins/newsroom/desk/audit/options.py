"""The budgets of a page."""

from dataclasses import dataclass

from pydantic import NonNegativeFloat, NonNegativeInt, PositiveInt


@dataclass(frozen=True)
class AuditOptions:
    """Setting ``AUDIT``: budgets of a page.

    Bytes are those after compression with brotli. ``paint_seconds``: until the largest part of the
    first view is there, over slow 3G; ``front_seconds`` the same of the front page. ``samples``:
    pages of each kind that are measured without --all.
    """

    html: PositiveInt = 15_000
    css: PositiveInt = 10_000
    js: PositiveInt = 6_000
    dead_links: NonNegativeInt = 0
    third_parties: NonNegativeInt = 0
    wrong_ids: NonNegativeInt = 0
    html_errors: NonNegativeInt = 0
    axe: NonNegativeInt = 0
    layout_shift: NonNegativeFloat = 0
    paint_seconds: NonNegativeFloat = 5.0
    front_seconds: NonNegativeFloat = 3.5
    lighthouse: NonNegativeInt = 99
    samples: PositiveInt = 1

    def limit(self, name: str, kind: str) -> float:
        """Return the budget of a figure for pages of a kind."""
        is_front = name == "paint_seconds" and kind == "front"
        return float(getattr(self, "front_seconds" if is_front else name))
