"""Jinja without the work that is the same on every page.

The pages are those of stock Jinja, and a theme need not know of it:

- Macros are worked out once. One that is imported without context sees nothing but its arguments,
  so a masthead or a card that is on a hundred pages is the same text on all of them.
- Templates and the globals that they are given are looked up once: neither changes in a run.
- A text in which there is nothing to escape is printed as it is.
- What templates say is put in the language of the pages when they are compiled.
"""

import re
from collections.abc import Mapping, MutableMapping
from datetime import datetime
from functools import cache
from types import NoneType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from newsroom.languages.words import Words
from newsroom.writing.folding import fold

MOST = 10_000
"""Texts kept of one macro; of a card these are ten megabytes."""

_SPECIAL = re.compile("[&<>'\"]")
_PLAIN = frozenset({str, int, bool, NoneType, Markup, datetime, tuple})


class Memo:
    """A macro that remembers what it gave for the same objects."""

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        self._known: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}

    def __call__(self, /, *args: Any, **named: Any) -> str:
        key = (*map(id, args), *named, *map(id, named.values()))
        if key in self._known:
            return self._known[key][0]
        text = self._macro(*args, **named)
        given = (*args, *named.values())
        if all(map(_never_changes, map(type, given))):
            if len(self._known) == MOST:
                self._known.clear()
            self._known[key] = text, given  # An id names one object as long as that is kept.
        return text


@cache
def _never_changes(kind: type) -> bool:
    """Tell plain values and frozen dataclasses from what may change in a page, such as ``loop``."""
    parameters = getattr(kind, "__dataclass_params__", None)
    return kind in _PLAIN or bool(parameters and parameters.frozen)


class FastContext(Context):
    """Calls a macro at once; stock Jinja asks each time what it wants to be passed."""

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        if not isinstance(called, Memo | Macro):
            return super().call(called, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*args, **named)


class FastTemplate(Template):
    """A template whose macros remember, unless they are imported with context."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> TemplateModule:
        module = super().make_module(vars, shared, locals)
        if vars is None:
            macros = {n: value for n, value in module.__dict__.items() if isinstance(value, Macro)}
            module.__dict__.update({name: Memo(macro) for name, macro in macros.items()})
        return module


def printed(value: Any) -> str:
    """Return what ``escape`` does, as a plain text where there is nothing to escape."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return escape(value)


class _FastCode(CodeGenerator):
    """Prints by ``printed`` instead of ``escape``."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        context = frame.eval_ctx
        if context.autoescape and not context.volatile and finalize.src is None:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)


class FastEnvironment(Environment):
    """An environment for many pages of templates that do not change meanwhile."""

    context_class = FastContext
    template_class = FastTemplate
    code_generator_class = _FastCode
    printed = staticmethod(printed)
    words: Words | None = None
    """The language that its pages are in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, auto_reload=False)
        self._known: dict[Any, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        if globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = super().get_template(name, parent)
        return self._known[name]

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        folded = fold(source, self.words) if self.words else source
        return super()._generate(folded, name, filename, defer_init)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
