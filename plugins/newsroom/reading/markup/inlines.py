"""What is within a line: links, emphasis, code, addresses, as CommonMark and GFM read them.

A text is read once, from mark to mark. Code, raw HTML and addresses are taken whole (see
``whole_items.py``); brackets and marks of emphasis wait until what belongs to them is found.
"""

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from newsroom.reading.markup.emphasis import pair, read_marks
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.labels import Destination, label_of, read_label, read_place
from newsroom.reading.markup.nodes import alternative, fill, guarded, without_links
from newsroom.reading.markup.spaced import left_as_text
from newsroom.reading.markup.whole_items import Bracket, WholeItems

_NO_LINK = 'write %20 for each space of its address, and \\" for a quote in its title'
_NOTE = re.compile(r"\[\^([^\]\s]{1,999})\]")


class InlineReader(WholeItems):
    """Reads the texts of one source."""

    def __init__(
        self, marks: re.Pattern[str], references: Mapping[str, Destination],
        stash: Callable[[str], str], note: Callable[[str], Element | None], findings: Findings,
    ) -> None:  # fmt: skip
        super().__init__(stash, findings)
        self._search, self._references, self._note = marks.search, references, note
        self.used: set[str] = set()
        self._rules: dict[str, Callable[[str, int, int], int]] = {
            "\\": self._escape,
            "`": self._code,
            "*": self._marks,
            "_": self._marks,
            "~": self._marks,
            "[": self._open,
            "!": self._open,
            "]": self._close,
            "<": self._angle,
            "&": self._reference,
            "\n": self._break,
            ":": self._web,
        }

    def read(self, element: Element) -> None:
        """Replace the texts of an element and of all in it by what they mean, in their order."""
        children = list(element)
        text = element.text
        if text and not isinstance(text, AtomicString) and self._search(text):
            element.text = None
            fill(element, self.items(text))
        for child in children:
            self.read(child)
            tail = child.tail
            if tail and tail != "\n" and self._search(tail):
                child.tail = None
                fill(element, self.items(tail), list(element).index(child) + 1)

    def items(self, text: str) -> list[str | Element]:
        """Return what a text means: text and elements, one after the other."""
        self._begin()
        at = 0
        while match := self._search(text, at):
            at = self._rules.get(match[0][0], self._word)(text, match.start(), match.end())
        self._items.append(text[self._last :])
        return pair(self._items)

    def _marks(self, text: str, start: int, end: int) -> int:
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        marks = read_marks(text[start:end], before, after)
        return self._put(marks, text, start, end) if marks.opens or marks.closes else end

    def _open(self, text: str, start: int, end: int) -> int:
        image = text[start] == "!"
        if match := _NOTE.match(text, end - 1):
            element = self._note(match[1])
            if element is not None:
                return self._put(element, text, end - 1, match.end())
            self._findings.miss_note(match[0])
        if self._brackets:
            self._brackets[-1].nested = True
        at = self._put(text[start:end], text, start, end)
        self._brackets.append(Bracket(item=len(self._items) - 1, start=end, image=image))
        return at

    def _close(self, text: str, start: int, end: int) -> int:
        if not self._brackets:
            return end
        bracket = self._brackets.pop()
        if not bracket.active:
            return end
        place = read_place(text, end + 1) if text[end : end + 1] == "(" else None
        if place and place.repaired:
            self._findings.repair(place.repaired)
        place = place or self._referenced(text, bracket, start, end)
        if place is None:
            if left := left_as_text(text, end):
                written = text[bracket.start - 1 : start + 1] + left
                what = f"{' '.join(written.split())[:80]!r} is text, not a link"
                self._findings.leave(written, what, _NO_LINK)
            return end
        self._put("", text, start, place.end)
        inner = self._items[bracket.item + 1 :]
        del self._items[bracket.item :]
        read = pair(inner)
        if bracket.image:
            element = Element("img", {"alt": alternative(read), "src": guarded(place.target)})
        else:
            element = Element("a", {"href": guarded(place.target)})
            fill(element, list(without_links(read)))
            for other in reversed(self._brackets):
                if not other.image:
                    if not other.active:
                        break
                    other.active = False
        if place.title:
            element.set("title", guarded(place.title))
        self._items.append(element)
        return place.end

    def _referenced(self, text: str, bracket: Bracket, start: int, end: int) -> Destination | None:
        """Return where ``[text][label]``, ``[label][]`` or ``[label]`` leads."""
        if not self._references:
            return None
        labelled = read_label(text, end)
        if labelled is not None:
            label, behind = labelled
        elif bracket.nested or start - bracket.start > 999:
            return None
        else:
            label = label_of(text[bracket.start : start])
            behind = end + 2 if text.startswith("[]", end) else end
        place = self._references.get(label)
        self.used.add(label)
        return place and place._replace(end=behind)
