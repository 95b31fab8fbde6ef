"""Task lists: list items that begin with ``[ ]`` (to do) or ``[x]`` (done).

The box cannot be ticked by readers; its label says the state to those who do not see it.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_BOX = re.compile(r"\[([ xX])\][ \n]+(?=\S)")


class TaskLists(Extension):
    """Adds task lists. Before ``inline`` (20), which would read ``[x]`` as a reference."""

    def __init__(self, to_do: str, done: str) -> None:
        super().__init__()
        self._labels = to_do, done

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_TaskListProcessor(md, *self._labels), "task_lists", 35)


class _TaskListProcessor(Treeprocessor):
    def __init__(self, md: Markdown, to_do: str, done: str) -> None:
        super().__init__(md)
        self._to_do, self._done = to_do, done

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            # In a list with blank lines between its items the text is in a paragraph.
            holder = item[0] if not item.text and len(item) and item[0].tag == "p" else item
            if match := _BOX.match(holder.text or ""):
                self._tick(item, holder, match)

    def _tick(self, item: Element, holder: Element, match: re.Match[str]) -> None:
        done = match[1] != " "
        box = Element("input", {"type": "checkbox", "disabled": "disabled"})
        box.set("aria-label", self._done if done else self._to_do)
        if done:
            box.set("checked", "checked")
        box.tail = f" {match.string[match.end() :]}"
        holder.text = None
        holder.insert(0, box)
        item.set("class", "task")
