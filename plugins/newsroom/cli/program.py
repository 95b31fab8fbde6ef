"""The program ``newsroom``: finds the paper and its tasks, reads the command line, runs a task."""

import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from invoke import Collection, Exit, Program

from newsroom import __version__
from newsroom.cli import help as pages
from newsroom.cli.arguments import prepare
from newsroom.cli.namespace import namespace
from newsroom.cli.paper import find_paper

PROGRAM = "newsroom"
_WITHOUT_PAPER = (["init"], ["--version"], ["-V"])
"""Words that have nothing to do with the paper in which they are typed: its tasks may be broken."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line ``argv`` (without the name of the program)."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        tasks = namespace if words[:1] in _WITHOUT_PAPER else _tasks()
        if words in (["--version"], ["-V"]):
            print(f"newsroom {__version__}")
        elif words in ([], ["--help"], ["-h"], ["--list"], ["-l"], ["help"]):
            print(pages.overview(tasks))
        elif name := pages.wanted(words, tasks):
            print(pages.page_of(tasks[name]))
        else:
            _run(tasks, prepare(words, tasks))
    except Exit as error:
        if error.message:
            print(error.message, file=sys.stderr)
        sys.exit(error.code)


def _run(tasks: Collection, words: list[str]) -> None:
    # Without its option, invoke forbids Python to keep compiled modules.
    kept = [] if sys.dont_write_bytecode else ["--write-pyc"]
    Program(namespace=tasks, name=PROGRAM, binary=PROGRAM, version=__version__).run(
        [PROGRAM, *kept, *words]
    )


def _tasks() -> Collection:
    """Return the tasks of the paper here, else those of the package.

    Raises:
        Exit: ``tasks.py`` of the paper cannot be run.
    """
    folder = find_paper(Path.cwd())
    file = folder / "tasks.py" if folder else None
    if file is None or not file.is_file():
        return namespace
    sys.path.insert(0, str(folder))
    try:
        tasks: Collection = runpy.run_path(str(file), run_name="tasks")["namespace"]
    except Exception as error:  # a file of tasks is code: anything may go wrong in it
        what = f"{file}: {type(error).__name__}: {error}: fix the file, or delete it"
        raise Exit(what, 1) from error
    finally:
        sys.path.remove(str(folder))
    return tasks
