"""Python-Markdown without the work that a story cannot need.

Stock Python-Markdown tries every rule on every text. Most rules need a character that most
stories never use, so ``LeanMarkdown`` looks once which of these occur in the source and runs only
the rules that can match. The HTML is the same; a story of plain prose takes a quarter of the time.
"""

import re
import string
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

# What must occur in the source, one of them, for a rule to do anything. A rule that is not named
# always runs. Rules of one kind (before parsing, blocks, inline, tree, after) are named apart,
# since the same name stands for different things in them.
_COLON = ("\n: ", " : ", ">: ", "\t")
_RULE = ("--", "**", "__", "- -", "* *", "_ _", "-  -", "*  *", "_  _", "\t")
_NEEDS: dict[str, dict[str, tuple[str, ...]]] = {
    "before": {
        "normalize_whitespace": ("\t", "\n ", "\r", "\x02", "\x03"),
        "fenced_code_block": ("```", "~~~"),
        "html_block": ("<", "&#"),
    },
    "block": {
        "admonition": ("!!!",),
        "defindent": _COLON,
        "table": ("|",),
        "hashheader": ("#",),
        "setextheader": ("=", "-\n", " \n", "\t"),
        "hr": _RULE,
        "deflist": _COLON,
        "quote": (">",),
        "footnote": ("[^",),
        "abbr": ("*[",),
        "reference": ("]:",),
    },
    "inline": {
        "backtick": ("`",),
        "escape": ("\\",),
        "footnote": ("[^",),
        "reference": ("]:",),
        "link": ("[",),
        "image_link": ("![",),
        "image_reference": ("]:",),
        "short_reference": ("]:",),
        "short_image_ref": ("]:",),
        "autolink": ("<",),
        "automail": ("<",),
        "linebreak": ("  \n", "  <", "\t"),
        "html": ("<",),
        "entity": ("&",),
        "em_strong": ("*", "_"),
    },
    "tree": {
        "embeds": ("youtu", "vimeo"),
        "task_lists": ("[ ]", "[x]", "[X]"),
        "footnote": ("[^",),
        "footnote-reorder": ("[^",),
        "footnote-duplicate": ("[^",),
        "footnote-roles": ("[^",),
        "attr_list": ("{",),
        "abbr": ("*[",),
        "table_alignment": ("|",),
        "figures": ("![",),
        "players": ("![",),
        "pull_quotes": ("pullquote",),
        "unescape": ("\\",),
    },
    "after": {"footnote": ("[^",)},
}
# Each trigger without its letters: what is not among the signs of a source, which are a fifth of
# it, need not be sought in all of it.
_LETTERS = (string.ascii_letters + string.digits).encode()
_TRIGGERS = {
    trigger: trigger.encode().translate(None, _LETTERS)
    for rules in _NEEDS.values()
    for needed in rules.values()
    for trigger in needed
}
# Markdown lets some of these vanish, so that what stands around them is joined to another sign.
_VANISHING = ("<!", "<?", "</")
_INLINE = frozenset(trigger for needed in _NEEDS["inline"].values() for trigger in needed)
# Lines that all begin with a letter: every rule for blocks but the last wants another first sign.
_PROSE = re.compile(r"[^\W\d_].*+(?:\n[^\W\d_].*+)*+")


class LeanMarkdown(Markdown):
    """Markdown that runs, for each source, only the rules that can match in it."""

    def __init__(self, extensions: Sequence[Extension | str]) -> None:
        super().__init__(extensions=extensions, output_format="html")
        self._inline = LeanInline(self)
        self.treeprocessors.register(self._inline, "inline", 20)
        self.parser.blockprocessors.register(_Prose(self.parser), "prose", 200)
        self._all: tuple[Registry[Any], ...] = (
            self.preprocessors,
            self.parser.blockprocessors,
            self.inlinePatterns,
            self.treeprocessors,
            self.postprocessors,
        )
        # Every tag is looked up in it; a set is faster than a list.
        self.block_level_elements = set(self.block_level_elements)  # type: ignore[assignment]
        # One selection of rules for each set of triggers that has occurred; stories share a few.
        self._selections: dict[frozenset[str], list[Registry[Any]]] = {}

    def convert(self, source: str) -> str:
        lines = f"\n{source}\n\n"
        signs = lines.encode().translate(None, _LETTERS)
        present = frozenset(t for t, own in _TRIGGERS.items() if own in signs and t in lines)
        if "<" in present and any(map(lines.__contains__, _VANISHING)):
            present = frozenset(_TRIGGERS)
        selection = self._selections.get(present)
        if selection is None:
            selection = [
                _needed(rules, needs, present)
                for rules, needs in zip(self._all, _NEEDS.values(), strict=True)
            ]
            self._selections[present] = selection
        (
            self.preprocessors,
            self.parser.blockprocessors,
            patterns,
            self.treeprocessors,
            self.postprocessors,
        ) = selection
        self._inline.select(patterns, present & _INLINE | {"  \n"})  # Tabs may become spaces.
        if "normalize_whitespace" not in self.preprocessors:
            source += "\n\n"  # Its last step, on which the other rules rely.
        return super().convert(source)


def _needed(
    rules: Registry[Any], needs: dict[str, tuple[str, ...]], present: frozenset[str]
) -> Registry[Any]:
    needed = rules[:]
    for name, triggers in needs.items():
        if present.isdisjoint(triggers):
            needed.deregister(name, strict=False)
    return needed


class _Prose(ParagraphProcessor):
    """Makes a paragraph at once of what no other rule can want."""

    def test(self, parent: Element, block: str) -> bool:
        return _PROSE.fullmatch(block) is not None


class LeanInline(InlineProcessor):
    """The inline rules, kept from texts in which no character means anything to them."""

    def select(self, patterns: Iterable[Any], triggers: frozenset[str]) -> None:
        self.inlinePatterns = list(patterns)  # type: ignore[assignment]  # A list is faster.
        self._triggers = tuple(triggers)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        plain = [element for element in tree.iter() if element.text and self._is_plain(element)]
        for element in plain:
            element.text = AtomicString(element.text)
        super().run(tree, ancestors)
        for element in plain:
            element.text = str(element.text)  # Later rules, such as abbreviations, want it.
        return tree

    def _is_plain(self, element: Element) -> bool:
        text = element.text or ""
        if isinstance(text, AtomicString):
            return False
        return not any(map(text.__contains__, self._triggers))
