"""The task ``./inv hottest``: from logs or exports to ``content/data/popularity.json``.

Setting: ``POPULARITY``.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, PositiveInt

from newsroom.building.build import load_settings
from newsroom.desk.popularity.addresses import ClientAddress
from newsroom.desk.popularity.count import LineTally, StoryCount
from newsroom.desk.popularity.figures import by_current_path, merge, since, write_figures
from newsroom.desk.popularity.filters import Filter, Network
from newsroom.desk.popularity.hits import hour_of
from newsroom.desk.popularity.inputs import read_lines, total_size
from newsroom.desk.popularity.readers import Figures
from newsroom.engine.progress import metered
from newsroom.options import load_options
from newsroom.pipeline import open_edition
from newsroom.problems import ContentError
from newsroom.reading.assembly.content import read_content
from newsroom.reading.readers.popularity import FIGURES, read_popularity
from newsroom.text.amounts import counted


@dataclass(frozen=True)
class PopularityOptions:
    """Setting ``POPULARITY``.

    ``own_addresses``: addresses and networks of the newsroom, whose reading does not count.
    ``days``: how long figures are kept. ``most_per_address``: readers that one address, or one IPv6
    connection, adds to a story and day, even if it names many browsers.
    """

    own_addresses: tuple[Annotated[Network, BeforeValidator(ip_network)], ...] = ()
    days: PositiveInt = 14
    most_per_address: PositiveInt = 3


@dataclass(frozen=True, kw_only=True)
class ReadershipReport:
    """What one run found; ``known`` is what the file at ``path`` holds afterwards."""

    path: str
    tally: LineTally
    found: Figures
    known: Figures
    mistakes: int
    seconds: float

    def __str__(self) -> str:
        tally, said = self.tally, []
        if tally.left_out:
            parts = (f"{count:,} {reason}" for reason, count in tally.left_out.most_common())
            said.append(f"left out: {', '.join(parts)}")
        if tally.unreadable:
            said.append(f"unreadable: {tally.unreadable:,}, the first is {tally.first_unreadable}")
        if tally.nameless:
            said.append(
                f"without the address of a reader: {tally.nameless:,}, the first is "
                f"{tally.first_nameless}; they do not count"
            )
        if tally.most:
            said.append(_crowded(*tally.most))
        if tally.without_agent:
            said.append("the log does not name browsers: crawlers count as readers")
        if self.mistakes:
            said.append(f"mistakes in the content: {self.mistakes:,}; their stories do not count")
        readers = sum(sum(hours.values()) for hours in self.found.values())
        hours = len({hour for story in self.known.values() for hour in story})
        said.append(
            f"{counted(tally.lines, 'line')}: {counted(readers, 'reader')} of "
            f"{counted(len(self.found), 'story')}; {self.path} holds "
            f"{counted(len(self.known), 'story')} in {counted(hours, 'hour')} "
            f"({self.seconds:.1f} s)"
        )
        return "\n".join(said)


def _crowded(place: ClientAddress, share: float) -> str:
    kind = "one private address" if place.private else "one address"
    return (
        f"warning: {share:.0%} of the readings come from {kind}, {place.connection}. If it is a "
        "proxy, all its readers count as few: have the server log theirs (nginx: real_ip_header, "
        "Apache: RemoteIPHeader, Caddy: trusted_proxies; docs/hottest.md)"
    )


def count_readers(
    conf: Path, overrides: Mapping[str, Any], names: Sequence[str]
) -> ReadershipReport:
    """Count the readers of all stories in some files (``-``: standard input) and keep the figures.

    Raises:
        ContentError: a file is missing or no log, settings are wrong, or the figures are broken.
    """
    start = time.perf_counter()
    settings = load_settings(conf, overrides)
    options = load_options(settings, "POPULARITY", PopularityOptions)
    size = total_size(names)
    edition = open_edition(settings)
    file, path = edition.content / "data" / FIGURES, f"content/data/{FIGURES}"
    before, problems = read_popularity(file, path)
    if problems:
        raise ContentError(problems)
    read_content(edition)

    base = edition.site.base
    stories = {path: story.url.removeprefix(base) for path, story in edition.by_path().items()}
    now, first = hour_of(edition.now), hour_of(edition.now - timedelta(days=options.days))
    count = StoryCount(
        stories,
        base,
        edition.zone,
        range(first, now + 1),
        Filter(options.own_addresses),
        options.most_per_address,
    )
    count.source = before.source if before else ""
    with metered(size, "reading logs") as advance:
        for name in names:
            count.read(name, read_lines(name, advance))
    found = count.figures()
    known = since(merge(by_current_path(before, stories) if before else {}, found), first)
    if count.source:
        write_figures(file, count.source, known)
    seconds = time.perf_counter() - start
    return ReadershipReport(
        path=path,
        tally=count.tally,
        found=found,
        known=known,
        mistakes=len(edition.problems.errors),
        seconds=seconds,
    )
