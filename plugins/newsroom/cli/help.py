"""What the program says of itself: all tasks in a line each, and a page for every task."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from invoke import Collection, Task

from newsroom.cli.command import flag_of

OVERVIEW = """\
newsroom publishes a news site from Markdown.

Usage: newsroom TASK [WORDS] [--OPTIONS]

Tasks:
{tasks}

newsroom TASK --help explains a task; newsroom --version prints the version.
In the folder of a paper, ./inv does the same and installs what is needed first."""


def overview(tasks: Collection) -> str:
    """Return the list of all tasks."""
    lines = {name: _first_line(tasks[name]) for name in tasks.tasks}
    return OVERVIEW.format(tasks=_columns(lines))


def wanted(words: Sequence[str], tasks: Collection) -> str | None:
    """Return the task whose page is asked for, in any of the usual ways to ask."""
    asked = [word for word in words if word not in ("--help", "-h")]
    if len(asked) < len(words) and asked and asked[0] in tasks.task_names:
        return asked[0]
    if len(words) == 2 and words[0] == "help" and words[1] in tasks.task_names:
        return words[1]
    return None


def page_of(task: Task[Any]) -> str:
    """Return the page of a task: usage, what it does, its options."""
    words = getattr(task, "words", "")
    repeated = words in task.iterable
    place = f" [{words.upper()}{'…' if repeated else ''}]" if words else ""
    options, of_words = {}, ""
    for argument in task.get_arguments():
        if argument.name == words:
            of_words = argument.help or ""
            continue
        flag = flag_of(argument)
        if argument.kind is bool and argument.default is True:
            flag = f"--no-{flag[2:]}"
            options[flag] = f"do not {argument.help}"
        else:
            options[f"{flag}=…" if argument.takes_value else flag] = argument.help or ""
    usage = f"Usage: newsroom {task.name}{place}{' [--OPTIONS]' if options else ''}"
    about = inspect.cleandoc(task.__doc__ or "")
    parts = [usage, about]
    if words:
        parts.append(_columns({words.upper(): of_words}))
    if options:
        parts.append("Options:\n" + _columns(options))
    return "\n\n".join(filter(None, parts))


def _first_line(task: Task[Any]) -> str:
    return inspect.cleandoc(task.__doc__ or "").partition("\n")[0]


def _columns(lines: Mapping[str, str]) -> str:
    width = max(map(len, lines))
    return "\n".join(f"  {name:<{width}}  {text}".rstrip() for name, text in lines.items())
