"""YAML as it was written: every scalar a string, every key and item with its place.

It is composed without implicit typing, so that ``no`` is not false and ``1:30`` is not ninety.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import ReaderError

from newsroom.problems import Problem

Value = str | list[Any] | dict[str, Any] | None
Marks = dict[str, tuple[int, int]]
"""The place of each key and list item: ``"image.alt"``, ``"tags.2"`` → (line, column) from 1."""

MOST_NODES = 10_000
DEEPEST = 50
LONG = 1_000
"""Characters from which a text may nest so deep that libyaml, which recurses, ends the process."""
# libyaml's parser where PyYAML has it (all its wheels do); without implicit typing either way.
_SIGNS = ("anchor", "alias", "block scalar")
_BEGUN = ("quoted scalar", "flow sequence", "flow mapping", *_SIGNS)
_TEXT = "tag:yaml.org,2002:str"
_LINE_END = re.compile("[\x85\u2028\u2029]")
"""Line ends to YAML, and to no editor."""
_LOST = re.compile(r"[ \t]+(#[^\s#].*)")
_GOES_ON = re.compile(r"""[ \t]*(?:- +)?[\w-]+:[ \t]+["'\[{]""")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class FrontMatterError(Exception):
    """The header cannot be read at all; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Value, Marks]:
    """Compose YAML into dicts, lists and strings; an empty scalar is ``None``.

    Raises:
        FrontMatterError: a syntax error, a duplicate key, a key that is not a plain string.
    """
    if found := _LINE_END.search(text):
        line = text.count("\n", 0, found.start())
        place = line + first_line, found.start() - text.rfind("\n", 0, found.start())
        what = f"the character U+{ord(found[0]):04X} ends a line here, though nobody sees it"
        raise mistake(path, *place, what, "delete it, or write the text again by hand")
    loader = _Loader(text)
    try:
        if len(text) > LONG:
            _refuse_depth(text, path, first_line)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(error, path, first_line, text) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        what = f"character U+{error.character:04X} is not allowed here"
        raise mistake(path, line, 1, what, "delete it") from None
    finally:
        loader.dispose()
    marks: Marks = {}
    walk = _Walk(path, first_line, marks, text.split("\n") if " #" in text else ())
    return (walk.value(node, "") if node is not None else {}), marks


def _refuse_depth(text: str, path: str, first_line: int) -> None:
    """Refuse what nests too deep, from YAML's events, which need no recursion."""
    loader = _Loader(text)
    depth = 0
    while event := loader.get_event():
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            place = event.start_mark.line + first_line, event.start_mark.column + 1
            raise mistake(path, *place, "lists or keys nest too deep", "close the brackets")


@dataclass(slots=True)
class _Walk:
    """Turns nodes into values and remembers the place of each. ``rows`` are the lines of a text in
    which comments may be.
    """

    path: str
    first_line: int
    marks: Marks
    rows: Sequence[str] = ()
    nodes: int = 0

    def value(self, node: yaml.Node, name: str) -> Value:
        self.nodes += 1
        # Aliases of aliases grow without end, an alias of itself deepens so.
        if self.nodes > MOST_NODES or name.count(".") > DEEPEST:
            raise self._error(node, "the front matter is too large", "shorten it")
        if name:
            self.marks[name] = self._place(node)
        if isinstance(node, yaml.ScalarNode):
            if node.tag != _TEXT or self.rows:
                self._refuse_lost(node)
            return None if not node.style and node.value in ("", "~") else str(node.value)
        prefix = f"{name}." if name else ""
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{prefix}{n}") for n, item in enumerate(node.value)]
        return self._mapping(node, prefix)

    def _refuse_lost(self, node: yaml.ScalarNode) -> None:
        """Refuse a value of which YAML leaves out a part: `!urgent news`, `We are #1`."""
        if node.tag != _TEXT:
            raise self._error(node, "`!` has a meaning in YAML", "put the value in quotes")
        mark = node.end_mark
        row = self.rows[mark.line] if mark.line < len(self.rows) else ""
        if lost := _LOST.match(row, mark.column):
            what = f"YAML takes {lost[1]!r} for a comment"
            remedy = "put the whole value in quotes, or write a space behind the # of a comment"
            place = mark.line + self.first_line, lost.start(1) + 1
            raise mistake(self.path, *place, what, remedy)

    def _mapping(self, node: yaml.Node, prefix: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._error(key, "a key must be plain text", "write it as `name: value`")
            if key.value in values:
                what = f"duplicate key {key.value!r}"
                raise self._error(key, what, "keep one of the two lines")
            values[key.value] = self.value(item, prefix + key.value)
            self.marks[prefix + key.value + ":"] = self._place(key)
        return values

    def _place(self, node: yaml.Node) -> tuple[int, int]:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def _error(self, node: yaml.Node, what: str, remedy: str) -> FrontMatterError:
        return mistake(self.path, *self._place(node), what, remedy)


def _yaml_error(
    error: yaml.MarkedYAMLError, path: str, first_line: int, text: str
) -> FrontMatterError:
    mark, context = error.problem_mark or error.context_mark, error.context or ""
    if context.endswith(_BEGUN):
        mark = error.context_mark  # What is wrong is where it begins, not where it is noticed.
    line, column = (mark.line, mark.column) if mark else (0, 0)
    row = text.split("\n")[line] if line < text.count("\n") + 1 else ""
    problem = error.problem or "broken YAML"
    remedy = "put the value in quotes"
    if "\t" in row[: column + 1]:
        problem, remedy = "there is a tab where YAML needs spaces", "indent with spaces"
        column = row.index("\t")
    elif "flow" in context:
        name, sign = ("list", "]") if "sequence" in context else ("group of keys", "}")
        problem = f"the {name} that begins here does not end, or has no comma between two items"
        remedy = f"write {sign} where it ends, or put the whole value in quotes"
    elif "mapping values" in problem:
        problem, remedy = "a colon inside a value", "put the whole value in quotes"
    elif context.endswith(_SIGNS) or "alias" in problem or "start any token" in problem:
        problem = f"`{row[column : column + 1]}` has a meaning in YAML"
    elif "end of stream" in problem or "scalar" in context:
        problem, remedy = "a quote is opened and not closed", "close it, or write it twice inside"
    elif "single document" in problem or "another document" in problem:
        remedy = "keep one block of front matter"
    elif "expected key" in problem and (begun := _GOES_ON.match(row)) and begun.end() < column:
        problem, column = "the value goes on behind its quote or bracket", begun.end() - 1
        remedy = "put the whole value in quotes, of the other kind if there are some in it"
    elif "block" in context:
        remedy = "write `key: value` lines with the same indent, and texts with odd signs in quotes"
    return mistake(path, line + first_line, column + 1, problem, remedy)


def mistake(path: str, line: int, column: int, what: str, remedy: str) -> FrontMatterError:
    """Return the error that says what is wrong at a place, and the remedy."""
    return FrontMatterError(Problem(path, what, remedy, line=line, column=column))
