"""Blocks that hold text: paragraphs, code, tables, raw HTML. See ``blocks.py``."""

import re
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from newsroom.reading.charts.order import is_chart
from newsroom.reading.charts.placing import place_of_chart
from newsroom.reading.markup.columns import BLANK, as_written, indentation
from newsroom.reading.markup.complexity_guard import MOST_CELLS, ExcessError, OutOfTimeError
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.labels import read_definition, unescape
from newsroom.reading.markup.nodes import add_raw, literal
from newsroom.reading.markup.rawhtml import ends_at_blank
from newsroom.reading.markup.tables import add_row

ABBREVIATION = re.compile(r"\*\[([^\\\]]+)\] ?:[ \t]*(\S.*)")
_SENTENCE = re.compile(r"[“„«\"']?[^\W\d_a-z]\w*,?(?: [\w’'-]+,?){3,} [\w’'-]+[.?!]?$")
_NO_SPACE = re.compile(r"(#{2,6})(?=[^\W\d_])")


class Leaf(Protocol):
    """A block that holds text. ``takes_all`` says that its lines begin no other blocks."""

    takes_all: bool

    def take(self, rest: str, blank: bool) -> tuple[bool, bool]:
        """Take a line, if it takes all: whether it did, and whether it ends with it."""

    def close(self, findings: Findings, parent: Element) -> None:
        """Add what was read to ``parent``."""


class Paragraph:
    """Text, and reference definitions at its beginning."""

    takes_all = False

    def __init__(self, lines: list[str], number: int) -> None:
        self.lines = lines
        self._number = number

    def take(self, rest: str, blank: bool) -> tuple[bool, bool]:
        """Not called: other blocks may interrupt a paragraph."""
        raise NotImplementedError

    def without_definitions(self, findings: Findings) -> str:
        """Return the text behind the definitions, which are kept where references find them."""
        text = as_written("\n".join(self.lines)).rstrip()
        if not text.startswith("["):
            return text
        start = 0
        while text.startswith("[", start) and (found := read_definition(text, start)):
            findings.define(found, self._number + text.count("\n", 0, start))
            start = found.place.end
        text = text[start:]
        self.lines = text.split("\n")
        return text

    def close(self, findings: Findings, parent: Element) -> None:
        """Add a paragraph, unless all of it were definitions."""
        if text := self.without_definitions(findings):
            SubElement(parent, "p").text = text
            if text[0] == "#" and (match := _NO_SPACE.match(text)):
                what = f"{text.split()[0][:40]!r} is text, not a heading"
                remedy = f"put a space behind {match[1]}, or a backslash before it"
                findings.unclear.append((self._number, what, remedy))


class Fence:
    """Code between two fences; ``mark`` is the first, ``indent`` what its lines may be indented."""

    takes_all = True

    def __init__(self, mark: str, info: str, indent: int, number: int) -> None:
        self._mark, self._info, self._indent, self._number = mark, info, indent, number
        self._lines: list[str] = []
        self._ended = False
        self._inner = (
            -1
        )  # The line of a fence within the code, which may have been meant to end it.

    def take(self, rest: str, blank: bool) -> tuple[bool, bool]:
        """Take each line until one is a fence at least as long."""
        mark = rest.strip(BLANK)
        if mark.startswith(self._mark) and not mark.strip(mark[0]) and indentation(rest) < 4:
            self._ended = True
            return True, True
        if self._inner < 0 and mark.startswith(self._mark) and indentation(rest) < 4:
            self._inner = len(self._lines) + 1
        self._lines.append(as_written(rest[min(indentation(rest), self._indent) :]))
        return True, False

    def close(self, findings: Findings, parent: Element) -> None:
        """Add the code, coloured.

        Raises:
            ExcessError: the colours take too long.
        """
        last = self._number + len(self._lines) + self._ended
        findings.fenced.append((self._number, last))
        if self._inner >= 0:
            where = f"a fence within this fenced code, {self._inner} lines below"
            what = f"{where}: all text between the two is code"
            remedy = (
                f"write {self._mark} where the code ends, or begin and end it with a longer fence"
            )
            findings.mistakes.append((self._number, what, remedy))
        elif not self._ended:
            swallows = last == findings.last_line
            what = "the fenced code that begins here does not end"
            what += ": all text below it is code" * swallows
            remedy = f"write {self._mark} where it ends"
            (findings.mistakes if swallows else findings.unclear).append(
                (self._number, what, remedy)
            )
        code, info = "\n".join(self._lines), unescape(self._info)
        if is_chart(info):
            add_raw(parent, findings.stash(place_of_chart(str(len(findings.charts)))))
            findings.charts.append((self._number, info, code))
            return
        try:
            html, plain = findings.colour(code, info)
        except OutOfTimeError:
            what = "the colours of this code take too long"
            raise ExcessError(self._number, what, "take the language from its fence") from None
        if plain:
            remedy = "link the file instead, or take the language from the fence"
            findings.unclear.append((self._number, f"code without colours: {plain}", remedy))
        add_raw(parent, findings.stash(html))


