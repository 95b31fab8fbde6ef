"""Charts take the places that their fences left in a text: at once, or once their file is read."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.files.paths import is_within
from newsroom.options import suggestion
from newsroom.problems import Problem, Problems
from newsroom.reading.charts.figures import (
    ChartFigures,
    ChartMistake,
    mistakes_of_area,
    read_figures,
)
from newsroom.reading.charts.html import ChartTexts, chart_html
from newsroom.reading.charts.order import ChartWords, read_order

if TYPE_CHECKING:
    from newsroom.reading.registries.names import Place

_PLACE = re.compile(r'<figure class="chart" data-chart="([^"]*)"></figure>')
FOLDER = "data/charts"
"""The folder of CSV files, below the content folder."""


def place_of_chart(mark: str) -> str:
    return f'<figure class="chart" data-chart="{html.escape(mark)}"></figure>'


def place_charts(
    text: str, fences: Sequence[tuple[int, str, str]], lang: str, texts: ChartTexts
) -> tuple[str, list[ChartMistake], list[tuple[str, int]]]:
    """Return a text with its charts, what is wrong with them, and the files that are still to read.

    ``fences`` are line, the words after the fence, and what is in it, by their numbers. A file
    is an order in JSON and its line.
    """
    made: dict[str, str] = {}
    mistakes: list[ChartMistake] = []
    files: list[tuple[str, int]] = []
    for number, (line, info, code) in enumerate(fences):
        order, wrong = read_order(info, code)
        mistakes += [one_lower(one, line) for one in wrong]
        if order and order.words.file:
            mark = json.dumps([lang, *order.words], ensure_ascii=False)
            files.append((mark, line))
            made[str(number)] = place_of_chart(mark)
        elif order:
            figures, wrong = _checked(order.words.kind, *read_figures(order.csv))
            mistakes += [one_lower(one, line + order.line) for one in wrong]
            made[str(number)] = (
                chart_html(order.words, figures, lang, texts) if figures and not wrong else ""
            )
    return _PLACE.sub(lambda match: made.get(match[1], ""), text), mistakes, files


def one_lower(mistake: ChartMistake, line: int) -> ChartMistake:
    return ChartMistake(mistake.line + line, mistake.what, mistake.remedy)


def put_charts(text: str, charts: Mapping[str, object]) -> str:
    """Return a text with the charts of files in their places, by their orders."""
    return _PLACE.sub(lambda match: str(charts.get(f"chart {html.unescape(match[1])}", "")), text)


def chart_of_file(
    mark: str, content: Path, place: "Place", problems: Problems, texts: ChartTexts
) -> str:
    """Return the chart that ``mark`` orders of a file; report what is wrong at its line."""
    lang, *given = json.loads(mark)
    words = ChartWords(*given)
    file = content / FOLDER / words.file
    if not is_within(content / FOLDER, file) or not file.is_file():
        there = sorted(one.name for one in (content / FOLDER).glob("*.csv"))
        remedy = f"put it there, or fix its name{suggestion(words.file, there)}"
        what = f"no file {words.file!r} in content/{FOLDER}/"
        problems.error(place.path, what, remedy, place.line, place.column)
        return ""
    name = f"{content.name}/{FOLDER}/{words.file}"
    figures, wrong = _checked(words.kind, *_read(file))
    for one in wrong:
        problems.add(Problem(name, one.what, one.remedy, line=one.line + 1, column=1))
    return chart_html(words, figures, lang, texts) if figures and not wrong else ""


def _checked(
    kind: str, figures: ChartFigures | None, wrong: list[ChartMistake]
) -> tuple[ChartFigures | None, list[ChartMistake]]:
    return figures, wrong or (mistakes_of_area(figures) if figures and kind == "area" else [])


def _read(file: Path) -> tuple[ChartFigures | None, list[ChartMistake]]:
    try:
        return read_figures(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        return None, [ChartMistake(0, "the file is not in UTF-8", "save it again as CSV in UTF-8")]
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return None, [
            ChartMistake(0, f"cannot be read ({reason})", "fix the file or its permissions")
        ]
