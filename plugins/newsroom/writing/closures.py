"""What a template can read: its closure of templates, and the variables in all of them.

Both are found in the syntax trees, so that no theme author has to declare anything: a template
that is edited, added or begins to read another variable changes the right pages.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from newsroom.files.blob_cache import BlobCache
from newsroom.languages.words import Words
from newsroom.writing.digests import digest_of
from newsroom.writing.folding import texts_of

_KEPT = "closures.json"
_WHOLE = {"picked", "load_related"}
"""Lists of whole articles: who reads them reads what no fingerprint covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """``digest`` covers the source and the texts of every template that rendering may run."""

    digest: str
    variables: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    """What is in one template; ``names`` are regular expressions of those it refers to.

    ``texts`` are what it says, in the language of its pages.
    """

    source: str
    texts: tuple[tuple[str, ...], ...]
    variables: frozenset[str]
    names: frozenset[str]


class Closures:
    """The closures of one theme, each computed once. What trees showed is kept for the next run."""

    def __init__(self, environment: Environment, words: Words, blobs: BlobCache) -> None:
        self._environment = environment
        self._words = words
        self._loader = cast(BaseLoader, environment.loader)
        self._all = dict.fromkeys(environment.list_templates())
        self._blobs = blobs
        self._kept = json.loads(blobs.get(_KEPT) or b"{}")
        self._used: dict[str, list[list[Any]]] = {}
        self._templates: dict[str, _Template | None] = {}
        self._known: dict[str, Closure] = {}

    def closure(self, template: str) -> Closure:
        """Return the closure of ``template``. What is missing in it may be optional.

        Raises:
            jinja2.TemplateError: one of the templates is broken.
        """
        if template not in self._known:
            found: dict[str, _Template | None] = {}
            waiting = {template}
            while waiting:
                name = waiting.pop()
                one = found[name] = self._template(name)
                if one:
                    waiting.update(*(map(self._matching, one.names)))
                    waiting -= found.keys()
            there = {name: one for name, one in sorted(found.items()) if one}
            parts = [(name, one.source, one.texts) for name, one in there.items()]
            variables = frozenset().union(*(one.variables for one in there.values()))
            self._known[template] = Closure(
                digest=digest_of(parts), variables=variables, names=frozenset(there)
            )
        return self._known[template]

    def keep(self) -> None:
        if self._used != self._kept:
            self._blobs.put(_KEPT, json.dumps(self._used).encode())

    def _matching(self, pattern: str) -> list[str]:
        """Return the templates that a reference may mean, among those that are there."""
        name = pattern.replace("\\", "")
        if re.escape(name) == pattern:
            return [name] if name in self._all else []
        return [name for name in self._all if re.fullmatch(pattern, name)]

    def _template(self, name: str) -> _Template | None:
        if name not in self._templates:
            self._templates[name] = self._read(name)
        return self._templates[name]

    def _read(self, name: str) -> _Template | None:
        try:
            source = self._loader.get_source(self._environment, name)[0]
        except (TemplateNotFound, UnicodeDecodeError):
            return None
        key = digest_of(source)
        found = self._used[key] = self._kept.get(key) or self._parse(name, source)
        variables, names, texts = found
        forms = self._words.forms
        said = tuple(forms(*text) for text in texts)
        return _Template(
            source=source, texts=said, variables=frozenset(variables), names=frozenset(names)
        )

    def _parse(self, name: str, source: str) -> list[list[Any]]:
        try:
            tree = self._environment.parse(source, name)
            variables = find_undeclared_variables(tree)
            texts = list(texts_of(tree))
        except TemplateSyntaxError as error:
            error.name = name
            raise
        for attribute, line in _attributes(tree):
            if isinstance(attribute, str) and attribute in _WHOLE:  # constants may be dicts
                what = f"a template must not read {attribute!r}, but the cards of 'related'"
                raise TemplateSyntaxError(what, line, name)
        return [sorted(variables), sorted(_references(tree)), texts]


def _attributes(tree: nodes.Template) -> Iterator[tuple[object, int]]:
    for dotted in tree.find_all(nodes.Getattr):
        yield dotted.attr, dotted.lineno
    for constant in tree.find_all(nodes.Const):  # item['related'], map(attribute='related')
        yield constant.value, constant.lineno


def _references(tree: nodes.Template) -> Iterator[str]:
    """Yield the names of templates that a template refers to, as regular expressions."""
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        name = cast(nodes.Include, node).template
        choices = name.items if isinstance(name, nodes.List | nodes.Tuple) else [name]
        yield from map(_pattern, choices)


def _pattern(name: nodes.Expr) -> str:
    """Return the expression for a name, of which only a part may be known before rendering."""
    match name:
        case nodes.Const(value=str(text)) if "./" not in text and "//" not in text:
            return re.escape(text)
        case nodes.Concat(nodes=parts):
            return "".join(map(_pattern, parts))
        case nodes.Add(left=left, right=right):
            return _pattern(left) + _pattern(right)
        case nodes.CondExpr(expr1=one, expr2=other) if other:
            return f"(?:{_pattern(one)}|{_pattern(other)})"
    return ".*"
