"""Blocks that hold blocks: quotes, lists, and what this dialect adds to them.

While a text is read, the containers that are open form a stack (see ``blocks.py``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from xml.etree.ElementTree import Element, SubElement

from newsroom.reading.markup.columns import BLANK, indentation

QUOTE = re.compile(f">[{BLANK}]?")
NOTE = re.compile(rf"\[\^([^\]\s]+)\]:[{BLANK}]*")
DEFINITION = re.compile(rf":[{BLANK}]+(?=[^{BLANK}])")
ADMONITION = re.compile(r'!!! ?([\w-]+(?: +[\w-]+)*)(?: +"(.*?)")? *')
_MARKER = re.compile(rf"([-+*]|(\d{{1,9}})([.)]))(?=[{BLANK}]|$)")
# A sign before a number, and a year: prose begins with them more often than a list does.
_SIGN = re.compile(rf"\+[{BLANK}]+[\d€$£¥]")
_LARGEST = 999


class ContainerKind(Enum):
    """What a container is; each but a list is continued by something at the beginning of a line."""

    DOCUMENT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    DEFINITION = auto()
    INDENTED = auto()


@dataclass(eq=False, slots=True, kw_only=True)
class Container:
    """``width``: by how many columns the lines of an item are indented.

    ``mark`` is what the items of a list have in common, ``line`` where it begins; ``loose`` says
    that blank lines are between its blocks, ``filled`` that there is something in it.
    """

    kind: ContainerKind
    element: Element
    width: int = 0
    mark: str = ""
    line: int = 0
    loose: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The mark of a list item: ``width`` with the white space behind it, ``number`` as written."""

    mark: str
    number: str
    width: int
    empty: bool


def read_marker(text: str, current: str) -> Marker | None:
    """Return the mark with which ``text`` begins. ``current`` is that of the list it may go on."""
    match = _MARKER.match(text)
    if match is None:
        return None
    mark, number = match[3] or match[1], match[2] or ""
    if mark != current and (int(number or 0) > _LARGEST or _SIGN.match(text)):
        return None
    rest = text[match.end() :]
    spaces = indentation(rest)
    empty = spaces == len(rest)
    return Marker(
        mark=mark,
        number=number,
        width=match.end() + (1 if empty or spaces > 4 else spaces),
        empty=empty,
    )


def new_list(parent: Element, marker: Marker, line: int) -> Container:
    """Add a list to an element; it begins with the number that was written."""
    element = SubElement(parent, "ol" if marker.number else "ul")
    if marker.number and int(marker.number) != 1:
        element.set("start", str(int(marker.number)))
    return Container(kind=ContainerKind.LIST, element=element, mark=marker.mark, line=line)


def new_admonition(
    parent: Element, match: re.Match[str], titles: Mapping[str, str]
) -> Container:  # fmt: skip
    """Add an admonition; its title is that of its kind, where none is written."""
    kinds = " ".join(match[1].lower().split())
    element = SubElement(parent, "div", {"class": f"admonition {kinds}"})
    kind = kinds.split()[0]
    title = titles.get(kind, kind.capitalize()) if match[2] is None else match[2]
    if title:
        SubElement(element, "p", {"class": "admonition-title"}).text = title
    return Container(kind=ContainerKind.INDENTED, element=element, width=4)


def tighten(element: Element) -> None:
    """Take the text of an item out of its paragraphs."""
    last: Element | None = None
    for child in list(element):
        if child.tag != "p" or child.attrib or len(child):
            last = child
            continue
        if last is None:
            element.text = (element.text or "") + (child.text or "")
        else:
            last.tail = child.text
        element.remove(child)
