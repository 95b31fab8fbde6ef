"""Footnotes, numbered as they occur, with the roles by which screen readers know them."""

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, FootnoteExtension
from markdown.treeprocessors import Treeprocessor

# U+FE0E keeps telephones from showing the arrow as a picture.
_ARROW = "&#8617;&#65038;"
_ROLES = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}


class Footnotes(FootnoteExtension):
    """Adds footnotes. ``back`` is the title of the way back, with ``{}`` for the number."""

    def __init__(self, back: str) -> None:
        super().__init__(BACKLINK_TEXT=_ARROW, BACKLINK_TITLE=back, USE_DEFINITION_ORDER=False)

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        # After "footnote-duplicate" (15), which copies the ways back.
        md.treeprocessors.register(_Roles(md), "footnote-roles", 12)

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """Build the notes; one without text gets a way back too, which stock Python-Markdown
        leaves out and then stumbles over.
        """
        notes = super().makeFootnotesDiv(root)
        for note in notes.findall("ol/li") if notes is not None else ():
            if not len(note):
                href = f"#fnref{note.get('id', '').removeprefix('fn')}"
                back = {"class": "footnote-backref", "href": href}
                SubElement(SubElement(note, "p"), "a", back).text = FN_BACKLINK_TEXT
        return notes


class _Roles(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if role := _ROLES.get(link.get("class", "")):
                link.set("role", role)
        for block in root.iter("div"):
            if block.get("class") == "footnote":
                block.set("role", "doc-endnotes")
