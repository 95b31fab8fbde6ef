"""One run at a time for one folder: a second one waits for the first."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.problems import ContentError, Problem


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Wait until nobody else works on ``output``, and keep others away until the end.

    An open file next to the folder holds the lock. So the lock ends with the process and its
    workers, even if they are killed.

    Raises:
        ContentError: the file cannot be made.
    """
    lock = output.resolve().with_name(f".{output.resolve().name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        what = f"cannot be written ({(error.strerror or str(error)).lower()})"
        problem = Problem(str(lock.parent), what, "name another folder with --output")
        raise ContentError([problem]) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another run is at work on {output}: waiting …", file=sys.stderr)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
