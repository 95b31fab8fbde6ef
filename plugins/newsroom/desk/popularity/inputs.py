"""Files to read, of any size: plain or gzip, UTF-8 or UTF-16, or standard input."""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from newsroom.problems import ContentError, Problem

STDIN = "-"
LONGEST = 65_536
"""A longer line is read in pieces, so that a file without line ends does not fill the memory."""
_EVERY = 10_000


def total_size(names: Sequence[str]) -> int:
    """Return the bytes of all files together, for progress; standard input adds none.

    Raises:
        ContentError: with every file that is missing.
    """
    problems = []
    size = 0
    for name in names:
        if name != STDIN:
            file = Path(name)
            if file.exists() and not file.is_dir():
                size += file.stat().st_size
            else:
                what = "this is a folder" if file.is_dir() else "no such file"
                problems.append(Problem(name, what, "name files, or - for standard input"))
    if problems:
        raise ContentError(problems)
    return size


def read_lines(name: str, advance: Callable[[int], None]) -> Iterator[str]:
    """Yield the lines of a file; ``advance`` gets the number of bytes that were read since.

    Raises:
        ContentError: it cannot be read, or is not text.
    """
    done = 0
    try:
        with _open(name) as raw:
            text = _decoded(raw, name)
            every = _EVERY if raw.seekable() else sys.maxsize  # a pipe cannot tell how far it is
            for number, line in enumerate(iter(partial(text.readline, LONGEST), ""), 1):
                yield line
                if number % every == 0:
                    advance(raw.tell() - done)
                    done = raw.tell()
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _error(name, f"the compressed file is broken ({error})", "fetch it again") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _error(name, f"cannot be read ({reason})", "check its permissions") from None


@contextmanager
def _open(name: str) -> Iterator[BufferedReader]:
    if name == STDIN:
        yield cast(BufferedReader, sys.stdin.buffer)
    else:
        with Path(name).open("rb") as raw:
            yield raw


def _decoded(raw: BufferedReader, name: str) -> TextIOWrapper:
    stream: BinaryIO = raw
    if raw.peek(2)[:2] == b"\x1f\x8b":
        stream = BufferedReader(gzip.GzipFile(fileobj=raw))
    start = cast(BufferedReader, stream).peek(512)[:512]
    utf16 = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in start and not utf16:
        raise _error(name, "this is not text", "unpack it first, or name the log itself")
    return TextIOWrapper(stream, "utf-16" if utf16 else "utf-8-sig", errors="replace", newline="\n")


def _error(name: str, what: str, remedy: str) -> ContentError:
    return ContentError([Problem(name, what, remedy)])
