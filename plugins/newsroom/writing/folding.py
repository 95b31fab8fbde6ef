"""Texts of templates: put in their language when a template is compiled, so that they cost nothing.

    {{ _("Part {number} of {total}", number=one, total=all) }}
    {{ _("Back to the [front page](home).", home=site.home_url) }}
    {{ ngettext("{number} story", "{number} stories", listing.total) }}
    {{ forms("{number} update", "{number} updates") }}

Values are escaped like all others; a text with a link must be what is printed. ``ngettext`` writes
the number as the language does. ``forms`` gives all forms, as JSON for a script. Texts are literal:
only what is written in a template can be found by who translates it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import NoReturn

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from newsroom.languages.texts import Piece, pieces
from newsroom.languages.words import Words

KEYWORDS = {"_": 1, "ngettext": 2, "forms": 2}
"""Functions of texts, and how many texts each is given."""


def texts_of(tree: nodes.Template) -> Iterator[tuple[str, ...]]:
    """Yield the texts of a template: one, or those of one and of many.

    Raises:
        TemplateSyntaxError: a text is not literal.
    """
    for call in tree.find_all(nodes.Call):
        if _is_text(call):
            yield text_of(call)


def fold(tree: nodes.Template, words: Words) -> nodes.Template:
    """Return a template that says everything in the language of ``words``.

    Raises:
        TemplateSyntaxError: a text is not literal, or not given what it names.
    """
    folded: nodes.Template = _Fold(words).visit(tree)
    if tree.environment:
        folded.set_environment(tree.environment)
    return folded


class _Fold(NodeTransformer):
    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja's name
        """What is printed needs no text of its own: its pieces are printed one after the other."""
        parts: list[nodes.Expr] = []
        for child in node.nodes:
            if isinstance(child, nodes.Call) and _name(child) == "_" and _is_text(child):
                parts += self._printed(child)
            else:
                parts.append(self.visit(child))
        return nodes.Output(parts, lineno=node.lineno)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        if not _is_text(node):
            return node
        texts, words = text_of(node), self._words
        values = _values(node)
        if _name(node) == "forms":
            forms = words.by_category(*texts)
            return nodes.Const(json.dumps(forms, ensure_ascii=False), lineno=node.lineno)
        if _name(node) == "ngettext":
            if len(node.args) != 3:
                _fail(node, "ngettext takes one text, another and a number")
            known, line = nodes.Const(words.forms(*texts), lineno=node.lineno), node.lineno
            return nodes.Filter(
                known, "plural", node.args[2:], node.kwargs, None, None, lineno=line
            )
        parts = [self._value(node, piece, values) for piece in self._pieces(node)]
        if len(parts) == 1 and isinstance(parts[0], nodes.Const):
            return parts[0]
        return nodes.Concat(parts, lineno=node.lineno) if parts else nodes.Const("")

    def _printed(self, node: nodes.Call) -> Iterator[nodes.Expr]:
        self.generic_visit(node)
        values, line = _values(node), node.lineno
        for piece in self._pieces(node):
            if piece.kind == "link":
                yield nodes.TemplateData('<a href="', lineno=line)
                yield _given(node, piece.text, values)
                yield nodes.TemplateData('">', lineno=line)
            elif piece.kind == "end":
                yield nodes.TemplateData("</a>", lineno=line)
            else:
                yield self._value(node, piece, values)

    def _pieces(self, node: nodes.Call) -> list[Piece]:
        (text,) = text_of(node)
        try:
            return pieces(self._words.forms(text)[0])
        except ValueError as error:
            _fail(node, f"{text!r} has {error}")

    def _value(
        self, node: nodes.Call, piece: Piece, values: Mapping[str, nodes.Expr]
    ) -> nodes.Expr:
        if piece.kind == "words":
            return nodes.Const(piece.text, lineno=node.lineno)
        if piece.kind != "value":
            _fail(node, "a text with a link must be printed as it is: {{ _(…) }}")
        return _given(node, piece.text, values)


def _is_text(call: nodes.Call) -> bool:
    return _name(call) in KEYWORDS


def _name(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


def text_of(call: nodes.Call) -> tuple[str, ...]:
    """Return the text of a call, or those of one and of many.

    Raises:
        TemplateSyntaxError: it is not literal.
    """
    texts = call.args[: KEYWORDS[_name(call)]]
    found = tuple(one.value for one in texts if isinstance(one, nodes.Const))
    if len(found) < KEYWORDS[_name(call)] or not all(isinstance(one, str) for one in found):
        _fail(call, f"{_name(call)}() takes the text itself, in quotes")
    return found


def _values(call: nodes.Call) -> dict[str, nodes.Expr]:
    return {pair.key: pair.value for pair in call.kwargs}


def _given(call: nodes.Call, name: str, values: Mapping[str, nodes.Expr]) -> nodes.Expr:
    if name not in values:
        _fail(call, f"the text names {name!r}, which it is not given")
    return values[name]


def _fail(node: nodes.Node, what: str) -> NoReturn:
    raise TemplateSyntaxError(what, node.lineno)
