"""The containers that are open while a text is read, and the leaf in the innermost of them."""

from xml.etree.ElementTree import Element, SubElement

from newsroom.reading.markup.complexity_guard import MOST_NESTED, ExcessError
from newsroom.reading.markup.containers import Container, ContainerKind, tighten
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.leaves import Leaf

NO_BLANK = 1 << 30


class Stack:
    """``number`` is the line that is read, from 0. A ``depth`` is a number of open containers.

    ``blank_from`` is the first container to which the last line was blank: a quote keeps blank
    lines to itself.
    """

    __slots__ = ("blank_from", "findings", "leaf", "number", "open")

    def __init__(self, root: Element, findings: Findings) -> None:
        self.findings = findings
        self.open = [Container(kind=ContainerKind.DOCUMENT, element=root)]
        self.leaf: Leaf | None = None
        self.blank_from = NO_BLANK
        self.number = 0

    def start(self, depth: int, leaf: Leaf) -> None:
        """Begin a leaf in the container at ``depth``."""
        self.ready(depth)
        self.leaf = leaf

    def child(self, depth: int, tag: str) -> Element:
        """Add an element to the container at ``depth``."""
        self.ready(depth)
        return SubElement(self.open[-1].element, tag)

    def push(self, container: Container) -> None:
        """Open a container.

        Raises:
            ExcessError: there are too many.
        """
        self.open.append(container)
        if len(self.open) > MOST_NESTED:
            what = f"quotes and lists are nested more than {MOST_NESTED} deep"
            raise ExcessError(self.number, what, "put the text into a fenced code block")

    def ready(self, depth: int) -> None:
        """Close what does not go on, and note that something begins in what does."""
        self.close_to(depth)
        while self.open[-1].kind is ContainerKind.LIST:
            self.close_to(len(self.open) - 1)
        top = self.open[-1]
        if top.filled and self.blank_from < len(self.open):
            (self.open[-2] if top.kind is ContainerKind.ITEM else top).loose = True
        top.filled = True

    def close_to(self, depth: int) -> None:
        """Close the leaf, and all containers but the first ``depth``."""
        if self.leaf is not None:
            leaf, self.leaf = self.leaf, None
            leaf.close(self.findings, self.open[-1].element)
        while len(self.open) > depth:
            container = self.open.pop()
            if container.element.tag == "ol":
                self.findings.count(container.element, container.line)
            if container.loose:
                continue
            if container.kind is ContainerKind.LIST:
                for item in container.element:
                    tighten(item)
            elif container.kind is ContainerKind.DEFINITION:
                tighten(container.element)
