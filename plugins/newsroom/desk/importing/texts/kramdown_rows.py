"""Rows of kramdown that other readers see otherwise: tables without a header, nested lists."""

import re

from newsroom.desk.importing.traced_text import TracedText
from newsroom.reading.markup.blocks import find_code

_ROW = re.compile(r" {0,3}\|.*\S")
_RULE = re.compile(r" {0,3}\|[-:+| =]*[-=][-:+| =]*")
_NUMBERED = re.compile(r"\d+\.[ \t]+(?=\S)")
_ITEM = re.compile(r"[ ]+(?:[*+-]|\d+\.)[ \t]+\S")


def by_rows(draft: TracedText) -> TracedText:
    """Give tables the header that they need, and items below a number their place."""
    rows = draft.text.split("\n")
    code = {
        row for first, last in find_code(rows, fenced_only=True) for row in range(first, last + 1)
    }
    found: list[tuple[str, int]] = []
    table: list[tuple[str, int]] = []
    width, deeper = 0, False
    for number, row in enumerate(rows):
        entry = (row, draft.lines[number])
        if number not in code and _ROW.fullmatch(row):
            table.append(entry)
            continue
        found += _table(table)
        table = []
        if number not in code:
            width, deeper = _nesting(row, width, deeper)
            if deeper and row.strip():
                entry = (" " * (width - 2) + row, entry[1])
        found.append(entry)
    found += _table(table)
    return TracedText("\n".join(row for row, _ in found), [line for _, line in found])


def _nesting(row: str, width: int, deeper: bool) -> tuple[int, bool]:
    """Return the width of the marker of the numbered item, and whether its children are set off.

    To kramdown two spaces are enough below ``1. ``, where others want three.
    """
    if numbered := _NUMBERED.match(row):
        return len(numbered[0]), False
    indent = len(row) - len(row.lstrip(" "))
    if row.strip() and not indent:
        return 0, False
    return width, deeper or (2 <= indent < width and _ITEM.match(row) is not None)


def _table(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return a table with one header: an empty one where it has none; its feet are rows."""
    if not rows:
        return rows
    if _RULE.fullmatch(rows[0][0]) and len(rows) > 1:
        rows = rows[1:]
    ruled = [number for number, (row, _) in enumerate(rows) if _RULE.fullmatch(row)]
    if ruled[:1] == [1]:
        head, rule, *body = rows
        kept = [head, (rule[0].replace("+", "|").replace("=", "-"), rule[1])]
    elif len(rows) < 2:
        return rows
    else:
        first, line = rows[0]
        cells = len(re.findall(r"(?<!\\)\|", first.strip().strip("|"))) + 1
        kept = [("| " * cells + "|", line), ("|---" * cells + "|", line)]
        body = rows
    return kept + [entry for entry in body if not _RULE.fullmatch(entry[0])]
