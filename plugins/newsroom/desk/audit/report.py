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
        broken = self.broken()
        lines = [*table(self.figures, self.budgets), ""]
        for one in broken:
            lines += _explained(one, self.budgets)
        lines += self.lacking
        pages = {one.page for one in self.figures}
        kinds = {page.kind for page in pages}
        count = f"{_counted(len(pages), 'page')} of {_counted(len(kinds), 'kind')}"
        many = "budget is" if len(broken) == 1 else "budgets are"
        verdict = f"{len(broken)} {many} broken." if broken else "every budget holds."
        return "\n".join([*lines, f"{count}: {verdict}"])


def _counted(many: int, noun: str) -> str:
    return f"{many:,} {noun}{'s' if many != 1 else ''}"


def _explained(figure: Figure, budgets: AuditOptions) -> Iterator[str]:
    """Yield what is beyond its budget, and the first of its parts."""
    least = "at least " if figure.name == "lighthouse" else ""
    limit = number(budgets.limit(figure.name, figure.page.kind))
    value = f"{COLUMNS[figure.name]} {number(figure.value)}{UNITS.get(figure.name, '')}"
    yield f"{figure.page.url}: {value}, the budget is {least}{limit}"
    yield from (f"    {' '.join(part.split())}" for part in figure.parts[:_PARTS])
    if (more := len(figure.parts) - _PARTS) > 0:
        yield f"    … and {more} more"


def is_broken(figure: Figure, budgets: AuditOptions) -> bool:
    limit = budgets.limit(figure.name, figure.page.kind)
    return figure.value < limit if figure.name == "lighthouse" else figure.value > limit


def table(figures: Iterable[Figure], budgets: AuditOptions) -> Iterator[str]:
    """Yield the lines of the table; what is beyond its budget has an exclamation mark."""
    kinds: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for one in figures:
        kinds[one.page.kind][one.name].append(one)
    used = [name for name in COLUMNS if any(name in kind for kind in kinds.values())]
    rows = [["kind", "pages", *(COLUMNS[name] for name in used)]]
    rows.append(["budget", "", *(number(getattr(budgets, name)) for name in used)])
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
    return number(worst.value) + ("!" if is_broken(worst, budgets) else "")


def number(value: float) -> str:
    return f"{value:,.10g}" if value < 1_000 else f"{value:,.0f}"
