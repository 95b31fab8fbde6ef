"""The figures of a chart: a CSV with a head, labels in its first column and numbers in the others.

Comma, semicolon or tab divide the cells. Next to semicolons and tabs a number may have a decimal
comma. An empty cell is a figure that is missing.
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

from newsroom.text.amounts import counted

MOST_SERIES = 6
MOST_ROWS = 1_000
_NUMBER = re.compile(r"[-+\u2212]?\d+(?:\.\d+)?")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}(?!\d))")
_DOTS = re.compile(r"[-+\u2212]?[1-9]\d{0,2}(?:\.\d{3})+")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class ChartMistake:
    """``line`` counts the lines of the CSV from 0."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True)
class ChartSeries:
    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class ChartFigures:
    """``head`` is what the first column is about, ``labels`` are its cells."""

    head: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]

    @property
    def values(self) -> list[Decimal]:
        return [value for one in self.series for value in one.values if value is not None]


def read_figures(text: str) -> tuple[ChartFigures | None, list[ChartMistake]]:
    """Return the figures, or None and every mistake in them."""
    first = next(iter(text.strip("\n").split("\n")), "")
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begin = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begin, [" ".join(cell.split()) for cell in cells]))
            begin = reader.line_num
    except csv.Error as error:
        what = f"the row cannot be read ({error})"
        return None, [
            ChartMistake(begin, what, "close every quotation mark, and double those within")
        ]
    if len(rows) < 2 or len(rows[0][1]) < 2:
        remedy = "write a head, such as year,Lisbon, and a row of figures below it"
        return None, [ChartMistake(0, "there are no figures", remedy)]
    return _figures(rows, sign)


def _figures(
    rows: list[tuple[int, list[str]]], sign: str
) -> tuple[ChartFigures | None, list[ChartMistake]]:
    (line, head), body = rows[0], rows[1:]
    mistakes = _mistakes_of_head(line, head) + [
        _ragged(number, cells, head, sign) for number, cells in body if len(cells) != len(head)
    ]
    if len(body) > MOST_ROWS:
        what = f"there are {len(body):,} rows, a chart can show {MOST_ROWS:,}"
        mistakes.append(
            ChartMistake(line, what, "leave out what readers cannot see, and link the file")
        )
    columns: list[list[Decimal | None]] = [[] for _ in head[1:]]
    whole = [row for row in body if len(row[1]) == len(head)] if all(head[1:]) else []
    has_comma = sign != ","
    grouping = _grouping([cell for _, cells in whole for cell in cells[1:]]) if has_comma else None
    for number, cells in whole[:MOST_ROWS]:
        for column, cell in zip(columns, cells[1:], strict=True):
            value, wrong = _read_cell(cell, number, has_comma=has_comma, grouping=grouping)
            mistakes += wrong
            column.append(value)
    if not mistakes and not any(value is not None for column in columns for value in column):
        mistakes.append(
            ChartMistake(line, "every cell is empty", "write the figures below the head")
        )
    if mistakes:
        return None, mistakes
    series = [ChartSeries(*one) for one in zip(head[1:], map(tuple, columns), strict=True)]
    return ChartFigures(head[0], tuple(cells[0] for _, cells in body), tuple(series)), []


def _read_cell(
    cell: str, line: int, *, has_comma: bool, grouping: bool | None
) -> tuple[Decimal | None, list[ChartMistake]]:
    """Return the number of a cell and what is wrong with it; ``grouping`` as ``_grouping`` says."""
    plain = cell.replace(".", "")
    has_dots = has_comma and _DOTS.match(cell) is not None
    if has_dots and grouping is None:
        remedy = f"write {plain}, or {cell.replace('.', ',')}"
        return None, [ChartMistake(line, f"{cell!r} may be {plain} or a fraction", remedy)]
    value = number_of(plain if has_dots and grouping else cell, has_comma=has_comma)
    if value is None and cell:
        remedy = "write digits such as 1234.5, or leave the cell empty"
        return None, [ChartMistake(line, f"{cell!r} is not a number", remedy)]
    return value, []


def _grouping(cells: list[str]) -> bool | None:
    """Return whether dots are between thousands (1.234 is 1234); None if the cells do not tell."""
    if any("," in cell or (_DOTS.fullmatch(cell) and cell.count(".") > 1) for cell in cells):
        return True
    return False if any("." in cell and not _DOTS.fullmatch(cell) for cell in cells) else None


def _mistakes_of_head(line: int, head: list[str]) -> list[ChartMistake]:
    if not all(head[1:]):
        return [ChartMistake(line, "a column has no name", "name every column in the first row")]
    if len(head) - 1 > MOST_SERIES:
        what = f"{len(head) - 1} columns are too many to tell apart"
        return [ChartMistake(line, what, f"keep {MOST_SERIES} of them, or make two charts")]
    return []


def _ragged(line: int, cells: list[str], head: list[str], sign: str) -> ChartMistake:
    has = f"the row has {counted(len(cells), 'cell')}, the head has {len(head)}"
    if len(cells) < len(head):
        return ChartMistake(line, has, "leave a missing figure empty, but write its comma")
    return ChartMistake(line, has, f"put a cell that holds {sign!r} between quotation marks")


def mistakes_of_area(figures: ChartFigures) -> list[ChartMistake]:
    """Return why areas, which are added to each other, would show something else."""
    for one in figures.series:
        for number, value in enumerate(one.values):
            if value is None or value < 0:
                what = f"{one.name} has no figure" if value is None else f"{one.name} is below zero"
                where = f"{what} at {figures.labels[number]}, which an area cannot show"
                return [ChartMistake(0, where, "write `chart line`, or give every row its figures")]
    return []


def number_of(cell: str, *, has_comma: bool = False) -> Decimal | None:
    """Return the number in a cell, or None if the cell has none."""
    text = _GROUPS.sub("", cell)
    text = text.replace(",", ".") if has_comma else _COMMAS.sub("", text)
    return Decimal(text.replace("\u2212", "-")) if _NUMBER.fullmatch(text) else None
