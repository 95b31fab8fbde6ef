"""The theme's templates: one strict environment, and errors that name template and line.

Setting: ``DATES``.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from newsroom.model import Extra
from newsroom.offers import FILTERS, named
from newsroom.problems import ContentError, Problem
from newsroom.shelf import Shelf
from newsroom.theme import Theme
from newsroom.writing.lean import LeanEnvironment


@dataclass(frozen=True)
class Options:
    """Setting ``DATES``: patterns of Unicode TR35, printed in the publication's language."""

    date: str = "d MMMM y"
    datetime: str = "d MMMM y, HH:mm z"


class Templates(FileSystemLoader):
    """The templates of a theme, each read once: what is rendered is what was looked at before.

    A name is looked up in all folders of the theme. ``!base/page.html`` is the one of the software,
    ``!theme/page.html`` the one without overrides, as Pelican has it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme.template_folders)
        layers = theme.template_folders[len(theme.overrides) :]
        self._named = {
            "!base/": FileSystemLoader(layers[-1:]),
            "!theme/": FileSystemLoader(layers),
        }
        self._read: dict[str, tuple[str, str, Callable[[], bool]]] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._read:
            self._read[template] = self._find(environment, template)
        return self._read[template]

    def _find(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:  # fmt: skip
        for prefix, loader in self._named.items():
            if template.startswith(prefix):
                try:
                    return loader.get_source(environment, template.removeprefix(prefix))
                except TemplateNotFound:
                    raise TemplateNotFound(template) from None
        return super().get_source(environment, template)

    def list_templates(self) -> list[str]:
        named = (
            prefix + name
            for prefix, loader in self._named.items()
            for name in loader.list_templates()
        )
        return sorted([*super().list_templates(), *named])


class Missing(StrictUndefined):
    """What a template reads and is not there: a mistake, except in ``extra``, which is open."""

    __slots__ = ()

    def __new__(cls, *args: Any, **named: Any) -> Any:
        owner = named.get("obj", args[1] if len(args) > 1 else None)
        if isinstance(owner, Extra):
            return Undefined(*args, **named)  # false, empty, prints nothing
        return super().__new__(cls)


class CompiledTemplates(BytecodeCache):
    """Jinja's compiled templates on a shelf. Compiling also evaluates what is constant in them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._shelf.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(bucket.key, bucket.bytecode_to_string())


def _has_time(moment: datetime) -> bool:
    """Tell whether a moment is more than a day. One without a time is the start of its day."""
    return moment.hour != 0 or moment.minute != 0 or moment.second != 0


def open_templates(
    theme: Theme, lang: str, options: Options, shelf: Shelf, settings: Mapping[str, Any]
) -> Environment:
    """Return the environment in which every page is rendered, with the filters of plugins.

    Raises:
        ContentError: ``lang`` is not a known language, or a plugin offers a filter under a name
            that is taken.
    """
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        remedy = "write a BCP 47 tag such as en or pt-BR"
        raise ContentError(
            [Problem("DEFAULT_LANG", 0, 0, f"unknown language {lang!r}", remedy)]
        ) from None
    environment = LeanEnvironment(
        loader=Templates(theme),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=Missing,
        bytecode_cache=CompiledTemplates(shelf),
    )
    # What they give is another thing every time.
    del environment.globals["lipsum"], environment.filters["random"]

    @lru_cache(maxsize=50_000)
    def formatted(moment: datetime, pattern: str) -> str:
        return str(format_datetime(moment, pattern, locale=locale))

    @lru_cache(maxsize=10_000)
    def formatted_number(number: int) -> str:
        return str(format_decimal(number, locale=locale))

    environment.filters["date"] = lambda moment: formatted(moment, options.date)
    environment.filters["datetime"] = lambda moment: formatted(
        moment, options.datetime if _has_time(moment) else options.date
    )
    environment.filters["iso"] = datetime.isoformat
    environment.filters["number"] = formatted_number
    environment.filters["count"] = lambda number, one, many: (
        f"{formatted_number(number)} {one if number == 1 else many}"
    )
    environment.filters |= named(settings, FILTERS, environment.filters)
    return environment


def template_problem(
    error: Exception, template: str, page: str, folders: Sequence[str] = ()
) -> Problem:  # fmt: skip
    """Return what went wrong in a template, at the line where it did; ``page`` is its output.

    ``folders`` are those in which templates are looked up.
    """
    what = f"{type(error).__name__}: {error} (page /{page})"
    remedy = "see docs/template-context.md for what a template may read"
    if isinstance(error, TemplateSyntaxError):
        place, line, what = error.name or template, error.lineno, error.message or what
    elif isinstance(error, TemplateNotFound):
        place, line, what = template, 0, f"no template {error.name!r}"
        remedy = "add it to the theme, or fix the name"
    else:
        frames = traceback.extract_tb(error.__traceback__)
        files = [(frame.filename.replace("\\", "/"), frame.lineno) for frame in frames]
        roots = (*(f"{folder}/" for folder in folders), "/templates/")
        inner = [
            (file.rpartition(root)[2], number)
            for file, number in files
            for root in roots
            if root in file
        ]
        place, number = inner[-1] if inner else (template, 0)
        line = number or 0
    return Problem(f"templates/{place}", line, 1, what, remedy)
