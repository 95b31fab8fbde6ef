"""A corpus of any size for measuring: seeded, so that every machine measures the same stories.

750 words a story, words and tags distributed by Zipf's law, one tag for ten stories, 8 sections,
40 authors, five years. The front matter is read by Pelican, Hugo and this project alike.

    python benchmarks/corpus.py 10000 /tmp/corpus
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

SECTIONS = ("world", "politics", "business", "technology", "science", "health", "sports", "arts")
AUTHORS = 40
WORDS = 750
VOCABULARY = 20_000
SEED = 20_261_123
NEWEST = datetime(2026, 11, 22, tzinfo=UTC)
SPAN = timedelta(days=365 * 5)
_SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


class Zipf:
    """Draws from a list with the frequencies of Zipf's law."""

    def __init__(self, items: Sequence[str]) -> None:
        self._items = items
        self._weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self._items, cum_weights=self._weights, k=count)


class Corpus:
    """``count`` stories, numbered from 0, the newest; each depends on nothing but its number."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._words = Zipf(vocabulary(VOCABULARY, Random(SEED)))  # noqa: S311 - no secret
        self._tags = Zipf([f"tag {number}" for number in range(max(10, count // 10))])

    def write(self, folder: Path) -> None:
        """Write all stories and the registries below ``folder``."""
        for number in range(self.count):
            self.write_story(folder, number, NEWEST - number * SPAN / self.count)
        data = folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        sections = "".join(f"{slug}:\n  name: {slug.title()}\n" for slug in SECTIONS)
        authors = "".join(f"author-{n}:\n  name: Author {n}\n" for n in range(AUTHORS))
        (data / "sections.yml").write_text(sections, "utf-8")
        (data / "authors.yml").write_text(authors, "utf-8")

    def add(self, folder: Path, number: int) -> Path:
        """Write one story more, newer than all others; return its file."""
        return self.write_story(folder, self.count + number, NEWEST + timedelta(minutes=number + 1))

    def write_story(self, folder: Path, number: int, date: datetime) -> Path:
        random = Random(f"{SEED} {number}")  # noqa: S311 - a measure, not a secret
        section = random.choice(SECTIONS)
        file = folder / "articles" / section / f"{date.year}" / f"story-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._story(random, number, date), "utf-8")
        return file

    def _story(self, random: Random, number: int, date: datetime) -> str:
        tags = dict.fromkeys(self._tags.draw(random, random.randint(2, 5)))
        lines = (
            "---",
            f'title: "{" ".join(self._words.draw(random, 7)).capitalize()} {number}"',
            f"date: {date:%Y-%m-%dT%H:%M:%S+00:00}",
            f"authors: [author-{random.randrange(AUTHORS)}]",
            f"tags: [{', '.join(tags)}]",
            f'summary: "{sentence(self._words.draw(random, 18))}"',
            "---",
            "",
            body(self._words, random),
        )
        return "\n".join(lines) + "\n"


def vocabulary(size: int, random: Random) -> list[str]:
    """Return ``size`` different words of one to four syllables."""
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(random.choices(_SYLLABLES, k=random.randint(1, 4)))] = None
    return list(words)


def sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


def body(words: Zipf, random: Random) -> str:
    """Return about 750 words of Markdown: paragraphs, a heading, a list, a quote, links."""
    paragraphs = []
    left = WORDS
    while left > 0:
        sentences = []
        for _ in range(random.randint(2, 5)):
            length = random.randint(8, 24)
            sentences.append(sentence(_marked_up(words.draw(random, length), random)))
            left -= length
        paragraphs.append(" ".join(sentences))
    paragraphs.insert(3, "## " + " ".join(words.draw(random, 4)).capitalize())
    paragraphs.insert(5, "> " + sentence(words.draw(random, 12)))
    paragraphs.insert(7, "\n".join(f"- {' '.join(words.draw(random, 6))}" for _ in range(4)))
    return "\n\n".join(paragraphs)


def _marked_up(words: list[str], random: Random) -> list[str]:
    """Give some sentences emphasis, a link, quotes or a dash."""
    if random.random() < 0.15:
        words[2] = f"*{words[2]}*"
    if random.random() < 0.1:
        words[3] = f"[{words[3]}](https://example.org/{words[3]})"
    if random.random() < 0.15:
        words[5] = f'"{words[5]}"'
    if random.random() < 0.1:
        words[6] = f"{words[6]} --"
    return words


if __name__ == "__main__":
    Corpus(int(sys.argv[1])).write(Path(sys.argv[2]))
