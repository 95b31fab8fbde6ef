"""What the code of the rooms says and does, read from its syntax trees."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from newsroom.model import Article, Document
from tests.conftest import ROOT

PACKAGE = ROOT / "plugins/newsroom"
WAY = ("reading", "enriching", "paging", "writing", "delivering")
"""The rooms through which a story passes."""
CHANGES = {"add", "append", "clear", "discard", "extend", "insert", "pop", "remove", "setdefault",
           "sort", "update"}  # fmt: skip
REPORTS = {"edition.problems", "edition.profile", "edition.ending"}
"""What every module may add to, and no ``Sets:`` needs to name."""
_STORY = {field.name for kind in (Article, Document) for field in dataclasses.fields(kind)}
_STORY |= {"extra", "card_extra"}
_NAME = re.compile(r"``(edition\.site\.|edition\.|article\.|document\.)?([a-z_]+)``")


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module of the package: its room, and what its ``Sets:`` line and its code say."""

    path: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def room(self) -> str:
        """The first of its folders; of a module at the top its own name."""
        return Path(self.path).parts[0].removesuffix(".py")

    def promised(self) -> set[str]:
        """Return the names after ``Sets:``; one without a prefix has that of the name before."""
        text = (ast.get_docstring(self.tree) or "").partition("\nSets:")[2]
        part = re.split(r"\n\n|\n[A-Z]\w+: ", text)[0]
        names, prefix = set(), ""
        for found in _NAME.finditer(part):
            prefix = found[1] or prefix
            names.add(_of_story(prefix) + found[2])
        return names

    def written(self) -> set[str]:
        """Return what the module sets or changes of editions, stories and pages."""
        names = {name for target, value in _targets(self.tree) for name in _fields(target, value)}
        return names - REPORTS

    def imported(self) -> set[str]:
        """Return the modules of the package that it imports, wherever it does."""
        found = set()
        for node in self.nodes:
            if isinstance(node, ast.ImportFrom):
                found |= {node.module or "", *(f"{node.module}.{one.name}" for one in node.names)}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
        return {name.removeprefix("newsroom.") for name in found if name.startswith("newsroom.")}

    def editions(self) -> Iterator[tuple[str, str]]:
        """Yield function and annotation of every argument named ``edition``."""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef):
                for one in (*node.args.args, *node.args.kwonlyargs):
                    if one.arg == "edition" and one.annotation:
                        yield node.name, ast.unparse(one.annotation)


@cache
def modules() -> list[Module]:
    return [
        Module(path=file.relative_to(PACKAGE).as_posix(), tree=ast.parse(file.read_text("utf-8")))
        for file in sorted(PACKAGE.rglob("*.py"))
        if not {"theme", "starter"} & set(file.relative_to(PACKAGE).parts)
    ]


def _targets(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Yield what is assigned to or changed in place, and the value that it gets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                parts = target.elts if isinstance(target, ast.Tuple) else [target]
                yield from ((part, node.value) for part in parts)
        elif isinstance(node, ast.AugAssign):
            yield node.target, node.value
        elif isinstance(node, ast.Delete):
            yield from ((target, None) for target in node.targets)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in CHANGES:
            yield node.func.value, None


def _fields(target: ast.expr, value: ast.expr | None) -> Iterator[str]:
    while isinstance(target, ast.Subscript):
        target = target.value
    if not (isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)):
        return
    owner, name = target.value.id, target.attr
    if owner == "edition" and name == "site" and isinstance(value, ast.Call):
        # edition.site = replace(edition.site, logo=…)
        yield from (f"edition.site.{one.arg}" for one in value.keywords)
    elif owner == "edition":
        yield f"edition.{name}"
    elif owner != "self" and name in _STORY:
        yield f"story.{name}"


def _of_story(prefix: str) -> str:
    return prefix if prefix.startswith("edition.") else "story."
