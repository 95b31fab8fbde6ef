"""Notes what the sanitiser will take out of a body, where Markdown has made it.

This is for links (``[x](javascript:…)``), pictures and attribute lists (``{: onclick=… }``); raw
HTML is looked at as it was written.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from newsroom.reading.text.sanitise import Violation, violation_of


class RemovedHtml(Extension):
    """``found`` holds the violations of the text that was converted last."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Violation] = []

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.treeprocessors.register(_Finder(md, self), "removed_html", -10)

    def reset(self) -> None:
        self.found = []


class _Finder(Treeprocessor):
    def __init__(self, md: Markdown, removed: RemovedHtml) -> None:
        super().__init__(md)
        self._removed = removed

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in element.items():
                # An attribute without a value has None, which the stubs do not know.
                if violation := violation_of(element.tag, name.lower(), value or ""):
                    self._removed.found.append(violation)
