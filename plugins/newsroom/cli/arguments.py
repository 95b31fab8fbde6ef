"""The command line before invoke reads it: slips get a suggestion, free words their option."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from invoke import Collection, Exit, Task

from newsroom.cli.command import flag_of


def prepare(words: list[str], tasks: Collection) -> list[str]:
    """Return ``words`` as invoke reads them: the name of the task, then options with their values.

    Raises:
        Exit: no such task or option, a value that is missing, a word that the task does not take.
    """
    name, *rest = words
    if name not in tasks.task_names:
        raise Exit(f"There is no task {name!r}: {_hint(name, tasks.task_names, 'newsroom')}", 2)
    task = tasks[name]
    takes_value = _options(task)
    done = [name]
    rest.reverse()
    while rest:
        word = rest.pop()
        option, equals, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            done.append(_free_word(name, task, word))
        elif option not in takes_value:
            hint = _hint(option, takes_value, f"newsroom {name} --help")
            raise Exit(f"{name} has no option {option}: {hint}", 2)
        elif equals and not takes_value[option]:
            raise Exit(f"{option} takes no value: leave out {equals}{value}.", 2)
        elif equals or not takes_value[option]:
            done.append(word)
        elif option[2:] in getattr(task, "pairs", ()):
            if len(rest) < 2:
                raise Exit(f"{option} needs two words, see newsroom {name} --help", 2)
            done.append(f"{option}={rest.pop()} {rest.pop()}")
        elif not rest:
            raise Exit(f"{option} needs a value: {option}=…", 2)
        else:
            done.append(f"{option}={rest.pop()}")
    return done


def _options(task: Task[Any]) -> dict[str, bool]:
    """Return option → whether it takes a value."""
    found = {}
    for argument in task.get_arguments():
        flag = flag_of(argument)
        found[flag] = argument.takes_value
        if argument.kind is bool and argument.default is True:
            found[f"--no-{flag[2:]}"] = False
    return found


def _free_word(name: str, task: Task[Any], word: str) -> str:
    if option := getattr(task, "words", ""):
        return f"--{option}={word}"
    raise Exit(f"{name} takes no word {word!r}: see newsroom {name} --help.", 2)


def _hint(wrong: str, right: Iterable[str], lists_them: str) -> str:
    close = get_close_matches(wrong, list(right), n=1)
    return f"did you mean {close[0]}?" if close else f"{lists_them} lists what there is"
