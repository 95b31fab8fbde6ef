"""Front matter: from the bytes of a file to keys, plain strings and the place of each of them.

Two spellings are read: YAML between ``---`` lines, and the classic Pelican header
(``Title: …`` lines, then an empty line).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.reading.frontmatter.marked_yaml import Marks, Value, mistake, read_yaml

_CLASSIC_LINE = re.compile(r"([A-Za-z][\w -]*+)[ \t]*+:[ \t]*+(.*)")
_UNSEEN = "\ufeff\u200b\u2060"
"""What programs leave at the beginning of a text, where nobody sees it."""
_CLASSIC_LISTS = {"tags": ",", "authors": ";", "aliases": ",", "markets": ",", "related": ","}
_CLASSIC_NAMES = {"category": "section", "modified": "updated"}


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file taken apart. ``body_line`` is the line of the file on which ``body`` begins."""

    values: dict[str, Value]
    marks: Marks
    body: str
    body_line: int


def read_source(data: bytes, path: str) -> SourceText:
    """Take a Markdown file apart.

    Raises:
        FrontMatterError: no header, a header that does not end, broken YAML, no UTF-8.
    """
    text = decode(data, path)
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise mistake(path, 0, 0, "the file is empty", "write a front matter with a title and date")
    if lines[first].rstrip() == "---":
        return _read_fenced(lines, first, path)
    if lines[first].rstrip() == "+++":
        remedy = "write YAML between --- lines, or bring the archive over with ./inv import"
        raise mistake(path, first + 1, 1, "TOML front matter is not read", remedy)
    if _CLASSIC_LINE.fullmatch(lines[first].rstrip()):
        return _read_classic(lines, first, path)
    remedy = "begin the file with a line ---, then title:, date: and the rest, then a line ---"
    raise mistake(path, first + 1, 1, "no front matter", remedy)


def decode(data: bytes, path: str) -> str:
    """Return the text of a file: UTF-8, BOMs taken off, every line end a ``\\n``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = f"byte 0x{data[error.start]:02x} is not valid UTF-8"
        raise mistake(path, line, column, what, "save the file as UTF-8") from None
    return text.lstrip(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n")


def _read_fenced(lines: list[str], first: int, path: str) -> SourceText:
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() in ("---", "..."):
            break
    else:
        remedy = "end the front matter with a line that holds only ---"
        raise mistake(path, first + 1, 1, "the front matter does not end", remedy)
    header = "\n".join(lines[first + 1 : number])
    values, marks = read_yaml(header, path, first + 2)
    if not isinstance(values, dict):
        remedy = "write lines such as `title: Headline`"
        raise mistake(path, first + 2, 1, "the front matter has no keys", remedy)
    return SourceText(values, marks, "\n".join(lines[number + 1 :]), number + 2)


def _read_classic(lines: list[str], first: int, path: str) -> SourceText:
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
            raise mistake(path, number + 1, 1, "this line of the header has no key", remedy)
        key = match[1].strip().lower().replace(" ", "_")
        key = _CLASSIC_NAMES.get(key, key)
        if key in values:
            remedy = "keep one of the two lines"
            raise mistake(path, number + 1, 1, f"duplicate key {key!r}", remedy)
        values[key] = match[2] or None
        marks[key + ":"] = (number + 1, 1)
        marks[key] = (number + 1, match.start(2) + 1)
    for name, separator in _CLASSIC_LISTS.items():
        if isinstance(given := values.get(name), str):
            items = list(_split(given, separator))
            values[name] = [*items]
            marks.update({f"{name}.{number}": marks[name] for number in range(len(items))})
    return SourceText(values, marks, "\n".join(lines[end + 1 :]), end + 2)


def _split(text: str, separator: str) -> Iterator[str]:
    if separator == ";" and ";" not in text:
        separator = ","
    return (item for part in text.split(separator) if (item := part.strip()))
