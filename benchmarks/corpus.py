"""A corpus of any size for measuring: seeded, so that every machine measures the same stories.

750 words a story, words and tags distributed by Zipf's law, one tag for ten stories, 8 sections,
40 authors. The front matter is read by Pelican, Hugo and this project alike.

    python benchmarks/corpus.py 10000 /tmp/corpus
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

SECTIONS = ("world", "politics", "business", "technology", "science", "health", "sports", "arts")
AUTHORS = 40
WORDS = 750
VOCABULARY = 20_000
_SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


class Zipf:
    """Draws from a list with the frequencies of Zipf's law."""

    def __init__(self, items: list[str], random_: random.Random) -> None:
        self._items = items
        self._weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))
        self._random = random_

    def draw(self, count: int) -> list[str]:
        return self._random.choices(self._items, cum_weights=self._weights, k=count)


def vocabulary(size: int, random_: random.Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(random_.choices(_SYLLABLES, k=random_.randint(1, 4)))] = None
    return list(words)


def sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


def body(words: Zipf, random_: random.Random) -> str:
    """Return about 750 words of Markdown: paragraphs, a heading, a list, a quote, links."""
    paragraphs = []
    left = WORDS
    while left > 0:
        sentences = []
        for _ in range(random_.randint(2, 5)):
            length = random_.randint(8, 24)
            drawn = words.draw(length)
            if random_.random() < 0.15:
                drawn[2] = f"*{drawn[2]}*"
            if random_.random() < 0.1:
                drawn[3] = f"[{drawn[3]}](https://example.org/{drawn[3]})"
            if random_.random() < 0.15:
                drawn[5] = f'"{drawn[5]}"'
            if random_.random() < 0.1:
                drawn[6] = f"{drawn[6]} --"
            if random_.random() < 0.1:
                drawn[1] = drawn[1].capitalize()
            sentences.append(sentence(drawn))
            left -= length
        paragraphs.append(" ".join(sentences))
    paragraphs.insert(3, "## " + " ".join(words.draw(4)).capitalize())
    paragraphs.insert(5, "> " + sentence(words.draw(12)))
    paragraphs.insert(7, "\n".join(f"- {' '.join(words.draw(6))}" for _ in range(4)))
    return "\n\n".join(paragraphs)


def write_corpus(count: int, folder: Path) -> None:
    """Write ``count`` stories and the registries below ``folder``."""
    random_ = random.Random(20_261_123)  # noqa: S311 - a measure, not a secret
    words = Zipf(vocabulary(VOCABULARY, random_), random_)
    tags = Zipf([f"tag {number}" for number in range(max(10, count // 10))], random_)
    newest = datetime(2026, 11, 22, tzinfo=UTC)
    step = timedelta(days=365 * 5) / count
    for number in range(count):
        date = newest - number * step
        section = random_.choice(SECTIONS)
        own_tags = list(dict.fromkeys(tags.draw(random_.randint(2, 5))))
        matter = [
            "---",
            f'title: "{" ".join(words.draw(7)).capitalize()} {number}"',
            f"date: {date:%Y-%m-%dT%H:%M:%S+00:00}",
            f"authors: [author-{random_.randrange(AUTHORS)}]",
            f"tags: [{', '.join(own_tags)}]",
            f'summary: "{sentence(words.draw(18))}"',
            "---",
        ]
        file = folder / "articles" / section / f"{date.year}" / f"story-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(matter) + "\n\n" + body(words, random_) + "\n", "utf-8")
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    sections = "".join(f"{slug}:\n  name: {slug.title()}\n" for slug in SECTIONS)
    authors = "".join(f"author-{n}:\n  name: Author {n}\n" for n in range(AUTHORS))
    (data / "sections.yml").write_text(sections, "utf-8")
    (data / "authors.yml").write_text(authors, "utf-8")


if __name__ == "__main__":
    write_corpus(int(sys.argv[1]), Path(sys.argv[2]))
