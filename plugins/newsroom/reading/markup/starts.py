"""How blocks begin: which containers and leaves a line opens.

``text`` is what is left of a line without its indentation, ``depth`` the number of containers that
the line continues, ``within`` the paragraph that it goes on with if it begins nothing.
"""

import re
from xml.etree.ElementTree import SubElement

from newsroom.reading.markup.columns import BLANK, as_written
from newsroom.reading.markup.containers import (
    ADMONITION,
    DEFINITION,
    NOTE,
    QUOTE,
    Container,
    ContainerKind,
    new_admonition,
    new_list,
    read_marker,
)
from newsroom.reading.markup.leaves import ABBREVIATION, Fence, Paragraph, RawHtml, Table
from newsroom.reading.markup.rawhtml import end_of_block
from newsroom.reading.markup.stack import Stack
from newsroom.reading.markup.tables import delimiters, divide

STARTS = frozenset("\t >#`~<=-_*+[:!|0123456789\x0e\x0f")
"""Only lines with one of these at their beginning begin anything but a paragraph."""
_HEADING = re.compile(rf"(#{{1,6}})(?:[{BLANK}]+(.*))?")
_CLOSING = re.compile(rf"(?:^|[{BLANK}])#+[{BLANK}]*$")
_UNDERLINE = re.compile(rf"(?:=+|-+)[{BLANK}]*+")
_RULE = re.compile(rf"([-_*])[{BLANK}]*(?:\1[{BLANK}]*){{2,}}")
_FENCE = re.compile(r"(`{3,})([^`]*)|(~{3,})(.*)")


def begin_container(
    stack: Stack, text: str, indent: int, depth: int, within: Paragraph | None
) -> str | None:
    """Begin a container and return the rest of its line; None when none begins.

    Raises:
        ExcessError: there are too many within each other.
    """
    first = text[0]
    if first == ">" and (match := QUOTE.match(text)):
        stack.push(Container(kind=ContainerKind.QUOTE, element=stack.child(depth, "blockquote")))
        return text[match.end() :]
    if first in "-+*0123456789":
        if (within and _UNDERLINE.fullmatch(text)) or _RULE.fullmatch(text):
            return None
        return _begin_item(stack, text, indent, depth, within)
    if first == "[" and (match := NOTE.match(text)):
        stack.close_to(depth)
        stack.push(
            Container(
                kind=ContainerKind.INDENTED,
                element=stack.findings.note(match[1], stack.number),
                width=4,
            )
        )
        return text[match.end() :]
    if first == "!" and (match := ADMONITION.fullmatch(text)):
        stack.ready(depth)
        stack.push(new_admonition(stack.open[-1].element, match, stack.findings.titles))
        return ""
    if first == ":" and (match := DEFINITION.match(text)):
        width = indent + min(match.end(), 4)
        return _begin_definition(stack, text[width - indent :], width, depth, within)
    return None


def _begin_item(
    stack: Stack, text: str, indent: int, depth: int, within: Paragraph | None
) -> str | None:
    top = stack.open[depth - 1]
    current = top.mark if top.kind is ContainerKind.LIST else ""
    marker = read_marker(text, current)
    if marker is None or (within and (marker.empty or marker.number not in ("", "1"))):
        return None
    if marker.mark == current:
        stack.close_to(depth)
        if stack.blank_from < depth:
            top.loose = True
    else:
        stack.ready(depth)
        top = new_list(stack.open[-1].element, marker, stack.number)
        stack.push(top)
    stack.push(
        Container(
            kind=ContainerKind.ITEM,
            element=SubElement(top.element, "li"),
            width=indent + marker.width,
        )
    )
    return text[marker.width :]


def _begin_definition(
    stack: Stack, rest: str, width: int, depth: int, within: Paragraph | None
) -> str | None:
    """Begin what a term means. The term is the paragraph above, each line of it one."""
    loose = stack.blank_from < depth
    if within is not None:
        terms = within.without_definitions(stack.findings).split("\n")
        if terms == [""]:
            return None
        stack.leaf = None
        stack.ready(depth)
        parent = stack.open[-1].element
    else:
        above = stack.open[depth] if depth < len(stack.open) else None
        if not (above.kind is ContainerKind.DEFINITION if above else stack.leaf is None):
            return None
        stack.close_to(depth)
        parent = stack.open[-1].element
        last = parent[-1] if len(parent) else None
        if last is None or last.tag not in ("dl", "p") or last.attrib:
            return None
        terms = []
        if last.tag == "p":
            terms = (last.text or "").split("\n")
            parent.remove(last)
    last = parent[-1] if len(parent) else None
    holder = last if last is not None and last.tag == "dl" else SubElement(parent, "dl")
    for term in terms:
        SubElement(holder, "dt").text = term.strip()
    stack.push(
        Container(
            kind=ContainerKind.DEFINITION,
            element=SubElement(holder, "dd"),
            width=width,
            loose=loose,
        )
    )
    return rest


def begin_leaf(stack: Stack, text: str, indent: int, depth: int, within: Paragraph | None) -> bool:
    """Begin a block that holds no others; False when the line begins none."""
    first = text[0]
    if within and first in "=-" and _UNDERLINE.fullmatch(text):
        return _underline(stack, text, depth, within)
    if within and first in "|:-" and _begin_table(stack, text, depth, within):
        return True
    if first in "-_*" and _RULE.fullmatch(text):
        stack.child(depth, "hr")
    elif first == "#" and (match := _HEADING.fullmatch(text)):
        words = _CLOSING.sub("", as_written(match[2] or ""))
        stack.child(depth, f"h{len(match[1])}").text = words.strip()
        if not words.strip():
            what = "the heading has no text, and is left out"
            stack.findings.unclear.append(
                (stack.number, what, "write its text, or delete the line")
            )
    elif first in "`~" and (match := _FENCE.fullmatch(text)):
        mark, info = match[1] or match[3], match[2] if match[1] else match[4]
        stack.start(depth, Fence(mark, as_written(info.strip(BLANK)), indent, stack.number))
    elif first == "<":
        # A paragraph may go on in a line that does not continue its container.
        end = end_of_block(text, interrupts=isinstance(stack.leaf, Paragraph))
        if end is None:
            return False
        leaf = RawHtml(end, stack.number)
        stack.start(depth, leaf)
        if leaf.take(" " * indent + text, blank=False)[1]:
            stack.close_to(len(stack.open))
    elif first == "*" and (match := ABBREVIATION.fullmatch(text)):
        stack.close_to(depth)
        stack.findings.abbreviations[match[1].strip()] = match[2].strip()
    else:
        return False
    return True


def _underline(stack: Stack, text: str, depth: int, within: Paragraph) -> bool:
    """Make a heading of the paragraph above a line; False when it holds definitions alone."""
    words = within.without_definitions(stack.findings)
    if words:
        stack.leaf = None
        stack.child(depth, "h1" if text[0] == "=" else "h2").text = words
        if "\n" in words or words.endswith("."):
            what = f"the paragraph above {text.strip()!r} becomes a heading"
            stack.findings.unclear.append((stack.number, what, "put an empty line between"))
    return bool(words)


def _begin_table(stack: Stack, text: str, depth: int, within: Paragraph) -> bool:
    """Begin a table, of which the last line of the paragraph is the head."""
    sides = delimiters(text.strip(BLANK))
    if sides is None or ("|" not in text and "|" not in within.lines[-1]):
        return False
    cells = divide(as_written(within.lines[-1]))
    if len(cells) != len(sides):
        return False
    del within.lines[-1]
    stack.start(depth, Table(stack.child(depth, "table"), cells, sides))
    return True
