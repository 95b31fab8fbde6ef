"""Parsing many files at once, in as many processes as there are cores."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsroom.engine.progress import track
from newsroom.engine.workers import Crew, WorkerError
from newsroom.problems import ContentError
from newsroom.reading.registries.registry import unreadable
from newsroom.reading.sources.parse_store import parse_fingerprint, source_key

if TYPE_CHECKING:
    from newsroom.reading.frontmatter.rules import Rules
    from newsroom.reading.sources.parse import Parsed, Parser

FEW = 16
"""Up to so many files are parsed here: starting processes would take longer."""
_CHUNK = 32


class SourceToParse(Protocol):
    """A file to parse: ``path`` is how problems name it, ``kind`` is ``"story"`` or ``"page"``."""

    @property
    def file(self) -> Path: ...
    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Pool:
    """Parses the files of one publication by its ``rules``."""

    def __init__(self, rules: "Rules", workers: int) -> None:
        self._rules = rules
        self.fingerprint = parse_fingerprint(rules)
        self._workers = workers

    @cached_property
    def parser(self) -> "Parser":
        # Markdown and all that belongs to it is imported only when there is something to parse.
        from newsroom.reading.sources.parse import Parser

        return Parser(self._rules)

    def key(self, kind: str, data: bytes) -> bytes:
        """Return what finds the parse of these bytes in the store."""
        return source_key(self.fingerprint, kind, data)

    def parse(self, source: SourceToParse) -> tuple[bytes, "Parsed"]:
        """Parse one file. The key is taken from the bytes that were parsed.

        Raises:
            OSError: it cannot be read.
        """
        data = source.file.read_bytes()
        return self.key(source.kind, data), self.parser.parse(data, source.kind)

    @contextmanager
    def parsing(
        self, sources: Sequence[SourceToParse], *, in_background: bool = False
    ) -> Iterator[Iterator[tuple[bytes, "Parsed"]]]:
        """``with pool.parsing(sources) as parsed``: (key, parsed) of each, in no certain order.

        Many files are parsed by several processes; with ``in_background`` one process parses a few.

        Raises:
            ContentError: a file vanished, or a process that parsed one was killed.
        """
        total = len(sources)
        few = total <= FEW
        here = not total or self._workers == 1 or (few and not in_background)
        try:
            if here:
                yield track(map(self.parse, sources), total, "Reading")
            else:
                if not few:
                    self.parser  # noqa: B018 - made once, for all workers to inherit
                with Crew(self.parse, sources, 1 if few else self._workers, _CHUNK) as parsed:
                    yield track(parsed, total, "Reading")
        except OSError as error:
            raise ContentError([unreadable(str(error.filename), error)]) from None
        except WorkerError as death:
            raise ContentError([death.problem(sources[death.number].path)]) from None
