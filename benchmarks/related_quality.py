"""Measure related news against stories of which it is known which report the same event.

    python benchmarks/related_quality.py FOLDER

FOLDER holds ``content/*.md`` (front matter between ``---`` lines) and ``gold.tsv`` with the columns
``id`` (file name without ``.md``) and ``cluster`` (the event; empty means: not judged). Printed are

- P@k: of the first k stories of a list, the share on the same event. Where an event has fewer than
  k other stories, it is the share of those; a list shorter than k is charged for the gap;
- CPU time for a story: extracting terms, and making the lists (the best of three runs).
"""

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from newsroom.enriching.related import RelatedOptions, related_lists
from newsroom.enriching.similarity import Subject
from newsroom.reading.text.terms import extract_terms


def read_stories(folder: Path) -> Iterator[Subject]:
    for path in sorted(folder.rglob("*.md")):
        _, matter, body = path.read_text("utf-8").split("---\n", 2)
        facts = yaml.load(matter, yaml.BaseLoader)  # noqa: S506 - reads scalars as strings only
        known = " ".join(extract_terms(facts["title"], facts.get("deck", ""), body))
        published = datetime.fromisoformat(facts["date"]).timestamp()  # its zone is of no effect
        tags, section = tuple(facts.get("tags", ())), facts.get("section", "")
        yield Subject(
            id=path.stem,
            text=known,
            load=partial(str, known),
            tags=tags,
            section=section,
            published=published,
        )


def read_events(path: Path) -> dict[str, str]:
    """Return the event of each judged story."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["id"]: row["cluster"] for row in rows if row["cluster"]}


def precision(lists: Mapping[str, Sequence[str]], events: Mapping[str, str], k: int) -> float:
    """Return the mean P@k over the stories whose event has another story."""
    sizes = Counter(events.values())
    shares = [
        sum(events.get(other) == event for other in lists.get(story, ())[:k])
        / min(k, sizes[event] - 1)
        for story, event in events.items()
        if sizes[event] > 1
    ]
    return sum(shares) / len(shares)


def main(folder: Path) -> None:
    start = time.process_time()
    stories = list(read_stories(folder / "content"))
    reading = time.process_time() - start
    making = []
    for _ in range(3):
        start = time.process_time()
        lists = related_lists(stories, RelatedOptions())
        making.append(time.process_time() - start)
    events = read_events(folder / "gold.tsv")
    for k in (1, 3, 5):
        print(f"P@{k}  {precision(lists, events, k):.4f}")
    print(f"{len(stories)} stories, {len(events)} judged")
    print(f"reading and extracting {1000 * reading / len(stories):.3f} ms a story")
    print(f"making the lists       {1000 * min(making) / len(stories):.3f} ms a story")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/related_quality.py FOLDER")
    main(Path(sys.argv[1]))