class IndentedCode:
    """Code that is indented by four columns."""

    takes_all = True

    def __init__(self, first: str, number: int) -> None:
        self._lines, self._number = [as_written(first)], number

    def take(self, rest: str, blank: bool) -> tuple[bool, bool]:
        """Take indented lines and blank ones; another line ends it and is not taken."""
        if not blank and indentation(rest) < 4:
            return False, True
        self._lines.append(as_written(rest[4:]))
        return True, False

    def close(self, findings: Findings, parent: Element) -> None:
        """Add the code as it is."""
        while not self._lines[-1].strip():
            del self._lines[-1]
        findings.indented.append((self._number, self._number + len(self._lines) - 1))
        if _SENTENCE.match(self._lines[0]):
            what = "the text that begins here is shown as code, since it is indented by four spaces"
            findings.unclear.append((self._number, what, "take the spaces out"))
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = literal("\n".join(self._lines) + "\n")


class RawHtml:
    """HTML that the author wrote, up to the line that ``end`` is found in."""

    takes_all = True

    def __init__(self, end: re.Pattern[str], number: int) -> None:
        self._end, self._number = end, number
        self._lines: list[str] = []
        self._ended = ends_at_blank(end)

    def take(self, rest: str, blank: bool) -> tuple[bool, bool]:
        """Take each line up to the end; a blank one that ends it is not taken."""
        if ends_at_blank(self._end):
            if not blank:
                self._lines.append(as_written(rest))
            return not blank, blank
        self._lines.append(as_written(rest))
        self._ended = self._end.search(rest) is not None
        return True, self._ended

    def close(self, findings: Findings, parent: Element) -> None:
        """Add the HTML as it is. Without its end it has taken all that is below it."""
        begin = self._lines[0].split()[0][:20]
        if not self._ended and not begin.startswith(("<!--", "<?", "<![")):  # Those: ``astray.py``.
            what = f"the {begin} that begins here does not end: all text below it is in it"
            remedy = f"write </{begin.strip('<>').lower()}> where it ends"
            findings.mistakes.append((self._number, what, remedy))
        behind = self._lines[-1].partition("-->")[2]
        if begin.startswith("<!--") and behind.strip():
            what = "the text behind --> is not read as Markdown"
            findings.unclear.append((self._number + len(self._lines) - 1, what, "begin a new line"))
        add_raw(parent, findings.stash("\n".join(self._lines)))


class Table:
    """A table, one row a line."""

    takes_all = False

    def __init__(self, element: Element, head: list[str], sides: list[str]) -> None:
        add_row(SubElement(element, "thead"), "th", head, sides)
        self._element, self._sides, self._added = element, sides, 0
        self._body: Element | None = None

    def take(self, rest: str, blank: bool) -> tuple[bool, bool]:
        """Not called: other blocks may interrupt a table."""
        raise NotImplementedError

    def describe(self, attributes: str) -> None:
        """Take an attribute list, which the list of others reads (``fast_markdown.py``)."""
        self._element[-1].tail = f"\n{attributes}"

    def add(self, cells: list[str], findings: Findings, number: int) -> None:
        """Add a row; cells for which there is no column are named, as nobody will see them.

        Raises:
            ExcessError: too many cells have to be added.
        """
        self._added += max(len(self._sides) - len(cells), 0)
        if self._added > MOST_CELLS:
            what = f"more than {MOST_CELLS:,} cells of a table are missing in its rows"
            raise ExcessError(number, what, "give each row its cells, or end the table before it")
        if self._body is None:
            self._body = SubElement(self._element, "tbody")
        if surplus := add_row(self._body, "td", cells, self._sides):
            columns = len(self._sides)
            what = f"the cell {surplus[0][:40]!r} is left out: the table has {columns} columns"
            remedy = "add a column to the head of the table, or write \\| for a bar that is text"
            findings.mistakes.append((number, what, remedy))

    def close(self, findings: Findings, parent: Element) -> None:
        """Nothing is left to do."""
