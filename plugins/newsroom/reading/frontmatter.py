"""Front matter: from the bytes of a file to keys, plain strings and the place of each of them.

Two spellings are read: YAML between ``---`` lines, and the classic Pelican header
(``Title: …`` lines, then an empty line). YAML is composed without implicit typing: every scalar
stays the string that was written, so that ``no`` is not false and ``1:30`` is not ninety.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import ReaderError

from newsroom.problems import Problem

Value = str | list[Any] | dict[str, Any] | None
Marks = dict[str, tuple[int, int]]
"""Where each key and list item stands: ``"image.alt"``, ``"tags.2"`` → (line, column) from 1."""

MOST_NODES = 10_000
DEEPEST = 50
LONG = 1_000
"""Characters from which a text may nest so deep that libyaml, which recurses, ends the process."""
# libyaml's parser where PyYAML has it (all its wheels do); without implicit typing either way.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CLASSIC_LINE = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*)")
_CLASSIC_LISTS = {"tags": ",", "authors": ";", "aliases": ",", "markets": ",", "related": ","}
_CLASSIC_NAMES = {"category": "section", "modified": "updated"}


class FrontMatterError(Exception):
    """The header cannot be read at all; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart. ``body_line`` is the line of the file on which ``body`` begins."""

    values: dict[str, Value]
    marks: Marks
    body: str
    body_line: int


def read_source(data: bytes, path: str) -> Source:
    """Take a Markdown file apart.

    Raises:
        FrontMatterError: no header, a header that does not end, broken YAML, no UTF-8.
    """
    text = decode(data, path)
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise _error(path, 0, 0, "the file is empty", "write a front matter with a title and date")
    if lines[first].rstrip() == "---":
        return _read_fenced(lines, first, path)
    if lines[first].rstrip() == "+++":
        remedy = "write YAML between --- lines, or bring the archive over with ./inv import"
        raise _error(path, first + 1, 1, "TOML front matter is not read", remedy)
    if _CLASSIC_LINE.fullmatch(lines[first].rstrip()):
        return _read_classic(lines, first, path)
    remedy = "begin the file with a line ---, then title:, date: and the rest, then a line ---"
    raise _error(path, first + 1, 1, "no front matter", remedy)


def decode(data: bytes, path: str) -> str:
    """Return the text of a file: UTF-8, BOM taken off, every line end a ``\\n``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = f"byte 0x{data[error.start]:02x} is no UTF-8"
        raise _error(path, line, column, what, "save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Value, Marks]:
    """Compose YAML into dicts, lists and strings; an empty scalar is ``None``.

    Raises:
        FrontMatterError: a syntax error, a duplicate key, a key that is no plain string.
    """
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
        raise _error(path, line, 1, what, "delete it") from None
    finally:
        loader.dispose()
    marks: Marks = {}
    walk = _Walk(path, first_line, marks)
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
            raise _error(path, *place, "lists or keys nest too deep", "close the brackets")


@dataclass(slots=True)
class _Walk:
    """Turns nodes into values and remembers where each stood."""

    path: str
    first_line: int
    marks: Marks
    nodes: int = 0

    def value(self, node: yaml.Node, name: str) -> Value:
        self.nodes += 1
        # Aliases of aliases grow without end, an alias of itself deepens so.
        if self.nodes > MOST_NODES or name.count(".") > DEEPEST:
            raise self._error(node, "the front matter is too large", "shorten it")
        if name:
            self.marks[name] = self._place(node)
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in ("", "~") else str(node.value)
        prefix = f"{name}." if name else ""
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{prefix}{n}") for n, item in enumerate(node.value)]
        return self._mapping(node, prefix)

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
        return _error(self.path, *self._place(node), what, remedy)


def _read_fenced(lines: list[str], first: int, path: str) -> Source:
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() in ("---", "..."):
            break
    else:
        remedy = "end the front matter with a line that holds only ---"
        raise _error(path, first + 1, 1, "the front matter does not end", remedy)
    header = "\n".join(lines[first + 1 : number])
    values, marks = read_yaml(header, path, first + 2)
    if not isinstance(values, dict):
        remedy = "write lines such as `title: Headline`"
        raise _error(path, first + 2, 1, "the front matter holds no keys", remedy)
    return Source(values, marks, "\n".join(lines[number + 1 :]), number + 2)


def _read_classic(lines: list[str], first: int, path: str) -> Source:
    values: dict[str, Value] = {}
    marks: Marks = {}
    end = len(lines)
    key = ""
    for number in range(first, len(lines)):
        line = lines[number].rstrip()
        if not line:
            end = number
            break
        if line[0] in " \t" and key:
            values[key] = f"{values[key] or ''} {line.strip()}".strip()
            continue
        match = _CLASSIC_LINE.fullmatch(line)
        if not match:
            remedy = "write `Key: value`, or leave an empty line between header and text"
            raise _error(path, number + 1, 1, "this line of the header has no key", remedy)
        key = match[1].strip().lower().replace(" ", "_")
        key = _CLASSIC_NAMES.get(key, key)
        if key in values:
            remedy = "keep one of the two lines"
            raise _error(path, number + 1, 1, f"duplicate key {key!r}", remedy)
        values[key] = match[2] or None
        marks[key + ":"] = (number + 1, 1)
        marks[key] = (number + 1, match.start(2) + 1)
    for name, separator in _CLASSIC_LISTS.items():
        if isinstance(given := values.get(name), str):
            items = list(_split(given, separator))
            values[name] = [*items]
            marks.update({f"{name}.{number}": marks[name] for number in range(len(items))})
    return Source(values, marks, "\n".join(lines[end + 1 :]), end + 2)


def _split(text: str, separator: str) -> Iterator[str]:
    if separator == ";" and ";" not in text:
        separator = ","
    return (item for part in text.split(separator) if (item := part.strip()))


def _yaml_error(
    error: yaml.MarkedYAMLError, path: str, first_line: int, text: str
) -> FrontMatterError:
    mark = error.problem_mark or error.context_mark
    if "scanning a quoted scalar" in (error.context or ""):
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    row = text.split("\n")[line] if line < text.count("\n") + 1 else ""
    problem = error.problem or "broken YAML"
    remedy = "put the value in quotes"
    if "\t" in row[: column + 1]:
        problem, remedy = "a tab stands where YAML wants spaces", "indent with spaces"
        column = row.index("\t")
    elif "mapping values" in problem:
        problem, remedy = "a colon inside a value", "put the whole value in quotes"
    elif "alias" in problem or "anchor" in problem:
        problem = f"`{row[column : column + 1]}` has a meaning in YAML"
    elif "end of stream" in problem or "scalar" in (error.context or ""):
        problem, remedy = "a quote is opened and not closed", "close it, or write it twice inside"
    elif "single document" in problem or "another document" in problem:
        remedy = "keep one block of front matter"
    elif "block" in (error.context or ""):
        remedy = "write `key: value` lines with the same indent, and texts with odd signs in quotes"
    return _error(path, line + first_line, column + 1, problem, remedy)


def _error(path: str, line: int, column: int, what: str, remedy: str) -> FrontMatterError:
    return FrontMatterError(Problem(path, line, column, what, remedy))
