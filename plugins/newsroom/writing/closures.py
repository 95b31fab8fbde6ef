"""What a template can read: its closure of templates, and the variables in all of them.

Both are found in the syntax trees, so that no theme author has to declare anything: a template
that is edited, added or begins to read another variable changes the right pages.
"""

from dataclasses import dataclass

from jinja2 import BaseLoader, Environment
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from newsroom.writing.digests import digest_of


@dataclass(frozen=True, slots=True)
class Closure:
    """``digest`` covers the source of every template that rendering may run."""

    digest: bytes
    variables: frozenset[str]


class Closures:
    """The closures of one theme, each computed once."""

    def __init__(self, environment: Environment, loader: BaseLoader) -> None:
        self._environment = environment
        self._loader = loader
        self._parsed: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {}
        self._known: dict[str, Closure] = {}

    def closure(self, template: str) -> Closure:
        """Return the closure of ``template``.

        Raises:
            jinja2.TemplateError: one of the templates is missing or broken.
        """
        if template not in self._known:
            found: dict[str, tuple[str, frozenset[str]]] = {}
            waiting = [template]
            while waiting:
                name = waiting.pop()
                if name not in found:
                    source, variables, referenced = self._parse(name)
                    found[name] = source, variables
                    waiting.extend(referenced)
            sources = [part for name in sorted(found) for part in (name, found[name][0])]
            variables = frozenset().union(*(names for _, names in found.values()))
            self._known[template] = Closure(digest_of(*sources), variables)
        return self._known[template]

    def _parse(self, name: str) -> tuple[str, frozenset[str], frozenset[str]]:
        """Return source, variables and referenced templates of one template."""
        if name not in self._parsed:
            source = self._loader.get_source(self._environment, name)[0]
            tree = self._environment.parse(source, name)
            references = set(find_referenced_templates(tree))
            if None in references:  # a name that is computed: it may be any template
                references = {None, *self._environment.list_templates()}
            variables = frozenset(find_undeclared_variables(tree))
            self._parsed[name] = source, variables, frozenset(filter(None, references))
        return self._parsed[name]
