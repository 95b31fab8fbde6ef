"""CPU time of related news: extracting the terms of each story, and making all lists.

    python -m benchmarks.related_cost CONTENT

Prints milliseconds a story as JSON. Extraction is part of parsing and is done once for each text;
the lists are made from nothing here, while a build keeps those that no change has touched.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.related_quality import read_stories

from newsroom.enriching.related import RelatedOptions, related_lists
from newsroom.reading.text.terms import extract_terms


def main(content: Path) -> None:
    stories = list(read_stories(content / "articles"))
    texts = [path.read_text("utf-8") for path in sorted(content.rglob("*.md"))[:1000]]
    costs = {
        "terms": _seconds(lambda: [extract_terms("", "", text) for text in texts]) / len(texts),
        "lists": _seconds(lambda: related_lists(stories, RelatedOptions())) / len(stories),
    }
    print(json.dumps({name: 1000 * seconds for name, seconds in costs.items()}))


def _seconds(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
