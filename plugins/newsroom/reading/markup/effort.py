"""How much work a text is, before it is begun.

Python-Markdown looks for the end of each bracket, code span and tag from its beginning, and copies
the paragraph for each mark it replaces. On paragraphs of ordinary size this is nothing; on one line
of 283 kB with thousands of open brackets it takes hours. ``excess`` adds up what these searches
will cost, in characters looked at, in time proportional to the length of the text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MOST_STEPS = 20_000_000  # About three seconds; a long story needs less than a hundredth of it.
_MOST_DEPTH = 100
_SMALL = 1_000  # A text of this size is quick whatever it holds.
# Characters that are copied in the time in which one is looked at; a block of HTML passes unread.
_COPY = 200
_COPY_HTML = 2_000

# What begins a new text: a blank line, or the mark of a list, quote, heading or table row.
_BREAK = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>#|]|\d+\.))")
_HTML_BLOCK = re.compile(
    r"\s*<(?:address|article|aside|blockquote|details|div|dl|figure|footer|h[1-6]|header|ol|p|pre"
    r"|section|table|ul)[\s>]"
)
_MARKS = "[*_`<!\\&"
_PAIRS = (re.compile(r"(\[)|\]"), re.compile(r"(?:(\]\()|\()|\)"), re.compile(r"(<)[a-zA-Z!?/]|>"))
_TICKS = re.compile(r"`+")
_QUOTES = re.compile(rf"^(?: {{0,3}}>){{{_MOST_DEPTH}}}", re.MULTILINE)
_ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that have no end tag, or need none.
_OPEN_ENDED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
    | {"option", "rp", "rt"}
)


class Excess(NamedTuple):
    """What is too much: at which line, counted from 0."""

    line: int
    what: str
    remedy: str


def excess(source: str) -> Excess | None:
    """Return what would take too long to convert, None for all ordinary text."""
    if len(source) <= _SMALL:
        return None
    if source.count(">") >= _MOST_DEPTH and (match := _QUOTES.search(source)):
        what = f"quotes are nested more than {_MOST_DEPTH} deep"
        return Excess(source.count("\n", 0, match.start()), what, "take out the surplus '>'")
    if source.count("<") >= _MOST_DEPTH and (at := _too_deep(source)) is not None:
        what = f"more than {_MOST_DEPTH} HTML elements are open at once"
        return Excess(source.count("\n", 0, at), what, "close each element with its end tag")
    if _count_marks(source) * len(source) < _SMALL * _SMALL:
        return None  # No text in it can have more marks, or be longer.
    steps = 0
    for start, text in _texts(source):
        steps += _steps(text)
        if steps > _MOST_STEPS:
            what = f"a paragraph of {len(text):,} characters has too many marks of Markdown"
            remedy = "divide it with blank lines, or put it into a fenced code block"
            begin = start + len(text) - len(text.lstrip())
            return Excess(source.count("\n", 0, begin), what, remedy)
    return None


def _texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield each text that Python-Markdown treats as one, and where it begins."""
    start = 0
    for match in _BREAK.finditer(source):
        yield start, source[start : match.start()]
        start = match.end()
    yield start, source[start:]


def _count_marks(text: str) -> int:
    return sum(map(text.count, _MARKS))


def _steps(text: str) -> int:
    marks = _count_marks(text)
    if marks * len(text) < _SMALL * _SMALL:
        return 0
    copied = _COPY_HTML if _HTML_BLOCK.match(text) else _COPY
    return marks * len(text) // copied + sum(_reach(text, pair) for pair in _PAIRS) + _ticks(text)


def _reach(text: str, pair: re.Pattern[str]) -> int:
    """Add up the distances from each opening bracket to its end, or to that of the text."""
    opened: list[int] = []
    reach = 0
    for match in pair.finditer(text):
        if match[0] in ")]>":
            if opened and (start := opened.pop()) >= 0:
                reach += match.start() - start
        else:
            # A parenthesis that is no link nests, but is not searched from.
            opened.append(match.start() if match[1] else -1)
    return reach + sum(len(text) - start for start in opened if start >= 0)


def _ticks(text: str) -> int:
    """Add up the distances from each run of backticks to the next of its length."""
    last: dict[int, int] = {}
    reach = 0
    for match in _TICKS.finditer(text):
        length = len(match[0])
        start = last.pop(length, None)
        if start is None:
            last[length] = match.start()
        else:
            reach += match.start() - start
    return reach + sum(len(text) - start for start in last.values())


def _too_deep(source: str) -> int | None:
    """Return where more elements are open than a page may nest."""
    depth = 0
    for match in _ELEMENT.finditer(source):
        if match[2].lower() not in _OPEN_ENDED:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > _MOST_DEPTH:
                return match.start()
    return None
