"""Tables, with the alignment of a column as a class: a style attribute is barred by the site's
Content-Security-Policy, and the ``align`` attribute by HTML itself.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor


class Tables(TableExtension):
    """Adds tables; an aligned cell has the class ``align-left``, ``-center`` or ``-right``."""

    def __init__(self) -> None:
        super().__init__(use_align_attribute=True)

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.treeprocessors.register(_Alignment(md), "table_alignment", 30)


class _Alignment(Treeprocessor):
    def run(self, root: Element) -> None:
        for row in root.iter("tr"):
            for cell in row:
                if side := cell.attrib.pop("align", ""):
                    cell.set("class", f"align-{side}")
