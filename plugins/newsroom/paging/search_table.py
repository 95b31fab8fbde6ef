"""The table of contents of an index, in CBOR (RFC 8949): what a browser loads of each year first.

It lists the stories, and for each file of the index its first word, its last word and its name.
Pagefind takes the first file whose last word is not before the word that it looks for, so first
words may be empty, and a last word may be any text between it and the first word of the next file.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

_UINT, _TEXT, _ARRAY = 0, 3, 4
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
Value = Any


def decoded(data: bytes) -> Value:
    """Return the value that is in ``data``, in lists.

    Raises:
        ValueError: it has other parts than numbers, texts and arrays, or does not end with it.
    """
    value, end = _read(data, 0)
    if end != len(data) or encoded(value) != data:
        raise ValueError("not a table as we know it")
    return value


def _read(data: bytes, at: int) -> tuple[Value, int]:
    kind, number = divmod(data[at], 32)
    at += 1
    if number >= 24:
        size = _SIZES.get(number)
        if size is None:
            raise ValueError("a length that is not given")
        number, at = int.from_bytes(data[at : at + size]), at + size
    if kind == _UINT:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _ARRAY:
        raise ValueError(f"a value of kind {kind}")
    values = []
    for _ in range(number):
        value, at = _read(data, at)
        values.append(value)
    return values, at


def encoded(value: Value) -> bytes:
    if isinstance(value, int):
        return _head(_UINT, value)
    if isinstance(value, str):
        return _head(_TEXT, len(value.encode())) + value.encode()
    return _head(_ARRAY, len(value)) + b"".join(map(encoded, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    short = next(short for short, size in _SIZES.items() if number < 1 << 8 * size)
    return bytes([kind << 5 | short]) + number.to_bytes(_SIZES[short])


def shortened(table: Value, names: Mapping[str, str]) -> Value:
    """Return a table with other names of files, and with no more of words than tells them apart.

    Raises:
        ValueError: a file is not in it, or more than once.
    """
    version, stories, files, *rest = table
    known = [name for name, *_ in stories] + [name for *_, name in files]
    if sorted(known) != sorted(names):
        raise ValueError("other files than those that are there")
    return [
        version,
        [[names[name], *more] for name, *more in stories],
        [["", last, names[name]] for last, (*_, name) in zip(_ends(files), files, strict=True)],
        *rest,
    ]


def _ends(files: Value) -> Iterator[str]:
    for (_, last, _), (following, *_) in pairwise(files):
        yield _between(last, following)
    if files:
        yield files[-1][1]


def _between(last: str, following: str) -> str:
    """Return the shortest beginning of ``following`` that is not before ``last``, or ``last``."""
    starts = (following[:length] for length in range(1, len(following)))
    return next((start for start in starts if start >= last), last)
