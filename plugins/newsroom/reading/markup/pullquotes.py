"""Pull quotes: a block quote that is marked as one on its last line.

    > We have never had a better year, and we have never been more afraid.
    {: .pullquote }

Python-Markdown reads the mark as one of the last paragraph; it is moved to the block quote.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class PullQuotes(Extension):
    """Adds pull quotes. After ``attr_list`` (8), which reads the mark."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_PullQuoteProcessor(md), "pull_quotes", 4)


class _PullQuoteProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            last = quote[-1] if len(quote) else None
            if last is None or last.tag != "p":
                continue  # a class of a picture is its own
            if "pullquote" in last.get("class", "").split():
                quote.set("class", last.attrib.pop("class"))
