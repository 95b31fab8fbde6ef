"""What a PDF hides from readers' eyes and not from their programs: text under boxes, hidden layers.

Boxes that are drawn over a text do not remove it: it can be marked and copied. Places of texts
are estimated, half an em for each sign, so this finds what needs a look, and proves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_DARK = 0.35
"""Mean of red, green and blue, or of grey, up to which a box hides what is under it."""
_LEAST = 4
"""Points that a box is high and wide; lines are less."""
_MOST = 400_000
"""Operators that are looked at, of all pages."""
_LEVELS = 4
"""How deeply forms within forms are looked into."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(kw_only=True)
class _TextState:
    """What a content stream has set: ``at`` is the matrix of its text, ``line`` of the line."""

    matrix: Matrix = _SAME
    fill: float = 0
    size: float = 12
    leading: float = 0
    at: Matrix = _SAME
    line: Matrix = _SAME


@dataclass
class _ScannedPage:
    texts: list[tuple[float, float]] = field(default_factory=list)
    rectangles: list[tuple[float, float, float, float]] = field(default_factory=list)
    is_hiding: bool = False


def pages_with_covered_text(pdf: pikepdf.Pdf) -> list[int]:
    """Return the numbers of the pages with a dark box over text."""
    budget = [_MOST]
    found = []
    for number, page in enumerate(pdf.pages, 1):
        seen = _ScannedPage()
        _read(page, page.get("/Resources"), _TextState(), seen, budget, 0)
        if seen.is_hiding or _has_redaction(page):
            found.append(number)
    return found


def hidden_layers(pdf: pikepdf.Pdf) -> list[str]:
    """Return the names of the layers that are not shown at first."""
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return []
    shown = layers.get("/D", pikepdf.Dictionary())
    hidden = list(shown.get("/OFF", []))
    if shown.get("/BaseState") == "/OFF":
        on = {one.objgen for one in shown.get("/ON", [])}
        hidden = [one for one in layers.get("/OCGs", []) if one.objgen not in on]
    return [str(one.get("/Name", "layer")) for one in hidden]


def _has_redaction(page: pikepdf.Page) -> bool:
    """Tell whether a box is marked to be blackened, or is a comment over the page."""
    for note in page.get("/Annots", []):
        kind, inside = note.get("/Subtype"), note.get("/IC")
        dark = inside is not None and len(inside) and sum(map(float, inside)) / len(inside) <= _DARK
        if kind == "/Redact" or (kind == "/Square" and dark):
            return True
    return False


def _read(
    stream: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object | None, state: _TextState,
    page: _ScannedPage, budget: list[int], level: int,
) -> None:  # fmt: skip
    stack: list[tuple[Matrix, float, float]] = []
    for given, sign in _operators(stream, budget):
        name = str(sign)
        if name == "q":
            stack.append((state.matrix, state.fill, state.size))
        elif name == "Q" and stack:
            state.matrix, state.fill, state.size = stack.pop()
        elif name == "cm" and len(given) == 6:
            state.matrix = _times(_numbers(given), state.matrix)
        elif name in ("g", "rg", "k", "sc", "scn"):
            state.fill = _lightness(name, given, state.fill)
        elif name == "re" and len(given) == 4:
            page.rectangles.append(_box(_numbers(given), state.matrix))
        elif name in ("f", "F", "f*", "B", "B*", "b", "b*"):
            page.is_hiding |= state.fill <= _DARK and _covers(page)
            page.rectangles.clear()
        elif name in ("n", "S", "s"):
            page.rectangles.clear()
        elif name == "Do" and resources is not None and level < _LEVELS:
            _read_form(given, resources, state, page, budget, level)
        else:
            _read_text(name, given, state, page)


def _operators(
    stream: pikepdf.Object | pikepdf.Page, budget: list[int]
) -> Iterator[tuple[list[pikepdf.Object], pikepdf.Operator]]:
    try:
        for instruction in pikepdf.parse_content_stream(stream):
            budget[0] -= 1
            if budget[0] < 0:
                return
            yield list(instruction.operands), instruction.operator
    except (pikepdf.PdfError, ValueError, TypeError):
        return


def _read_form(
    given: list[pikepdf.Object], resources: pikepdf.Object, state: _TextState, page: _ScannedPage,
    budget: list[int], level: int,
) -> None:  # fmt: skip
    form = resources.get("/XObject", pikepdf.Dictionary()).get(str(given[0])) if given else None
    if form is None or form.get("/Subtype") != "/Form":
        return
    own = form.get("/Matrix")
    matrix = _times(_numbers(list(own)), state.matrix) if own is not None else state.matrix
    inner = _TextState(matrix=matrix, fill=state.fill, size=state.size)
    _read(form, form.get("/Resources", resources), inner, page, budget, level + 1)


def _read_text(
    name: str, given: list[pikepdf.Object], state: _TextState, page: _ScannedPage
) -> None:
    if name == "BT":
        state.at = state.line = _SAME
    elif name == "Tf" and len(given) == 2:
        state.size = float(given[1])
    elif name == "TL" and given:
        state.leading = float(given[0])
    elif name == "Tm" and len(given) == 6:
        state.at = state.line = _numbers(given)
    elif name in ("Td", "TD") and len(given) == 2:
        state.at = state.line = _times((1, 0, 0, 1, float(given[0]), float(given[1])), state.line)
        state.leading = -float(given[1]) if name == "TD" else state.leading
    elif name in ("T*", "'", '"'):
        state.at = state.line = _times((1, 0, 0, 1, 0, -state.leading), state.line)
    if name in ("Tj", "TJ", "'", '"') and given:
        _note(given[-1], state, page)


def _note(shown: pikepdf.Object, state: _TextState, page: _ScannedPage) -> None:
    """Note the middle of each sign, and go on behind the last one."""
    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    for part in parts:
        if not isinstance(part, pikepdf.String):
            state.at = _times((1, 0, 0, 1, -float(part) / 1000 * state.size, 0), state.at)
            continue
        for sign in bytes(part):
            if sign > 32:
                middle = (1, 0, 0, 1, state.size / 4, state.size / 3)
                *_, x, y = _times(_times(middle, state.at), state.matrix)
                page.texts.append((x, y))
            state.at = _times((1, 0, 0, 1, state.size / 2, 0), state.at)


def _covers(page: _ScannedPage) -> bool:
    """Tell whether a rectangle that is filled now covers three characters or more."""
    for left, low, right, high in page.rectangles:
        if right - left < _LEAST or high - low < _LEAST:
            continue
        if sum(left < x < right and low < y < high for x, y in page.texts) >= 3:
            return True
    return False


def _lightness(name: str, given: list[pikepdf.Object], before: float) -> float:
    try:
        parts = [float(one) for one in given]
    except (TypeError, ValueError):
        return 1  # a pattern
    if not parts:
        return before
    if len(parts) == 4:  # cyan, magenta, yellow, black
        return sum((1 - part) * (1 - parts[3]) for part in parts[:3]) / 3
    return sum(parts) / len(parts)


def _numbers(given: list[pikepdf.Object]) -> Matrix:
    return tuple(float(one) for one in given)  # type: ignore[return-value]


def _box(given: tuple[float, ...], matrix: Matrix) -> tuple[float, float, float, float]:
    x, y, width, height = given
    corners = [_times((1, 0, 0, 1, a, b), matrix)[4:] for a, b in ((x, y), (x + width, y + height))]
    (a, b), (c, d) = corners
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
