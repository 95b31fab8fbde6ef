"""The theme's templates: one strict environment, and errors that name template and line."""

import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from newsroom.engine.clock import iso
from newsroom.files.blob_cache import BlobCache
from newsroom.languages.locales import direction, with_territory
from newsroom.languages.words import Words
from newsroom.model import Extra
from newsroom.offers import FILTERS, named
from newsroom.problems import Problem
from newsroom.text.columns import wrapped
from newsroom.text.text_only import text_only
from newsroom.themes.layers import Theme
from newsroom.writing.fast_jinja import FastEnvironment


class Templates(FileSystemLoader):
    """The templates of a theme, each read once: what is rendered is what was looked at before.

    A name is looked up in all folders of the theme. ``!base/page.html`` is the one of the software,
    ``!theme/page.html`` the one without overrides, as Pelican has it.
    """

    def __init__(self, theme: Theme, paper: Path) -> None:
        super().__init__(theme.template_folders)
        self._paper = paper
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

    def place(self, template: str) -> str:
        """Return the path of a template: from the paper's folder, or in full if it is outside."""
        name = template.removeprefix("!base/").removeprefix("!theme/")
        folders = self.searchpath[-1:] if template.startswith("!base/") else self.searchpath
        files = [Path(folder, name).absolute() for folder in folders]
        file = next((file for file in files if file.is_file()), files[0])
        inside = file.is_relative_to(self._paper)
        return (file.relative_to(self._paper) if inside else file).as_posix()

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
    """Jinja's compiled templates in a blob cache. Compiling also evaluates their constants."""

    def __init__(self, blobs: BlobCache) -> None:
        self._blobs = blobs

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._blobs.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._blobs.put(bucket.key, bucket.bytecode_to_string())


def open_templates(
    theme: Theme, words: Words, blobs: BlobCache, settings: Mapping[str, Any]
) -> FastEnvironment:
    """Return the environment in which every page of a language is rendered, with plugins' filters.

    Raises:
        ContentError: a plugin offers a filter under a name that is taken.
    """
    environment = FastEnvironment(
        loader=Templates(theme, Path(settings.get("PATH", "content")).absolute().parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=Missing,
        bytecode_cache=CompiledTemplates(blobs),
    )
    environment.words = words
    # What they give is another thing every time.
    del environment.globals["lipsum"], environment.filters["random"]
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= {
        "date": words.date,
        "datetime": words.datetime,
        "direction": direction,
        "iso": iso,
        "joint": words.joint,
        "listed": words.listed,
        "locale": with_territory,
        "number": words.number,
        "plural": words.plural,
        "text_only": text_only,
        "upper": words.upper,
        "wrapped": wrapped,
    }
    environment.filters |= named(settings, FILTERS, environment.filters)
    return environment


def template_problem(
    error: Exception, template: str, page: str, environment: Environment
) -> Problem:  # fmt: skip
    """Return what went wrong in a template, at the line where it did; ``page`` is its output."""
    loader = environment.loader
    what = f"{type(error).__name__}: {error} (page /{page})"
    remedy = "see docs/template-context.md for what a template may read"
    if isinstance(error, TemplateSyntaxError):
        name, line, what = error.name or template, error.lineno, error.message or what
    elif isinstance(error, TemplateNotFound):
        name, line, what = template, 0, f"no template {error.name!r}"
        remedy = "add it to the theme, or fix the name"
    else:
        frames = traceback.extract_tb(error.__traceback__)
        files = [(frame.filename.replace("\\", "/"), frame.lineno) for frame in frames]
        folders = getattr(loader, "searchpath", ())
        roots = (*(f"{folder}/" for folder in folders), "/templates/")
        inner = [
            (file.rpartition(root)[2], number)
            for file, number in files
            for root in roots
            if root in file
        ]
        name, number = inner[-1] if inner else (template, 0)
        line = number or 0
    place = loader.place(name) if isinstance(loader, Templates) else f"templates/{name}"
    return Problem(place, what, remedy, line=line, column=1)
