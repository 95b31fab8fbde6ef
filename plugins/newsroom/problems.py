"""Mistakes in content, settings and themes: collected all, shown once, each with its remedy."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:  # it takes long to load, and a task may end without it
    from pydantic import ValidationError

Level = Literal["error", "warning"]

MOST_LINES = 100
"""An imported archive may have thousands of warnings; the first are enough to begin with."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, built as it is read: ``Problem(path, what, remedy, line=3, column=1)``.

    ``path`` is relative to the project (or the name of a setting); ``line`` and ``column`` count
    from 1, and 0 means that the mistake concerns the whole file. ``is_root`` marks a file without
    which nothing else can be judged, such as a registry with a YAML error. ``about`` is the source
    that a mistake in another file is about: a check of that source reports it too.
    """

    # In the order in which problems are sorted.
    path: str
    line: int = field(default=0, kw_only=True)
    column: int = field(default=0, kw_only=True)
    what: str
    remedy: str
    level: Level = field(default="error", kw_only=True)
    is_root: bool = field(default=False, kw_only=True, compare=False)
    about: str = field(default="", kw_only=True, compare=False)

    def is_of(self, paths: Collection[str]) -> bool:
        """Whether the mistake is in one of ``paths``, or about one."""
        return self.path in paths or (bool(self.about) and self.about in paths)

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}:{self.column or 1}"
        warning = "warning: " if self.level == "warning" else ""
        return f"{place}: {warning}{self.what}: {self.remedy}"


def install(*packages: str) -> str:
    """Return the remedy for packages that are missing."""
    listed, named = " and ".join(packages), " ".join(packages)
    return f"write {listed} into packages.txt, run ./inv again (without ./inv: pip install {named})"


def by_cause(problem: Problem) -> tuple[int, bool, Problem]:
    """Return the key that sorts causes first: settings, registries, templates, then stories."""
    return place_of_cause(problem.path), not problem.is_root, problem


def place_of_cause(path: str) -> int:
    """Return the rank of a problem's path: what it names is the cause of what ranks higher."""
    first, _, rest = path.partition("/")
    if not rest:
        return 0  # a setting, an option, a settings file
    if rest.startswith("data/"):
        return 1
    if first == "theme" or (path.endswith(".html") and (first or "/templates/" in path)):
        return 2  # a template outside of the paper has its full path
    return 3 if first else 4  # an address of the site follows from its stories


class Problems:
    """The report of one run. Order of adding does not matter: it is shown sorted by cause."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        self._found: dict[Problem, None] = dict.fromkeys(found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=by_cause))

    def __len__(self) -> int:
        return len(self._found)

    def add(self, problem: Problem) -> None:
        self._found[problem] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def error(self, path: str, what: str, remedy: str, line: int = 0, column: int = 0) -> None:
        self.add(Problem(path, what, remedy, line=line, column=column))

    def warning(self, path: str, what: str, remedy: str, line: int = 0, column: int = 0) -> None:
        self.add(Problem(path, what, remedy, line=line, column=column, level="warning"))

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self if problem.level == "error"]

    @property
    def has_root(self) -> bool:
        """Whether something is wrong without which the rest cannot be judged."""
        return any(problem.is_root for problem in self._found)

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self if problem.level == "warning"]

    def raise_errors(self) -> None:
        """Stop the build when there is any error.

        Raises:
            ContentError: with every error found so far.
        """
        if errors := self.errors:
            raise ContentError(errors)


def report(problems: Sequence[Problem]) -> list[str]:
    """Return a line for each of the first problems, and one that says how many there are more."""
    more = len(problems) - MOST_LINES
    rest = [f"… and {more:,} more"] if more > 0 else []
    return [*map(str, problems[:MOST_LINES]), *rest]


def first_mistake(error: "ValidationError") -> str:
    """Return the first of what a model found, with the place in data that no person writes."""
    first = error.errors(include_input=False)[0]
    place, what = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")
    return f"{place}: {what}" if place else what


class ContentError(Exception):
    """The content or its configuration cannot be published as it is."""

    def __init__(self, errors: list[Problem]) -> None:
        self.errors = errors = sorted(errors, key=by_cause)
        count = f"{len(errors)} mistake{'s' if len(errors) > 1 else ''}"
        lines = "\n".join(map(str, errors))
        super().__init__(f"{lines}\n{count}.")

    def __reduce__(self) -> tuple[type[Self], tuple[list[Problem]]]:
        return type(self), (self.errors,)  # a worker sends it to its parent
