"""How much work a text may cause. A text beyond these limits is refused, with line and remedy.

The limits count characters, levels and cells, never seconds: the same text is refused on every
machine, or on none. Within them every step takes time in proportion to the length of the text:
blocks and lines are read once (``blocks.py``, ``inlines.py``), and a step that cannot do that has
a limit here.

Rules that others wrote, such as those of Pygments for one language, may still take forever.
``limited_time`` ends them with an error: a page must not look different on a slow machine.
"""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MOST_NESTED = 100
"""Quotes and lists, or elements of HTML, within each other."""
MOST_CELLS = 100_000
"""Empty cells that rows of tables are filled up with."""
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_EMPHASIS = ("<em", "<strong", "<del")
OPEN_ENDED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
    | {"option", "rp", "rt"}
)
"""Elements that have no end tag, or need none."""


class ExcessError(Exception):
    """Something is too much. ``line`` counts from 0."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.line, self.what, self.remedy = line, what, remedy


class OutOfTimeError(Exception):
    """A text took more time than all others together."""


@contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """Raise an ``OutOfTimeError`` in what takes more processor time.

    Python tells only its main thread of the time, which is where builds and their workers read.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


def check_source(source: str, most: int) -> None:
    """Raise an ``ExcessError`` for a text that no page can show: too long, or HTML too deep."""
    if len(source) > most:
        what = f"the text has {len(source):,} characters, more than {most:,}"
        raise ExcessError(0, what, "divide it, or link the data as a file")
    if source.count("<") >= MOST_NESTED and (at := _too_deep(source)) is not None:
        what = f"more than {MOST_NESTED} HTML elements are open at once"
        remedy = "close each element with its end tag"
        raise ExcessError(source.count("\n", 0, at), what, remedy)


def check_emphasis(html: str, source: str) -> None:
    """Raise an ``ExcessError`` for emphasis within emphasis beyond all sense."""
    if sum(map(html.count, _EMPHASIS)) >= MOST_NESTED and _too_deep(html) is not None:
        what = f"emphasis is nested more than {MOST_NESTED} deep"
        line = source.count("\n", 0, max(source.find("**"), source.find("__"), 0))
        raise ExcessError(line, what, "put the text into a fenced code block")


def _too_deep(source: str) -> int | None:
    """Return where more elements are open than a page may nest."""
    depth = 0
    for match in _ELEMENT.finditer(source):
        if match[2].lower() not in OPEN_ENDED:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > MOST_NESTED:
                return match.start()
    return None
