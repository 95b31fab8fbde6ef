"""The table of the audit: a row for each kind of page, the worst of its pages in each column."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsroom.desk.audit.figures import Figure
from newsroom.desk.audit.options import AuditOptions

COLUMNS = {
    "html": "HTML", "css": "CSS", "js": "JS", "dead_links": "dead links",
    "third_parties": "third parties", "wrong_ids": "ids", "html_errors": "HTML errors",
    "axe": "axe", "layout_shift": "CLS", "paint_seconds": "LCP", "lighthouse": "Lighthouse",
}  # fmt: skip
"""Option of the budget → heading of its column."""
UNITS = {"html": " bytes", "css": " bytes", "js": " bytes", "paint_seconds": " s"}
_PARTS = 5
"""Of what is wrong with one figure, so much is printed."""


@dataclass(frozen=True)
class Report:
    """All figures, the budgets, and what was not measured."""

    figures: Sequence[Figure]
    budgets: AuditOptions
    lacking: Sequence[str] = ()

    def broken(self) -> list[Figure]:
        """Return every figure beyond its budget, in the order of the columns."""
        found = [one for one in self.figures if is_broken(one, self.budgets)]
        order = list(COLUMNS)
        return sorted(found, key=lambda one: (order.index(one.name), one.page.url))

    def text(self) -> str:
        """Return the table, a line for each broken budget, and the verdict."""
        lines = [*table(self.figures, self.budgets), ""]
        broken = self.broken()
        for one in broken:
            limit = getattr(self.budgets, one.name)
            least = "at least " if one.name == "lighthouse" else ""
            lines.append(
                f"{one.page.url}: {COLUMNS[one.name]} {shown(one)}{UNITS.get(one.name, '')}, "
                f"the budget is {least}{limit:,}"
            )
            lines += [f"    {part}" for part in one.parts[:_PARTS]]
            if more := len(one.parts) - _PARTS:
                lines += [f"    … and {more} more"] if more > 0 else []
        lines += self.lacking
        pages = {one.page for one in self.figures}
        kinds = {page.kind for page in pages}
        count = f"{len(pages)} pages of {len(kinds)} kinds"
        many = "budget is" if len(broken) == 1 else "budgets are"
        verdict = f"{len(broken)} {many} broken." if broken else "every budget holds."
        return "\n".join([*lines, f"{count}: {verdict}"])


def is_broken(figure: Figure, budgets: AuditOptions) -> bool:
    limit = getattr(budgets, figure.name)
    return figure.value < limit if figure.name == "lighthouse" else figure.value > limit


def table(figures: Iterable[Figure], budgets: AuditOptions) -> Iterator[str]:
    """Yield the lines of the table; what is beyond its budget has an exclamation mark."""
    kinds: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for one in figures:
        kinds[one.page.kind][one.name].append(one)
    used = [name for name in COLUMNS if any(name in kind for kind in kinds.values())]
    rows = [["kind", "pages", *(COLUMNS[name] for name in used)]]
    rows.append(["budget", "", *(f"{getattr(budgets, name):,}" for name in used)])
    for kind, by_name in kinds.items():
        count = len({one.page for every in by_name.values() for one in every})
        cells = (_cell(by_name.get(name, ()), budgets) for name in used)
        rows.append([kind.replace("_", " "), str(count), *cells])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *others]).rstrip()


def _cell(figures: Sequence[Figure], budgets: AuditOptions) -> str:
    if not figures:
        return "–"
    by_size = sorted(figures, key=lambda one: one.value)
    worst = by_size[0] if figures[0].name == "lighthouse" else by_size[-1]
    return shown(worst) + ("!" if is_broken(worst, budgets) else "")


def shown(figure: Figure) -> str:
    return f"{figure.value:,.10g}" if figure.value < 1_000 else f"{figure.value:,.0f}"
