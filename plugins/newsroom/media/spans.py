"""Parts of a file that are overwritten in place, so that nothing else moves."""

from typing import IO, NamedTuple

_CHUNK = 1 << 20


class Span(NamedTuple):
    """What is written over a part of a file, from ``start``; zeros up to ``end``."""

    start: int
    end: int
    head: bytes = b""


def overwrite(file: IO[bytes], spans: list[Span]) -> None:
    for start, end, head in spans:
        file.seek(start)
        file.write(head)
        left = end - start - len(head)
        while left > 0:
            left -= file.write(b"\0" * min(left, _CHUNK))
