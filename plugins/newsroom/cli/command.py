"""What all tasks have in common: their words, their errors, their numbers."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from invoke import Argument, Exit, task

from newsroom.problems import ContentError

JOBS, PORTS = range(1025), range(1, 65536)


def command(
    *, name: str | None = None, words: str = "", lists: Sequence[str] = (),
    pairs: Sequence[str] = (), help: dict[str, str],  # noqa: A002
) -> Callable[[Callable[..., Any]], Any]:  # fmt: skip
    """Make a task of a function.

    ``words`` is the option that words without a name belong to, ``lists`` are options that may be
    repeated, ``pairs`` are options of two words, ``help`` has a line for each option.
    No option has a short form: one letter would soon mean two things.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        made = task(name=name, iterable=list(lists), help=help, auto_shortflags=False)(
            _report_errors(function)
        )
        made.words, made.pairs = words, pairs
        return made

    return decorate


def _report_errors(function: Callable[..., Any]) -> Callable[..., Any]:
    """End with the report of the mistakes, or one line, instead of a traceback."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except ContentError as error:
            raise Exit(str(error), 1) from None
        except OSError as error:
            if not error.filename:
                raise
            reason = (error.strerror or str(error)).lower()
            what = f"{error.filename}: {reason}: fix the permissions, or make room"
            raise Exit(what, 1) from None
        except KeyboardInterrupt:
            raise Exit("Interrupted.", 130) from None

    return run


def flag_of(argument: Argument) -> str:
    """Return how an option is written."""
    return f"--{(argument.name or '').replace('_', '-').strip('-')}"


def number(option: str, text: str, allowed: range) -> int:
    """Return a whole number of the command line: invoke itself would end with a traceback.

    Raises:
        Exit: it is not one of ``allowed``.
    """
    if not text.isdecimal() or int(text) not in allowed:
        what = f"{option} is a whole number from {allowed[0]} to {allowed[-1]}, not {text!r}"
        raise Exit(what, 1)
    return int(text)


def choice(option: str, text: str, allowed: Sequence[str]) -> str:
    """Return one of the values that an option can have.

    Raises:
        Exit: it is another one.
    """
    if text not in allowed:
        from newsroom.options import suggestion  # what it imports takes a tenth of a second

        *others, last = allowed
        names = f"{', '.join(others)} or {last}" if others else last
        what = f"{option} {text!r} is not known: write {names}{suggestion(text, allowed)}"
        raise Exit(what, 1)
    return text
