"""Drawings of charts: SVG whose lines stretch with the column while its texts keep their size.

Places along the width are percentages, heights are pixels. Lines and areas are in an inner drawing
of 1000 × 1000 that is stretched; its strokes are not. The numbers of an upright axis have a margin.
Colours are classes, so that they follow the page; there are no ids and no styles. What depends on
the width of a text is estimated for a phone.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from newsroom.reading.charts.figures import ChartFigures
from newsroom.reading.charts.numbers import shown, ticks
from newsroom.reading.charts.places import (
    Axis,
    are_times,
    chosen,
    margin_for,
    places_of,
    rows_of_labels,
    thinned,
)

_HEIGHT, _FOOT, _TOP = 300, 28, 14
_LINE = 16
"""Height of a second row of labels."""
_BAR, _LABEL, _GAP = 16, 20, 14
_ROOM = 82
"""Per cent of the width that bars may take: their figures come after them."""


def draw(kind: str, figures: ChartFigures, lang: str, label: str) -> Element:
    """Return the drawing of a chart, described by ``label``."""
    svg = Element("svg", {"class": "plot", "width": "100%", "role": "img", "aria-label": label})
    _DRAW[kind](svg, figures, lang)
    svg[:] = sorted(svg, key=lambda one: one.tag == "text")  # no area hides a text
    return svg


def _lines(svg: Element, figures: ChartFigures, lang: str) -> None:
    axis, margin = _upright(svg, figures.values, lang, from_zero=False)
    xs = _along(svg, figures, margin)
    inner = _stretched(svg, margin)
    for number, one in enumerate(figures.series, 1):
        path = _path([(x, axis.place(v)) for x, v in zip(xs, one.values, strict=True)])
        SubElement(inner, "path", {"class": f"line series-{number}", "d": path})
    for number, one in enumerate(figures.series, 1):
        known = [(x, v) for x, v in zip(xs, one.values, strict=True) if v is not None]
        x, value = known[-1] if known else (0.0, None)
        if value is not None:
            _dot(svg, number, _right_of(margin, x), _HEIGHT * axis.place(value) / 1000 + _TOP)


def _areas(svg: Element, figures: ChartFigures, lang: str) -> None:
    zero = Decimal(0)
    rows = zip(*(one.values for one in figures.series), strict=True)
    sums = [sum((value or zero for value in row), zero) for row in rows]
    axis, margin = _upright(svg, sums, lang, from_zero=True)
    xs = _along(svg, figures, margin)
    inner = _stretched(svg, margin)
    base = [zero] * len(xs)
    for number, one in enumerate(figures.series, 1):
        top = [low + (value or zero) for low, value in zip(base, one.values, strict=True)]
        outline = [*zip(xs, top, strict=True), *reversed(list(zip(xs, base, strict=True)))]
        path = _path([(x, axis.place(value)) for x, value in outline]) + "Z"
        SubElement(inner, "path", {"class": f"area series-{number}", "d": path})
        base = top


def _columns(svg: Element, figures: ChartFigures, lang: str) -> None:
    steps = _steps(figures.values, from_zero=True)
    margin = margin_for([shown(step, lang) for step in steps])
    slot = (100 - margin) / len(figures.labels)
    middles = [margin * 10 + (row + 0.5) * slot * 10 for row in range(len(figures.labels))]
    rows = rows_of_labels(figures.labels, middles)
    if not rows and not are_times(figures.labels):
        _bars(svg, figures, lang)  # so that none loses its name
        return
    axis, _ = _upright(svg, figures.values, lang, from_zero=True)
    wide = slot * 0.76 / len(figures.series)
    zero = axis.place(Decimal(0)) * _HEIGHT / 1000 + _TOP
    labelled = range(len(middles)) if rows else thinned(figures.labels, middles)
    for row, label in enumerate(figures.labels):
        for number, one in enumerate(figures.series, 1):
            if (value := one.values[row]) is not None:
                end = axis.place(value) * _HEIGHT / 1000 + _TOP
                x = margin + row * slot + slot * 0.12 + (number - 1) * wide
                _bar(svg, number, _percent(x), min(zero, end), _percent(wide), abs(zero - end))
        if row in labelled:
            y = _TOP + _HEIGHT + 20 + _LINE * (rows == 2 and row % 2)
            _text(svg, label, _percent(middles[row] / 10), y, "middle")
    svg.set("height", str(_TOP + _HEIGHT + _FOOT + _LINE * (rows == 2)))


def _bars(svg: Element, figures: ChartFigures, lang: str) -> None:
    def row(y: int, axis: Axis, values: Sequence[Decimal | None]) -> int:
        zero = axis.place(Decimal(0))
        for number, value in enumerate(values, 1):
            if value is not None:
                end = axis.place(value)
                left, right = sorted((zero, end))
                _bar(svg, number, _percent(left), y, _percent(right - left), _BAR)
                _text(svg, shown(value, lang), _percent(right), y + 13, "start", "value", dx=6)
            y += _BAR + 2
        return y

    _rows(svg, figures, lang, row, from_zero=True)


def _dots(svg: Element, figures: ChartFigures, lang: str) -> None:
    def row(y: int, axis: Axis, values: Sequence[Decimal | None]) -> int:
        known = [(number, axis.place(v)) for number, v in enumerate(values, 1) if v is not None]
        middle = str(y + 8)
        ends = {"x1": "0", "x2": f"{_ROOM}%", "y1": middle, "y2": middle}
        SubElement(svg, "line", {"class": "grid", **ends})
        for number, place in known:
            _dot(svg, number, _percent(place), y + 8)
        if known:
            given = [shown(value, lang) for value in values if value is not None]
            text = " – ".join(given) if len(given) < 3 else ""
            _text(svg, text, "100%", y + 12, "end", "value")
        return y + _BAR

    _rows(svg, figures, lang, row, from_zero=False)


def _rows(
    svg: Element, figures: ChartFigures, lang: str,
    row: Callable[[int, Axis, Sequence[Decimal | None]], int], *, from_zero: bool,
) -> None:  # fmt: skip
    """Add a row with its label for each label of the figures."""
    values = [*figures.values, *([Decimal(0)] if from_zero else [])]
    low, high = min(values), max(values)
    axis = Axis(low, high if high > low else low + 1, 0, _ROOM)
    if not from_zero:
        steps = ticks(low, high)
        axis = Axis(steps[0], steps[-1], 1, _ROOM - 1)
    y = 0 if from_zero else _LABEL
    for step in () if from_zero else (axis.low, axis.high):
        anchor = "end" if step == axis.high else "start"
        _text(svg, shown(step, lang), _percent(axis.place(step)), 12, anchor)
    for number, label in enumerate(figures.labels):
        _text(svg, label, "0", y + 14, "start", "label")
        y = row(y + _LABEL, axis, [one.values[number] for one in figures.series]) + _GAP
    svg.set("height", str(y))


def _steps(values: list[Decimal], *, from_zero: bool) -> list[Decimal]:
    values = [*values, *([Decimal(0)] if from_zero else [])]
    return ticks(min(values), max(values))


def _upright(
    svg: Element, values: list[Decimal], lang: str, *, from_zero: bool
) -> tuple[Axis, float]:
    """Add the lines of an upright axis, each with its number; return the axis (1000 is below), and
    the per cent of the width that its numbers take.
    """
    steps = _steps(values, from_zero=from_zero)
    axis = Axis(steps[0], steps[-1], 1000, 0)
    for step in steps:
        y = axis.place(step) * _HEIGHT / 1000 + _TOP
        name = "zero" if step == 0 else "grid"
        ends = {"x1": "0", "x2": "100%", "y1": _pixels(y), "y2": _pixels(y)}
        SubElement(svg, "line", {"class": name, **ends})
        _text(svg, shown(step, lang), "0", y - 4, "start", "tick")
    return axis, margin_for([shown(step, lang) for step in steps])


def _along(svg: Element, figures: ChartFigures, margin: float) -> list[float]:
    """Add labels below; return the place of each row, from 0 to 1000, right of the margin."""
    places = places_of(figures.labels)
    last = len(places) - 1
    of_all = [margin * 10 + place * (1 - margin / 100) for place in places]
    for number in chosen(figures.labels, of_all):
        anchor = {0: "start", last: "end"}.get(number, "middle") if last else "middle"
        x = _right_of(margin, places[number])
        _text(svg, figures.labels[number], x, _TOP + _HEIGHT + 20, anchor)
    svg.set("height", str(_TOP + _HEIGHT + _FOOT))
    return places


def _right_of(margin: float, place: float) -> str:
    return _percent(margin + place / 1000 * (100 - margin))


def _stretched(svg: Element, margin: float) -> Element:
    box = {
        "x": _percent(margin), "y": str(_TOP), "width": _percent(100 - margin),
        "height": str(_HEIGHT), "viewBox": "0 0 1000 1000",
    }  # fmt: skip
    return SubElement(svg, "svg", {**box, "preserveAspectRatio": "none", "overflow": "visible"})


def _path(points: Sequence[tuple[float, float | None]]) -> str:
    """Return a path through points; it is broken where one is missing."""
    parts, pen = [], "M"
    for x, y in points:
        if y is not None:
            parts.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "M" if y is None else "L"
    return "".join(parts)


def _dot(svg: Element, number: int, x: str, y: float) -> None:
    SubElement(
        svg, "circle", {"class": f"dot series-{number}", "cx": x, "cy": _pixels(y), "r": "5"}
    )


def _bar(svg: Element, number: int, x: str, y: float, width: str, height: float) -> None:
    size = {"x": x, "y": _pixels(y), "width": width, "height": _pixels(height)}
    SubElement(svg, "rect", {"class": f"bar series-{number}", **size})


def _text(
    svg: Element, text: str, x: str, y: float, anchor: str, name: str = "tick", dx: int = 0
) -> None:
    at = {"x": x, "y": _pixels(y), "text-anchor": anchor, **({"dx": str(dx)} if dx else {})}
    SubElement(svg, "text", {"class": name, **at}).text = text


def _percent(place: float) -> str:
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


def _pixels(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


_DRAW: dict[str, Callable[[Element, ChartFigures, str], None]] = {
    "line": _lines, "area": _areas, "column": _columns, "bar": _bars, "dot": _dots,
}  # fmt: skip
KINDS = tuple(_DRAW)
