"""Where a setting was set: settings files are read as Python, not run."""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.options import Mistake
from newsroom.problems import Problem


@dataclass(frozen=True)
class SettingPlace:
    """Line and column, from 1, of a name in a settings file; ``value`` is what it was set to."""

    file: str
    line: int
    column: int
    value: ast.expr | None = None

    def within(self, keys: Sequence[str | int]) -> "SettingPlace":
        """Return the place of what ``keys`` lead to, or of what is nearest around it."""
        place, value = self, self.value
        for key in keys:
            found = _inside(value, key)
            if found is None:
                break
            at, value = found
            place = SettingPlace(self.file, at.lineno, at.col_offset + 1, value)
        return place


@dataclass
class Places:
    """``assigned`` holds the place that counts of each name, ``read`` the names in use."""

    assigned: dict[str, SettingPlace] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)

    def problem(self, name: str, mistake: Mistake) -> Problem:
        """Return a mistake in a setting at the place where that was set, if it is known."""
        if name not in self.assigned:
            return Problem(name, mistake.what, mistake.remedy)
        place = self.assigned[name].within(mistake.keys)
        what = f"{name}: {mistake.what}"
        return Problem(place.file, what, mistake.remedy, line=place.line, column=place.column)


def read_places(conf: Path) -> Places:
    """Look through a settings file that was run just now, and all that it imported with ``*``."""
    places = Places()
    _look_through(conf, conf.name, places, {conf})
    return places


def _look_through(file: Path, shown: str, places: Places, seen: set[Path]) -> None:
    tree = ast.parse(file.read_bytes(), str(file))
    places.read.update(
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for node in sorted(statements, key=lambda one: (one.lineno, one.col_offset)):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            origin = Path(getattr(sys.modules.get(node.module or ""), "__file__", None) or "")
            if origin.suffix == ".py" and origin not in seen:
                near = origin.parent == file.parent
                name = str(Path(shown).with_name(origin.name)) if near else str(origin)
                _look_through(origin, name, places, seen | {origin})
        for target, value in _assigned(node):
            places.assigned[target] = SettingPlace(shown, node.lineno, node.col_offset + 1, value)


def _assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the names that a statement sets, with the value where it can be seen."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            whole = isinstance(target, ast.Name)
            for name in ast.walk(target):
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                    yield name.id, node.value if whole else None
    elif isinstance(node, ast.AnnAssign | ast.AugAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, node.value if isinstance(node, ast.AnnAssign) else None
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, None
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name, None


def _inside(value: ast.expr | None, key: str | int) -> tuple[ast.expr, ast.expr] | None:
    """Return where an entry of a dict, list or tuple begins, and its value."""
    if isinstance(value, ast.Dict):
        for name, entry in zip(value.keys, value.values, strict=True):
            if isinstance(name, ast.Constant) and name.value == key:
                return name, entry
    elif isinstance(value, ast.List | ast.Tuple) and isinstance(key, int):
        entries = value.elts
        if key < len(entries) and not any(isinstance(one, ast.Starred) for one in entries):
            return entries[key], entries[key]
    return None
