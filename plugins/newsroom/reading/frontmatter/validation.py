"""Checking the values of a header: every mistake gets its place, its cause and its remedy."""

import re
from contextlib import suppress
from datetime import tzinfo
from typing import Annotated, Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from newsroom.options import suggestion
from newsroom.problems import Problem
from newsroom.reading.frontmatter.fields import Closed
from newsroom.reading.frontmatter.header import SourceText
from newsroom.reading.frontmatter.marked_yaml import Marks

_SIGNED = {"author", "authors", "byline"}
REGISTERED = {*_SIGNED, "section", "image", "status"}
"""Keys that name sections, authors and files, and the one that says whether a draft may wait."""
M = TypeVar("M", bound=Closed)


def validate(
    source: SourceText, path: str, zone: tzinfo | None, model: type[M]
) -> tuple[M | None, list[Problem]]:
    """Check the values of a header against ``model``; every mistake comes with its place."""
    given = {key: value for key, value in source.values.items() if value is not None}
    problems = []
    if "author" in model.model_fields and not _SIGNED & given.keys():
        remedy = "add a line `author:` with a slug of data/authors.yml"
        problems.append(Problem(path, "no author", remedy, line=1, column=1))
    try:
        matter = model.model_validate(given, context={"zone": zone})
    except ValidationError as error:
        problems += [_problem(item, source, path, model) for item in error.errors()]
    return (None if problems else matter), problems


def registered_names(source: SourceText, model: type[Closed]) -> dict[str, Any]:
    """Return what a header with mistakes names, as the record of a story has it.

    A value that is wrong itself is left out: that is reported already.
    """
    found = {}
    for key in sorted(REGISTERED & model.model_fields.keys()):
        field = model.model_fields[key]
        kind: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, field])  # type: ignore[arg-type]  # Known at runtime.
        with suppress(ValidationError):
            value = kind.validate_python(source.values.get(key))
            found[key] = kind.dump_python(value, mode="json", exclude_defaults=True)
    return {key: value for key, value in found.items() if value}


def _problem(item: Any, source: SourceText, path: str, model: type[Closed]) -> Problem:
    # Of a key itself pydantic says "[key]", behind the key.
    name = ".".join(str(part) for part in item["loc"] if part != "[key]")
    kind, given = item["type"], item["input"]
    line, column = _place(name, kind == "extra_forbidden", source.marks)
    key = name.rpartition(".")[2]
    if kind == "wrong":
        what, remedy = item["ctx"]["what"], item["ctx"]["remedy"]
        if name:
            what = f"{name}: {what}"
        else:
            line, column = _named_place(what, source.marks)
    elif kind == "extra_forbidden":
        known = _fields(item["loc"], model)
        what, remedy = f"unknown key {key!r}", f"use {', '.join(known)}{suggestion(key, known)}"
    elif kind == "missing":
        what, remedy = f"{name!r} is missing", f"add a line `{key}:`"
        if (parent := name.rpartition(".")[0]).isidentifier():
            remedy += f" below `{parent}:`"
    elif kind == "literal_error":
        known = re.findall(r"'([^']+)'", item["ctx"]["expected"])
        hint = suggestion(str(given), known)
        what, remedy = f"{name}: {given!r} is unknown", f"write one of {', '.join(known)}{hint}"
    elif kind.startswith("bool"):
        what, remedy = f"{name}: {given!r} is neither true nor false", "write true or false"
    elif kind.startswith("int") or "than" in kind:
        unit = " of minutes" if key == "reading_time" else ""
        what, remedy = f"{name}: {given!r} is not a number{unit}", "write a whole number from 1"
    elif kind.startswith("list"):
        what, remedy = (
            f"{name}: this is not a list",
            "write each item on a line of its own: `- item`",
        )
    else:
        what, remedy = f"{name}: this is not a group of keys", "write its keys on indented lines"
    return Problem(path, what, remedy, line=line, column=column)


def _place(name: str, of_key: bool, marks: Marks) -> tuple[int, int]:
    """Return the place of a value, or of the nearest thing around it that was written."""
    if of_key and name + ":" in marks:
        return marks[name + ":"]
    while name and name not in marks:
        name = name.rpartition(".")[0]
    return marks[name] if name else marks.get("", (1, 1))


def _named_place(what: str, marks: Marks) -> tuple[int, int]:
    names = re.findall(r"`([\w.]+)`", what)
    return next((marks[name] for name in names if name in marks), (1, 1))


def _fields(place: tuple[str | int, ...], model: type[Closed]) -> list[str]:
    """Return the keys that are possible at ``place``."""
    for key in place[:-1]:
        if isinstance(key, str):
            # "ImageMatter | None" and "list[SourceMatter]" name their model as an argument.
            model = next(filter(_is_model, get_args(model.model_fields[key].annotation)), model)
    return list(model.model_fields)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Closed)
