"""The theme's templates: one strict environment, and errors that name template and line.

Setting: ``DATES``.
"""

import traceback
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from newsroom.problems import ContentError, Problem


@dataclass(frozen=True)
class Options:
    """Setting ``DATES``: patterns of Unicode TR35, printed in the publication's language."""

    date: str = "d MMMM y"
    datetime: str = "d MMMM y, HH:mm z"


def template_loader(theme: Path) -> FileSystemLoader:
    """Return the loader of the templates of ``theme`` and nothing else.

    Raises:
        ContentError: the theme has no templates.
    """
    folder = theme / "templates"
    if not folder.is_dir():
        remedy = "name a theme that has a folder templates/"
        raise ContentError([Problem(str(theme), 0, 0, "the theme has no templates", remedy)])
    return FileSystemLoader(folder)


def open_templates(
    loader: FileSystemLoader, cache: Path, lang: str, options: Options
) -> Environment:
    """Return the environment in which every page is rendered.

    Raises:
        ContentError: ``lang`` is no known language.
    """
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        remedy = "write a BCP 47 tag such as en or pt-BR"
        raise ContentError(
            [Problem("DEFAULT_LANG", 0, 0, f"unknown language {lang!r}", remedy)]
        ) from None
    compiled = cache / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)),
        auto_reload=False,
    )

    @lru_cache(maxsize=50_000)
    def formatted(moment: datetime, pattern: str) -> str:
        return str(format_datetime(moment, pattern, locale=locale))

    environment.filters["date"] = lambda moment: formatted(moment, options.date)
    environment.filters["datetime"] = lambda moment: formatted(moment, options.datetime)
    environment.filters["iso"] = datetime.isoformat
    environment.filters["number"] = lambda number: format_decimal(number, locale=locale)
    environment.filters["count"] = lambda number, one, many: (
        f"{format_decimal(number, locale=locale)} {one if number == 1 else many}"
    )
    return environment


def template_problem(error: Exception, template: str, path: str) -> Problem:
    """Return what went wrong in a template, at the line where it did."""
    if isinstance(error, TemplateSyntaxError):
        place, line = error.name or template, error.lineno
    elif isinstance(error, TemplateNotFound):
        what, remedy = f"no template {error.name!r}", "add it to the theme, or mend the name"
        return Problem(f"templates/{template}", 0, 0, what, remedy)
    else:
        frames = traceback.extract_tb(error.__traceback__)
        inner = [frame for frame in frames if "templates/" in frame.filename.replace("\\", "/")]
        place, line = template, 0
        if inner:
            place = inner[-1].filename.replace("\\", "/").rpartition("templates/")[2]
            line = inner[-1].lineno or 0
    what = f"{type(error).__name__}: {error} (page /{path})"
    remedy = "see docs/template-context.md for what a template may read"
    return Problem(f"templates/{place}", line, 1, what, remedy)
