"""The blocks of a text, line by line, as CommonMark reads them: no rule looks at a line twice.

A line first continues the containers that are open (quotes, lists), then begins new ones, and what
is left of it goes into a leaf: a paragraph, heading, table, or code. The algorithm is that of the
specification's appendix. Definition lists, admonitions, notes and abbreviations are added to it,
and what prose begins with more often than a list does is left as it is (``containers.py``).

Text stays as it was written, for ``inlines.py``, which needs all reference definitions.
"""

from contextlib import suppress
from xml.etree.ElementTree import Element

from newsroom.reading.markup.columns import BLANK, as_written, indentation, widen
from newsroom.reading.markup.complexity_guard import ExcessError
from newsroom.reading.markup.containers import QUOTE, ContainerKind
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.leaves import IndentedCode, Paragraph, Table
from newsroom.reading.markup.stack import NO_BLANK, Stack
from newsroom.reading.markup.starts import STARTS, begin_container, begin_leaf
from newsroom.reading.markup.tables import ATTRIBUTES, divide


def read_blocks(root: Element, lines: list[str], findings: Findings) -> None:
    """Read all lines of a text into an element.

    Raises:
        ExcessError: quotes and lists are nested too deeply, or a table is too large.
    """
    stack = Stack(root, findings)
    number, total = 0, len(lines)
    findings.last_line = total - 1
    while number < total:
        line = lines[number]
        if stack.leaf is None and len(stack.open) == 1:
            # Between two blocks, which is where most lines of prose begin.
            if not line:
                stack.blank_from = 0
                number += 1
                continue
            if line[0] not in STARTS:
                end = number + 1
                while end < total and (line := lines[end]) and line[0] not in STARTS:
                    end += 1
                paragraph = Paragraph(lines[number:end], number)
                if end == total or not lines[end]:
                    paragraph.close(findings, root)
                else:
                    stack.leaf = paragraph
                stack.blank_from = NO_BLANK
                number = end
                continue
        stack.number = number
        _read_line(stack, line)
        number += 1
    stack.close_to(1)


def find_code(lines: list[str], *, fenced_only: bool = False) -> list[tuple[int, int]]:
    """Return the first and last line, from 0, of each block of code."""
    findings = Findings(stash=str, colour=lambda *_: ("", ""))
    with suppress(ExcessError):  # The text is refused when it is rendered.
        read_blocks(Element("div"), lines, findings)
    return sorted(findings.fenced if fenced_only else findings.fenced + findings.indented)


def _read_line(stack: Stack, line: str) -> None:
    rest = widen(line) if "\t" in line else line
    depth, quoted, rest = _continue(stack, rest)
    whole = depth == len(stack.open)
    blank = not rest.strip(BLANK)
    leaf = stack.leaf
    if whole and leaf is not None and leaf.takes_all:
        took, done = leaf.take(rest, blank)
        if done:
            stack.close_to(depth)
        if took:
            in_code = isinstance(leaf, IndentedCode)
            stack.blank_from = quoted if blank and in_code else NO_BLANK
            return
    if blank:
        stack.close_to(depth)
        stack.blank_from = quoted
    else:
        _begin(stack, rest, depth, whole)
        stack.blank_from = NO_BLANK


def _continue(stack: Stack, rest: str) -> tuple[int, int, str]:
    """Return how many containers a line continues, the last quote of them, and its rest."""
    depth, quoted = 1, 0
    for container in stack.open[1:]:
        kind = container.kind
        if kind is ContainerKind.QUOTE:
            indent = indentation(rest)
            match = QUOTE.match(rest, indent) if indent < 4 else None
            if match is None:
                break
            rest, quoted = rest[match.end() :], depth
        elif kind is not ContainerKind.LIST:
            indent = indentation(rest)
            if indent == len(rest):
                if kind is ContainerKind.ITEM and not container.filled:
                    break  # An item may begin with one blank line, not with two.
                rest = ""
            elif indent < container.width:
                break
            else:
                rest = rest[container.width :]
        depth += 1
    return depth, quoted, rest


def _begin(stack: Stack, rest: str, depth: int, whole: bool) -> None:
    """Begin the blocks that a line begins, and add what is left of it to a leaf."""
    while True:
        indent = indentation(rest)
        text = rest[indent:]
        if not text:
            return
        leaf = stack.leaf
        paragraph = leaf if isinstance(leaf, Paragraph) else None
        if indent >= 4:
            if paragraph is None:
                stack.start(depth, IndentedCode(rest[4:], stack.number))
                return
            break
        if text[0] not in STARTS:
            break
        within = paragraph if whole else None
        taken = begin_container(stack, text, indent, depth, within)
        if taken is None:
            if begin_leaf(stack, text, indent, depth, within):
                return
            break
        rest, depth, whole = taken, len(stack.open), True
    if isinstance(stack.leaf, Paragraph):
        stack.leaf.lines.append(text)
    elif whole and isinstance(stack.leaf, Table) and ATTRIBUTES.fullmatch(text):
        stack.leaf.describe(text)
    elif whole and isinstance(stack.leaf, Table):
        stack.leaf.add(divide(as_written(text)), stack.findings, stack.number)
    else:
        stack.start(depth, Paragraph([text], stack.number))
