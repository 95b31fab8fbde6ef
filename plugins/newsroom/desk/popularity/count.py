"""From files to figures: a line counts as a reader of a story, or its reason is tallied."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from newsroom.desk.popularity.addresses import ClientAddress, place_of
from newsroom.desk.popularity.crowds import Crowd
from newsroom.desk.popularity.exports import Export, read_export, source_of
from newsroom.desk.popularity.filters import Filter
from newsroom.desk.popularity.logs import read_hits
from newsroom.desk.popularity.readers import Figures, Readers
from newsroom.problems import ContentError, Problem
from newsroom.text.urls import old_address

LITE = "/lite"
"""Where the text of each story is once more: who reads it there reads the story."""
_SHOWN = 60
"""Characters of a wrong word that a message shows."""


@dataclass(kw_only=True)
class LineTally:
    """What became of the lines: ``left_out`` counts requests by reason.

    ``nameless`` lines have something else where the reader's address belongs. ``most`` is who made
    most of the readings, if one address did, and its share.
    """

    lines: int = 0
    unreadable: int = 0
    first_unreadable: str = ""
    nameless: int = 0
    first_nameless: str = ""
    without_agent: int = 0
    most: tuple[ClientAddress, float] | None = None
    left_out: Counter[str] = field(default_factory=Counter)

    def add_unreadable(self, name: str, number: int) -> None:
        self.unreadable += 1
        self.first_unreadable = self.first_unreadable or f"{name}:{number}"

    def add_nameless(self, name: str, number: int, word: str) -> None:
        self.nameless += 1
        self.first_nameless = self.first_nameless or f"{name}:{number} ({word[:_SHOWN]!r})"


def requested_page(target: str, base: str) -> str | None:
    """Return the path of a page as the site spells it, from the target of a request.

    Decoded, without query, host and ``base``; ``/a``, ``/a/`` and ``/a/index.html`` are one page.
    """
    path = target.partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        try:
            path = urlsplit(path).path
        except ValueError:
            return None
    path = _folder(old_address(path))
    return path.removeprefix(base) if path.startswith(f"{base}/") else None


def _folder(path: str) -> str:
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


class StoryCount:
    """The count of one run over any number of files.

    ``stories`` maps decoded paths to the path of their story, ``window`` are the hours that count.
    """

    def __init__(
        self, stories: Mapping[str, str], base: str, zone: tzinfo, window: range, accept: Filter,
        most_per_address: int,
    ) -> None:  # fmt: skip
        self.source: str = ""
        self.tally = LineTally()
        self._zone = zone
        self._window = window
        self._accept = accept
        self._readers = Readers(most_per_address=most_per_address)
        self._crowd = Crowd()
        self._exported: Figures = {}

        pages = {_folder(path): story for path, story in stories.items()}

        @lru_cache(maxsize=65_536)
        def story_of(target: str) -> str | None:
            path = requested_page(target, base) or ""
            return pages.get(path) or pages.get(path.removeprefix(LITE))

        self._story_of: Callable[[str], str | None] = story_of

    def read(self, name: str, lines: Iterator[str]) -> None:
        """Count the lines of one file.

        Raises:
            ContentError: no line is one of a log or export, or it counts otherwise than the rest.
        """
        first = next(lines, None)
        if first is None:
            return
        export = source_of(first)
        source = export or "logs"
        if self.source not in ("", source):
            what = f"this is of {source}, other figures are of {self.source}"
            remedy = "count with one of them, or delete content/data/popularity.json to change"
            raise ContentError([Problem(name, what, remedy)])
        self.source = source
        every = chain((first,), lines)
        before = replace(self.tally)
        if export:
            self._read_export(name, export, every)
        else:
            self._read_log(name, every)
        if 0 < self.tally.lines - before.lines == self.tally.nameless - before.nameless:
            what = (
                f"no line names the address of a reader; the first is {self.tally.first_nameless}"
            )
            remedy = "have the server log addresses, not names (Apache: HostnameLookups Off)"
            raise ContentError([Problem(name, what, remedy)])
        if 0 < self.tally.lines - before.lines == self.tally.unreadable - before.unreadable:
            remedy = "name an access log or an export; docs/hottest.md lists the formats"
            raise ContentError([Problem(name, "no line of it can be read", remedy)])

    def figures(self) -> Figures:
        """Return the figures of all files; afterwards nobody is remembered."""
        figures = self._exported or self._readers.figures()
        if self._readers.late:
            self.tally.left_out["of days already closed"] = self._readers.late
        if self._readers.above:
            self.tally.left_out["further browsers of one address"] = self._readers.above
        if (most := self._crowd.majority()) and (place := place_of(most[0].partition("/")[0])):
            self.tally.most = place, most[1]
        return figures

    def _read_log(self, name: str, lines: Iterable[str]) -> None:
        tally, left_out, accept = self.tally, self.tally.left_out, self._accept
        for number, hit in read_hits(lines):
            tally.lines += 1
            if hit is None:
                tally.add_unreadable(name, number)
            elif not (place := place_of(hit.address)):
                tally.add_nameless(name, number, hit.address)
            elif not (story := self._story_of(hit.target)):
                left_out["of files and other pages"] += 1
            elif hit.hour not in self._window:
                left_out["outside the days that count"] += 1
            elif reason := accept.reason_against(hit):
                left_out[reason] += 1
            else:
                tally.without_agent += hit.agent is None
                self._crowd.add(place.connection)
                self._readers.add(story, hit.hour, place.connection, hit.agent or "")

    def _read_export(self, name: str, source: Export, lines: Iterable[str]) -> None:
        try:
            for number, views in read_export(source, lines, self._zone):
                self.tally.lines += 1
                if views is None:
                    self.tally.add_unreadable(name, number)
                elif not (story := self._story_of(views.target)):
                    self.tally.left_out["of other pages"] += 1
                elif views.hour not in self._window:
                    self.tally.left_out["outside the days that count"] += 1
                elif views.readers:
                    hours = self._exported.setdefault(story, {})
                    hours[views.hour] = hours.get(views.hour, 0) + views.readers
        except ValueError as error:
            remedy = "export it as docs/hottest.md says"
            raise ContentError([Problem(name, str(error), remedy, line=1)]) from None
