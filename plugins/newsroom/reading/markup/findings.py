"""What is found in a text besides its blocks."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from newsroom.reading.markup.labels import Definition, Destination

_LIKE_ADDRESS = re.compile(r"[/#:@]|\.\w\w")
_SPACE = "write %20 for each space, or take it out"


@dataclass(slots=True, kw_only=True)
class Findings:
    """``stash`` keeps finished HTML and returns what takes its place; ``colour`` makes the HTML of
    fenced code from the code and the text after its fence, and says why it is not coloured.

    ``fenced`` and ``indented`` give the first and last line, from 0, of each block of code;
    ``charts`` the line of each fence with a chart, what is behind it and in it;
    ``unclear`` the line, what is unclear there, and the remedy. ``odd`` is the same of
    what is within a line: as it is written, what is unclear, the remedy. ``mistakes`` and ``wrong``
    are the same of what nobody could publish. ``raw`` is the HTML that the author wrote, in the
    order of the page. ``last_line`` is that of the text, from 0. ``titles`` are those of
    admonitions by their kinds.
    """

    stash: Callable[[str], str]
    colour: Callable[[str, str], tuple[str, str]]
    references: dict[str, Destination] = field(default_factory=dict)
    notes: dict[str, Element] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    fenced: list[tuple[int, int]] = field(default_factory=list)
    indented: list[tuple[int, int]] = field(default_factory=list)
    charts: list[tuple[int, str, str]] = field(default_factory=list)
    unclear: list[tuple[int, str, str]] = field(default_factory=list)
    odd: list[tuple[str, str, str]] = field(default_factory=list)
    mistakes: list[tuple[int, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    titles: Mapping[str, str] = field(default_factory=dict)
    last_line: int = -1
    _words: dict[str, int] = field(default_factory=dict)
    _numbers: set[int] = field(default_factory=set)
    _note_lines: dict[str, int] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget everything. The collections stay the same ones, since others hold them."""
        for kept in (
            self.references, self.notes, self.abbreviations, self._note_lines, self._words
        ):  # fmt: skip
            kept.clear()
        self._numbers.clear()
        for found in (
            self.fenced, self.indented, self.charts, self.unclear, self.odd, self.mistakes,
            self.wrong, self.raw,
        ):  # fmt: skip
            found.clear()

    def repair(self, written: str) -> None:
        """Note an address that became a link though it has spaces. Files are found with theirs,
        and telephone numbers without.
        """
        if written.startswith(("http", "mailto:", "/")):
            self.leave(written, f"the address {written!r} holds a space")

    def define(self, found: Definition, line: int) -> None:
        """Keep where a label leads. One that leads to a word is probably somebody's sentence."""
        known = self.references.setdefault(found.label, found.place)
        if known.target != found.place.target:
            what = f"[{found.label}] leads to {known.target} already; this definition is left out"
            self.unclear.append((line, what, "give it another label"))
        elif found.place.repaired:
            self.repair(found.place.repaired)
        if found.place.target and not _LIKE_ADDRESS.search(found.place.target):
            self._words[found.label] = line

    def left_unused(self, used: AbstractSet[str]) -> None:
        """Name definitions that no link uses, and that look like something somebody said."""
        for label, line in self._words.items():
            if label not in used:
                what = f"readers do not see this line, which says where [{label}] leads"
                self.mistakes.append((line, what, f"write \\[{label}]: if it is text"))

    def leave(self, written: str, what: str, remedy: str = _SPACE) -> None:
        """Note something within a line that may have been meant otherwise."""
        self.odd.append((written, what, remedy))

    def show(self, tag: str) -> None:
        """Note a tag that is shown as text."""
        self.leave(tag, f"{tag} is shown as text", f"write it as code, which is clear: `{tag}`")

    def see_comment(self, written: str) -> None:
        """Note a comment without an end, which is text."""
        what = "readers see the comment that begins here: its paragraph does not end it"
        remedy = "write --> where it ends; a comment of several paragraphs begins a line"
        self.wrong.append((written, what, remedy))

    def miss_note(self, mark: str) -> None:
        """Note the mark of a note that is not there, which is text."""
        self.leave(mark, f"{mark} is shown as text: there is no such note", f"write {mark}: …")

    def count(self, numbered: Element, line: int) -> None:
        """Note a numbered list. One of a single item that continues no other may be a sentence."""
        first = int(numbered.get("start", "1"))
        if len(numbered) == 1 and first > 1 and first - 1 not in self._numbers:
            what = f"the text becomes a list, because it begins with the number {first}"
            self.unclear.append(
                (line, what, "put a backslash behind the number if it should not be a list")
            )
        self._numbers.add(first + len(numbered) - 1)

    def note(self, name: str, line: int) -> Element:
        """Return the element for a note; a second one of the same name is named, not shown."""
        if name in self.notes:
            what = f"there is a note [^{name}] already; this one is left out"
            self.mistakes.append((line, what, "give it another name"))
            return Element("li")
        self._note_lines[name] = line
        return self.notes.setdefault(name, Element("li"))

    def leave_out(self, name: str) -> None:
        """Name a note that no mark in the text leads to."""
        what = f"the note [^{name}] is left out: no mark in the text leads to it"
        remedy = f"write [^{name}] in the text, or delete the note"
        self.unclear.append((self._note_lines[name], what, remedy))
