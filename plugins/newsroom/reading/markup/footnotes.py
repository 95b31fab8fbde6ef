"""Footnotes, numbered in reading order, with the roles by which screen readers know them.

Marks may also be in tables and in captions, which ``figures.py`` makes of the titles of pictures.
"""

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import (
    FN_BACKLINK_TEXT,
    NBSP_PLACEHOLDER,
    FootnoteExtension,
    FootnotePostTreeprocessor,
)
from markdown.treeprocessors import Treeprocessor

# U+FE0E keeps telephones from showing the arrow as a picture.
_ARROW = "&#8617;&#65038;"
_ROLES = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}


class Footnotes(FootnoteExtension):
    """Adds footnotes. ``back`` is the title of the way back, with ``{}`` for the number."""

    notes: Any
    """Name → element of each note of the text; the stock extension knows their sources instead."""
    leave_out: Callable[[str], None]
    """Called with the name of each note that no mark leads to."""

    def __init__(self, back: str) -> None:
        self.notes = {}
        super().__init__(BACKLINK_TEXT=_ARROW, BACKLINK_TITLE=back, USE_DEFINITION_ORDER=False)

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        # After "figures" (5), which may hold marks in captions.
        md.treeprocessors.register(_NoteOrder(md, self), "footnote-reorder", 4)
        copies = FootnotePostTreeprocessor(self)  # of the ways back
        md.treeprocessors.register(copies, "footnote-duplicate", 3)
        md.treeprocessors.register(_Roles(md), "footnote-roles", 2)

    def reset(self) -> None:
        super().reset()
        self.footnotes = self.notes

    def mark(self, name: str) -> Element | None:
        """Return the mark of a note in the text, None when there is no such note."""
        if name not in self.notes:
            return None
        first = self.makeFootnoteRefId(name)
        uses = self.found_refs[first] = self.found_refs.get(first, 0) + 1
        own = first if uses == 1 else first.replace("fnref", f"fnref{uses}", 1)
        mark = Element("sup", {"id": own})
        address = {"class": "footnote-ref", "href": f"#{self.makeFootnoteId(name)}"}
        SubElement(mark, "a", address)  # It gets its number when all marks are known.
        return mark

    def sort(self, root: Element, notes: Element) -> None:
        """Number the marks as they are read, and the notes like them; those without one are left
        out.

        A mark within a note comes after all marks of the text.
        """
        own = set(notes.iter("sup"))
        order: dict[str, int] = {}
        _number((mark for mark in root.iter("sup") if mark not in own), order)
        by_address = {f"#{note.get('id')}": note for note in notes}
        for address in (read := list(order)):  # which grows while it is read
            before = len(order)
            _number(by_address[address].iter("sup"), order)
            read += list(order)[before:]
        for name in self.notes:
            if f"#{self.makeFootnoteId(name)}" not in order:
                self.leave_out(name)
        notes[:] = [by_address[address] for address in order]
        for number, note in enumerate(notes, start=1):
            back = note[-1][-1]
            back.set("title", self.getConfig("BACKLINK_TITLE").format(number))

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """Build the notes, each with a way back: in its last paragraph, else in one of its own."""
        if not self.notes:
            return None
        block = Element("div", {"class": "footnote"})
        SubElement(block, "hr")
        notes = SubElement(block, "ol")
        for name, note in self.notes.items():
            note.set("id", self.makeFootnoteId(name))
            notes.append(note)
            href = f"#{self.makeFootnoteRefId(name)}"
            last = note[-1] if len(note) and note[-1].tag == "p" else SubElement(note, "p")
            if last.text:
                last.text += NBSP_PLACEHOLDER
            back = {"class": "footnote-backref", "href": href}
            SubElement(last, "a", back).text = FN_BACKLINK_TEXT
        return block


def _number(marks: Iterable[Element], order: dict[str, int]) -> None:
    """Give marks their numbers: ``order`` has those of the addresses that were seen before."""
    for mark in marks:
        link = mark[0] if len(mark) and mark.get("id", "").startswith("fnref") else None
        if link is not None and link.get("class") == "footnote-ref":
            link.text = str(order.setdefault(link.get("href", ""), len(order) + 1))


class _NoteOrder(Treeprocessor):
    def __init__(self, md: Markdown, footnotes: Footnotes) -> None:
        super().__init__(md)
        self._footnotes = footnotes

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for block in list(parent):
                if block.tag == "div" and block.get("class") == "footnote":
                    self._footnotes.sort(root, block[1])
                    if not len(block[1]):
                        parent.remove(block)


class _Roles(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if role := _ROLES.get(link.get("class", "")):
                link.set("role", role)
        for block in root.iter("div"):
            if block.get("class") == "footnote":
                block.set("role", "doc-endnotes")
