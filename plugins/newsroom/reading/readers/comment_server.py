"""Comments from the HTTP API of a running Isso."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
from pydantic import TypeAdapter, ValidationError

from newsroom.problems import first_mistake
from newsroom.reading.readers.comment_sources import SECONDS, Row, SourceError

_AT_ONCE = 1_000
"""Addresses in one question; Isso takes 256 kB."""


def read_server(address: str, threads: Sequence[str]) -> list[tuple[str, Row]]:
    """Return every visible comment of some threads from the API of Isso at ``address``.

    Raises:
        SourceError: no answer, or none of Isso.
    """
    try:
        with httpx.Client(base_url=address, timeout=SECONDS) as client:
            used = list(_used(client, threads))
            pool = ThreadPoolExecutor(4)
            try:
                found = list(pool.map(partial(_thread, client), used))
            finally:
                pool.shutdown(cancel_futures=True)  # after one failure no other is waited for
        return [(thread, row) for thread, rows in zip(used, found, strict=True) for row in rows]
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceError(str(error) or type(error).__name__) from None
    except ValidationError as error:
        raise SourceError(f"this is not an answer of Isso: {first_mistake(error)}") from None


def _used(client: httpx.Client, threads: Sequence[str]) -> Iterator[str]:
    """Yield the threads that have comments."""
    for start in range(0, len(threads), _AT_ONCE):
        some = threads[start : start + _AT_ONCE]
        answer = client.post("/count", json=some).raise_for_status()
        counts = TypeAdapter(list[int]).validate_json(answer.content)
        yield from (thread for thread, count in zip(some, counts, strict=False) if count)


def _thread(client: httpx.Client, thread: str) -> list[Row]:
    answer = client.get("/", params={"uri": thread, "plain": 1}).raise_for_status()
    top = TypeAdapter(dict[str, object]).validate_json(answer.content).get("replies")
    rows = TypeAdapter(list[Row]).validate_python(top)
    return [one for row in rows for one in (row, *row.replies)]
