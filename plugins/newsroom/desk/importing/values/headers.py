"""Front matter of other generators, read leniently: what is broken is repaired and reported.

YAML (``---``), TOML (``+++``), JSON (``{`` … ``}``) and the classic Pelican header are read into
the same shape: keys, strings, lists and dicts of strings. No value is given a type.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from newsroom.problems import Problem
from newsroom.reading.frontmatter.marked_yaml import FrontMatterError, Value, read_yaml

_YAML_ITEM = re.compile(r"(\s*(?:-\s+)?[\w .-]+:[ \t]+|\s*-[ \t]+)(\S.*?)\s*")
_KEY_LINE = re.compile(r"""\s*["']?([\w.-]+)["']?\s*[:=]""")
_CLASSIC_LINE = re.compile(r"([A-Za-z][\w -]*+)[ \t]*+:(?:[ \t]+(.*))?")
MOST_REPAIRS = 50


class UnreadableError(Exception):
    """The file, or its front matter, cannot be read."""

    def __init__(self, what: str, remedy: str, line: int = 0) -> None:
        super().__init__(what)
        self.what, self.remedy, self.line = what, remedy, line


@dataclass(slots=True)
class Header:
    """A file taken apart. ``lines`` says on which line each key is; lines count from 1.

    ``body_lines``: the line of each row of a body that was converted already.
    """

    values: dict[str, Value]
    lines: dict[str, int]
    body: str
    body_line: int
    repairs: list[Problem] = field(default_factory=list)
    body_lines: list[int] | None = None


def read_header(text: str, path: str, *, classic: bool = False) -> Header | None:
    """Split ``text`` (line ends ``\\n``) into header and body; ``None``: it has no header.

    ``classic`` allows ``Title: …`` lines without fences.

    Raises:
        UnreadableError: there is a header, but it cannot be read even after repairs.
    """
    rows = text.split("\n")
    first = next((n for n, row in enumerate(rows) if row.strip()), len(rows))
    opening = rows[first].rstrip() if first < len(rows) else ""
    if opening in ("---", "+++"):
        closings = ("---", "...") if opening == "---" else ("+++",)
        for last in range(first + 1, len(rows)):
            if rows[last].rstrip() in closings:
                break
        else:
            remedy = f"end the front matter with a line {opening}"
            raise UnreadableError("the front matter does not end", remedy, first + 1)
        header = _read_yaml if opening == "---" else _read_toml
        values, lines, repairs = header(rows[first + 1 : last], path, first + 2)
        return Header(values, lines, "\n".join(rows[last + 1 :]), last + 2, repairs)
    if opening.startswith("{") and opening[1:2] not in ("{", "%", "<", ":"):
        return _read_json(text, first)
    if classic and _CLASSIC_LINE.fullmatch(opening):
        return _read_classic(rows, first, path)
    return None


Parts = tuple[dict[str, Value], dict[str, int], list[Problem]]


def _read_yaml(rows: list[str], path: str, first_line: int) -> Parts:
    repairs: list[Problem] = []
    for _ in range(MOST_REPAIRS):
        values, lines, problem = _try_yaml(rows, path, first_line)
        if problem is None:
            if not isinstance(values, dict):
                remedy = "write lines such as `title: Headline`"
                raise UnreadableError("the front matter holds no keys", remedy, first_line)
            return values, lines, repairs
        repaired = _repair(rows, path, first_line, problem)
        if repaired is None:
            raise UnreadableError(problem.what, problem.remedy, problem.line)
        rows, remedy = repaired
        repairs.append(
            Problem(
                path,
                problem.what,
                remedy,
                line=problem.line,
                column=problem.column,
                level="warning",
            )
        )
    raise UnreadableError("the front matter is broken in too many places", "rewrite it", first_line)


def _try_yaml(
    rows: list[str], path: str, first_line: int
) -> tuple[Value, dict[str, int], Problem | None]:
    try:
        values, marks = read_yaml("\n".join(rows), path, first_line)
    except FrontMatterError as error:
        return None, {}, error.problem
    return values, {key.rstrip(":"): line for key, (line, _) in marks.items()}, None


def _repair(
    rows: list[str], path: str, first_line: int, problem: Problem
) -> tuple[list[str], str] | None:
    """Return the rows with one mistake less and what to check, or ``None``."""
    bad = min(problem.line - first_line, len(rows) - 1)
    if problem.what.startswith("duplicate key"):
        return _without_first(rows, bad), "the last of the two was taken: check the value"
    if bad >= 0 and "\t" in rows[bad]:
        spaced = rows[bad].replace("\t", "  ")
        return [*rows[:bad], spaced, *rows[bad + 1 :]], "tabs were read as spaces: check the values"
    # The parser notices a stray quote or colon late, so the lines above may hold the cause.
    for number in range(bad, -1, -1):
        if quoted := _quoted(rows[number]):
            trial = [*rows[:number], quoted, *rows[number + 1 :]]
            later = _try_yaml(trial, path, first_line)[2]
            if later is None or later.line > problem.line:
                return trial, "the value was taken as it was, in quotes: check it"
    return None


def _without_first(rows: list[str], repeated: int) -> list[str]:
    """Remove the first of two blocks with the same key, lists and indented lines included."""
    start = rows[repeated].split(":")[0]
    first = next(n for n, row in enumerate(rows) if row.split(":")[0] == start)
    after = first + 1
    while after < repeated and (not rows[after].strip() or rows[after][0] in " -"):
        after += 1
    return [*rows[:first], *[""] * (after - first), *rows[after:]]


def _quoted(row: str) -> str | None:
    match = _YAML_ITEM.fullmatch(row)
    if not match:
        return None
    value = match[2]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    single = value.replace("'", "''")
    quoted = f"{match[1]}'{single}'"
    return quoted if quoted != row else None


def _read_toml(rows: list[str], _path: str, first_line: int) -> Parts:
    try:
        values = tomllib.loads("\n".join(rows))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = first_line + int(place[1]) - 1 if place else first_line
        reason = str(error).partition(" (at ")[0]
        raise UnreadableError(f"broken TOML: {reason}", "correct the line", line) from None
    return without_types(values), _key_lines(rows, first_line), []


def _read_json(text: str, first: int) -> Header | None:
    try:
        values, end = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    end += len(text) - len(text.lstrip())
    header = text[:end].split("\n")
    body_line = text.count("\n", 0, end) + 1
    return Header(
        without_types(values), _key_lines(header[first:], first + 1), text[end:], body_line
    )


def _read_classic(rows: list[str], first: int, path: str) -> Header:
    header = Header({}, {}, "", 0)
    key = ""
    number = first
    for number in range(first, len(rows) + 1):
        row = rows[number].rstrip() if number < len(rows) else ""
        match = _CLASSIC_LINE.fullmatch(row)
        if row[:1] in (" ", "\t") and row.strip() and key:
            header.values[key] = f"{header.values[key] or ''} {row.strip()}".strip()
        elif match:
            key = match[1].strip().lower()
            if key in header.values:
                what, remedy = f"duplicate key {key!r}", "the last of the two was taken: check it"
                header.repairs.append(
                    Problem(path, what, remedy, line=number + 1, column=1, level="warning")
                )
            header.values[key], header.lines[key] = match[2] or None, number + 1
        else:
            break
    skipped = 1 if number < len(rows) and not rows[number].strip() else 0
    header.body = "\n".join(rows[number + skipped :])
    header.body_line = number + skipped + 1
    return header


def _key_lines(rows: list[str], first_line: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, row in enumerate(rows):
        if match := _KEY_LINE.match(row):
            found.setdefault(match[1], number + first_line)
    return found


def without_types(value: Any) -> Any:
    """Return ``value`` with every scalar as the text that was written, as near as can be."""
    if isinstance(value, dict):
        return {str(key): without_types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_types(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return None if value is None else str(value)


def texts(value: Value, separator: str | None = None) -> Iterator[str]:
    """Yield the texts of a scalar or list (nested ones too); groups are passed over.

    ``separator`` splits a scalar: ``","``, or ``" "`` for any space.
    """
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        split = value.split(None if separator == " " else separator) if separator else [value]
        yield from (text for part in split if (text := part.strip()))
