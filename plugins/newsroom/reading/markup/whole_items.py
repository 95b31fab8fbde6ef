"""What is taken whole within a line: code, escapes, references, breaks, raw HTML and addresses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from newsroom.reading.markup.addresses import (
    Address,
    before_bracket,
    email_address,
    unescaped,
    web_address,
    www_address,
)
from newsroom.reading.markup.angles import is_swallowing, read_angle
from newsroom.reading.markup.emphasis import Item
from newsroom.reading.markup.escapes import escaped, referenced
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.nodes import Raw, link, literal
from newsroom.reading.markup.spaced import goes_on, in_angles

_TICKS = re.compile("`+")
_LINK_TAG = re.compile(r"<(?P<end>/?)a(?=[\s>])", re.IGNORECASE)


@dataclass(eq=False, slots=True, kw_only=True)
class Bracket:
    """``[`` or ``![``: its place among the items, and where its text begins."""

    item: int
    start: int
    image: bool
    active: bool = True
    nested: bool = False


class WholeItems:
    """The items of one text, which are added from its beginning to its end.

    Each rule is given the text and where its sign begins and ends, and returns where reading goes
    on.
    """

    def __init__(self, stash: Callable[[str], str], findings: Findings) -> None:
        self._stash, self._findings = stash, findings
        self._begin()

    def _begin(self) -> None:
        """Forget the text before."""
        self._items: list[Item] = []
        self._brackets: list[Bracket] = []
        self._last_ticks: dict[int, int] | None = None
        self._missing: set[str] = set()
        self._last = 0
        self._in_raw_link = False

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

    def _angle(self, text: str, start: int, end: int) -> int:
        found = read_angle(text, start, self._missing)
        if found is None:
            if text.startswith("<!--", start):
                self._findings.see_comment(text[start : start + 80].partition("\n")[0])
            return self._spaced_angle(text, start, end)
        if found.href is None:
            tag = text[start : found.end]
            if is_swallowing(text, start, found.end, self._missing):
                remedy = f"write it as code: `{tag}`"
                self._findings.leave(tag, f"{tag} is shown as text", remedy)
                return self._put(tag, text, start, found.end)
            if link_tag := _LINK_TAG.match(tag):
                self._in_raw_link = not link_tag["end"]
            return self._put(Raw(self._stash(tag)), text, start, found.end)
        item = found.text if self._in_raw_link else link(found.href, found.text)
        return self._put(item, text, start, found.end)

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
        if address is None or self._in_raw_link:
            return end
        if self._brackets and "]" in address.href:
            address = before_bracket(text, address)
        written = text[address.start : address.end]
        if rest := goes_on(text, address.href, address.end):
            self._findings.leave(written, f"the address {written!r} ends before {rest!r}")
        item = link(unescaped(address.href), unescaped(written))
        return self._put(item, text, address.start, address.end)
