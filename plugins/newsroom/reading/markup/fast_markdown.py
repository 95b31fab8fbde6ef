"""Python-Markdown with blocks and lines read as CommonMark and GitHub read them, and no idle work.

Its own parser has rules of its own for lists, code and raw HTML, and asks each rule about each
text. ``FastMarkdown`` keeps its frame (extensions, tree processors, the serialiser) and puts
``blocks.py`` and ``inlines.py`` in the place of its parsers. It looks once which signs occur in a
source, and looks for no others in its texts: a story of plain prose takes a fifth of the time.
"""

import re
import string
from collections.abc import Iterable, Sequence
from typing import Any, Self
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import HTML_PLACEHOLDER, Registry

from newsroom.problems import ContentError, Problem
from newsroom.reading.markup.alerts import make_admonitions
from newsroom.reading.markup.blocks import read_blocks
from newsroom.reading.markup.fenced_code import Code, CodeColours
from newsroom.reading.markup.findings import Findings
from newsroom.reading.markup.footnotes import Footnotes
from newsroom.reading.markup.inlines import InlineReader
from newsroom.reading.markup.triggers import TRIGGERS, scanner

# What must occur in the source, one of them, for a rule to do anything. A rule that is not named
# always runs.
_TREE: dict[str, tuple[str, ...]] = {
    "alerts": ("[!",),
    "embeds": ("://",),
    "pasted": ("<iframe", "<IFRAME", "<blockquote ", "<div ", "<script"),
    "task_lists": ("[ ]", "[x]", "[X]"),
    "footnote": ("[^",),
    "footnote-reorder": ("[^",),
    "footnote-duplicate": ("[^",),
    "footnote-roles": ("[^",),
    "attr_list": ("{",),
    "abbr": ("*[",),
    "figures": ("![",),
    "players": ("![",),
    "pull_quotes": ("pullquote",),
    "unescape": ("\\",),
}
_AFTER: dict[str, tuple[str, ...]] = {
    "footnote": ("[^",),
    "raw_html": ("<", "```", "~~~"),
}
# Each trigger without its letters: what is not among the signs of a source, which are a fifth of
# it, need not be sought in all of it.
_LETTERS = (string.ascii_letters + string.digits).encode()
SOUGHT = {
    trigger: trigger.encode().translate(None, _LETTERS)
    for trigger in (
        *TRIGGERS,
        *(t for rules in (_TREE, _AFTER) for ts in rules.values() for t in ts),
    )
}
_INLINE = frozenset(TRIGGERS)
_PLACEHOLDER = re.compile(HTML_PLACEHOLDER % "([0-9]+)")


