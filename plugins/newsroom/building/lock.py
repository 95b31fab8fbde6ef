"""One run at a time for one folder: a second one waits for the first."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from newsroom.files.lock import locked
from newsroom.problems import ContentError, Problem


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Wait until nobody else works on ``output``, and keep others away until the end.

    Raises:
        ContentError: the file of the lock cannot be made.
    """
    lock = output.resolve().with_name(f".{output.resolve().name}.lock")
    with ExitStack() as held:
        try:
            held.enter_context(locked(lock, lambda: _say_so(output)))
        except OSError as error:
            what = f"cannot be written ({(error.strerror or str(error)).lower()})"
            problem = Problem(str(lock.parent), what, "name another folder with --output")
            raise ContentError([problem]) from None
        yield


def _say_so(output: Path) -> None:
    print(f"Another run is at work on {output}: waiting …", file=sys.stderr)
