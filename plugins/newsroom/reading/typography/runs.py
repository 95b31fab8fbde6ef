"""Cuts finished HTML into runs: the text of one block each, with inline elements out of sight.

Reads canonical HTML, as nh3 writes it: every element is closed, attributes are quoted and hold no
``<`` or ``>``. One pass, linear.
"""

import re
from typing import NamedTuple

_TAG = re.compile(r"(<[^>]*>)")
_LANG = re.compile(r' lang="([^"]*)"')
_ASIDE = re.compile(
    r'(?:class|role)="[^"]*(?:admonition|note|caption|credit|byline|dateline|pull|embed|aside|meta)'
)
# What a block is to a summary: prose, where it ends, or neither.
_BLOCKS = {
    "prose": "article div main p section",
    "item": "dd dl dt li ol ul",
    "stop": "h1 h2 h3 h4 h5 h6 table tbody td tfoot th thead tr",
    "aside": "address aside audio blockquote caption colgroup details figcaption figure footer"
    " header pre summary video",
}
_ROLES = {name: role for role, names in _BLOCKS.items() for name in names.split()}
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "source", "track", "col", "area"})
_ATOMS = frozenset({"code", "kbd", "samp", "var", "tt", "math", "script", "style"})
_TAKEN_BACK = ("del", "s")
"""Elements with what a text says no longer: no summary may say it."""
_WITHIN = ("a", "b", "em", "i", "span", "strong", "sub", "sup", "u")
_INLINE = frozenset(f"<{slash}{name}>" for slash in ("", "/") for name in _WITHIN)
_EMPHASIS = {"<em>": "</em>", "<i>": "</i>"}
_NAMES = {f"<{slash}{name}>": name for slash in ("", "/") for name in (*_ROLES, *_ATOMS)}
_NONE: frozenset[int] = frozenset()
BREAK = "\u2028"
"""What a line break is in the text of a run."""


class TextRun(NamedTuple):
    """``places`` are those of its texts among the tokens, -1 for a line break; ``hidden`` those of
    code. ``start`` is the place of the tag before it, ``tag`` the name of its block.
    ``role``: ``prose``, ``italic`` (prose that is emphasised as a whole), ``item`` (of lists),
    ``stop`` (headings, tables) or ``aside``. ``struck`` are the places of what is struck out.
    """

    tag: str
    role: str
    start: int
    places: list[int]
    hidden: frozenset[int]
    struck: frozenset[int]


class Cutter:
    """``tokens`` are texts at even places, tags at odd ones; ``tongues`` holds the languages of
    texts in parts with a ``lang`` of their own; ``code_words`` counts the words of code blocks.
    """

    def __init__(self, html: str) -> None:
        self.tokens = _TAG.split(html)
        self.runs: list[TextRun] = []
        self.tongues: dict[int, str] = {}
        self.code_words = 0
        self._blocks = [("", "prose", -1)]  # Name, role and place of the open ones.
        self._places: list[int] = []
        self._hidden: set[int] = set()
        self._struck: set[int] = set()
        self._striking = 0  # The open elements that strike out.
        self._inside, self._mode, self._depth = "", "", 0  # Of an element that is not prose.
        self._languages: list[str] = []  # Those of the open elements, where any has one.
        self._cut(' lang="' in html)

    def _cut(self, has_tongues: bool) -> None:
        tokens, places = self.tokens, self._places
        for place in range(1, len(tokens), 2):
            text, tag = tokens[place - 1], tokens[place]
            if text:
                if self._mode:
                    self._add_other(place - 1, text)
                elif places or not text.isspace():
                    places.append(place - 1)
                    if self._striking:
                        self._struck.add(place - 1)
                if has_tongues and self._languages and self._languages[-1]:
                    self.tongues[place - 1] = self._languages[-1]
            if has_tongues:
                self._speak(tag)
            if tag in _INLINE and not self._mode:
                continue
            self._turn(tag, place)
        if tokens[-1] and not tokens[-1].isspace():
            places.append(len(tokens) - 1)
        self._end()

    def _add_other(self, place: int, text: str) -> None:
        if self._mode == "pre":
            self.code_words += len(text.split())
        elif self._mode == "atom":
            self._places.append(place)
            self._hidden.add(place)
            if self._striking:
                self._struck.add(place)

    def _speak(self, tag: str) -> None:
        if tag[1] == "/":
            if self._languages:
                self._languages.pop()
        elif tag.strip("<>").partition(" ")[0] not in _VOID:
            match = _LANG.search(tag)
            above = self._languages[-1] if self._languages else ""
            self._languages.append(match[1] if match else above)

    def _turn(self, tag: str, place: int) -> None:
        """Take notice of a tag that is not ordinary markup within a line."""
        closes = tag[1] == "/"
        name = _NAMES.get(tag) or tag.strip("</>").partition(" ")[0]
        if self._mode:
            if name == self._inside:
                self._depth += -1 if closes else 1
                if not self._depth:
                    self._mode = ""
            if self._mode or name not in _ROLES:
                return
        if role := _ROLES.get(name):
            self._end()
            if not closes:
                above = self._blocks[-1][1]
                if role == "prose" and len(tag) > len(name) + 2 and _ASIDE.search(tag):
                    role = "aside"
                self._blocks.append((name, role if above == "prose" else above, place))
            elif len(self._blocks) > 1:
                self._blocks.pop()
                self._blocks[-1] = (*self._blocks[-1][:2], place)
        elif name == "br" and self._places:
            self._places.append(-1)
        elif name in _TAKEN_BACK:
            self._striking += -1 if closes else 1
        if not closes and (mode := _mode(name, tag)):
            self._inside, self._mode, self._depth = name, mode, 1

    def _end(self) -> None:
        if self._places:
            hidden = frozenset(self._hidden) if self._hidden else _NONE
            struck = frozenset(self._struck) if self._struck else _NONE
            name, role, start = self._blocks[-1]
            if role == "prose" and self._is_italic():
                role = "italic"
            self.runs.append(TextRun(name, role, start, self._places[:], hidden, struck))
            self._places.clear()
            self._hidden.clear()
            self._struck.clear()

    def _is_italic(self) -> bool:
        """Tell whether all of the block is emphasised, as editors write notes and captions."""
        first = self._places[0]
        end = _EMPHASIS.get(self.tokens[first - 1]) if first else None
        if end is None:
            return False
        closed = self.tokens.index(end, first)
        return not any(self.tokens[place].strip() for place in self._places if place > closed)


def _mode(name: str, tag: str) -> str:
    """Return what becomes of the texts of an element that is not an ordinary part of its block."""
    if name == "pre":
        return "pre"
    if name in _ATOMS:
        return "atom"
    if (name == "sup" and "fnref" in tag) or (name == "a" and "footnote-backref" in tag):
        return "mark"
    return ""
