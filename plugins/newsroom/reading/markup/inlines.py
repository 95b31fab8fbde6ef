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
    web_address,
    www_address,
)
from newsroom.reading.markup.angles import read_angle
from newsroom.reading.markup.emphasis import Item, pair, read_marks
from newsroom.reading.markup.labels import Destination, label_of, read_label, read_place, resolved
from newsroom.reading.markup.nodes import (
    Raw,
    alternative,
    fill,
    guarded,
    link,
    literal,
    without_links,
)

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TICKS = re.compile("`+")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_REPAIRED = re.compile(r"\(\s*(?:https?:/)?/")
"""How an address begins that is not in angle brackets."""
_LOOKS_LIKE_REFERENCE = re.compile(r"&#?\w+;")
_ENTITY_GUARD = "&amp;"


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
        stash: Callable[[str], str], note: Callable[[str], Element | None],
        repaired: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._search, self._references, self._stash = marks.search, references, stash
        self._note, self._repaired = note, repaired
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
        following = text[end : end + 1]
        if following == "\n":
            return self._put(Element("br"), text, start, end + 1)
        if following not in _PUNCTUATION:
            return end
        # Attribute lists are read later, which must not see a brace that was escaped.
        item = f"\x02{ord(following)}\x03" if following in "{}" else following
        if following == "&" and _LOOKS_LIKE_REFERENCE.match(text, end):
            item = _ENTITY_GUARD
        return self._put(item, text, start, end + 1)

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
        if place and " " in place.target and _REPAIRED.match(text, end):
            self._repaired(place.target)
        place = place or self._referenced(text, bracket, start, end)
        if place is None:
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
        return place and place._replace(end=behind)

    def _angle(self, text: str, start: int, end: int) -> int:
        found = read_angle(text, start, self._missing)
        if found is None:
            return end
        if found.href is None:
            return self._put(Raw(self._stash(text[start : found.end])), text, start, found.end)
        return self._put(link(found.href, found.text), text, start, found.end)

    def _reference(self, text: str, start: int, end: int) -> int:
        match = _REFERENCE.match(text, start)
        character = resolved(match[0]) if match else text[start]
        if match is None or (character == match[0] and text[start + 1] != "#"):
            return self._put(_ENTITY_GUARD, text, start, start + 1)
        if character == "&" and _LOOKS_LIKE_REFERENCE.match(
            f"&{text[match.end() : match.end() + 40]}"
        ):
            character = _ENTITY_GUARD
        return self._put(character, text, start, match.end())

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
        return self._put(link(address.href, written), text, address.start, address.end)
