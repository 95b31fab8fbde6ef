"""Footnotes, numbered as they occur, with the roles by which screen readers know them."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER, FootnoteExtension
from markdown.treeprocessors import Treeprocessor

# U+FE0E keeps telephones from showing the arrow as a picture.
_ARROW = "&#8617;&#65038;"
_ROLES = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}


class Footnotes(FootnoteExtension):
    """Adds footnotes. ``back`` is the title of the way back, with ``{}`` for the number."""

    notes: Any
    """Name → element of each note of the text; the stock extension knows their sources instead."""

    def __init__(self, back: str) -> None:
        self.notes = {}
        super().__init__(BACKLINK_TEXT=_ARROW, BACKLINK_TITLE=back, USE_DEFINITION_ORDER=False)

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        # After "footnote-duplicate" (15), which copies the ways back.
        md.treeprocessors.register(_Roles(md), "footnote-roles", 12)
        md.treeprocessors.register(_Order(md, self), "footnote-reorder", 19)

    def reset(self) -> None:
        super().reset()
        self.footnotes = self.notes
        self._numbers: dict[str, int] = {}

    def mark(self, name: str) -> Element | None:
        """Return the mark of a note in the text, None when there is no such note."""
        if name not in self.notes:
            return None
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        first = self.makeFootnoteRefId(name)
        uses = self.found_refs[first] = self.found_refs.get(first, 0) + 1
        own = first if uses == 1 else first.replace("fnref", f"fnref{uses}", 1)
        mark = Element("sup", {"id": own})
        address = {"class": "footnote-ref", "href": f"#{self.makeFootnoteId(name)}"}
        SubElement(mark, "a", address).text = str(number)
        return mark

    def sort(self, notes: Element) -> None:
        """Put the notes into the order of their marks; those without one come last."""
        ids = {self.makeFootnoteId(name): number for name, number in self._numbers.items()}
        notes[:] = sorted(notes, key=lambda note: ids.get(note.get("id", ""), len(notes) + 1))
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


class _Order(Treeprocessor):
    def __init__(self, md: Markdown, footnotes: Footnotes) -> None:
        super().__init__(md)
        self._footnotes = footnotes

    def run(self, root: Element) -> None:
        for block in root.iter("div"):
            if block.get("class") == "footnote":
                self._footnotes.sort(block[1])


class _Roles(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if role := _ROLES.get(link.get("class", "")):
                link.set("role", role)
        for block in root.iter("div"):
            if block.get("class") == "footnote":
                block.set("role", "doc-endnotes")