class FastMarkdown(Markdown):
    """Markdown that runs, for each source, only the rules that can match in it.

    ``findings`` holds what was found in the source that was converted last. ``foreign`` are the
    extensions of plugins: their preprocessors, inline patterns, tree processors and postprocessors
    run as in the stock parser. Block processors have no place in ``blocks.py``.

    Raises:
        ContentError: a foreign extension has a block processor.
    """

    def __init__(
        self, extensions: Sequence[Extension | str], notes: Footnotes, colours: CodeColours,
        foreign: Sequence[Extension] = (),
    ) -> None:  # fmt: skip
        self.findings = Findings(stash=self._stash, colour=colours.render)
        self._notes = notes
        notes.notes, notes.leave_out = self.findings.notes, self.findings.leave_out
        super().__init__(extensions=[*extensions, notes], output_format="html")
        self._add_foreign(foreign)
        # Each element of a text is sought in it twice.
        self.block_level_elements = set(self.block_level_elements)  # type: ignore[assignment]
        self._trees, self._posts = self.treeprocessors, self.postprocessors
        # One selection of rules for each set of triggers that has occurred; stories share a few.
        self._selections: dict[frozenset[str], tuple[Registry[Any], Registry[Any]]] = {}

    def _add_foreign(self, extensions: Sequence[Extension]) -> None:
        blocks, inlines = len(self.parser.blockprocessors), len(self.inlinePatterns)
        self.registerExtensions(extensions, {})
        if len(self.parser.blockprocessors) > blocks:
            what = "MARKDOWN_EXTENSIONS: an extension has a block processor"
            remedy = "write it as a preprocessor or a tree processor"
            raise ContentError([Problem("PLUGINS", what, remedy)])
        if len(self.inlinePatterns) > inlines:
            self.treeprocessors.register(InlineProcessor(self), "foreign_inlines", 19)

    def build_parser(self) -> Self:
        """Put this project's readers in the place of the stock ones."""
        super().build_parser()
        self.preprocessors = Registry()
        self.parser = _Blocks(self)
        self.inlinePatterns = Registry()
        self._inlines = _Inlines(self)
        self.treeprocessors.register(_Alerts(self), "alerts", 21)
        self.treeprocessors.register(self._inlines, "inline", 20)
        self.treeprocessors.register(_Attributes(self), "attr_list", 8)
        abbreviations = AbbrTreeprocessor(self, self.findings.abbreviations)
        self.treeprocessors.register(abbreviations, "abbr", 7)
        self.postprocessors.register(_Restore(self), "raw_html", 30)
        return self

    def convert(self, source: str) -> str:
        """Return the HTML of a source with ``\\n`` line ends and without control characters."""
        self.findings.clear()
        present = self.present(source)
        if present not in self._selections:
            self._selections[present] = (
                _needed(self._trees, _TREE, present),
                _needed(self._posts, _AFTER, present),
            )
        self.treeprocessors, self.postprocessors = self._selections[present]
        self._inlines.marks = scanner(present & _INLINE)
        return super().convert(source)

    def present(self, source: str) -> frozenset[str]:
        lines = f"\n{source}\n"
        signs = lines.encode().translate(None, _LETTERS)
        return frozenset(t for t, own in SOUGHT.items() if own in signs and t in lines)

    def read_inlines(self, root: Element, marks: re.Pattern[str]) -> None:
        """Read the lines of all blocks."""
        found = self.findings
        reader = InlineReader(marks, found.references, self._stash, self._notes.mark, found)
        for block in list(root):
            reader.read(block)
        found.left_unused(reader.used)

    def _stash(self, html: str) -> str:
        return self.htmlStash.store(html)


def _needed(
    rules: Registry[Any], needs: dict[str, tuple[str, ...]], present: frozenset[str]
) -> Registry[Any]:
    needed = rules[:]
    for name, triggers in needs.items():
        if present.isdisjoint(triggers):
            needed.deregister(name, strict=False)
    return needed


class _Blocks(BlockParser):
    def __init__(self, md: FastMarkdown) -> None:
        super().__init__(md)
        self._findings = md.findings

    def parseDocument(self, lines: Iterable[str]) -> Any:
        root = Element(self.md.doc_tag)
        read_blocks(root, list(lines), self._findings)
        return ElementTree(root)


class _Inlines(Treeprocessor):
    """Reads links, emphasis and code within lines; ``marks`` finds where they may be."""

    marks: re.Pattern[str]

    def __init__(self, md: FastMarkdown) -> None:
        super().__init__(md)
        self._read = md.read_inlines

    def run(self, root: Element) -> None:
        self._read(root, self.marks)


class _Alerts(Treeprocessor):
    def __init__(self, md: FastMarkdown) -> None:
        super().__init__(md)
        self._findings = md.findings

    def run(self, root: Element) -> None:
        make_admonitions(root, self._findings.titles)


class _Attributes(AttrListTreeprocessor):
    """Attribute lists that end with their own brace, not with the last one of the line."""

    # The stubs call it final.
    INLINE_RE = re.compile(r"""\{:?[ ]*((?![ }\n])(?:"[^"\n]*"|'[^'\n]*'|[^}\n])*)\}""")  # type: ignore[misc]


class _Restore(Postprocessor):
    """Puts raw HTML and code where their placeholders are, and notes the HTML."""

    def __init__(self, md: FastMarkdown) -> None:
        super().__init__(md)
        self._raw = md.findings.raw

    def run(self, text: str) -> str:
        kept = self.md.htmlStash.rawHtmlBlocks
        return _PLACEHOLDER.sub(lambda match: self._put(kept[int(match[1])]), text)

    def _put(self, kept: Any) -> str:
        if not isinstance(kept, Code) and "<" in (html := str(kept)):
            self._raw.append(html)
        return str(kept)
