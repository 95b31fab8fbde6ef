"""What a writer orders of a chart: its kind, its words, and its figures or the file with them.

    ```chart line
    title: Rents in two cities
    unit: euros a square metre
    source: National statistics

    year,Lisbon,Porto
    2019,10.1,8.2
    2020,11.4,8.9
    ```

``file: rents.csv`` instead of rows takes them from ``content/data/charts/``.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from newsroom.options import suggestion
from newsroom.reading.charts.drawing import KINDS
from newsroom.reading.charts.figures import ChartMistake

_KEYS = ("title", "unit", "source", "note", "file")
_LINE = re.compile(r"([a-zA-Z]+)\s*:\s*(.*)")
_WORD = re.compile(r"\{?\.?chart\b[ .]*([a-z]*)[ }]*", re.IGNORECASE)


class ChartWords(NamedTuple):
    """The words around a drawing."""

    kind: str
    title: str
    unit: str = ""
    source: str = ""
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class ChartOrder:
    """``csv`` begins at ``line`` of the fence; the line that opens the fence is 0."""

    words: ChartWords
    csv: str
    line: int


def is_chart(info: str) -> bool:
    """Return whether the words after a fence order a chart."""
    return (
        info.lstrip(" {.").lower().startswith("chart") and _WORD.fullmatch(info.strip()) is not None
    )


def read_order(info: str, code: str) -> tuple[ChartOrder | None, list[ChartMistake]]:
    """Return what a fence orders, or None and what is wrong with it."""
    match = _WORD.fullmatch(info.strip())
    kind = match[1].lower() if match else ""
    mistakes = []
    if kind not in KINDS:
        remedy = f"write one of {', '.join(KINDS)} behind `chart`{suggestion(kind, KINDS)}"
        what = f"{kind!r} is not a kind of chart" if kind else "the chart has no kind"
        mistakes.append(ChartMistake(0, what, remedy))
    words, start = {}, 0
    lines = code.split("\n")
    for start, line in enumerate(lines):
        found = _LINE.fullmatch(line.strip())
        if not found:
            break
        key = found[1].lower()
        if key not in _KEYS:
            remedy = f"write one of {', '.join(_KEYS)}{suggestion(key, _KEYS)}, or an empty line"
            mistakes.append(ChartMistake(start + 1, f"unknown key {key!r} of a chart", remedy))
        words[key] = found[2].strip()
    else:
        start = len(lines)
    if not words.get("title"):
        remedy = "write title: and what it shows on a line of its own, above the rows"
        mistakes.append(ChartMistake(0, "the chart has no title", remedy))
    while start < len(lines) and not lines[start].strip():
        start += 1
    rows = "\n".join(lines[start:])
    if words.get("file") and rows.strip():
        mistakes.append(
            ChartMistake(start + 1, "the chart has a file and rows", "delete one of them")
        )
    if mistakes:
        return None, mistakes
    return ChartOrder(ChartWords(kind, **words), rows, start + 1), []
