"""Measuring builds: ours and those of the peers, in turn, on the same stories.

``./inv bench`` runs it. What is measured, and of what:

- *cold*: no cache, no output;
- *edited*, *added*: one story, with cache and output of the last run; a peer builds all again;
- *checked out*: nothing changed, but every file has a new date;
- *rendered*: the cache of parsed stories is there, the output is not;
- memory of the cold builds; the cold builds once more on a disk.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import contenders, report
from benchmarks.contenders import ALL, ROOT, Contender
from benchmarks.corpus import Corpus
from benchmarks.measure import CommandError, Sample, run

SAME_PAGES = (
    contenders.OURS, contenders.HUGO, contenders.HUGO_TUNED, contenders.HUGO_UNRELATED,
)  # fmt: skip
IN_TURN = (*SAME_PAGES, contenders.DELIVERED)
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - a folder of random name is made in it


@dataclass(frozen=True, slots=True)
class Output:
    """What a contender made: files by kind, bytes in all, mean bytes of a story's page."""

    pages: int
    feeds: int
    others: int
    size: int
    story: int
    with_related: int


@dataclass
class Results:
    """All numbers; ``samples`` by what was done and by whom."""

    stories: int
    runs: int
    load: float
    folder: str = ""
    samples: dict[str, dict[str, list[Sample]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    outputs: dict[str, Output] = field(default_factory=dict)
    related: dict[str, float] = field(default_factory=dict)
    exact: bool = False


def measure(stories: int, runs: int, *, large: bool = False) -> str:
    """Measure everything and return the results page."""
    for contender in ALL:
        contender.command(Path(), Path(), Path())  # fails at once where a peer is missing
    results = Results(stories, runs, os.getloadavg()[0])
    if results.load > 0.5:
        say(f"Other work is running (load {results.load:.1f}): the numbers will be noisy.")
    with workplace(MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None) as folder:
        results.folder = "in memory (/dev/shm)" if folder.is_relative_to(MEMORY_FOLDER) else "disk"
        bench = Bench(folder, stories, results)
        bench.cold(runs)
        bench.changes(runs)
        bench.memory()
        bench.pelican()
        bench.related()
    with workplace(ROOT / ".cache") as folder:
        Bench(folder, stories, results).disk()
    if large:
        with workplace(MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None) as folder:
            Bench(folder, 10 * stories, results).large()
    return report.page(results)


@contextmanager
def workplace(parent: Path | None) -> Iterator[Path]:
    """Lend a folder that is gone afterwards."""
    if parent:
        parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Bench:
    """Measures in one folder with one corpus."""

    def __init__(self, folder: Path, stories: int, results: Results) -> None:
        self._folder = folder
        self._content = folder / "content"
        self._results = results
        self._corpus = Corpus(stories)
        say(f"Writing {stories:,} stories …")
        self._corpus.write(self._content)

    def cold(self, runs: int) -> None:
        """Build from nothing: each contender in turn, in another order each time."""
        for number in range(runs):
            for contender in (*IN_TURN[number:], *IN_TURN[:number]):
                place = self._folder / "cold"
                self._build("cold", contender, place)
                if number == 0:
                    self._results.outputs[contender.name] = look_at(place / "output")
                shutil.rmtree(place)

    def changes(self, runs: int) -> None:
        """Build after changes, with what the last build left; Hugo builds all again each time."""
        ours, theirs = self._folder / "ours", self._folder / "hugo"
        self._build("before changes", contenders.OURS, ours)
        self._build("before changes", contenders.HUGO, theirs)
        files = sorted((self._content / "articles").rglob("*.md"))
        for number in range(runs):
            with files[len(files) // (number + 2)].open("a", encoding="utf-8") as story:
                story.write("\nA paragraph that was added later.\n")
            self._build("edited", contenders.OURS, ours)
            self._build("edited", contenders.HUGO, theirs)
            self._corpus.add(self._content, number)
            self._build("added", contenders.OURS, ours)
            for file in self._content.rglob("*.*"):
                os.utime(file)
            self._build("checked out", contenders.OURS, ours)
        self._results.exact = self._equals_clean_build(ours / "output")
        for _ in range(runs):
            for output in (ours / "output", ours / ".output.staging"):
                shutil.rmtree(output, ignore_errors=True)
            self._build("rendered", contenders.OURS, ours)

    def memory(self) -> None:
        """Watch the memory of cold builds, in runs of their own as watching takes time."""
        for contender in SAME_PAGES:
            place = self._folder / "memory"
            self._build("memory", contender, place, watch=True)
            shutil.rmtree(place)

    def pelican(self) -> None:
        """Build with plain Pelican, once: it takes minutes."""
        place = self._folder / "pelican"
        self._build("cold", contenders.PELICAN, place)
        self._results.outputs[contenders.PELICAN.name] = look_at(place / "output")
        shutil.rmtree(place)
        self._build("before changes", contenders.PELICAN_CACHED, place)
        self._corpus.add(self._content, 1000)
        self._build("edited", contenders.PELICAN_CACHED, place)
        shutil.rmtree(place)

    def related(self) -> None:
        say("Measuring related news …")
        command = [sys.executable, "-m", "benchmarks.related_cost", str(self._content)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
        self._results.related = json.loads(done.stdout)

    def disk(self) -> None:
        """Build from nothing on a disk, once, each in a folder that was never there."""
        for contender in SAME_PAGES:
            os.sync()
            self._build("disk", contender, self._folder / contender.name.replace(" ", "-"))

    def large(self) -> None:
        """Build ten times the stories; Hugo within an hour, or not at all."""
        ours = self._folder / "ours"
        self._build("large", contenders.OURS, ours, watch=True)
        self._corpus.add(self._content, 0)
        self._build("large, added", contenders.OURS, ours)
        shutil.rmtree(ours)
        for contender in SAME_PAGES[1:]:
            try:
                self._build("large", contender, self._folder / "hugo", watch=True)
            except CommandError as error:
                say(f"Given up: {error}")
            shutil.rmtree(self._folder / "hugo")

    def _build(self, work: str, contender: Contender, place: Path, *, watch: bool = False) -> None:
        place.mkdir(exist_ok=True)
        command = contender.command(self._content, place / "output", place / "cache")
        sample = run(command, ROOT, self._folder / "log", watch=watch)
        self._results.samples[work][contender.name].append(sample)
        say(f"{work:16}{contender.name:28}{sample.seconds:8.2f} s {sample.cpu:8.2f} s CPU")

    def _equals_clean_build(self, output: Path) -> bool:
        """Tell whether a build from nothing makes the very files that the changes led to."""
        place = self._folder / "clean"
        self._build("before changes", contenders.OURS, place)
        mine, clean = files_of(output), files_of(place / "output")
        equal = mine == clean and all(
            filecmp.cmp(output / name, place / "output" / name, shallow=False) for name in mine
        )
        shutil.rmtree(place)
        return equal


def files_of(folder: Path) -> set[str]:
    found = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    return {file.relative_to(folder).as_posix() for file in found}


def look_at(folder: Path) -> Output:
    """Count what a build made."""
    sizes = {name: (folder / name).stat().st_size for name in files_of(folder)}
    pages = {name for name in sizes if name.endswith(".html")}
    feeds = {name for name in sizes if Path(name).name.startswith("feed.")}
    stories = [name for name in pages if "/story-" in name]
    related = sum('class="related"' in (folder / name).read_text("utf-8") for name in stories)
    return Output(
        len(pages), len(feeds), len(sizes) - len(pages) - len(feeds), sum(sizes.values()),
        sum(sizes[name] for name in stories) // max(1, len(stories)), related,
    )  # fmt: skip
