"""What is within a line: links, emphasis, code, addresses, as CommonMark and GFM read them.

A text is read once, from mark to mark. Code, raw HTML and addresses are taken whole; brackets and
marks of emphasis wait until what belongs to them is found.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from newsroom.reading.markup.addresses import (
    Address,
    before_bracket,
    email_address,
    unescaped,
    web_address,
    www_address,
)
from newsroom.reading.markup.angles import is_swallowing, read_angle
from newsroom.reading.markup.emphasis import Item, pair, read_marks
from newsroom.reading.markup.escapes import escaped, referenced
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.labels import Destination, label_of, read_label, read_place
from newsroom.reading.markup.nodes import (
    Raw,
    alternative,
    fill,
    guarded,
    link,
    literal,
    without_links,
)
from newsroom.reading.markup.spaced import goes_on, in_angles, left_as_text

_NO_LINK = 'write %20 for each space of its address, and \\" for a quote in its title'
_TICKS = re.compile("`+")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(eq=False, slots=True, kw_only=True)
class _Bracket:
    """``[`` or ``![``: its place among the items, and where its text begins."""

    item: int
    start: int
    image: bool
    active: bool = True
    nested: bool = False


class InlineReader:
    """Reads the texts of one source."""

    def __init__(
        self, marks: re.Pattern[str], references: Mapping[str, Destination],
        stash: Callable[[str], str], note: Callable[[str], Element | None], findings: Findings,
    ) -> None:  # fmt: skip
        self._search, self._references, self._stash = marks.search, references, stash
        self._note, self._findings = note, findings
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
        self._items: list[Item] = []
        self._brackets: list[_Bracket] = []
        self._last_ticks: dict[int, int] | None = None
        self._missing: set[str] = set()
        self._last = 0
        at = 0
        while match := self._search(text, at):
            at = self._rules.get(match[0][0], self._word)(text, match.start(), match.end())
        self._items.append(text[self._last :])
        return pair(self._items)

    def _put(self, item: Item, text: str, start: int, end: int) -> int:
        """Add the text before ``start``, and ``item`` for the text up to ``end``."""
        if start > self._last:
            self._items.append(text[self._last : start])
        self._items.append(item)
        self._last = end
        return end

    def _escape(self, text: str, start: int, end: int) -> int:
        item = escaped(text, end)
        return end if item is None else self._put(item, text, start, end + 1)

    def _code(self, text: str, start: int, end: int) -> int:
        end = _TICKS.match(text, start).end()  # type: ignore[union-attr]  # It begins with one.
        if self._last_ticks is None:
            self._last_ticks = {len(run[0]): run.start() for run in _TICKS.finditer(text, start)}
        length = end - start
        if self._last_ticks.get(length, -1) <= start:
            return end
        close = next(run for run in _TICKS.finditer(text, end) if len(run[0]) == length)
        code = text[end : close.start()].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        element = Element("code")
        element.text = literal(code)
        return self._put(element, text, start, close.end())

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
        self._brackets.append(_Bracket(item=len(self._items) - 1, start=end, image=image))
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

    def _referenced(self, text: str, bracket: _Bracket, start: int, end: int) -> Destination | None:
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

    def _angle(self, text: str, start: int, end: int) -> int:
        found = read_angle(text, start, self._missing)
        if found is None:
            if text.startswith("<!--", start):
                self._findings.see_comment(text[start:].partition("\n")[0])
            return self._spaced_angle(text, start, end)
        if found.href is None:
            tag = text[start : found.end]
            if is_swallowing(text, start, found.end, self._missing):
                remedy = f"write it as code: `{tag}`"
                self._findings.leave(tag, f"{tag} is shown as text", remedy)
                return self._put(tag, text, start, found.end)
            return self._put(Raw(self._stash(text[start : found.end])), text, start, found.end)
        return self._put(link(found.href, found.text), text, start, found.end)

    def _spaced_angle(self, text: str, start: int, end: int) -> int:
        spaced = in_angles(text, start)
        if spaced is None:
            return end
        target, behind = spaced
        if not target:
            written = text[start:behind]
            self._findings.leave(written, f"nobody can say where {written!r} leads")
            return self._put(written, text, start, behind)
        written = text[start + 1 : behind - 1]
        self._findings.repair(written)
        return self._put(link(target, written), text, start, behind)

    def _reference(self, text: str, start: int, end: int) -> int:
        character, behind = referenced(text, start)
        if character == "\ufffd":
            written = text[start:behind]
            self._findings.leave(written, f"{written} is not a character", "delete it")
        return self._put(character, text, start, behind)

    def _break(self, text: str, start: int, end: int) -> int:
        begin = len(text[self._last : start].rstrip(" ")) + self._last
        if start - begin < 2:
            return end
        return self._put(Element("br"), text, begin, end)

    def _web(self, text: str, start: int, end: int) -> int:
        return self._address(web_address(text, self._last, start), text, end)

    def _word(self, text: str, start: int, end: int) -> int:
        """Read ``www.`` or an e-mail address."""
        mail = "@" in text[start:end]
        address = email_address(text, start, end) if mail else www_address(text, start)
        return self._address(address, text, end)

    def _address(self, address: Address | None, text: str, end: int) -> int:
        if address is None:
            return end
        if self._brackets and "]" in address.href:
            address = before_bracket(text, address)
        written = text[address.start : address.end]
        if rest := goes_on(text, address.href, address.end):
            self._findings.leave(written, f"the address {written!r} ends before {rest!r}")
        item = link(unescaped(address.href), unescaped(written))
        return self._put(item, text, address.start, address.end)
