"""Work in several processes, forked so that nothing that they work on has to be sent to them.

Workers get their work chunk by chunk and end when they get no more, so that none outlives its
parent, even if that was killed. Ctrl-C reaches the parent alone, which ends them.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from traceback import format_exc
from typing import Any, Generic, TypeVar, cast

from newsroom.problems import ContentError, Problem

T = TypeVar("T")
R = TypeVar("R")


class WorkerError(Exception):
    """A worker ended without an answer; ``number`` is the number of its item."""

    def __init__(self, number: int, status: int | None) -> None:
        self.number = number
        how = f"exit status {status}"
        if status and status < 0:
            how = signal.Signals(-status).name
        super().__init__(f"the process that worked on it ended without a word ({how})")

    def problem(self, path: str) -> Problem:
        """Return what to tell of the item, which is found at ``path``."""
        return Problem(path, str(self), "build again; with --jobs 1 where memory is short")


@dataclass(frozen=True)
class _Worker:
    number: int
    process: BaseProcess


class BackgroundTask(Generic[R]):
    """``do()`` in another process, begun at once; ``result()`` waits for what it gives.

    Without ``in_background`` it is done in this process, when the result is asked for.
    """

    def __init__(self, do: Callable[[], R], *, in_background: bool) -> None:
        self._do = do
        self._crew = Crew(_call, [do], 1, 1) if in_background else None
        self._results = self._crew.__enter__() if self._crew else iter(())
        self._known: list[R] = []

    def result(self) -> R:
        """Return what ``do`` returned, whenever it is asked for.

        Raises:
            WorkerError: the process ended without a word.
        """
        if not self._known:
            self._known = self._wait() if self._crew else [self._do()]
        return self._known[0]

    def _wait(self) -> list[R]:
        try:
            return list(self._results)
        finally:
            self.end()

    def end(self) -> None:
        """End the process, also when nobody asked for the result."""
        if self._crew:
            self._crew.__exit__()
            self._crew = None


def _call(do: Callable[[], R]) -> R:
    return do()


class Crew(Generic[T, R]):
    """``with Crew(do, items, workers, chunk) as results:`` gives ``do(item)`` of every item.

    Results come in no certain order. An exception of ``do`` is raised here.
    """

    def __init__(self, do: Callable[[T], R], items: Sequence[T], workers: int, chunk: int) -> None:
        starts = range(0, len(items), chunk)
        self._chunks = iter([range(start, min(start + chunk, len(items))) for start in starts])
        self._do, self._items = do, items
        self._count = min(workers, len(starts))
        self._context = multiprocessing.get_context("fork")
        self._places: Any = self._context.RawArray("l", self._count)
        self._crew: dict[Connection, _Worker] = {}

    def __enter__(self) -> Iterator[R]:
        gc.freeze()  # what is there is shared with the workers; collecting would copy it
        # A worker is born with interrupts blocked and keeps it so.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for number in range(self._count):
                self._hire(number)
        except BaseException:
            self.__exit__()
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return self._results()

    def __exit__(self, *_: object) -> None:
        for connection, worker in self._crew.items():
            worker.process.kill()
            connection.close()
        for worker in self._crew.values():
            worker.process.join()
        gc.unfreeze()

    def _hire(self, number: int) -> None:
        ours, theirs = self._context.Pipe()
        # A worker must not hold the parent's ends: it could not see them close.
        process = self._context.Process(
            target=self._work, args=(number, theirs, [*self._crew, ours]), daemon=True
        )
        process.start()
        theirs.close()
        self._crew[ours] = _Worker(number, process)
        ours.send(next(self._chunks))

    def _results(self) -> Iterator[R]:
        while self._crew:
            for connection in cast(list[Connection], wait(list(self._crew))):
                worker = self._crew[connection]
                try:
                    results = connection.recv()
                    if chunk := next(self._chunks, None):
                        connection.send(chunk)
                except (EOFError, OSError):
                    worker.process.join()
                    place = self._places[worker.number]
                    raise WorkerError(place, worker.process.exitcode) from None
                if not chunk:
                    del self._crew[connection]
                    connection.close()
                    worker.process.join()
                if isinstance(results, Exception):
                    raise results
                yield from results

    def _work(self, number: int, connection: Connection, others: list[Connection]) -> None:
        for other in others:
            other.close()
        try:
            while True:
                connection.send(self._work_on(number, connection.recv()))
        except (EOFError, OSError):  # the parent is gone, or needs no more
            return

    def _work_on(self, number: int, chunk: range) -> list[R] | Exception:
        results = []
        try:
            for item in chunk:
                self._places[number] = item
                results.append(self._do(self._items[item]))
        except (ContentError, OSError) as error:
            return error
        except Exception:  # others may not survive the journey
            return RuntimeError(format_exc())
        return results
